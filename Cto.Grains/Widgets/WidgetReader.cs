using Cto.Insights;
using Microsoft.Extensions.Caching.Memory;

namespace Cto.Grains.Widgets;

/// <summary>Reads widgets for one node: an answer travels once, and what the node showed last stands in for a widget whose node has just gone.</summary>
public sealed class WidgetReader(IGrainFactory grains, InsightCatalog insights, WidgetAsker asker, TimeProvider clock) : IDisposable
{
    private const int MostKept = 5_000;
    private static readonly TimeSpan KeptUnread = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>What the widget shows now.</summary>
    /// <param name="key">Which.</param>
    /// <param name="patience">How long to wait for an answer that is on its way; zero = not at all.</param>
    public async Task<WidgetSnapshot> ReadAsync(WidgetKey key, TimeSpan patience)
    {
        var text = key.ToString();
        var known = _kept.Get<WidgetSnapshot>(text);
        try
        {
            return await KeepAsync(key, text, known, await grains.GetGrain<IWidgetGrain>(text).Read(known?.Answered ?? 0, patience));
        }
        catch (Exception e) when (known is not null && LostNode.Is(e))
        {
            return known;
        }
    }

    /// <summary>Has it asked anew, and tells what came of it.</summary>
    public async Task<WidgetSnapshot> RefreshAsync(WidgetKey key)
    {
        var text = key.ToString();
        var known = _kept.Get<WidgetSnapshot>(text);
        return await KeepAsync(key, text, known, await grains.GetGrain<IWidgetGrain>(text).Refresh(known?.Answered ?? 0));
    }

    public void Dispose() => _kept.Dispose();

    /// <summary>The same object as long as the same is shown, so that what is drawn from it can hang on it.</summary>
    private async ValueTask<WidgetSnapshot> KeepAsync(WidgetKey key, string text, WidgetSnapshot? known, WidgetReading reading)
    {
        if (known is not null && known.Version == reading.Version && known.State == reading.State)
        {
            return known;
        }

        var reply = reading.Answer is { } bytes && insights.Find(key.Insight) is { } insight ? InsightReplyJson.Read(bytes, insight.Descriptor)
            : reading.Answered > 0 && known?.Answered == reading.Answered ? known.Reply : null;
        var snapshot = new WidgetSnapshot
        {
            Key = text, Version = reading.Version, State = reading.State, Reply = reply, Answered = reading.Answered, Since = reading.Since, Fault = reading.Fault, Remedy = reading.Remedy,
        };
        if (reply is null && reading.Answered > 0)
        {
            // A node of another version keeps the widget: until the last such node is gone this one asks for itself.
            return await asker.AskAsync(key, snapshot with { Answered = 0, Since = clock.GetUtcNow() }, CancellationToken.None);
        }

        using (var entry = _kept.CreateEntry(text))
        {
            entry.SetSize(1).SetSlidingExpiration(KeptUnread).SetValue(snapshot);
        }

        return snapshot;
    }
}
