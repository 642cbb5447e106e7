using Microsoft.Playwright;
using Xunit;

namespace Clinic.FrontDesk.Tests;

public class SessionTests(Desk desk)
{
    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        var page = await desk.OpenAsync();
        await page.GotoAsync("/patients");

        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.Press("Sign out");
        await page.GotoAsync("/");

        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nurse_is_refused_what_only_the_desk_may_do()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync("Nurse");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Messages" })).ToHaveCountAsync(0);
        await page.GotoAsync("/messages");

        await Assertions.Expect(page.Heading("Your role does not allow this")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_idle_session_ends_by_itself_and_its_page_is_left()
    {
        desk.NeedsBrowser();
        var console = await desk.StartConsoleAsync("--Clinic:FrontDesk:IdleMinutes=0.05");
        var page = await desk.OpenAsync(console: console);
        await page.SignInAsync();

        await page.WaitForURLAsync("**/login?idle=yes*");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("signed out");
        await page.GotoAsync("/patients");
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "clinic.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task The_local_key_is_offered_to_the_machine_itself_only(string header, string value)
    {
        desk.NeedsBrowser();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(desk.Console, "/login"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);

        Assert.DoesNotContain("name=\"Role\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_identity_provider_the_local_key_is_not_offered()
    {
        desk.NeedsBrowser();
        var console = await desk.StartConsoleAsync("--Clinic:Auth:Authority=https://login.example");
        using var http = new HttpClient();

        Assert.DoesNotContain("name=\"Role\"", await http.GetStringAsync(new Uri(console, "/login")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        desk.NeedsBrowser();
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Role"] = "admin" });
        using var answer = await http.PostAsync(new Uri(desk.Console, "/login"), form);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("clinic-desk=", StringComparison.Ordinal)));
    }
}
