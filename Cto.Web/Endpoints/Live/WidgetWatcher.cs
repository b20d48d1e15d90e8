using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Cto.Web.Endpoints.Live;

/// <summary>Hears of changed widgets and hands their keys on, each once however often it changed in between: a slow browser cannot pile them up.</summary>
internal sealed class WidgetWatcher
{
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();

    public void Changed(string key)
    {
        if (_waiting.TryAdd(key, true))
        {
            _changed.Writer.TryWrite(key);
        }
    }

    /// <summary>The next key.</summary>
    /// <returns><see langword="null"/> when the patience is over.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<string?> NextAsync(CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            var key = await _changed.Reader.ReadAsync(patience);
            _waiting.TryRemove(key, out _);
            return key;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
