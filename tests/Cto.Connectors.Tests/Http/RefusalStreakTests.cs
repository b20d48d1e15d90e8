using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Http;

/// <summary>Wrong credentials that some vendors answer with "too many requests".</summary>
public sealed class RefusalStreakTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private readonly RefusalStreak _streak = new();

    [Fact]
    public void The_same_refusal_for_minutes_is_about_the_credentials()
    {
        Assert.All(Enumerable.Range(0, 4), minute => Assert.Equal(SourceFault.Throttled, Refuse(minute).Fault));

        var judged = Refuse(4);

        Assert.Equal(SourceFault.Unauthorized, judged.Fault);
        Assert.Contains("since 03:00 UTC", judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_at_once_are_a_limit() => Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(SourceFault.Throttled, Refuse(0).Fault));

    [Fact]
    public void A_refusal_that_says_until_when_is_a_limit() => Assert.All(Enumerable.Range(0, 50), minute => Assert.Equal(SourceFault.Throttled, Refuse(minute, saysWhen: true).Fault));

    [Fact]
    public void An_answer_in_between_proves_the_credentials()
    {
        for (var minute = 0; minute < 50; minute++)
        {
            Assert.Equal(SourceFault.Throttled, Refuse(minute).Fault);
            if (minute % 4 == 0)
            {
                _streak.Accepted();
            }
        }
    }

    [Fact]
    public void Other_words_are_another_refusal() => Assert.All(Enumerable.Range(0, 50), minute => Assert.Equal(SourceFault.Throttled, Refuse(minute, $"{minute} requests too many").Fault));

    private SourceException Refuse(int minute, string words = "Test asks us to wait: no.", bool saysWhen = false) =>
        _streak.Judge(new(SourceFault.Throttled, words), "Test", saysWhen, Now.AddMinutes(minute));
}
