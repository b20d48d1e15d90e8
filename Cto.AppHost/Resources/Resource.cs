namespace Cto.AppHost.Resources;

/// <summary>A part of the deployment could not be started; the message says why in one line.</summary>
/// <param name="message">For people.</param>
/// <param name="permanent">Whether trying again is useless.</param>
internal sealed class ResourceFailedException(string message, bool permanent = false) : Exception(message)
{
    public bool Permanent { get; } = permanent;
}

/// <summary>One part of the deployment: something that is started, is ready at some point, may end by itself, and is stopped.</summary>
internal abstract class Resource(string name)
{
    public string Name { get; } = name;

    /// <summary>Where people find it, or why they do not.</summary>
    public abstract string Address { get; }

    /// <summary>Whether what is declared after it waits until it is ready.</summary>
    public virtual bool IsAwaited => true;

    /// <summary>Starts it and returns when it is ready; called again after it ended.</summary>
    /// <exception cref="ResourceFailedException">It ended before it was ready.</exception>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Returns with the reason, in words, when it has ended by itself.</summary>
    public abstract Task<string> EndedAsync();

    /// <summary>Stops it; harmless when it is not running.</summary>
    public abstract Task StopAsync();

    /// <summary>Called once after everything is ready and people have been told so.</summary>
    public virtual void Announced()
    {
    }
}
