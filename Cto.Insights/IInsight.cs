namespace Cto.Insights;

/// <summary>One question that the product can answer, written once for all surfaces: widget, chat, HTTP route, MCP tool, report.</summary>
public interface IInsight
{
    /// <summary>What it is called, what it asks and takes, and which facts it stands on.</summary>
    InsightDescriptor Descriptor { get; }

    /// <summary>Answers with proof, in one round trip to the store.</summary>
    /// <exception cref="InsightParameterException">A parameter makes no sense.</exception>
    /// <exception cref="UnknownEntityException">A filter names a service, team or repository that is not there.</exception>
    Task<InsightReply> AskAsync(InsightQuestion question, CancellationToken cancellationToken);
}
