namespace Cto.Upstreams.World.Spend;

/// <summary>Something that AWS would change.</summary>
/// <param name="Action">As the Cost Optimization Hub names it.</param>
/// <param name="Resource">The hub's type of resource.</param>
internal sealed record SpendAdvice(string Id, CloudAccount Account, string Region, string Action, string Resource, string ResourceId, string Current, string Better, decimal Savings)
{
    private static readonly (string Action, string Resource, string Prefix, string Current, string Better, double Savings)[] Kinds =
    [
        ("Rightsize", "Ec2Instance", "i-0", "m5.4xlarge", "m5.2xlarge", 280),
        ("Stop", "Ec2Instance", "i-0", "c5.2xlarge", "Stopped", 245),
        ("Delete", "EbsVolume", "vol-0", "500GiB gp3", "Deleted", 40),
        ("Upgrade", "EbsVolume", "vol-0", "1000GiB gp2", "1000GiB gp3", 20),
        ("MigrateToGraviton", "RdsDbInstance", "db-", "db.r5.2xlarge", "db.r6g.2xlarge", 190),
        ("Rightsize", "LambdaFunction", "report-", "3008MB", "1024MB", 35),
        ("PurchaseSavingsPlans", "ComputeSavingsPlans", "plan-", "On demand", "a compute savings plan of 11.20 USD an hour, one year, no upfront", 2400),
    ];

    public static IEnumerable<SpendAdvice> All(Company company)
    {
        var dice = company.Dice("spend/advice");
        for (var i = 0; i < company.Scaled(36) + Kinds.Length; i++)
        {
            var kind = Kinds[i % Kinds.Length];
            yield return new(dice.Hex(32), dice.Pick(CloudAccount.Aws), dice.Pick(AwsServices.Regions), kind.Action, kind.Resource, kind.Prefix + dice.Hex(16), kind.Current, kind.Better, Math.Round((decimal)dice.Skewed(kind.Savings, 0.4), 2));
        }
    }
}
