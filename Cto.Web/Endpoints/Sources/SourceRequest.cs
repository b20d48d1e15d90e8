using System.Text.Json;

namespace Cto.Web.Endpoints.Sources;

/// <summary>A source to be connected.</summary>
/// <param name="Connector">A connector's kind.</param>
/// <param name="Name">What people call it; left out = what it connects to.</param>
/// <param name="Settings">By the names of the connector's settings: texts, numbers, flags, or lists of texts.</param>
/// <param name="Credentials">By the names of a credential's fields, with <c>kind</c> where the connector takes several kinds. Never returned.</param>
/// <param name="Paused">Whether it rests until it is resumed.</param>
public sealed record NewSourceRequest(string Connector, string? Name = null, Dictionary<string, JsonElement>? Settings = null, Dictionary<string, JsonElement>? Credentials = null, bool Paused = false)
{
    /// <summary>Nothing of it is printed: the credentials are plain here.</summary>
    public override string ToString() => $"{nameof(NewSourceRequest)} {Connector}";
}

/// <summary>What to change of a source; what is left out stays.</summary>
/// <param name="Settings">The settings that change; a <see langword="null"/> value takes one back to its default.</param>
/// <param name="Credentials">New credentials, whole.</param>
public sealed record SourceChange(string? Name = null, Dictionary<string, JsonElement>? Settings = null, Dictionary<string, JsonElement>? Credentials = null)
{
    /// <summary>Nothing of it is printed: the credentials are plain here.</summary>
    public override string ToString() => nameof(SourceChange);
}

/// <summary>A source that was connected.</summary>
/// <param name="Summary">As whom, and what is in reach.</param>
/// <param name="Warnings">What works less well than it could.</param>
public sealed record ConnectedSource(Guid Id, string Summary, IReadOnlyList<string> Warnings);

/// <summary>A request to a source that goes on after the answer.</summary>
/// <param name="Request">What becomes of it.</param>
public sealed record SourceAnswer(Guid Id, string Request);
