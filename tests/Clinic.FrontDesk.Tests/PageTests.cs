using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.FrontDesk.Tests;

public class PageTests(Desk desk)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_is_accessible_and_fits_the_screen(int width)
    {
        var page = await desk.OpenAsync(width);
        await page.GotoAsync("/login");
        await page.PictureAsync("login");
        await page.IsAccessibleAsync();
        await page.SignInAsync();
        JsonNode patient = (await desk.PatientAsync("Alex"))["id"]!;
        (string Name, string Path)[] pages =
        [
            ("day", "/"),
            ("find", "/book"),
            ("book", $"/book?patient={patient}"),
            ("patients", "/patients"),
            ("patient", $"/patients/{patient}"),
            ("edit", $"/patients/{patient}/edit"),
            ("roster", "/roster"),
            ("messages", "/messages"),
            ("not-found", "/nothing-here"),
        ];
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            await page.PictureAsync(name);
            await page.IsAccessibleAsync();
        }
    }

    [Fact]
    public async Task No_page_breaks_its_own_content_security_policy()
    {
        var page = await desk.OpenAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.SignInAsync();
        await page.GotoAsync("/roster");

        Assert.Empty(complaints);
        Assert.Equal("rgb(18, 80, 91)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.bar')).backgroundColor"));
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_in_one_step()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("content", await page.EvaluateAsync<string>("document.activeElement.id"));
    }
}
