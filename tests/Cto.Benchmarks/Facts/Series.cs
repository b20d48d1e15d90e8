using System.Globalization;
using Cto.Domain;
using Cto.Domain.Reliability;
using Cto.Domain.Spend;

namespace Cto.Benchmarks.Facts;

/// <summary>The kinds of which there are most, in the order in which a first sync reads them: series after series, day after day.</summary>
internal static class Series
{
    public const int Rows = 100_000;

    public static IEnumerable<(string Name, List<Fact> Facts)> All(DateTimeOffset start) =>
    [
        ("sli samples", [.. Enumerable.Range(0, Rows).Select(number => (Fact)Sli(number, start))]),
        ("metric samples", [.. Enumerable.Range(0, Rows).Select(number => (Fact)Metric(number, start))]),
        ("charges", [.. Enumerable.Range(0, Rows).Select(number => (Fact)Charge(number, DateOnly.FromDateTime(start.UtcDateTime)))]),
    ];

    private static SliSample Sli(int number, DateTimeOffset start)
    {
        var (slo, at) = ($"datadog:eu:slo/{number / 20_000:D4}a9b8c7d6e5f4", start.AddMinutes(5 * (number % 20_000)));
        return new() { Key = string.Create(CultureInfo.InvariantCulture, $"{slo}@{at.ToUnixTimeSeconds()}"), Slo = slo, At = at, Seconds = 300, Good = 2_990 + (number % 7), Total = 3_000 };
    }

    private static MetricSample Metric(int number, DateTimeOffset start)
    {
        var (subject, at) = ($"i-0a1b2c3d4e5f{number / 5_000:D4}", start.AddMinutes(5 * (number % 5_000)));
        return new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"datadog:eu:cpu/{subject}@{at.ToUnixTimeSeconds()}"), Metric = "cpu", Subject = subject, Service = "checkout", At = at, Seconds = 300,
            Value = number % 100 / 100d,
        };
    }

    private static Charge Charge(int number, DateOnly start)
    {
        var (day, line) = (start.AddDays(number / 900), number % 900);
        var (account, service, region) = ($"12345678901{line % 6}", $"Amazon Service Number {line / 6 % 40}", $"eu-central-{line / 240}");
        return new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"aws:{account}:{day:yyyy-MM-dd}:{service}:{region}:checkout"), Day = day, Provider = "aws", Account = account, CloudService = service, Region = region,
            Service = "checkout", Tags = new Dictionary<string, string> { ["service"] = "checkout", ["team"] = "payments" }, Amount = number % 1_000 / 7m, Currency = "USD", Category = ChargeCategory.Usage,
        };
    }
}
