using Clinic.Notifications.Domain.Texts;

namespace Clinic.Notifications.Tests.Texts;

public sealed class SmsLengthTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    public void Plain_letters_are_counted_in_septets(int letters, int segments) =>
        Assert.Equal(new SmsLength(true, letters, segments), SmsLength.Of(new string('a', letters)));

    [Fact]
    public void Characters_of_the_extension_table_count_twice() =>
        Assert.Equal(new SmsLength(true, 162, 2), SmsLength.Of(new string('a', 160) + "€"));

    [Fact]
    public void An_escape_pair_is_not_split_between_two_messages() =>
        Assert.Equal(3, SmsLength.Of(new string('a', 152) + "€" + new string('a', 152)).Segments);

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void One_character_outside_the_alphabet_makes_the_whole_text_ucs_2(int characters, int segments) =>
        Assert.Equal(new SmsLength(false, characters, segments), SmsLength.Of(new string('a', characters - 1) + "ő"));

    [Fact]
    public void A_surrogate_pair_is_not_split_between_two_messages() =>
        Assert.Equal(3, SmsLength.Of(new string('ő', 66) + "🙂" + new string('ő', 66)).Segments);
}
