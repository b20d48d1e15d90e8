using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.Code;

/// <summary>Where one stream of one source stands: each repository for itself, so that none holds up the others.</summary>
internal sealed record RepositoryCursor
{
    /// <summary>The settings it was made under: under others it means nothing.</summary>
    public string Of { get; init; } = "";

    /// <summary>The repository that was read last: the next pull begins with it, so that one which keeps being interrupted gets to all of them.</summary>
    public long? At { get; init; }

    /// <summary>By repository id, which survives a rename.</summary>
    public Dictionary<long, RepositoryMark> Repositories { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static RepositoryCursor Parse(string? text, string of) =>
        JsonText.Read(text, RepositoryCursorJson.Default.RepositoryCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, RepositoryCursorJson.Default.RepositoryCursor);
}

/// <summary>How far one repository has been read.</summary>
internal sealed record RepositoryMark
{
    /// <summary>Everything that upstream changed up to this instant is committed; <see langword="null"/> before the first sweep ends.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ids of the records that changed exactly at <see cref="Until"/> and are committed: the next of that second are not.</summary>
    public IReadOnlyList<long>? Seen { get; init; }

    /// <summary>The tag of the first page as of the last sweep: while it holds, nothing is new.</summary>
    public string? Etag { get; init; }

    /// <summary>The sweep under way; <see langword="null"/> between sweeps.</summary>
    public SweepMark? Sweep { get; init; }

    /// <summary>The short names of the facts as of the last reading, for streams that read a repository whole: what is missing in the next is gone.</summary>
    public IReadOnlyList<string>? Known { get; init; }

    /// <summary>What could not be read and why, a clause; <see langword="null"/> when nothing is missing.</summary>
    public string? Missing { get; init; }

    /// <summary>What the deployments stream carries from one sweep to the next.</summary>
    public DeploymentMark? Deployments { get; init; }
}

/// <summary>A walk from the newest record down to what is already committed, page by page.</summary>
internal sealed record SweepMark
{
    /// <summary>What <see cref="RepositoryMark.Until"/> will be when it ends.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>What <see cref="RepositoryMark.Seen"/> will be.</summary>
    public IReadOnlyList<long>? Seen { get; init; }

    /// <summary>What <see cref="RepositoryMark.Etag"/> will be.</summary>
    public string? Etag { get; init; }

    /// <summary>Where it ends.</summary>
    public required DateTimeOffset Floor { get; init; }

    /// <summary>The page it is on, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Everything newer is committed; <see langword="null"/> at its start.</summary>
    public DateTimeOffset? Reached { get; init; }
}

/// <summary>What is known of a repository's deployments besides the facts.</summary>
internal sealed record DeploymentMark
{
    /// <summary>The ids of deployments whose end is not known yet, with when they began.</summary>
    public Dictionary<long, DateTimeOffset> Open { get; init; } = [];

    /// <summary>Statuses up to this instant are committed.</summary>
    public DateTimeOffset? ChangedUntil { get; init; }

    /// <summary>What <see cref="ChangedUntil"/> will be when the sweep ends.</summary>
    public DateTimeOffset? ChangedNewest { get; init; }

    /// <summary>The successful production deployments between which commits are compared, by environment.</summary>
    public Dictionary<string, DeploymentChain> Chains { get; init; } = [];
}

/// <summary>One environment's successful deployments, as far as they are needed to know what came between them.</summary>
internal sealed record DeploymentChain
{
    /// <summary>The last one of the sweeps before.</summary>
    public Deployment? Latest { get; init; }

    /// <summary>The last one of this sweep.</summary>
    public Deployment? Newest { get; init; }

    /// <summary>The earliest of this sweep so far: it waits for the one before it.</summary>
    public Deployment? Waiting { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RepositoryCursor))]
internal sealed partial class RepositoryCursorJson : JsonSerializerContext;
