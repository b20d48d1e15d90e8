using System.Reflection;

namespace Cto.Grains.Embedded;

/// <summary>The times of the embedded host, Orleans' own by default, and where it finds grain classes.</summary>
internal sealed class EmbeddedGrainOptions
{
    public IList<Assembly> Assemblies { get; } = [typeof(EmbeddedGrainOptions).Assembly];

    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often waits that lasted too long are ended; the time-out is at most this much late.</summary>
    public TimeSpan CallTimeoutCheck { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an activation may take to read its state and run OnActivateAsync before its token is cancelled.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long OnDeactivateAsync may take before it is left behind.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation may be idle.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A turn this long is counted and logged; a second, as in Orleans.</summary>
    public TimeSpan SlowTurn { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest period of a reminder; shorter work belongs on a grain timer.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often reminders are looked for that another process registered.</summary>
    public TimeSpan ReminderPoll { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a due reminder belongs to the process that took it; after that another one delivers it.</summary>
    public TimeSpan ReminderLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether state and reminders are kept in memory only, for tests and benchmarks.</summary>
    public bool InMemory { get; set; }
}
