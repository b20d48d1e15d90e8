using System.ComponentModel.DataAnnotations;

namespace Cto.Domain.Reliability;

/// <summary>Good and all events of a service level indicator in one short span.</summary>
public sealed record SliSample : Fact
{
    /// <summary>The key of the <see cref="Reliability.Slo"/>.</summary>
    public required string Slo { get; init; }

    /// <summary>The start of the span.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The length of the span in seconds.</summary>
    [Range(1, int.MaxValue)]
    public required int Seconds { get; init; }

    /// <summary>Good events, or good seconds where the indicator is of time.</summary>
    public required double Good { get; init; }

    /// <summary>All events; 0 when there was no traffic.</summary>
    public required double Total { get; init; }
}
