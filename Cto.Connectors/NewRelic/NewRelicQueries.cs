namespace Cto.Connectors.NewRelic;

/// <summary>The questions that are put to NerdGraph.</summary>
internal static class NewRelicQueries
{
    public const string Who = """
        query Who { actor { user { email name } accounts { id name } } }
        """;

    public const string Entities = """
        query Entities($search: String!, $cursor: String) {
          actor { entitySearch(query: $search) { count results(cursor: $cursor) { nextCursor entities {
            guid name accountId domain type reporting permalink tags { key values }
          } } } }
        }
        """;

    public const string ServiceLevels = """
        query ServiceLevels($guids: [EntityGuid]!) {
          actor { entities(guids: $guids) { guid name permalink serviceLevel { indicators {
            guid name description entityGuid updatedAt objectives { target timeWindow { rolling { count unit } } }
          } } } }
        }
        """;

    public const string Names = """
        query Names($guids: [EntityGuid]!) { actor { entities(guids: $guids) { guid name } } }
        """;

    public const string Nrql = """
        query Rows($account: Int!, $nrql: Nrql!) { actor { account(id: $account) { nrql(query: $nrql, timeout: 60) { results } } } }
        """;

    /// <summary>Entities of applications and services.</summary>
    public const string Services = "(domain IN ('APM', 'BROWSER', 'MOBILE') AND type IN ('APPLICATION', 'SERVICE')) OR (domain = 'EXT' AND type = 'SERVICE')";

    public const string Hosts = "domain = 'INFRA' AND type = 'HOST'";

    public const string Indicators = "type = 'SERVICE_LEVEL'";
}
