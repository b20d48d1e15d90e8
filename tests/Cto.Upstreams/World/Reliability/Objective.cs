namespace Cto.Upstreams.World.Reliability;

/// <summary>A promise about a service, and how it is kept: good and all events of any five minutes, computed when asked for.</summary>
internal sealed class Objective
{
    /// <summary>The length of a span.</summary>
    public const int Span = 300;

    private readonly ulong _seed;
    private readonly double _peak;
    private readonly double _share;
    private readonly DateTimeOffset? _burnsSince;

    /// <param name="company">Whose it is.</param>
    /// <param name="service">About what.</param>
    /// <param name="kind"><c>availability</c> or <c>latency</c>.</param>
    /// <param name="basis">What it is measured by.</param>
    /// <param name="target">The promised share.</param>
    /// <param name="spent">The share of the budget that is used up in thirty days.</param>
    /// <param name="burnsSince">From when on the budget burns.</param>
    public Objective(Company company, Service service, string kind, ObjectiveBasis basis, double target, double spent, DateTimeOffset? burnsSince = null)
    {
        var dice = company.Dice("reliability/objective", service.Name);
        (Service, Kind, Basis, Target, _burnsSince) = (service, kind, basis, target, burnsSince);
        Id = dice.Hex(32);
        Guid = dice.Text(56, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
        _seed = dice.Next();
        _peak = service.Tier switch { 1 => 30_000, 2 => 9_000, _ => 2_500 } * (0.5 + dice.Unit());
        _share = (1 - target) * spent;
        _share = burnsSince is null ? _share : Before(company.Start, spent);
    }

    /// <summary>In Datadog.</summary>
    public string Id { get; }

    /// <summary>In New Relic.</summary>
    public string Guid { get; }
    public Service Service { get; }
    public string Kind { get; }
    public ObjectiveBasis Basis { get; }
    public double Target { get; }

    public string Name => $"{Service.Title} {Kind}";

    /// <summary>Good and all events of the span that begins at a multiple of five minutes, Unix seconds.</summary>
    public (int Good, int Total) At(long begin)
    {
        var noise = Noise(begin);
        var total = (int)(_peak * Traffic(begin) * (0.92 + (0.16 * Unit(noise))));
        var share = begin >= (_burnsSince?.ToUnixTimeSeconds() ?? long.MaxValue)
            ? (1 - Target) * (Stories.Burning.SlowestBurn + ((Stories.Burning.FastestBurn - Stories.Burning.SlowestBurn) * Unit(noise >> 11)))
            : _share * (0.5 + Unit(noise >> 7));
        // What is left over of a whole event counts with that probability, so that sums come out right.
        var bad = (int)((total * share) + Unit(noise >> 23));
        return (total - Math.Min(bad, total), total);
    }

    /// <summary>How many of the seconds of a span it was down, from the span's beginning on; for those measured by time.</summary>
    public int Down(long begin) => Unit(Noise(begin)) < 1.0 / 2_400 ? 30 + (int)(Noise(begin) >> 56) % 120 : 0;

    /// <summary>What was failing before, so that with what has burnt since the spent share of thirty days' budget comes out.</summary>
    private double Before(DateTimeOffset start, double spent)
    {
        var (end, all, before, burnt) = (start.ToUnixTimeSeconds() / Span * Span, 0d, 0d, 0d);
        for (var at = end - (30 * 86_400); at < end; at += Span)
        {
            var (good, total) = At(at);
            all += total;
            before += at < _burnsSince!.Value.ToUnixTimeSeconds() ? total : 0;
            burnt += at < _burnsSince.Value.ToUnixTimeSeconds() ? 0 : total - good;
        }

        return Math.Max(0, ((all * (1 - Target) * spent) - burnt) / before);
    }

    // Busy in the afternoon, quiet at night, a little less at weekends.
    private static double Traffic(long at)
    {
        var hour = at % 86_400 / 3_600d;
        var wave = 1 - Math.Min(Math.Abs(hour - 15), 24 - Math.Abs(hour - 15)) / 12;
        return (0.25 + (0.75 * wave)) * (at / 86_400 % 7 is 2 or 3 ? 0.8 : 1);
    }

    private ulong Noise(long begin)
    {
        var value = _seed ^ ((ulong)(begin / Span) * 0x9e3779b97f4a7c15);
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    private static double Unit(ulong noise) => (noise & 0xFFFFF) * (1.0 / 0x100000);
}

/// <summary>What an objective is measured by, as Datadog names it.</summary>
internal enum ObjectiveBasis
{
    Metric,
    Monitor,
    TimeSlice,
}

/// <summary>The twenty-four objectives, one a service.</summary>
internal static class ObjectiveList
{
    public static IReadOnlyList<Objective> Of(Company company)
    {
        var burning = company.Stories.Burning;
        return [.. company.Services.Select(service =>
        {
            var basis = service.Name switch { "admin-console" or "support-portal" => ObjectiveBasis.Monitor, "infra-modules" => ObjectiveBasis.TimeSlice, _ => ObjectiveBasis.Metric };
            var target = service.Tier switch { 1 => 0.999, 2 => 0.995, _ => 0.99 };
            return service == burning.Service ? new Objective(company, service, "availability", basis, target, 1 - Stories.Burning.BudgetLeft, burning.Since)
                : service == burning.Exhausted ? new(company, service, "latency", basis, target, 1.3)
                : new(company, service, service.Name is "catalog-service" or "recommendation-engine" or "pricing-service" ? "latency" : "availability", basis, target, 0.2 + (0.4 * company.Dice("reliability/spent", service.Name).Unit()));
        })];
    }
}
