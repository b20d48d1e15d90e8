namespace Cto.Upstreams.World.Stories;

/// <summary>1. A deployment turned off a lifecycle rule and wrote uncompressed output; S3 costs rise three hours later.</summary>
internal sealed class StorageSpike(Company company)
{
    public const string Account = "acme-data-prod";
    public const string Region = "us-east-1";

    /// <summary>How much more S3 costs that service in that region.</summary>
    public const double Rise = 0.40;

    /// <summary>How much more everything costs this week than last week.</summary>
    public const double TotalRise = 0.15;

    public KnownDeployment Deployment { get; } = KnownDeployment.Of(company, "data-processing-pipeline", 812, company.Ago(6, 10, 40));

    public DateTimeOffset CostsRiseAt => Deployment.At.AddHours(3);

    /// <summary>A smaller rise next to it.</summary>
    public DateTimeOffset NatTrafficRisesAt => Deployment.At.AddHours(5);

    /// <summary>Saves a little from then on.</summary>
    public DateTimeOffset DatabaseRetiredAt { get; } = company.Ago(5, 9, 15);

    /// <summary>The pull request that did it, in the repository of the service.</summary>
    public const int PullRequest = 1187;

    public const string PullRequestTitle = "Write intermediate output uncompressed and drop the lifecycle rule of the staging bucket";

    public Person Author { get; } = company.Member("Data", 3);
}
