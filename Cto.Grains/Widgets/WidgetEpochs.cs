using Cto.Insights.Storage;
using Dapper;

namespace Cto.Grains.Widgets;

/// <summary>Numbers that go up across all nodes, one for each activation of a widget: its versions begin with it.</summary>
internal sealed class WidgetEpochs(Database database)
{
    /// <summary>So many versions has each activation.</summary>
    private const int Bits = 20;

    /// <returns>The version from which an activation counts on.</returns>
    public async Task<long> NextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new("select nextval('widget_epoch')", cancellationToken: cancellationToken)) << Bits;
    }
}
