using Cto.Grains.Widgets;
using Microsoft.Extensions.Logging;

namespace Cto.Grains.FactChanges;

/// <summary>Keeps who listens, in memory alone: after a restart the listeners are gone too, or renew themselves.</summary>
internal sealed partial class FactChangesGrain(TimeProvider clock, ILogger<FactChangesGrain> logger) : Grain, IFactChangesGrain
{
    private readonly Dictionary<string, Listener> _listeners = new(StringComparer.Ordinal);

    public Task Listen(string key, IWidgetGrain widget, IReadOnlyList<string> kinds)
    {
        _listeners[key] = new Listener(widget, kinds, clock.GetUtcNow() + IFactChangesGrain.Expiry);
        return Task.CompletedTask;
    }

    public async Task Changed(IReadOnlyList<string> kinds)
    {
        var now = clock.GetUtcNow();
        List<Task>? told = null;
        List<string>? gone = null;
        foreach (var (key, listener) in _listeners)
        {
            if (listener.Until < now)
            {
                (gone ??= []).Add(key);
            }
            else if (listener.Kinds.Any(kinds.Contains))
            {
                (told ??= []).Add(Tell(key, listener.Widget, kinds));
            }
        }

        gone?.ForEach(key => _listeners.Remove(key));
        if (told is not null)
        {
            await Task.WhenAll(told);
        }
    }

    private async Task Tell(string key, IWidgetGrain widget, IReadOnlyList<string> kinds)
    {
        try
        {
            await widget.FactsChanged(kinds);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One deaf listener must not keep the others from hearing; it renews itself when it is back.
            LogDeaf(e, key);
            _listeners.Remove(key);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Widget {Key} could not be told of changed facts.")]
    private partial void LogDeaf(Exception exception, string key);

    private readonly record struct Listener(IWidgetGrain Widget, IReadOnlyList<string> Kinds, DateTimeOffset Until);
}
