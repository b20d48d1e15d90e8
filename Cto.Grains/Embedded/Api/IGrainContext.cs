namespace Orleans.Runtime;

/// <summary>One activation of one grain, as the grain sees it.</summary>
public interface IGrainContext
{
    /// <summary>A reference to this grain that may be handed to others.</summary>
    GrainReference GrainReference { get; }

    /// <summary>Kind and key of the grain.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; <see langword="null"/> until it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation, disposed with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation once its running calls are done; later calls meet a new one.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
