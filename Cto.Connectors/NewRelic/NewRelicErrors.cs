using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>Errors that New Relic tells in the body of an answer whose status is 200.</summary>
internal static class NewRelicErrors
{
    /// <summary>What they mean for a question that was not answered.</summary>
    public static SourceException Of(IReadOnlyList<NewRelicError?> errors, DateTimeOffset now)
    {
        var words = HttpFaults.Shorten(Words(errors)).TrimEnd('.');
        return errors.Select(Fault).DefaultIfEmpty(SourceFault.UnexpectedReply).Min(Rank).Fault switch
        {
            SourceFault.Unauthorized => new(SourceFault.Unauthorized, $"New Relic does not accept the key: {words}.")
            {
                Remedy = "Give a user key (it begins with NRAK); license and ingest keys cannot ask questions, and a key of the EU region is none elsewhere.",
            },
            SourceFault.Throttled => new(SourceFault.Throttled, $"New Relic asks us to wait: {words}.") { RetryAt = now.AddMinutes(1) },
            var fault => new(fault, $"New Relic cannot answer: {words}."),
        };
    }

    /// <summary>New Relic's own words, each once.</summary>
    public static string Words(IReadOnlyList<NewRelicError?> errors) =>
        string.Join("; ", errors.Select(error => error?.Message).Where(message => !string.IsNullOrWhiteSpace(message)).Distinct(StringComparer.Ordinal).DefaultIfEmpty("no reason given"));

    // Of several the one that a person, or waiting, can do something about.
    private static (int Order, SourceFault Fault) Rank(SourceFault fault) => (fault switch
    {
        SourceFault.Unauthorized => 0,
        SourceFault.Throttled => 1,
        SourceFault.Forbidden => 2,
        SourceFault.Unavailable => 3,
        SourceFault.NotFound => 4,
        _ => 5,
    }, fault);

    private static SourceFault Fault(NewRelicError? error)
    {
        var (kind, words) = ($"{error?.Extensions?.ErrorClass} {error?.Extensions?.Code} {error?.Extensions?.ErrorCode}".ToUpperInvariant(), error?.Message ?? "");
        return Says("UNAUTHORIZED", "UNAUTHENTICATED", "BAD_API_KEY", "INVALID_API_KEY") || Told("invalid api key") ? SourceFault.Unauthorized
            : Says("TOO_MANY_REQUESTS", "RATE_LIMIT", "LIMIT_EXCEEDED", "THROTTL") || Told("rate limit") || Told("too many requests") || Told("limit exceeded") ? SourceFault.Throttled
            : Says("FORBIDDEN", "ACCESS_DENIED", "PAYMENT_REQUIRED") || Told("not authorized") || Told("access denied") ? SourceFault.Forbidden
            : Says("NOT_FOUND") ? SourceFault.NotFound
            : Says("TIMEOUT", "SERVER_ERROR", "UNAVAILABLE") ? SourceFault.Unavailable
            : SourceFault.UnexpectedReply;

        bool Says(params ReadOnlySpan<string> kinds)
        {
            foreach (var one in kinds)
            {
                if (kind.Contains(one, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        bool Told(string phrase) => words.Contains(phrase, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>One error of an answer.</summary>
internal sealed class NewRelicError
{
    public string? Message { get; set; }
    public NewRelicErrorDetails? Extensions { get; set; }
}

internal sealed class NewRelicErrorDetails
{
    public string? ErrorClass { get; set; }
    public string? ErrorCode { get; set; }
    public string? Code { get; set; }
}
