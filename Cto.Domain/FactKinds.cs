using System.Collections.Frozen;
using Cto.Domain.Delivery;

namespace Cto.Domain;

/// <summary>The kinds of facts there are, each with the name it has in the API, in cursors and in <c>FactsChanged</c> messages.</summary>
public static class FactKinds
{
    public const string Service = "service";
    public const string PullRequest = "pullRequest";
    public const string Review = "review";
    public const string Commit = "commit";
    public const string Deployment = "deployment";
    public const string Incident = "incident";
    public const string PipelineRun = "pipelineRun";
    public const string Release = "release";

    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(Service)] = Service,
        [typeof(PullRequest)] = PullRequest,
        [typeof(Review)] = Review,
        [typeof(Commit)] = Commit,
        [typeof(Deployment)] = Deployment,
        [typeof(Incident)] = Incident,
        [typeof(PipelineRun)] = PipelineRun,
        [typeof(Release)] = Release,
    }.ToFrozenDictionary();

    /// <summary>Every kind's name.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    /// <summary>The kind of a fact.</summary>
    /// <exception cref="KeyNotFoundException">The record is not registered here.</exception>
    public static string Of(Fact fact) => Names[fact.GetType()];
}
