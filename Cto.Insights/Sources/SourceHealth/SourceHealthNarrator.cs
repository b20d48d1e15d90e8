namespace Cto.Insights.Sources.SourceHealth;

/// <summary>Says how many sources are well, and of each that is not, why and what to do.</summary>
internal static class SourceHealthNarrator
{
    public static string Say(SourceHealthAnswer answer, DateTimeOffset now)
    {
        if (answer.Total == 0)
        {
            return "No source is connected yet. Connect one to get answers.";
        }

        var trouble = answer.Sources.Select(source => TroubleOf(source, now)).Where(text => text is not null).ToArray();
        return trouble.Length == 0
            ? $"All {answer.Total} sources are healthy; everything is at least as fresh as {(answer.AsOf is { } at ? Wording.Duration((now - at).TotalSeconds) + " ago" : "the last push")}."
            : $"{answer.Healthy} of {Wording.Count(answer.Total, "source")} healthy. {string.Join(' ', trouble)}";
    }

    private static string? TroubleOf(SourceHealthEntry source, DateTimeOffset now) => source switch
    {
        { State: "failing" } => $"{source.Name} has been failing{(source.FaultSince is { } since ? $" for {Wording.Duration((now - since).TotalSeconds)}" : "")}: {source.Fault ?? "its last sync did not succeed."} {source.Remedy}".TrimEnd(),
        { State: "throttled" or "paused" } => $"{source.Name} is {source.State}.",
        { LastSuccessAt: null } => $"{source.Name} has not finished its first sync.",
        { Refused: [var refusal, ..] } => $"{source.Name}: {refusal.Text} {refusal.Remedy}",
        { Warnings: [var first, ..] } => $"{source.Name}: {first}",
        { Fault: { } fault } => $"{source.Name}: {fault}",
        _ => null,
    };
}
