using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.NewRelic;

/// <summary>NerdGraph: one route, to which questions are put in GraphQL (<see cref="NewRelicQueries"/>).</summary>
[NotDescribed("New Relic publishes NerdGraph's schema to holders of a key only; the simulated company checks the questions.")]
internal interface INewRelicApi
{
    [Repeatable]
    [Post("graphql")]
    Task<Answer<NewRelicAnswer>> AskAsync([Body] NewRelicQuestion question, CancellationToken cancellationToken);
}

/// <summary>A question with its variables: text from outside never becomes part of a query.</summary>
internal sealed record NewRelicQuestion(string Query, NewRelicVariables Variables);

/// <summary>What the questions ask about; each uses its own.</summary>
internal sealed record NewRelicVariables
{
    public int? Account { get; init; }
    public string? Nrql { get; init; }
    public string? Search { get; init; }
    public string? Cursor { get; init; }
    public IReadOnlyList<string>? Guids { get; init; }
}
