using Clinic.Notifications.Domain.Preferences;

namespace Clinic.Notifications.Tests.Texts;

public sealed class InboundTextTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop. ")]
    [InlineData("Quit")]
    [InlineData("end")]
    [InlineData("Revoke")]
    [InlineData("opt-out")]
    [InlineData("CANCEL")]
    [InlineData("unsubscribe!")]
    [InlineData("Please stop texting me")]
    [InlineData("don't text me anymore")]
    [InlineData("Take me off your list")]
    public void Any_reasonable_wording_opts_out(string text) => Assert.Equal(InboundIntent.Stop, InboundText.Read(text));

    [Theory]
    [InlineData("START", InboundIntent.Start)]
    [InlineData("help", InboundIntent.Help)]
    [InlineData("c", InboundIntent.Confirm)]
    [InlineData("R", InboundIntent.Move)]
    public void A_keyword_is_taken_for_what_it_is(string text, InboundIntent intent) => Assert.Equal(intent, InboundText.Read(text));

    [Theory]
    [InlineData("I need to cancel my visit on Friday")]
    [InlineData("Can we stop by earlier?")]
    [InlineData("see you then")]
    [InlineData("C u on Monday, or R you closed?")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_clear_goes_to_a_person(string? text) => Assert.Equal(InboundIntent.Other, InboundText.Read(text));
}
