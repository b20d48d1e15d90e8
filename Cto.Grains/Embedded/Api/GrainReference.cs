using Cto.Grains.Embedded;

namespace Orleans.Runtime;

/// <summary>A grain or observer seen from outside: an identity and an interface; equal to any other reference to the same one.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly InterfaceShape _shape;
    private readonly ITargetDirectory _directory;
    private CallTarget? _target;

    internal GrainReference(GrainId grainId, InterfaceShape shape, ITargetDirectory directory)
    {
        GrainId = grainId;
        _shape = shape;
        _directory = directory;
    }

    /// <summary>Kind and key.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface that calls go through.</summary>
    public virtual string InterfaceName => _shape.Name;

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    /// <summary>Whether both lead to the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => Equals(reference1, reference2);

    /// <summary>Whether they lead to different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !Equals(reference1, reference2);

    internal object As(Type interfaceType) => _directory.GetReference(GrainId, interfaceType);

    // The five below are what the emitted references call, one for each kind of return type.
    internal Task<T> Send<T>(GrainCall<T> call, int method) => Dispatch(call, method) ? call.TakeWork() : call.Promise.Task;

    internal ValueTask<T> SendValue<T>(GrainCall<T> call, int method) => new(Send(call, method));

    internal Task SendTask(GrainCallWithoutResult call, int method)
    {
        var oneWay = _shape.Methods[method].OneWay;
        return Dispatch(call, method) ? call.TakeWork() : oneWay ? Task.CompletedTask : call.Promise.Task;
    }

    internal ValueTask SendValueTask(GrainCallWithoutResult call, int method) => new(SendTask(call, method));

    internal void Post(GrainCallWithoutResult call, int method) => Dispatch(call, method);

    /// <returns>Whether the call is already answered.</returns>
    private bool Dispatch(GrainCall call, int method)
    {
        call.Prepare(_shape.Methods[method], GrainId, _directory);
        while (true)
        {
            if (_target is null && !TryLocate(call))
            {
                return false;
            }

            switch (_target!.Accept(call))
            {
                case Acceptance.Answered:
                    return true;
                case Acceptance.Waiting:
                    return false;
                default:
                    _target = null;
                    break;
            }
        }
    }

    private bool TryLocate(GrainCall call)
    {
        try
        {
            _target = _directory.Locate(GrainId);
            return true;
        }
        catch (OrleansException exception)
        {
            call.MakePromise();
            call.Fail(exception);
            return false;
        }
    }
}
