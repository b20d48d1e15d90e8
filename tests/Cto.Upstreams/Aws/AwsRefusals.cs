using System.Net;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Aws;

/// <summary>AWS' refusals: a code and words, in JSON or in XML as the service speaks.</summary>
internal static class AwsRefusals
{
    /// <param name="status">Of services that speak XML; those that speak JSON say 400 to everything that is the caller's fault.</param>
    /// <param name="code">AWS' word, without <c>Exception</c>.</param>
    /// <param name="message">AWS' words.</param>
    public static Refusal Of(int status, string code, string message) => new(status, message) { Parameter = code };

    public static Refusal Invalid(string message) => Of(400, "ValidationException", message);

    public static Task SendAsync(VendorCall call, Refusal refusal, bool json)
    {
        var code = refusal.Parameter ?? Code(refusal);
        if (!json)
        {
            var type = refusal.Status < 500 ? "Sender" : "Receiver";
            var xml = $"<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>{type}</Type><Code>{code}</Code><Message>{WebUtility.HtmlEncode(refusal.Message)}</Message></Error><RequestId>0</RequestId></ErrorResponse>";
            return call.SendAsync(System.Text.Encoding.UTF8.GetBytes(xml), "text/xml", refusal.Status == 401 ? 403 : refusal.Status);
        }

        var named = code switch
        {
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "NoSuchEntity" => "ResourceNotFoundException",
            _ when code.EndsWith("Exception", StringComparison.Ordinal) || refusal.Status >= 500 => code,
            _ => $"{code}Exception",
        };
        return call.JsonAsync(body =>
        {
            body.WriteStartObject();
            body.WriteString("__type", named);
            body.WriteString("message", refusal.Message);
            body.WriteEndObject();
        }, refusal.Status < 500 ? 400 : refusal.Status);
    }

    private static string Code(Refusal refusal) => refusal switch
    {
        { Expired: true } => "ExpiredToken",
        { Status: 401 } => "InvalidClientTokenId",
        { Status: 403 } => "AccessDenied",
        { Status: 404 } => "NoSuchEntity",
        { Status: 409 } => "Conflict",
        { Status: 429 } => "Throttling",
        { Status: 503 } => "ServiceUnavailable",
        { Status: >= 500 } => "InternalFailure",
        _ => "ValidationException",
    };
}
