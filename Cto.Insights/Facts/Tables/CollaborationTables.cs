using Cto.Domain;
using Cto.Domain.Collaboration;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of how people talk.</summary>
internal static class CollaborationTables
{
    public static IEnumerable<FactTable> All => [Channel()];

    private static FactTable<Channel> Channel() => new(FactKinds.Channel, new FactColumns<Channel>()
        .Name("name", fact => fact.Name, required: true)
        .Text("topic", fact => fact.Topic)
        .Flag("private", fact => fact.Private)
        .Flag("archived", fact => fact.Archived)
        .Integer("members", fact => fact.Members)
        .Time("created_at", fact => fact.CreatedAt));
}
