using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Upstreams.Faults;

/// <summary>What goes wrong, where and how often.</summary>
/// <remarks>Settable, because defaults of init-only properties do not survive source-generated reading.</remarks>
internal sealed record FaultRule
{
    /// <summary>Faults that pass: what is left when no kinds are named.</summary>
    public static readonly IReadOnlyList<FaultKind> Passing =
    [
        FaultKind.TooManyRequestsSeconds, FaultKind.TooManyRequestsDate, FaultKind.TooManyRequestsNone, FaultKind.ServerError, FaultKind.Unavailable, FaultKind.Reset,
        FaultKind.Cut, FaultKind.Garbage, FaultKind.Html, FaultKind.Empty, FaultKind.ClockSkew, FaultKind.Conflict, FaultKind.WrongType,
    ];

    /// <summary>The share of requests that it hits, from 0 to 1.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>Prefixes; <see langword="null"/> = all.</summary>
    public IReadOnlyList<string>? Vendors { get; set; }
    public IReadOnlyList<FaultKind>? Kinds { get; set; }

    /// <summary>At most once for each address.</summary>
    public bool Once { get; set; }

    /// <summary>Only where the path below the prefix begins like this; <see langword="null"/> = everywhere.</summary>
    public string? Path { get; set; }

    /// <summary>Only requests of this method, in capitals; <see langword="null"/> = all.</summary>
    public string? Method { get; set; }

    /// <summary>What <see cref="FaultKind.TooManyRequestsSeconds"/> and its like say, in seconds.</summary>
    public int RetryAfter { get; set; } = 1;

    /// <summary>How late <see cref="FaultKind.Slow"/> answers, in milliseconds.</summary>
    public int Delay { get; set; } = 300;

    public bool Covers(string prefix, string path, string method) =>
        (Vendors is null || Vendors.Contains(prefix)) && (Path is null || path.StartsWith(Path, StringComparison.Ordinal)) && (Method is null || Method == method);
}

/// <summary>A rule's fault that hits one request.</summary>
internal sealed record Fault(FaultKind Kind, FaultRule Rule);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = false, Converters = [typeof(KebabCaseKinds)], UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(FaultRule))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
internal sealed partial class FaultJson : JsonSerializerContext;

internal sealed class KebabCaseKinds() : JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
