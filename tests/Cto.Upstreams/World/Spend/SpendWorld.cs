using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Spend;

/// <summary>What the company pays its cloud providers: everything that costs, each with its price by the day.</summary>
internal sealed class SpendWorld(Company company)
{
    /// <summary>Things of AWS at scale 1: 540 days of them are half a million charges.</summary>
    private const int AwsThings = 912;

    // What the things of the first story cost of all that AWS bills, so that their turns make the week's rise.
    private const double StorageShare = 0.40;
    private const double NetworkShare = 0.12;
    private const double DatabaseShare = 0.02;

    private readonly Lazy<IReadOnlyList<SpendThing>> _aws = new(() => Aws(company));
    private readonly Lazy<IReadOnlyList<SpendThing>> _azure = new(() => [.. Small(company, CloudAccount.Azure, ["westeurope", "northeurope"], ["Microsoft Entra ID", "Azure App Service", "Storage", "Key Vault", "Azure Monitor", "Virtual Network"], ["identity-gateway", "auth-service"])]);
    private readonly Lazy<IReadOnlyList<SpendThing>> _google = new(() => [.. Small(company, CloudAccount.Google, ["europe-west1", "us-central1"], ["BigQuery", "Cloud Storage", "Compute Engine", "Cloud Run", "Networking"], ["recommendation-engine", "fraud-scoring"])]);

    public IReadOnlyList<SpendThing> OfAws => _aws.Value;

    public IReadOnlyList<SpendThing> OfAzure => _azure.Value;

    public IReadOnlyList<SpendThing> OfGoogle => _google.Value;

    /// <summary>The first day that cost anything.</summary>
    public DateOnly First { get; } = DateOnly.FromDateTime(company.Founded.UtcDateTime).AddDays(1);

    public SpendAmount On(SpendThing thing, DateOnly day, DateTimeOffset now) => thing.On(day, company.Start, now);

    /// <summary>The days that cost anything by now, from the first to today.</summary>
    public IEnumerable<DateOnly> Days(DateTimeOffset now) => Enumerable.Range(0, DateOnly.FromDateTime(now.UtcDateTime).DayNumber - First.DayNumber + 1).Select(First.AddDays);

    /// <summary>Charges of things by now, those that cost nothing left out.</summary>
    public long Charges(IEnumerable<SpendThing> things, DateTimeOffset now) => things.Sum(thing => Days(now).LongCount(day => !On(thing, day, now).IsNothing));

    /// <summary>What things cost in all by now.</summary>
    public SpendAmount Total(IEnumerable<SpendThing> things, DateTimeOffset now) => things.Aggregate(default(SpendAmount), (sum, thing) => sum + Total(thing, First, DateOnly.FromDateTime(now.UtcDateTime).AddDays(1), now));

    /// <summary>What a thing cost in [from, until).</summary>
    public SpendAmount Total(SpendThing thing, DateOnly from, DateOnly until, DateTimeOffset now)
    {
        var sum = default(SpendAmount);
        for (var day = from; day < until; day = day.AddDays(1))
        {
            sum += On(thing, day, now);
        }

        return sum;
    }

    private static List<SpendThing> Aws(Company company)
    {
        var things = AwsUsage(company).ToList();
        var usual = things.Sum(thing => thing.Base * thing.Amortized);
        var story = company.Stories.StorageSpike;
        var data = CloudAccount.Aws.Single(account => account.Name == StorageSpike.Account);
        var all = usual / (1 - StorageShare - NetworkShare - DatabaseShare);
        SpendThing Told(string service, CloudAccount account, string tag, double share, double factor, DateTimeOffset at) => new()
        {
            Account = account,
            Region = StorageSpike.Region,
            CloudService = service,
            Tag = tag,
            Base = all * share,
            Turn = (factor, at),
            Seed = company.Dice("spend/story", service).Next(),
        };
        var pipeline = story.Deployment.Service.Name;
        things.Add(Told(AwsServices.Storage, data, pipeline, StorageShare, 1 + StorageSpike.Rise, story.CostsRiseAt));
        things.Add(Told(AwsServices.Network, data, pipeline, NetworkShare, 1.35, story.NatTrafficRisesAt));
        things.Add(Told(AwsServices.Database, CloudAccount.Aws[0], "warehouse-loader", DatabaseShare, 0, story.DatabaseRetiredAt));
        things.AddRange(Monthly(company, things));
        return things;
    }

