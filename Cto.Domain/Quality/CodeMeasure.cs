namespace Cto.Domain.Quality;

/// <summary>One measure of a project's code at one time; what was never measured has no fact, which is not 0.</summary>
public sealed record CodeMeasure : Fact
{
    /// <summary>The project's key at the scanner.</summary>
    public required string Project { get; init; }

    /// <summary>The repository as <c>owner/name</c>; <see langword="null"/> when the scanner does not know it.</summary>
    public string? Repository { get; init; }

    /// <summary>SonarQube's metric keys: <c>coverage</c> (%), <c>duplicated_lines_density</c> (%), <c>sqale_index</c> (minutes), <c>ncloc</c>, <c>complexity</c>, <c>bugs</c>, …; those of new code without their <c>new_</c>.</summary>
    public required string Metric { get; init; }
    public required double Value { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the new code only; never mixed with overall.</summary>
    public bool NewCode { get; init; }
}
