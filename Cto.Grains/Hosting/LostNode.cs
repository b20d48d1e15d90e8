using Orleans.Runtime.Messaging;

namespace Cto.Grains;

/// <summary>Tells a call that failed because its grain's node has gone from one that failed by itself.</summary>
public static class LostNode
{
    /// <summary>Whether the same call may succeed in a moment, when the cluster knows that the node is gone and another one has the grain.</summary>
    public static bool Is(Exception exception) => exception is SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException;
}
