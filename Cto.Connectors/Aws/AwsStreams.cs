using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>The streams of an AWS source, in the order in which a new source fills.</summary>
internal static class AwsStreams
{
    public const string Access = "access";
    public const string Forecast = "forecast";
    public const string Anomalies = "anomalies";
    public const string Savings = "savings";
    public const string Commitments = "commitments";
    public const string Charges = "charges";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Access, "IAM users, keys and rights", [FactKinds.Account, FactKinds.AccessKey, FactKinds.AccessGrant]),
        new(Forecast, "Forecast", [FactKinds.SpendForecast]),
        new(Anomalies, "Cost anomalies", [FactKinds.SpendAnomaly]),
        new(Savings, "Savings", [FactKinds.SavingsOpportunity]),
        new(Commitments, "Savings plans", [FactKinds.CommitmentUse]),
        // Last: it is by far the longest.
        new(Charges, "Charges", [FactKinds.Charge]),
    ];
}
