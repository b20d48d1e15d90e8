using System.Globalization;

namespace Cto.Upstreams.World.Findings;

/// <summary>A published weakness of a package: the CVE, what it is and which version is the first without it.</summary>
/// <param name="Cve">A real one.</param>
/// <param name="Ghsa">GitHub's name of it; <see langword="null"/> for packages of Linux distributions, which GitHub does not review.</param>
/// <param name="Cvss">The base score, 0–10.</param>
/// <param name="Cwe">What kind of weakness it is.</param>
/// <param name="FixedIn">The first version without it.</param>
/// <param name="PublishedOn">By the CVE list.</param>
/// <param name="Title">In a few words.</param>
internal sealed record Weakness(string Cve, string? Ghsa, double Cvss, string Cwe, string FixedIn, DateOnly PublishedOn, string Title)
{
    // Of the weaknesses in this company, those in CISA's catalogue of what is exploited.
    private static readonly string[] Exploited = ["CVE-2021-44228", "CVE-2022-22965", "CVE-2023-44487", "CVE-2023-4863"];

    /// <summary>In lower case, as scanners write it.</summary>
    public string Severity => Cvss >= 9 ? "critical" : Cvss >= 7 ? "high" : Cvss >= 4 ? "medium" : "low";

    public bool IsCritical => Cvss >= 9;

    /// <summary>Whether CISA knows that it is exploited.</summary>
    public bool IsExploited => Exploited.Contains(Cve);

    /// <summary>The base vector, as far as the score tells it.</summary>
    public string Vector => Cvss switch
    {
        >= 9 => "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        >= 7 => "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
        >= 4 => "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N",
        _ => "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N",
    };

    /// <summary>A line of the list: CVE, GHSA or <c>-</c>, score, CWE, first version without it, day, title.</summary>
    public static Weakness Parse(string line) => line.Split(' ', 7, StringSplitOptions.RemoveEmptyEntries) is [var cve, var ghsa, var cvss, var cwe, var fixedIn, var day, var title]
        ? new(cve, ghsa == "-" ? null : ghsa, double.Parse(cvss, CultureInfo.InvariantCulture), $"CWE-{cwe}", fixedIn, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), title)
        : throw new FormatException($"'{line}' is no weakness.");

    public override string ToString() => Cve;
}
