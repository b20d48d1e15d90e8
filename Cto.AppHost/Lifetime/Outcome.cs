using Microsoft.Extensions.Hosting;

namespace Cto.AppHost.Lifetime;

/// <summary>How this run ends: orderly, unless somebody says what went wrong.</summary>
internal sealed class Outcome(IHostApplicationLifetime lifetime)
{
    /// <summary>Why it could not go on, in one line; <see langword="null"/> after an orderly stop.</summary>
    public string? Failure { get; private set; }

    /// <summary>Ends everything; the first reason given is the one that counts.</summary>
    public void Fail(string reason)
    {
        Failure ??= reason;
        lifetime.StopApplication();
    }
}
