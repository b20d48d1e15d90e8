using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Findings;

/// <summary>The packages that the story of the weaknesses speaks of; nobody else uses them.</summary>
internal static class StoryPackages
{
    public static WeakPackage Log4j { get; } = Package("Maven", $"""
        {Weaknesses.Log4jPackage} {Weaknesses.Log4jVersion}
          {Weaknesses.Log4jCve} {Weaknesses.Log4jGhsa} 10.0 502 {Weaknesses.Log4jFixedIn} 2021-12-10 Remote Code Execution (Log4Shell)
        """);

    public static IReadOnlyList<WeakPackage> New { get; } =
    [
        Package("Maven", """
            org.postgresql:postgresql 42.2.27
              CVE-2024-1597 GHSA-24rp-q3w6-vc56 9.8 89 42.2.28 2024-02-19 SQL Injection
            """),
        Package("Maven", """
            org.yaml:snakeyaml 1.33
              CVE-2022-1471 GHSA-mjmj-j48q-9wg2 9.8 502 2.0 2022-12-01 Arbitrary Code Execution
            """),
        Package("npm", """
            mysql2 3.9.3
              CVE-2024-21508 GHSA-fpw7-j2hg-69v5 9.8 94 3.9.4 2024-04-11 Remote Code Execution
            """),
    ];

    /// <summary>Nine weaknesses that one upgrade closes.</summary>
    public static WeakPackage Jackson { get; } = Package("Maven", $"""
        {Weaknesses.JacksonPackage} {Weaknesses.JacksonVersion}
          CVE-2020-35490 GHSA-wh8g-3j2c-rqj5 8.1 502 {Weaknesses.JacksonFixedIn} 2020-12-17 Deserialization of Untrusted Data
          CVE-2020-35491 GHSA-r3gr-cxrf-hg25 8.1 502 {Weaknesses.JacksonFixedIn} 2020-12-17 Deserialization of Untrusted Data
          CVE-2020-35728 GHSA-5r5r-6hpj-8gg9 8.1 502 {Weaknesses.JacksonFixedIn} 2020-12-27 Deserialization of Untrusted Data
          CVE-2020-36179 GHSA-9gph-22xh-8x98 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
          CVE-2020-36180 GHSA-8c4j-34r4-xr8g 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
          CVE-2020-36181 GHSA-cvm9-fjm9-3572 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
          CVE-2020-36182 GHSA-89qr-369f-5m5x 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
          CVE-2020-36183 GHSA-9m6f-7xcq-8vf8 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
          CVE-2020-36184 GHSA-m6x4-97wx-4q27 8.1 502 {Weaknesses.JacksonFixedIn} 2021-01-06 Deserialization of Untrusted Data
        """);

    /// <summary>What the world speaks of and nobody here uses.</summary>
    public static WeakPackage Xz { get; } = Package("Debian", $"""
        xz-utils 5.6.0-0.2
          {Weaknesses.XzCve} GHSA-rxwq-x6h5-x02r 10.0 506 5.6.1+really5.4.5-1 2024-03-29 Embedded Malicious Code
        """);

    private static WeakPackage Package(string ecosystem, string list) => PackageList.Parse(ecosystem, list).Single();
}
