namespace Cto.Web.Components.Charts;

/// <summary>What a chart shows; the picture, the table for screen readers and the text on hover are made from it alike.</summary>
public sealed record ChartData
{
    /// <summary>What it shows, one phrase: the accessible name and the caption of the table.</summary>
    public required string Title { get; init; }

    /// <summary>What the points along the axis are: <c>Day</c>.</summary>
    public required string Along { get; init; }

    /// <summary>The short label of each point, on the axis.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The full label of each point, in the table and on hover.</summary>
    public required IReadOnlyList<string> Names { get; init; }
    public required IReadOnlyList<ChartSeries> Series { get; init; }
    public required ChartUnit Unit { get; init; }

    /// <summary>A value with its unit.</summary>
    public string Text(double? value) => Unit switch
    {
        ChartUnit.Duration => Format.DurationText.Of(value),
        ChartUnit.Share => Format.NumberText.Percent(value),
        _ => Format.NumberText.Of(value),
    };

    /// <summary>The axis that holds values up to the largest.</summary>
    public Scale Scale(double largest) => Unit == ChartUnit.Duration ? Charts.Scale.OfDurations(largest) : Charts.Scale.OfNumbers(largest, Unit == ChartUnit.Count);
}

/// <summary>One series: a value for each point, <see langword="null"/> where there is none.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">One a point.</param>
/// <param name="Ink">How it is drawn.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values, Ink Ink)
{
    /// <summary>A forecast, drawn dotted.</summary>
    public bool Projected { get; init; }

    /// <summary>The lower and upper edge of what is likely, one pair a point; <see langword="null"/> when not known.</summary>
    public IReadOnlyList<(double Low, double High)?>? Band { get; init; }
}

/// <summary>What the values of a chart are.</summary>
public enum ChartUnit
{
    Count,
    Number,

    /// <summary>Seconds.</summary>
    Duration,

    /// <summary>0 to 1.</summary>
    Share,
}

/// <summary>The inks of charts: on a page a class of the theme, in an exported file a literal colour.</summary>
public enum Ink
{
    First,
    Second,
    Third,
    Fourth,
    Quiet,
    Bad,
}
