using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class ServiceTable
{
    public static FactTable Create() => new FactTable<Service>(
        FactKinds.Service,
        "service",
        new FactColumns<Service>()
            .Name("name", fact => fact.Name, required: true)
            .Name("team", fact => fact.Team)
            .Integer("tier", fact => fact.Tier, keepIfNull: true)
            .Texts("repositories", fact => fact.Repositories)
            .Map("aliases", fact => fact.Aliases),
        new DirtyMarks("t.name", DirtyMarks.None, "null::timestamptz"));
}
