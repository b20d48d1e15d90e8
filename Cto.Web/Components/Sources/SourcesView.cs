using Cto.Domain.Sources;
using Cto.Insights.Sources.SourceHealth;
using Cto.Web.Components.Format;

namespace Cto.Web.Components.Sources;

/// <summary>All sources of a company.</summary>
/// <param name="Figures">How the integrations ran, over all; <see langword="null"/> when that is not known.</param>
public sealed record SourcesView(IReadOnlyList<SourceLine> Lines, IntegrationFigures? Figures, DisplayContext Display)
{
    public bool AnySyncing => Lines.Any(line => line.Status.State == SourceState.Syncing);

    /// <summary>What needs somebody, the worst first.</summary>
    public IReadOnlyList<SourceLine> Troubled => [.. Lines.Where(line => line.Troubles(Display.Now).Any()).OrderBy(line => line.Status.State != SourceState.Failing)];

    /// <summary>The rest, by what it is about.</summary>
    public IEnumerable<IGrouping<ConnectorCategory?, SourceLine>> Well =>
        Lines.Where(line => !line.Troubles(Display.Now).Any()).GroupBy(line => line.Connector?.Category).OrderBy(group => group.Key ?? (ConnectorCategory)int.MaxValue);
}

/// <summary>One source of the list.</summary>
/// <param name="Connector"><see langword="null"/> for pushed facts.</param>
/// <param name="Health">How it has done; <see langword="null"/> when that is not known.</param>
public sealed record SourceLine(SourceStatus Status, ConnectorDescriptor? Connector, SourceHealthEntry? Health)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public string Title => Connector?.Title ?? "Pushed over the API";

    public long Facts => Status.Streams.Values.Sum(stream => stream.Facts);

    /// <summary>Why some of it cannot be read while the rest can.</summary>
    public IReadOnlyList<StreamRefusal> Refusals => SourceWords.Refusals(Status, Connector);

    /// <summary>When anything of it last came in.</summary>
    public DateTimeOffset? FreshAt => Status.LastSuccessAt ?? Health?.LastSuccessAt;

    /// <summary>The access ends soon, or has ended.</summary>
    public bool Expires(DateTimeOffset now) => Status.CredentialExpiresAt <= now + Soon;

    /// <summary>What is wrong or soon will be, each as a sentence, with what to do.</summary>
    public IEnumerable<SourceTrouble> Troubles(DateTimeOffset now)
    {
        if (Status.Fault is { } fault)
        {
            yield return new("bad", fault.Message, fault.Remedy) { Since = fault.Since };
        }
        else if (Status.State == SourceState.Throttled)
        {
            yield return new("warn", "The vendor asked us to wait; it goes on by itself.", null);
        }

        foreach (var refusal in Refusals)
        {
            yield return new("warn", refusal.Text, refusal.Remedy) { Since = refusal.Since };
        }

        // A credential whose end is the fault itself is not told twice.
        if (Expires(now) && Status.Fault?.Kind != SourceFault.Unauthorized)
        {
            yield return Status.CredentialExpiresAt <= now ? new("bad", "Its credential has expired.", "Give a new one.") : new("warn", $"Its credential expires in {Days(Status.CredentialExpiresAt!.Value - now)}.", "Give a new one in time.");
        }

        foreach (var warning in Status.Warnings)
        {
            yield return new("warn", warning, null);
        }
    }

    private static string Days(TimeSpan left) => left.TotalDays >= 2 ? $"{(int)left.TotalDays} days" : DurationText.Of(left.TotalSeconds);
}

/// <summary>What is wrong with a source.</summary>
/// <param name="Tone"><c>bad</c> or <c>warn</c>.</param>
/// <param name="Remedy">What to do; <see langword="null"/> when nothing has to be done, or the text says it.</param>
public sealed record SourceTrouble(string Tone, string Text, string? Remedy)
{
    /// <summary><see langword="null"/> where it has no beginning.</summary>
    public DateTimeOffset? Since { get; init; }
}
