using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Clinic.ServiceDefaults.Auth;
using NodaTime;

namespace Clinic.AllInOne.Demo;

/// <summary>
/// The clinic's main job from search to reminder, told through the public API only. It can be told again on the same
/// clinic after a crash: each request carries the same idempotency key and has its effect once.
/// </summary>
/// <param name="api">The clinic.</param>
/// <param name="clock">The clinic's clock.</param>
/// <param name="tell">Is told each step as it is done, with its milliseconds.</param>
/// <param name="advanced">Is told how far the clinic's clock was moved, before it is.</param>
public sealed class DemoStory(ClinicApi api, IClock clock, Action<string, long> tell, Action<TimeSpan>? advanced = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private static readonly string[] SideEffects = ["dizziness"];

    private readonly PatientMail _mail = new(api.Addresses.MessageFolder);
    private readonly List<KeyValuePair<string, long>> _milliseconds = [];
    private DemoIds? _ids;
    private JsonArray _plan = null!;
    private JsonNode _series = null!;
    private Guid _invoice;

    /// <summary>Tells the whole story.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What the clinic holds afterwards.</returns>
    /// <exception cref="StoryException">A step failed; its name is in front.</exception>
    public async Task<JsonObject> TellAsync(CancellationToken cancellationToken)
    {
        (string Name, Func<CancellationToken, Task> Do)[] steps =
        [
            ("set up the demonstration clinic", SetUpAsync),
            ("search a plan for six infusions", SearchAsync),
            ("book the series", BookAsync),
            ("refuse a double booking", RefuseDoubleBookingAsync),
            ("refuse a booking with no monitor on shift", RefuseWithoutMonitorAsync),
            ("deliver the consent request", ReceiveConsentRequestAsync),
            ("refuse to start without consent", RefuseStartWithoutConsentAsync),
            ("sign the consent through the link", SignAsync),
            ("check in, start and complete the first infusion", InfuseAsync),
            ("charge the actual minutes and issue an invoice", InvoiceAsync),
            ("record the payment and balance the books", PayAsync),
            ("schedule the remaining reminders and follow-ups", RemindersAsync),
            ("send what is due by text message and email", SendAsync),
        ];
        foreach (var (name, act) in steps)
        {
            await StepAsync(name, act, cancellationToken);
        }

        return await SummaryAsync(cancellationToken);
    }

    private async Task StepAsync(string name, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await act(cancellationToken);
        }
        catch (Exception e) when (e is StoryException or HttpRequestException or InvalidOperationException or NullReferenceException)
        {
            throw new StoryException($"{name}: {e.Message}");
        }

        _milliseconds.Add(new(name, watch.ElapsedMilliseconds));
        tell(name, watch.ElapsedMilliseconds);
    }

    private async Task SetUpAsync(CancellationToken ct)
    {
        await AdvanceToAsync(NextMorning(), ct);
        _ids = await new DemoClinic(api, Today()).SetUpAsync(ct);
    }

    private async Task SearchAsync(CancellationToken ct)
    {
        var search = new
        {
            patientId = _ids!.Patients[0],
            siteId = _ids!.Site,
            protocolId = _ids!.Induction,
            earliestDate = Today().PlusDays(4).ToDateOnly(),
        };
        var found = await api.PostAsync(Roles.FrontDesk, "scheduling/v1/series-searches", search, "story-search", ct);
        _plan = found["plans"]!.AsArray()[0]!["sessions"]!.AsArray();
        Expect(_plan.Count == 6, $"six sessions, found {_plan.Count}");
    }

    private async Task BookAsync(CancellationToken ct)
    {
        _series = await api.PostAsync(Roles.FrontDesk, "scheduling/v1/series", Booking(_ids!.Patients[0], _plan), "story-book", ct);
        Expect(Sessions.Count == 6, "six booked sessions");
    }

    private async Task RefuseDoubleBookingAsync(CancellationToken ct)
    {
        var problem = await api.RefusedAsync(
            Roles.FrontDesk, "scheduling/v1/series", Booking(_ids!.Patients[1], _plan), HttpStatusCode.Conflict, ct);
        Expect(TypeOf(problem).EndsWith("slot-taken", StringComparison.Ordinal), $"slot-taken, got {TypeOf(problem)}");
    }

    private async Task RefuseWithoutMonitorAsync(CancellationToken ct)
    {
        var saturday = Today().Next(IsoDayOfWeek.Saturday).PlusWeeks(1);
        var startsAt = DateTimeZoneProviders.Tzdb[DemoClinic.ZoneId].AtLeniently(saturday.At(new LocalTime(10, 0))).ToDateTimeOffset();
        var body = new
        {
            patientId = _ids!.Patients[1],
            siteId = _ids!.Site,
            protocolId = _ids!.Booster,
            indication = "F33.2",
            sessions = new[] { new { startsAt } },
        };
        var problem = await api.RefusedAsync(Roles.FrontDesk, "scheduling/v1/series", body, HttpStatusCode.UnprocessableEntity, ct);
        Expect(problem.ToJsonString().Contains("monitor", StringComparison.OrdinalIgnoreCase), "a reason that names the monitor");
    }

    private async Task ReceiveConsentRequestAsync(CancellationToken ct)
    {
        await EventuallyAsync(() => Task.FromResult(_mail.ConsentLink() is not null), "a text message with the consent link", ct);
        await SettledAsync(ct);
    }

    private async Task RefuseStartWithoutConsentAsync(CancellationToken ct)
    {
        var problem = await api.RefusedAsync(
            Roles.Nurse, $"scheduling/v1/sessions/{FirstId}/start", new { }, HttpStatusCode.UnprocessableEntity, ct);
        Expect(TypeOf(problem).EndsWith("consent-missing", StringComparison.Ordinal), $"consent-missing, got {TypeOf(problem)}");
    }

    private async Task SignAsync(CancellationToken ct)
    {
        var link = _mail.ConsentLink()!;
        var consent = Guid.Parse(_series["consentId"]!.GetValue<string>());
        if (await StateOfConsentAsync(consent, ct) != "signed")
        {
            await api.OpenLinkAsync(link, null, ct);
            await api.OpenLinkAsync(link, new Dictionary<string, string> { ["fullName"] = "Alex Moreau", ["accepted"] = "true" }, ct);
        }

        Expect(await StateOfConsentAsync(consent, ct) == "signed", "a signed consent");
    }

    private async Task InfuseAsync(CancellationToken ct)
    {
        await AdvanceToAsync(MorningBefore(First), ct);
        await AdvanceToAsync(First["startsAt"]!.GetValue<DateTimeOffset>(), ct);
        var path = $"scheduling/v1/sessions/{FirstId}";
        await api.PostAsync(Roles.Nurse, $"{path}/check-in", CheckIn, "story-check-in", ct);
        await AdvanceAsync(TimeSpan.FromMinutes(15), ct);
        var started = await api.PostAsync(Roles.Nurse, $"{path}/start", new { }, "story-start", ct);
        var stoppedAt = started["startedAt"]!.GetValue<DateTimeOffset>() + TimeSpan.FromMinutes(42);
        await AdvanceToAsync(stoppedAt, ct);
        await api.PostAsync(Roles.Nurse, $"{path}/complete", new { stoppedAt, sideEffects = SideEffects }, "story-complete", ct);
    }

    private async Task InvoiceAsync(CancellationToken ct)
    {
        JsonArray invoices = [];
        await EventuallyAsync(
            async () =>
            {
                var page = await api.GetAsync(Roles.Billing, $"billing/v1/invoices?patientId={_ids!.Patients[0]}", ct);
                invoices = page["items"]!.AsArray();
                return invoices.Count > 0;
            },
            "an invoice for the infusion",
            ct);
        Expect(invoices.Count == 1, "one invoice");
        _invoice = invoices[0]!["id"]!.GetValue<Guid>();
        var lines = (await api.GetAsync(Roles.Billing, $"billing/v1/invoices/{_invoice}", ct))["lines"]!.AsArray();
        Expect(lines.Any(l => l!["code"]!.GetValue<string>() == "96365"), "the first-hour infusion code for 42 minutes");
    }

    private async Task PayAsync(CancellationToken ct)
    {
        var invoice = await api.GetAsync(Roles.Billing, $"billing/v1/invoices/{_invoice}", ct);
        var body = new
        {
            patientId = _ids!.Patients[0],
            siteId = _ids!.Site,
            invoiceId = _invoice,
            amount = new { amountMinor = invoice["total"]!["amountMinor"]!.GetValue<long>(), currency = "USD" },
            method = "card-terminal",
            reference = "demo-terminal-1",
            receivedOn = Today().ToDateOnly(),
        };
        await api.PostAsync(Roles.FrontDesk, "billing/v1/payments", body, "story-payment", ct);
        var balance = await api.GetAsync(Roles.Billing, $"billing/v1/ledger/trial-balance?siteId={_ids!.Site}", ct);
        Expect(balance["differenceMinor"]!.GetValue<long>() == 0, $"a trial balance of zero: {balance.ToJsonString()}");
        var paid = await api.GetAsync(Roles.Billing, $"billing/v1/invoices/{_invoice}", ct);
        Expect(paid["open"]!["amountMinor"]!.GetValue<long>() == 0, "a paid invoice");
    }

    private async Task RemindersAsync(CancellationToken ct)
    {
        foreach (var session in Sessions.Skip(1))
        {
            await EventuallyAsync(
                async () => (await ScheduledAsync(session!["id"]!.GetValue<Guid>(), ct)).Count > 0,
                "reminders of every remaining session",
                ct);
        }

        await EventuallyAsync(async () => (await ScheduledAsync(FirstId, ct)).Count > 0, "the next-day check-in", ct);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        var (texts, emails) = (_mail.CountOf(".txt"), _mail.CountOf(".eml"));
        await AdvanceToAsync(MorningBefore(Sessions[1]!), ct);
        await EventuallyAsync(() => Task.FromResult(_mail.CountOf(".txt") > texts), "a due text message in the folder", ct);
        await EventuallyAsync(() => Task.FromResult(_mail.CountOf(".eml") > emails), "a due email in the folder", ct);
        await SettledAsync(ct);
    }

    // What is due is sent and what was sent is applied: only then may the clock jump, or reminders would lapse unseen.
    private async Task SettledAsync(CancellationToken ct)
    {
        var last = "";
        await EventuallyAsync(SettledTwiceAsync, "every due message sent and every event applied", ct);

        async Task<bool> SettledTwiceAsync()
        {
            var (now, before) = (await DemoSummary.MovementAsync(api, clock.GetCurrentInstant(), ct), last);
            last = now.Totals;
            return !now.IsMoving && now.Totals == before;
        }
    }

    private async Task<JsonArray> ScheduledAsync(Guid subject, CancellationToken ct) =>
        (await api.GetAsync(Roles.FrontDesk, $"notifications/v1/reminders?subjectId={subject}&state=scheduled", ct))["items"]!.AsArray();

    private async Task<string> StateOfConsentAsync(Guid consent, CancellationToken ct) =>
        (await api.GetAsync(Roles.FrontDesk, $"scheduling/v1/consents/{consent}", ct))["state"]!.GetValue<string>();

    private Task<JsonObject> SummaryAsync(CancellationToken ct) => DemoSummary.ReadAsync(api, _mail, _milliseconds, ct);

    private Task AdvanceToAsync(DateTimeOffset moment, CancellationToken ct)
    {
        var by = moment - clock.GetCurrentInstant().ToDateTimeOffset();
        return by > TimeSpan.Zero ? AdvanceAsync(by, ct) : Task.CompletedTask;
    }

    private async Task AdvanceAsync(TimeSpan by, CancellationToken ct)
    {
        if (_ids is not null)
        {
            await SettledAsync(ct);
        }

        advanced?.Invoke(by);
        foreach (var (_, service) in api.Addresses.Processes)
        {
            await api.PostAsync(Roles.Admin, $"{service}/v1/operations/clock", new { hours = by.TotalHours }, Guid.Empty.ToString(), ct);
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds, string what, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Expect(watch.Elapsed < Patience, $"{what} within {Patience.TotalSeconds} s");
            await Task.Delay(Glance, ct);
        }
    }

    private object Booking(Guid patient, JsonArray plan) => new
    {
        patientId = patient,
        siteId = _ids!.Site,
        protocolId = _ids!.Induction,
        indication = "F33.2",
        sessions = plan.Select(s => new
        {
            startsAt = s!["startsAt"]!.GetValue<DateTimeOffset>(),
            chairId = s["chairId"]!.GetValue<Guid>(),
            monitorId = s["monitorId"]!.GetValue<Guid>(),
        }).ToArray(),
    };

    private static object CheckIn => new
    {
        escortPresent = true,
        fasting = true,
        weightKg = 72.5m,
        bloodPressure = new { systolic = 124, diastolic = 78 },
        heartRate = 70,
        spo2 = 98,
    };

    private JsonArray Sessions => _series["sessions"]!.AsArray();

    private JsonNode First => Sessions[0]!;

    private Guid FirstId => First["id"]!.GetValue<Guid>();

    // Whenever it is told, the story begins at ten in the morning at the clinic: nobody gets a text message at night.
    private DateTimeOffset NextMorning()
    {
        var now = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[DemoClinic.ZoneId]);
        var morning = now.Date.At(new LocalTime(10, 0));
        var next = now.LocalDateTime < morning ? morning : morning.PlusDays(1);
        return next.InZoneLeniently(now.Zone).ToDateTimeOffset();
    }

    // A day ahead and out of the quiet hours: reminders of the session are due.
    private static DateTimeOffset MorningBefore(JsonNode session)
    {
        var zone = DateTimeZoneProviders.Tzdb[DemoClinic.ZoneId];
        var date = Instant.FromDateTimeOffset(session["startsAt"]!.GetValue<DateTimeOffset>()).InZone(zone).Date;
        return date.PlusDays(-1).At(new LocalTime(10, 0)).InZoneLeniently(zone).ToDateTimeOffset();
    }

    private LocalDate Today() => DemoClinic.Today(clock);

    private static string TypeOf(JsonNode problem) => problem["type"]!.GetValue<string>();

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new StoryException($"expected {what}");
        }
    }
}