    private static IEnumerable<SpendThing> AwsUsage(Company company)
    {
        var all =
            from account in CloudAccount.Aws
            from region in AwsServices.Regions
            from service in AwsServices.All
            select (Account: account, Region: region, Service: service, Dice: company.Dice("spend/aws", account.Id, region, service.Name));
        var chosen = all.Select(thing => (thing, Order: thing.Dice.Next())).OrderBy(thing => thing.Order).Take(company.Scaled(AwsThings)).Select(thing => thing.thing);
        foreach (var (account, region, service, dice) in chosen.OrderBy(thing => thing.Account.Id, StringComparer.Ordinal).ThenBy(thing => thing.Region, StringComparer.Ordinal).ThenBy(thing => thing.Service.Name, StringComparer.Ordinal))
        {
            var distance = region == AwsServices.Regions[0] ? 1 : region == AwsServices.Regions[1] ? 0.7 : 0.25;
            yield return new()
            {
                Account = account,
                Region = region,
                CloudService = service.Name,
                Tag = dice.Chance(0.14) ? null : Owner(company, account, dice),
                Base = 1 + dice.Skewed(service.Weight * 9 * account.Weight * distance, 0.5),
                Amortized = AwsServices.IsCommitted(service.Name) ? 0.74 : 1,
                Seed = dice.Next(),
            };
        }
    }

    // The two things that the story tells in this account have tags of their own there: the others must have other ones.
    private static string Owner(Company company, CloudAccount account, Dice dice) =>
        dice.Pick([.. company.Services.Where(service => service.Name is not ("data-processing-pipeline" or "warehouse-loader") && (account.Name != StorageSpike.Account || service.Team.Name == "Data"))]).Name;

    private static IEnumerable<SpendThing> Monthly(Company company, List<SpendThing> usage)
    {
        foreach (var account in CloudAccount.Aws)
        {
            var month = usage.Where(thing => thing.Account == account).Sum(thing => thing.Base) * 30;
            yield return Extra(company, account, "Tax", "Tax", month * 0.02) with { DayOfMonth = 1 };
        }

        var dev = CloudAccount.Aws.Single(account => account.Name == "acme-dev");
        yield return Extra(company, dev, AwsServices.Compute, "Credit", -usage.Where(thing => thing.Account == dev).Sum(thing => thing.Base)) with { DayOfMonth = 3 };
        // Billed by the day, and spread over what it covers.
        var covered = usage.Where(thing => thing.Amortized < 1).Sum(thing => thing.Base * thing.Amortized);
        yield return Extra(company, CloudAccount.Aws[0], "Savings Plans for AWS Compute usage", "SavingsPlanRecurringFee", Math.Max(1, covered)) with { Amortized = 0.04 };
    }

    private static SpendThing Extra(Company company, CloudAccount account, string service, string type, double amount) => new()
    {
        Account = account,
        Region = null,
        CloudService = service,
        RecordType = type,
        Base = amount,
        Seed = company.Dice("spend/monthly", account.Id, type).Next(),
    };

    private static IEnumerable<SpendThing> Small(Company company, CloudAccount account, string[] regions, string[] services, string[] tags)
    {
        foreach (var region in regions)
        {
            foreach (var service in services)
            {
                var dice = company.Dice("spend/small", account.Id, region, service);
                yield return new()
                {
                    Account = account,
                    Region = region,
                    CloudService = service,
                    Tag = dice.Chance(0.2) ? null : dice.Pick(tags),
                    Base = 2 + dice.Skewed(14, 0.7),
                    // A reservation there, a discount for sustained use here.
                    Amortized = service is "Azure App Service" ? 0.81 : service is "Compute Engine" ? 0.88 : 1,
                    Seed = dice.Next(),
                };
            }
        }
    }
}
