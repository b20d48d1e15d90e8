namespace Cto.Grains.Embedded;

/// <summary>A call that answers with a value.</summary>
internal abstract class GrainCall<T> : GrainCall
{
    private TaskCompletionSource<T>? _promise;

    public TaskCompletionSource<T> Promise => _promise!;

    public override bool HasPromise => _promise is not null;

    public Task<T> TakeWork() => (Task<T>)Take();

    protected override void CreatePromise() => _promise = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void SetOutcome(Task work)
    {
        if (work is Task<T> typed)
        {
            Promise.TrySetFromTask(typed);
        }
        else
        {
            Promise.TrySetException(work.Exception!.InnerExceptions);
        }
    }

    protected override void SetException(Exception exception) => _promise?.TrySetException(exception);

    protected override void SetCanceled(CancellationToken cancellationToken) => _promise?.TrySetCanceled(cancellationToken);

    protected override Task FailedWork(Exception exception) => Task.FromException<T>(exception);

    protected override Task CanceledWork(CancellationToken cancellationToken) => Task.FromCanceled<T>(cancellationToken);
}

/// <summary>A call that answers with nothing, or that nobody waits for.</summary>
internal abstract class GrainCallWithoutResult : GrainCall
{
    private TaskCompletionSource? _promise;

    public TaskCompletionSource Promise => _promise!;

    public override bool HasPromise => _promise is not null;

    public Task TakeWork() => Take();

    protected override void CreatePromise() => _promise = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void SetOutcome(Task work) => Promise.TrySetFromTask(work);

    protected override void SetException(Exception exception) => _promise?.TrySetException(exception);

    protected override void SetCanceled(CancellationToken cancellationToken) => _promise?.TrySetCanceled(cancellationToken);

    protected override Task FailedWork(Exception exception) => Task.FromException(exception);

    protected override Task CanceledWork(CancellationToken cancellationToken) => Task.FromCanceled(cancellationToken);
}
