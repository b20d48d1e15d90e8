using Cto.Domain;
using Cto.Domain.Spend;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of what it costs.</summary>
internal static class SpendTables
{
    public static IEnumerable<FactTable> All => [Charge(), CommitmentUse(), SavingsOpportunity(), SpendAnomaly(), SpendForecast()];

    private static FactTable<Charge> Charge() => new(FactKinds.Charge, new FactColumns<Charge>()
        .Day("day", fact => fact.Day)
        .Name("provider", fact => fact.Provider, required: true)
        .Name("account", fact => fact.Account, required: true)
        .Name("account_name", fact => fact.AccountName)
        .Name("cloud_service", fact => fact.CloudService, required: true)
        .Name("region", fact => fact.Region)
        .Name("service", fact => fact.Service)
        .Map("tags", fact => fact.Tags)
        .Amount("amount", fact => fact.Amount)
        .Amount("billed", fact => fact.Billed)
        .Name("currency", fact => fact.Currency, required: true)
        .Choice<ChargeCategory>("category", fact => fact.Category)
        .Flag("provisional", fact => fact.Provisional));

    private static FactTable<CommitmentUse> CommitmentUse() => new(FactKinds.CommitmentUse, new FactColumns<CommitmentUse>()
        .Name("provider", fact => fact.Provider, required: true)
        .Name("account", fact => fact.Account)
        .Day("from", fact => fact.From)
        .Day("until", fact => fact.Until)
        .Number("coverage", fact => fact.Coverage)
        .Number("utilization", fact => fact.Utilization)
        .Amount("on_demand", fact => fact.OnDemand)
        .Name("currency", fact => fact.Currency, required: true));

    private static FactTable<SavingsOpportunity> SavingsOpportunity() => new(FactKinds.SavingsOpportunity, new FactColumns<SavingsOpportunity>()
        .Name("provider", fact => fact.Provider, required: true)
        .Name("account", fact => fact.Account, required: true)
        .Name("cloud_service", fact => fact.CloudService)
        .Name("region", fact => fact.Region)
        .Name("resource", fact => fact.Resource)
        .Choice<SavingsKind>("kind", fact => fact.Kind)
        .Text("advice", fact => fact.Advice)
        .Amount("amount", fact => fact.Amount)
        .Name("currency", fact => fact.Currency, required: true)
        .Time("found_at", fact => fact.FoundAt));

    private static FactTable<SpendAnomaly> SpendAnomaly() => new(FactKinds.SpendAnomaly, new FactColumns<SpendAnomaly>()
        .Name("provider", fact => fact.Provider, required: true)
        .Name("account", fact => fact.Account)
        .Name("cloud_service", fact => fact.CloudService)
        .Name("region", fact => fact.Region)
        .Day("starts_on", fact => fact.StartsOn)
        .Day("ends_on", fact => fact.EndsOn)
        .Amount("impact", fact => fact.Impact)
        .Amount("expected", fact => fact.Expected)
        .Name("currency", fact => fact.Currency, required: true)
        .Texts("causes", fact => fact.Causes));

    private static FactTable<SpendForecast> SpendForecast() => new(FactKinds.SpendForecast, new FactColumns<SpendForecast>()
        .Name("provider", fact => fact.Provider, required: true)
        .Name("account", fact => fact.Account)
        .Day("from", fact => fact.From)
        .Day("until", fact => fact.Until)
        .Amount("amount", fact => fact.Amount)
        .Amount("low", fact => fact.Low)
        .Amount("high", fact => fact.High)
        .Name("currency", fact => fact.Currency, required: true)
        .Time("made_at", fact => fact.MadeAt));
}
