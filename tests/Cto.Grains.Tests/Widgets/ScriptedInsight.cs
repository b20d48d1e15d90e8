using System.Threading.Channels;
using Cto.Insights;

namespace Cto.Grains.Tests.Widgets;

/// <summary>An insight whose answers the test gives, one by one, when it likes.</summary>
internal sealed class ScriptedInsight : IInsight
{
    private readonly Channel<Func<InsightQuestion, InsightReply>> _answers = Channel.CreateUnbounded<Func<InsightQuestion, InsightReply>>();
    private int _asked;

    public InsightDescriptor Descriptor { get; } = new()
    {
        Name = "test.number",
        Title = "Number",
        Question = "Which number?",
        Parameters = [ParameterDescriptor.Period],
        DependsOn = ["deployment"],
        Phrasings = [],
        Answer = typeof(int),
    };

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void Answer(int number, InsightStatus status = InsightStatus.Answered, DateTimeOffset? staleSince = null) =>
        _answers.Writer.TryWrite(question => Reply(question, number, status, staleSince));

    public void Fail(Exception failure) => _answers.Writer.TryWrite(_ => throw failure);

    public async Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return (await _answers.Reader.ReadAsync(cancellationToken))(question);
    }

    private InsightReply Reply(InsightQuestion question, int number, InsightStatus status, DateTimeOffset? staleSince) => new()
    {
        Name = Descriptor.Name,
        Status = status,
        Query = new AskedQuery(null, null, question.Parameters["period"], null, question.Parameters.Given),
        Answer = number,
        Evidence = new Evidence { Rule = "As the test says.", Rows = [], Total = 0, Excluded = [], AsOf = new Dictionary<string, DateTimeOffset?>(), StaleSince = staleSince },
        Sentence = $"It is {number}.",
        AnsweredAt = question.Now,
    };
}
