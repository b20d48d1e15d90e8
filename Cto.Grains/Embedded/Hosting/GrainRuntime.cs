using Microsoft.Extensions.Logging;

namespace Cto.Grains.Embedded;

/// <summary>The parts of the host that grains and references share; one a process.</summary>
internal sealed class GrainRuntime
{
    public GrainRuntime(
        IServiceProvider services, EmbeddedGrainOptions options, TimeProvider clock, GrainInstruments instruments, IGrainStateStore states, ReminderRegistry reminders, ILogger<GrainRuntime> logger)
    {
        Services = services;
        Options = options;
        Clock = clock;
        Instruments = instruments;
        States = states;
        Reminders = reminders;
        Logger = logger;
        Classes = new GrainClasses(options.Assemblies, options.CollectionAge);
        Catalog = new ActivationCatalog(this);
        Observers = new ObserverDirectory(this);
        Factory = new GrainFactory(this);
        instruments.Watch(() => Catalog.All.Sum(activation => (long)activation.QueueLength));
    }

    public IServiceProvider Services { get; }

    public EmbeddedGrainOptions Options { get; }

    public TimeProvider Clock { get; }

    public GrainInstruments Instruments { get; }

    public IGrainStateStore States { get; }

    public ReminderRegistry Reminders { get; }

    public ILogger Logger { get; }

    public GrainClasses Classes { get; }

    public ActivationCatalog Catalog { get; }

    public ObserverDirectory Observers { get; }

    public GrainFactory Factory { get; }
}
