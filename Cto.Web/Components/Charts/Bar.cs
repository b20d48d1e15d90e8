namespace Cto.Web.Components.Charts;

/// <summary>One row of a list of bars.</summary>
/// <param name="Name">What the bar is of.</param>
/// <param name="Value">Its length; <see langword="null"/> draws none.</param>
/// <param name="Text">The value in words.</param>
/// <param name="Note">What else is to know of it; <see langword="null"/> when nothing.</param>
public sealed record Bar(string Name, double? Value, string Text, string? Note)
{
    public Ink Ink { get; init; } = Ink.First;

    /// <summary>The value before, drawn as a tick on the bar.</summary>
    public double? Before { get; init; }
}
