using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Spend;

/// <summary>What is true of the company's spend, told for those who check answers.</summary>
internal static class SpendTruth
{
    /// <summary>The first story: what rose where, since when, and what the week costs against the one before.</summary>
    public static object Spike(Company company, DateTimeOffset now)
    {
        var (spend, story) = (company.Spend, company.Stories.StorageSpike);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (week, before) = (Week(company, today.AddDays(-7), now), Week(company, today.AddDays(-14), now));
        decimal Rise(string service) => spend.OfAws.Where(thing => thing.CloudService == service)
            .Sum(thing => spend.Total(thing, today.AddDays(-7), today, now).Amortized - spend.Total(thing, today.AddDays(-14), today.AddDays(-7), now).Amortized);
        return new
        {
            StorageSpike.Account,
            StorageSpike.Region,
            CloudService = AwsServices.Storage,
            Service = story.Deployment.Service.Name,
            Deployment = story.Deployment.Number,
            DeployedAt = story.Deployment.At,
            RisesAt = story.CostsRiseAt,
            Week = week,
            WeekBefore = before,
            Change = week - before,
            Percent = Math.Round(100 * (week - before) / before, 1),
            Storage = Rise(AwsServices.Storage),
            Network = Rise(AwsServices.Network),
            Database = Rise(AwsServices.Database),
        };
    }

    /// <summary>What AWS charged by the day, amortised, of the last 30 days.</summary>
    public static object ByDay(Company company, DateTimeOffset now) => company.Spend.Days(now).TakeLast(30)
        .ToDictionary(day => $"{day:yyyy-MM-dd}", day => company.Spend.OfAws.Sum(thing => company.Spend.On(thing, day, now).Amortized));

    /// <summary>What each service of AWS charged in the last 30 complete days, amortised.</summary>
    public static object ByService(Company company, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return company.Spend.OfAws.GroupBy(thing => thing.CloudService)
            .ToDictionary(service => service.Key, service => service.Sum(thing => company.Spend.Total(thing, today.AddDays(-30), today, now).Amortized));
    }

    private static decimal Week(Company company, DateOnly from, DateTimeOffset now) => company.Spend.OfAws.Sum(thing => company.Spend.Total(thing, from, from.AddDays(7), now).Amortized);
}
