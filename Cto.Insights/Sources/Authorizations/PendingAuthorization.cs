using Cto.Domain.Sources;

namespace Cto.Insights.Sources.Authorizations;

/// <summary>What a person was about to connect when he was sent to the vendor.</summary>
public sealed record PendingAuthorization
{
    public required Guid TenantId { get; init; }

    /// <summary>Who was sent: nobody else may come back with it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The connector's kind.</summary>
    public required string Connector { get; init; }

    /// <summary>The source whose access is granted anew; <see langword="null"/> for a new one.</summary>
    public Guid? SourceId { get; init; }
    public required string Name { get; init; }
    public required SourceSettings Settings { get; init; }

    /// <summary>Where the vendor sends the person back to.</summary>
    public required Uri Redirect { get; init; }

    /// <summary>What was typed beside it (a webhook secret, an application of the company's own).</summary>
    public required SourceCredentials Typed { get; init; }
    public required Secret Verifier { get; init; }
}

/// <summary>A request for access that came to nothing, to be shown once more with the reason.</summary>
public sealed record FailedAuthorization(PendingAuthorization Wanted, string Problem, string? Remedy);
