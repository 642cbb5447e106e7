using System.Globalization;
using System.Text.Json.Nodes;
using Clinic.ServiceDefaults.Auth;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.FrontDesk.Tests;

public class DeskTests(Desk desk)
{
    [Fact]
    public async Task A_series_is_booked_through_the_pages_and_stands_on_the_day_page()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Book a series" }).ClickAsync();
        await page.Fill("Name or phone", "Samira");
        await page.Press("Search");
        await page.GetByRole(AriaRole.Link, new() { Name = "Samira Haddad" }).ClickAsync();
        await page.GetByLabel("Protocol", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Ketamine induction, six infusions (KET-IND-6 v1)" });
        await page.Press("Find plans");
        await Assertions.Expect(page.Heading("Plan 3")).ToBeVisibleAsync();
        await page.PictureAsync("plans");
        await page.IsAccessibleAsync();

        await page.Fill("Indication, ICD-10-CM", "F33.2");
        await page.Press("Book plan 2");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The series is booked");
        var id = (await desk.PatientAsync("Samira"))["id"]!.GetValue<Guid>();
        var series = await desk.Api.GetAsync(Roles.FrontDesk, $"scheduling/v1/series?patientId={id}", CancellationToken.None);
        Assert.Equal(6, series["items"]![0]!["sessions"]!.AsArray().Count);
        await page.Locator("td[data-label=When] a").First.ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Samira Haddad" });
        await Assertions.Expect(row).ToContainTextAsync("1 of 6, KET-IND-6");
        await Assertions.Expect(row).ToContainTextAsync("Requested");
    }

    [Fact]
    public async Task A_patient_is_checked_in_and_a_slip_is_told_at_its_field()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Check in Alex Moreau" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Does a responsible adult" }).GetByLabel("Yes").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Were the fasting" }).GetByLabel("Yes").CheckAsync();
        await page.Fill("Weight, kg", "72.5");
        await page.Fill("Systolic, mmHg", "124");
        await page.Fill("Diastolic, mmHg", "78");
        await page.Fill("Heart rate, per minute", "70");
        await page.Fill("Oxygen saturation, percent", "9");
        await page.Press("Check in");
        var saturation = page.GetByLabel("Oxygen saturation, percent");
        await Assertions.Expect(saturation).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByLabel("Weight, kg")).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await page.PictureAsync("check-in-refused");
        await page.IsAccessibleAsync();

        await saturation.FillAsync("98");
        await page.Press("Check in");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("checked in");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Alex Moreau" })).ToContainTextAsync("Checked in");
    }

    [Fact]
    public async Task A_payment_at_the_desk_lowers_what_is_open_of_the_invoice()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.GotoAsync($"/patients/{(await desk.PatientAsync("Alex"))["id"]}");
        await page.Fill("Amount", "1000");
        await page.Press("Record the payment");
        await Assertions.Expect(page.GetByLabel("Amount", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");

        await page.Fill("Amount", "100.50");
        await page.GetByLabel("Paid by").SelectOptionAsync("cash");
        await page.Press("Record the payment");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Receipt");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "Invoices" })).ToContainTextAsync("349.50 USD");
    }

    [Fact]
    public async Task A_refused_series_shows_its_reasons_by_day()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.GotoAsync($"/book?patient={(await desk.PatientAsync("Peter"))["id"]}");
        await page.GetByLabel("Saturday").CheckAsync();
        await page.GetByLabel("Only these").CheckAsync();
        await page.Press("Find plans");

        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Alert)).ToContainTextAsync("can't be placed");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("no monitor (nurse) on shift on Sat");
        await page.PictureAsync("refused");
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task A_called_out_shift_lists_the_sessions_that_lose_their_cover()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        var series = (await desk.Api.GetAsync(
            Roles.FrontDesk, $"scheduling/v1/series?patientId={(await desk.PatientAsync("Alex"))["id"]}", CancellationToken.None))["items"]![0]!;
        var last = series["sessions"]![5]!;
        var shift = await ShiftOfAsync(last);
        await page.GotoAsync($"/shifts/{shift}/call-out");
        await page.Press("Call out");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("need cover");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToContainTextAsync("Alex Moreau");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Call out" })).ToHaveCountAsync(0);
        await page.PictureAsync("called-out");
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task A_patient_is_registered_and_changed()
    {
        var page = await desk.OpenAsync();
        await page.SignInAsync();
        await page.GotoAsync("/patients/new");
        await page.Fill("Full name", "Noor Aziz");
        await page.Fill("Date of birth", "1990-04-03");
        await page.Press("Save");
        await Assertions.Expect(page.GetByLabel("Phone")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Fill("Phone", "+1 212 555 0109");
        await page.Press("Save");
        await Assertions.Expect(page.Heading("Noor Aziz")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await page.Fill("Full name", "Noor Aziz-Lee");
        await page.Press("Save");

        await Assertions.Expect(page.Heading("Noor Aziz-Lee")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("+12125550109")).ToBeVisibleAsync();
    }

    private async Task<JsonNode?> ShiftOfAsync(JsonNode session)
    {
        var (from, until) = (session["startsAt"]!.GetValue<DateTimeOffset>(), session["endsAt"]!.GetValue<DateTimeOffset>());
        var query = $"siteId={session["siteId"]}&from={Iso(from)}&to={Iso(until)}";
        var shifts = await desk.Api.GetAsync(Roles.FrontDesk, $"scheduling/v1/shifts?{query}", CancellationToken.None);
        return shifts.AsArray().Single(s => s!["staffId"]!.GetValue<Guid>() == session["monitorId"]!.GetValue<Guid>())!["id"];
    }

    private static string Iso(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture));
}
