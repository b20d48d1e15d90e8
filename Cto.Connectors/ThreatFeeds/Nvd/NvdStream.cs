using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Security;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds.Nvd;

/// <summary>What the NVD says of the CVEs that the company is told of: each once, and from then on what was modified.</summary>
internal static class NvdStream
{
    private const int PageSize = 2000;
    private const int CvesAPage = 10;

    /// <summary>The NVD's longest window.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(119);
    private static readonly TimeSpan Every = TimeSpan.FromHours(2);

    public static async IAsyncEnumerable<FactPage> PullAsync(ThreatFeedsSession session, string? text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var cursor = NvdCursor.Parse(text, session.Settings.Nvd.AbsoluteUri) is var parsed && parsed.Until is null ? parsed with { Until = now } : parsed;
        var wanted = (await session.InUseAsync(cancellationToken)).Cves.ToHashSet(StringComparer.Ordinal);
        var read = cursor.Read.Where(wanted.Contains).ToHashSet(StringComparer.Ordinal);
        // The newest first: they are the least known elsewhere.
        var open = wanted.Except(read).OrderByDescending(cve => cve, StringComparer.Ordinal).ToList();
        foreach (var cves in open.Chunk(CvesAPage))
        {
            var facts = new List<Fact>();
            foreach (var cve in cves)
            {
                facts.AddRange(Facts((await session.Nvd.CveAsync(cve, cancellationToken)).Content, wanted));
                read.Add(cve);
            }

            cursor = cursor with { Read = [.. read] };
            yield return new() { Facts = facts, Cursor = $"{cursor}", Progress = PullProgress.Of(read.Count, wanted.Count, "CVEs of the NVD"), RateLimit = session.NvdHttp.Limit };
        }

        while (cursor.Until is { } from && now - from >= Every)
        {
            var until = from + Window < now ? from + Window : now;
            var (paging, before) = (new Paging(session.Settings.Nvd), new HashSet<string>());
            for (var start = 0; ; start += PageSize)
            {
                paging.NextToken($"{start}");
                var answer = (await session.Nvd.ModifiedAsync(Instant(from), Instant(until), start, PageSize, cancellationToken)).Content;
                var ids = (answer.Vulnerabilities ?? []).Select(item => item?.Cve?.Id).OfType<string>().ToHashSet();
                paging.Distinct(before, ids);
                before = ids;
                var ended = start + PageSize >= answer.TotalResults || answer.Vulnerabilities is not { Length: > 0 };
                cursor = ended ? cursor with { Until = until } : cursor;
                yield return new() { Facts = [.. Facts(answer, wanted)], Cursor = ended ? $"{cursor}" : null, RateLimit = session.NvdHttp.Limit };
                if (ended)
                {
                    break;
                }
            }
        }
    }

    private static IEnumerable<Advisory> Facts(NvdAnswer answer, HashSet<string> wanted) =>
        (answer.Vulnerabilities ?? []).Select(item => item?.Cve?.ToFact()).OfType<Advisory>().Where(advisory => wanted.Contains(advisory.Id)).DistinctBy(advisory => advisory.Key);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Which CVEs are read, and until when modifications are.</summary>
internal sealed record NvdCursor
{
    public string Of { get; init; } = "";

    public DateTimeOffset? Until { get; init; }

    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>The cursor as it was written, or a new one when there is none, its settings no longer hold or another version wrote it: reading again is harmless.</summary>
    public static NvdCursor Parse(string? text, string of) =>
        JsonText.Read(text, NvdCursorJson.Default.NvdCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, NvdCursorJson.Default.NvdCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NvdCursor))]
internal sealed partial class NvdCursorJson : JsonSerializerContext;
