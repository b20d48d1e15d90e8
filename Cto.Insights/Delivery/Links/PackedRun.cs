using System.Runtime.InteropServices;

namespace Cto.Insights.Delivery.Links;

/// <summary>One production run as it is packed into <c>delivery_day</c>: 40 bytes, little-endian.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PackedRun
{
    /// <summary>In <see cref="Recovery"/>: it did not fail, or nothing has remedied it yet.</summary>
    public const int None = -1;

    /// <summary>UTC ticks.</summary>
    public required long FinishedTicks { get; init; }
    public required DeploymentFlags Flags { get; init; }

    /// <summary>Seconds from the start of the failure to its remediation, or <see cref="None"/>.</summary>
    public required int Recovery { get; init; }

    /// <summary>Seconds from its finish to the remediation; means nothing without <see cref="Recovery"/>.</summary>
    public required int RecoveryFromFinish { get; init; }

    /// <summary>How many lead times are its own among the day's.</summary>
    public required int Leads { get; init; }

    /// <summary>How many are among those that another service shipped earlier.</summary>
    public required int LeadsAgain { get; init; }

    /// <summary>Changes without a lead time because it was the service's first deployment.</summary>
    public required int ExcludedFirst { get; init; }

    /// <summary>Because a clock is wrong or the history was rewritten.</summary>
    public required int ExcludedClock { get; init; }

    /// <summary>Because the first commit is unknown.</summary>
    public required int ExcludedUnknown { get; init; }

    public bool Has(DeploymentFlags flag) => (Flags & flag) != 0;
}
