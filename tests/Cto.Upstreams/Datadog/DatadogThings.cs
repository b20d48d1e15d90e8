using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Reliability;

namespace Cto.Upstreams.Datadog;

/// <summary>Objectives, monitors and hosts as Datadog lists them.</summary>
internal sealed class DatadogThings(Company company)
{
    private static readonly string[] Watched = ["error rate", "p95 latency", "instances"];

    private readonly Lazy<IReadOnlyList<Objective>> _objectives = new(() => [.. company.Reliability.Objectives.Where(objective => !ReliabilityWorld.IsNewRelic(objective.Service))]);

    public IReadOnlyList<Objective> Objectives => _objectives.Value;

    public int MonitorCount => company.Services.Count * Watched.Length;

    public Task Slos(VendorCall call)
    {
        call.Only("ids", "query", "tags_query", "metrics_query", "limit", "offset", "is_deleted");
        var page = call.Slice(Objectives, call.Number("offset", 0), call.Number("limit", 1_000));
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var objective in page.Items)
            {
                Write(json, objective);
            }

            json.WriteEndArray();
            json.WriteStartArray("errors");
            json.WriteEndArray();
            json.WriteStartObject("metadata");
            json.WriteStartObject("page");
            json.WriteNumber("total_count", page.Total);
            json.WriteNumber("total_filtered_count", page.Total);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    public Task History(VendorCall call)
    {
        call.Only("from_ts", "to_ts", "target", "apply_correction");
        var objective = Objectives.FirstOrDefault(objective => objective.Id == call.Route("id")) ?? throw Refusal.NotFound("SLO not found");
        var (from, to) = (call.Number("from_ts", 0), call.Number("to_ts", 0));
        if (from <= 0 || to <= from)
        {
            throw Refusal.Bad("from_ts", "must lie before to_ts");
        }

        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteNumber("from_ts", from);
            json.WriteNumber("to_ts", to);
            json.WriteString("type", Name(objective.Basis));
            json.WriteStartObject("overall");
            json.WriteStartArray("history");
            var (begin, now) = (Math.Max(from, company.Reliability.MeasuredSince.ToUnixTimeSeconds()), call.Now.ToUnixTimeSeconds());
            // Of what is still to come there is no data (2), whoever's clock is ahead.
            foreach (var (at, state) in Changes(objective, begin, Math.Min(to, now)).Concat(to > now ? [(Math.Max(begin, now), 2)] : []))
            {
                json.WriteStartArray();
                json.WriteNumberValue(at);
                json.WriteNumberValue(state);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteNull("errors");
            json.WriteEndObject();
        });
    }

    public Task Monitors(VendorCall call)
    {
        call.Only("group_states", "name", "tags", "monitor_tags", "with_downtimes", "id_offset", "page", "page_size");
        var all = company.Services.SelectMany(service => Watched.Select((what, index) => (Service: service, What: what, Id: 34_000_000L + (company.Services.ToList().IndexOf(service) * 10) + index))).ToList();
        var size = call.Number("page_size", 100, most: 1_000);
        var page = call.Slice(all, call.Number("page", 0) * size, size);
        return call.JsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var (service, what, id) in page.Items)
            {
                Write(json, service, what, id, call.Now);
            }

            json.WriteEndArray();
        });
    }

    public Task Hosts(VendorCall call)
    {
        call.Only("filter", "sort_field", "sort_dir", "start", "count", "from", "include_muted_hosts_data", "include_hosts_metadata");
        var listed = company.Reliability.Hosts.Where(host => IsListed(host, call.Now)).ToList();
        var page = call.Slice(listed, call.Number("start", 0), call.Number("count", 100, most: 1_000));
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("host_list");
            foreach (var host in page.Items)
            {
                Write(json, host, call.Now);
            }

            json.WriteEndArray();
            json.WriteNumber("total_matching", page.Total);
            json.WriteNumber("total_returned", page.Items.Count);
            json.WriteEndObject();
        });
    }

    /// <summary>None: they are kept in PagerDuty.</summary>
    public static Task Incidents(VendorCall call)
    {
        call.Only("include", "page[size]", "page[offset]");
        return call.JsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Who has not reported for three hours is not listed.</summary>
    public static bool IsListed(Host host, DateTimeOffset at) => !(host.LostAt < at.AddHours(-3));

    /// <summary>When an objective that is measured by time went down and up: 0 up, 1 down.</summary>
    private static IEnumerable<(long At, int State)> Changes(Objective objective, long from, long to)
    {
        if (from >= to)
        {
            yield break;
        }

        var first = from / Objective.Span * Objective.Span;
        yield return (from, first < from && from < first + objective.Down(first) ? 1 : 0);
        for (var begin = first; begin < to; begin += Objective.Span)
        {
            if (objective.Down(begin) is > 0 and var down)
            {
                if (begin > from)
                {
                    yield return (begin, 1);
                }

                if (begin + down > from && begin + down < to)
                {
                    yield return (begin + down, 0);
                }
            }
        }
    }

    private static string Name(ObjectiveBasis basis) => basis switch { ObjectiveBasis.Monitor => "monitor", ObjectiveBasis.TimeSlice => "time_slice", _ => "metric" };

    private void Write(Utf8JsonWriter json, Objective objective)
    {
        json.WriteStartObject();
        json.WriteString("id", objective.Id);
        json.WriteString("name", objective.Name);
        json.WriteString("type", Name(objective.Basis));
        json.WriteString("description", $"Promised to customers of {objective.Service.Title}.");
        json.WriteStartArray("tags");
        json.WriteStringValue($"service:{objective.Service.Short}");
        json.WriteStringValue($"team:{objective.Service.Team.Slug}");
        json.WriteEndArray();
        json.WriteString("timeframe", "30d");
        json.WriteNumber("target_threshold", objective.Target * 100);
        json.WriteStartArray("thresholds");
        json.WriteStartObject();
        json.WriteString("timeframe", "30d");
        json.WriteNumber("target", Math.Round(objective.Target * 100, 6));
        json.WriteEndObject();
        json.WriteEndArray();
        if (objective.Basis is ObjectiveBasis.Metric)
        {
            json.WriteStartObject("query");
            json.WriteString("numerator", DatadogSeries.Good(objective));
            json.WriteString("denominator", DatadogSeries.All(objective));
            json.WriteEndObject();
        }

        json.WriteNumber("created_at", company.Founded.ToUnixTimeSeconds());
        json.WriteNumber("modified_at", company.Founded.AddDays(30).ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Service service, string what, long id, DateTimeOffset now)
    {
        var (burning, since) = (company.Stories.Burning, company.Stories.Burning.Since);
        var alert = (service == burning.Service && what == "error rate" && since <= now) || (service == burning.Exhausted && what == "p95 latency");
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("name", $"{service.Title}: {what}");
        json.WriteString("type", "query alert");
        json.WriteString("query", $"avg(last_5m):avg:trace.http.request.{what.Replace(' ', '_')}{{service:{service.Short}}} > 1");
        json.WriteString("overall_state", alert ? "Alert" : "OK");
        json.WriteString("overall_state_modified", JsonInstants.Iso(alert && service == burning.Service ? since.AddMinutes(5) : company.Founded.AddDays(60)));
        json.WriteString("modified", JsonInstants.Iso(company.Founded.AddDays(40)));
        json.WriteNumber("priority", service.Tier);
        json.WriteStartArray("tags");
        json.WriteStringValue($"service:{service.Short}");
        json.WriteStringValue($"team:{service.Team.Slug}");
        json.WriteEndArray();
        json.WriteStartObject("options");
        json.WriteStartObject("silenced");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("matching_downtimes");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Host host, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("name", host.Name);
        json.WriteString("host_name", host.Name);
        json.WriteBoolean("up", !(host.LostAt < now));
        json.WriteNumber("last_reported_time", (host.LostAt < now ? host.LostAt.Value : now).ToUnixTimeSeconds());
        json.WriteStartArray("sources");
        json.WriteStringValue("aws");
        json.WriteEndArray();
        json.WriteStartObject("tags_by_source");
        json.WriteStartArray("Amazon Web Services");
        foreach (var tag in (string[])[$"service:{host.Service.Short}", $"env:{host.Environment}", $"region:{host.Region}", $"instance-type:{host.Type}", string.Create(CultureInfo.InvariantCulture, $"tier:{host.Service.Tier}")])
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
