
namespace Orleans;

/// <summary>What the host needs of a grain class; derive from <see cref="Grain"/> or implement this.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this object lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call; when it throws, the waiting calls fail with that exception and the activation is dropped.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call; not when the process dies.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
