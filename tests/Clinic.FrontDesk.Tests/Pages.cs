using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.FrontDesk.Tests;

/// <summary>What a person does on the pages.</summary>
internal static class Pages
{
    /// <summary>A folder to keep pictures of the pages in, for people who look.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CLINIC_TEST_PICTURES");

    public static async Task SignInAsync(this IPage page, string role = "Front desk")
    {
        await page.GotoAsync("/login");
        await page.GetByLabel(role, new() { Exact = true }).CheckAsync();
        await page.Press("Sign in");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    public static Task Press(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    public static Task Fill(this IPage page, string label, string value) => page.GetByLabel(label, new() { Exact = true }).FillAsync(value);

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name });

    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        }
    }

    /// <summary>The page breaks no rule of WCAG 2.2 A or AA that a machine can check, and does not scroll sideways.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var options = new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") };
        var result = await page.RunAxe(options);
        Assert.Empty(result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page.Url} is wider than {page.ViewportSize!.Width} px");
    }
}
