namespace Clinic.Notifications.Rendering;

/// <summary>What a template can name, already written out in the recipient's language and zone.</summary>
internal sealed record MessageValues
{
    /// <summary>The given name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Day of the visit.</summary>
    public string Date { get; init; } = "";

    /// <summary>Time of the visit at the site.</summary>
    public string Time { get; init; } = "";

    /// <summary>Number of visits booked.</summary>
    public string Visits { get; init; } = "";

    /// <summary>All visits, one a line.</summary>
    public string VisitList { get; init; } = "";

    /// <summary>Where the form is.</summary>
    public string Link { get; init; } = "";

    /// <summary>By when an offer must be answered, day and time at the site.</summary>
    public string Until { get; init; } = "";

    /// <summary>Number of the invoice.</summary>
    public string Invoice { get; init; } = "";

    /// <summary>What it comes to.</summary>
    public string Amount { get; init; } = "";

    /// <summary>Last day to pay.</summary>
    public string Due { get; init; } = "";

    /// <summary>Values of usual length, for checking and previewing a template.</summary>
    public static MessageValues Sample { get; } = new()
    {
        Name = "Maximilian",
        Date = "Wed, Sep 30",
        Time = "10:30 AM",
        Visits = "6",
        VisitList = "Wed, Sep 30, 10:30 AM\nFri, Oct 2, 10:30 AM",
        Link = "https://clinic.example/forms/sign/Q2xpbmljLXNhbXBsZS1saW5rLTMyLWJ5dGVzLWxvbmc",
        Until = "Wed 10:30 AM",
        Invoice = "2026-000123",
        Amount = "USD 450.00",
        Due = "Fri, Oct 30",
    };

    /// <summary>The values by the names that templates use.</summary>
    public IEnumerable<KeyValuePair<string, string>> Named() =>
    [
        new("name", Name), new("date", Date), new("time", Time), new("visits", Visits), new("visit_list", VisitList),
        new("link", Link), new("until", Until), new("invoice", Invoice), new("amount", Amount), new("due", Due),
    ];
}
