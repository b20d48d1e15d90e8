using System.Net;
using System.Text.RegularExpressions;
using Cto.Connectors.Http;

namespace Cto.Connectors.Aws;

/// <summary>What AWS says when it refuses: a code and words, in whichever of its formats.</summary>
/// <param name="Code">Without name space and with or without <c>Exception</c>, as AWS spells it.</param>
internal sealed partial record AwsRefusal(string Code, string? Message)
{
    private static readonly HashSet<string> Throttling = Named(
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "LimitExceededException", "LimitExceeded", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete");

    private static readonly HashSet<string> Unauthorized = Named(
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException",
        "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidAccessKeyId");

    private static readonly HashSet<string> Denied = Named("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "OptInRequired");

    private static readonly HashSet<string> Missing = Named(
        "DataUnavailableException", "NoSuchEntity", "NoSuchEntityException", "ResourceNotFoundException", "BillExpirationException", "ReportNotPresent", "ReportExpired", "CredentialReportNotPresentException", "CredentialReportExpiredException");

    public string Words => HttpFaults.Shorten((Message ?? Code).TrimEnd('.'));

    public bool IsForTheClock => Code is "RequestTimeTooSkewed" or "RequestExpired" ||
        (Code is "InvalidSignatureException" or "SignatureDoesNotMatch" && Message is { } words &&
            (words.StartsWith("Signature expired", StringComparison.Ordinal) || words.StartsWith("Signature not yet current", StringComparison.Ordinal)));

    public bool IsThrottling => Throttling.Contains(Code);

    public bool IsUnauthorized => Unauthorized.Contains(Code);

    public bool IsDenied => Denied.Contains(Code);

    /// <summary>There is nothing there, or not any more: also how Cost Explorer says that it keeps no days older than 14 months.</summary>
    public bool IsMissing => Missing.Contains(Code) || (Code == "ValidationException" && Message?.Contains("historical data", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The action that no policy allows; <see langword="null"/> when AWS does not name it.</summary>
    public string? Permission => Message is not null && NotAuthorized().Match(Message) is { Success: true } match ? match.Groups[1].Value : null;

    /// <returns><see langword="null"/> when it is none of AWS' formats.</returns>
    public static AwsRefusal? Of(string body)
    {
        var text = body.AsSpan().TrimStart();
        return text.StartsWith("{") ? OfJson(body) : text.StartsWith("<") ? OfXml(body) : null;
    }

    private static AwsRefusal? OfJson(string body) =>
        JsonText.Read(body, AwsJson.Default.AwsJsonRefusal) is { Type: { Length: > 0 } type } refusal ? new(type[(type.LastIndexOf('#') + 1)..].Split(':')[0], refusal.Message) : null;

    // The beginning of a body may be all there is of it, so it is searched and not parsed.
    private static AwsRefusal? OfXml(string body) =>
        CodeElement().Match(body) is { Success: true } code
            ? new(code.Groups[1].Value, MessageElement().Match(body) is { Success: true } message ? WebUtility.HtmlDecode(message.Groups[1].Value) : null)
            : null;

    private static HashSet<string> Named(params string[] codes) => new(codes, StringComparer.Ordinal);

    [GeneratedRegex(@"not authorized to perform:? ([\w-]+:\w+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotAuthorized();

    [GeneratedRegex("<Code>([A-Za-z.]+)</Code>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeElement();

    [GeneratedRegex("<Message>([^<]*)</Message>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MessageElement();
}
