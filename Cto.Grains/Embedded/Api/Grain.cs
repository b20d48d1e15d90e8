using Cto.Grains.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans;

#pragma warning disable CA1725 // The parameter names are those of Orleans.
/// <summary>The base class of grains: state with an identity that handles one call at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Made by the host, never by hand: a grain exists only inside its activation.</summary>
    protected Grain() =>
        GrainContext = Activation.InTurn
            ?? throw new InvalidOperationException("A grain is constructed by its host; ask an IGrainFactory for a reference instead.");

    /// <summary>The activation that this object lives in.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain that may be handed to others.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Kind and key, for people and logs.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation as soon as its running calls are done.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps this activation for at least that long; zero takes an earlier wish back, infinite is for ever.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).DelayDeactivation(timeSpan);
}
