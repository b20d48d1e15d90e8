using System.Diagnostics;

namespace Cto.Grains.Embedded;

/// <summary>One call on its way: arguments (in the emitted subclass), who waits for the answer, and until when.</summary>
internal abstract class GrainCall
{
    private static readonly Action<object?> Start = static call => ((GrainCall)call!).Run();

    private CancellationToken _callerToken;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;

    /// <summary>The token that the grain sees: cancelled by the caller, and when the caller's wait has timed out.</summary>
    public CancellationToken Token;

    public GrainMethod Method { get; private set; } = null!;

    public GrainId GrainId { get; private set; }

    /// <summary>Timestamp of the moment it was sent, in units of the host's clock.</summary>
    public long SentAt { get; private set; }

    /// <summary>Timestamp of its first turn; zero while it waits.</summary>
    public long StartedAt { get; set; }

    public Activity? Activity { get; private set; }

    /// <summary>The first turn of this call, made where it was sent so that it carries the caller's execution context.</summary>
    public Task? Turn { get; private set; }

    /// <summary>What the grain returned.</summary>
    public Task? Work { get; private set; }

    /// <summary>Where the call waits or runs.</summary>
    public CallTarget? Target { get; set; }

    public GrainCall? Next { get; set; }

    public GrainCall? Previous { get; set; }

    /// <summary>The list that holds this call; <see langword="null"/> when none does.</summary>
    public CallList? Owner { get; set; }

    public abstract bool HasPromise { get; }

    public void Prepare(GrainMethod method, GrainId grainId, ITargetDirectory directory)
    {
        Method = method;
        GrainId = grainId;
        SentAt = directory.Clock.GetTimestamp();
        if (method.TakesToken)
        {
            _callerToken = Token;
            _cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Token = _cancellation.Token;
        }

        if (directory.Instruments.Traces)
        {
            Activity = directory.Instruments.StartCall(method, grainId);
        }
    }

    /// <summary>Makes the first turn; the span of the call is current inside it, not around it.</summary>
    public Task PrepareTurn()
    {
        Turn ??= new Task(Start, this);
        if (Activity is { } span && Activity.Current == span)
        {
            Activity.Current = span.Parent;
        }

        return Turn;
    }

    /// <summary>Lets the caller wait; from here on its token and its deadline count.</summary>
    public void MakePromise()
    {
        if (Method.OneWay || HasPromise)
        {
            return;
        }

        CreatePromise();
        if (_callerToken.CanBeCanceled)
        {
            _registration = _callerToken.UnsafeRegister(static (call, token) => ((GrainCall)call!).Cancel(token), this);
        }
    }

    /// <summary>Calls the method on the grain or observer.</summary>
    public abstract Task Invoke(object target);

    /// <summary>Hands the outcome of <see cref="Work"/> to whoever waits.</summary>
    public void Complete(Task work)
    {
        Release();
        if (HasPromise)
        {
            SetOutcome(work);
        }
    }

    public void Fail(Exception exception)
    {
        Work = Task.FromException(exception);
        Complete(Work);
        Activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        Activity?.Dispose();
    }

    /// <summary>Ends the caller's wait; a call under way goes on, its token cancelled.</summary>
    public void TimeOut(TimeoutException exception, bool neverRuns)
    {
        SetException(exception);
        try
        {
            _cancellation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended in this very moment.
        }

        if (neverRuns)
        {
            Release();
            Activity?.Dispose();
        }
    }

    /// <summary>Gives the finished work to a caller that never had to wait, and this object back to its pool.</summary>
    protected Task Take()
    {
        var work = Work!;
        Turn = null;
        Work = null;
        Target = null;
        Activity = null;
        StartedAt = 0;
        Token = default;
        _cancellation = null;
        _callerToken = default;
        Return();
        return work;
    }

    protected abstract void CreatePromise();

    protected abstract void SetOutcome(Task work);

    protected abstract void SetException(Exception exception);

    protected abstract void SetCanceled(CancellationToken cancellationToken);

    protected abstract Task FailedWork(Exception exception);

    protected abstract Task CanceledWork(CancellationToken cancellationToken);

    /// <summary>Emitted: forgets the arguments and goes back to the pool.</summary>
    protected virtual void Return()
    {
    }

    private void Run()
    {
        try
        {
            _callerToken.ThrowIfCancellationRequested();
            Work = Invoke(Target!.Instance) ?? throw new InvalidOperationException($"{Method.Name} of {GrainId} returned no task.");
        }
        catch (OperationCanceledException canceled) when (canceled.CancellationToken.IsCancellationRequested)
        {
            Work = CanceledWork(canceled.CancellationToken);
        }
        catch (Exception exception)
        {
            Work = FailedWork(exception);
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        SetCanceled(cancellationToken);
        if (Target?.Forget(this) is true)
        {
            Release();
            Activity?.Dispose();
        }
    }

    /// <summary>Lets go of the caller's token, which may live as long as the process.</summary>
    private void Release()
    {
        _registration.Dispose();
        _cancellation?.Dispose();
    }
}
