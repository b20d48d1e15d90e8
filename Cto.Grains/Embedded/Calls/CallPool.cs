namespace Cto.Grains.Embedded;

/// <summary>Keeps one answered call object a thread, so that a call that need not wait allocates no object of its own.</summary>
internal static class CallPool<TCall>
    where TCall : GrainCall, new()
{
    [ThreadStatic]
    private static TCall? t_spare;

    public static TCall Rent()
    {
        var call = t_spare;
        t_spare = null;
        return call ?? new TCall();
    }

    public static void Return(TCall call) => t_spare = call;
}
