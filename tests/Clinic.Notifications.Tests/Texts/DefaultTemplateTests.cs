using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Rendering;
using Clinic.Notifications.Settings;
using Microsoft.Extensions.Configuration;

namespace Clinic.Notifications.Tests.Texts;

public sealed class DefaultTemplateTests
{
    private static readonly MessageSettings Settings = MessageSettings.Read(new ConfigurationBuilder().Build());

    public static TheoryData<string, Channel> Shipped =>
        [.. DefaultTemplates.All.Select(t => new TheoryDataRow<string, Channel>(t.Kind, t.Channel))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Wording_that_we_ship_passes_its_own_checks(string kind, Channel channel)
    {
        var template = DefaultTemplates.All.Single(t => t.Kind == kind && t.Channel == channel);

        var check = new TemplateChecks(new MessageRenderer(Settings), Settings).Check(template);

        Assert.Empty(check.Problems);
        Assert.True(check.Sms is null or { IsGsm7: true, Segments: 1 }, $"{check.Sms}");
    }

    [Theory]
    [InlineData("Your ketamine visit", "ketamine")]
    [InlineData("Your Infusion is on", "infusion")]
    [InlineData("Depression follow-up", "depress")]
    [InlineData("Reply CANCEL to cancel", "CANCEL")]
    public void Revealing_or_misleading_words_are_refused(string text, string named) =>
        Assert.Contains(Settings.Texts.Check(Channel.Sms, text), p => p.Contains(named, StringComparison.Ordinal));

    [Fact]
    public void A_message_without_name_phone_and_opt_out_is_refused_for_each() =>
        Assert.Equal(3, Settings.Texts.Check(Channel.Email, "See you on Monday.").Count);

    [Fact]
    public void A_clinic_name_that_reveals_the_treatment_is_refused_at_the_start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Clinic:Messages:SenderName", "City Ketamine Center")]).Build();

        var refused = Assert.Throws<InvalidOperationException>(() => MessageSettings.Read(configuration));

        Assert.Contains("Clinic:Messages:SenderName", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_is_escaped_whoever_wrote_it() =>
        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;<br>&amp;", new RenderedMessage("s", "<b>Ada</b>\n&").Html, StringComparison.Ordinal);
}
