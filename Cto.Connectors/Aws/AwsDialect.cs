using System.Net;
using System.Net.Http.Headers;
using Cto.Connectors.Aws.Signing;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>How one of AWS' services takes signed requests and explains its refusals, in JSON or in XML.</summary>
/// <param name="service">The service spoken to.</param>
/// <param name="region">Where its requests are signed for.</param>
/// <param name="keys">Whose signature.</param>
/// <param name="clocks">The time to sign with.</param>
internal sealed class AwsDialect(AwsService service, string region, IAwsKeys keys, AwsClocks clocks) : HttpDialect
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    public override string Kind => "aws";

    public override string Vendor => service.Title;

    public override string LimitKey { get; } = $"aws:{service.SigningName}/{keys.Identity}";

    /// <summary>Whether the last refusal was for our clock, which has been set right since: the same request may be sent anew.</summary>
    public bool ClockCorrected { get; private set; }

    public override async ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (service.MediaType is { } type && request.Content is not null)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var key = await keys.KeyAsync(cancellationToken);
        SignatureV4.Sign(request, body, key, new(region, service.SigningName), clocks.Now(request.RequestUri!.Host));
        ClockCorrected = false;
    }

    public override decimal Price(HttpRequestMessage request) => service.Price;

    public override string? Words(string body) => AwsRefusal.Of(body)?.Message;

    public override SourceException? Explain(HttpResponseMessage response, string body, DateTimeOffset now)
    {
        if (AwsRefusal.Of(body) is not { } refusal)
        {
            return null;
        }

        if (refusal.IsForTheClock && response.Headers.Date is { } theirs)
        {
            ClockCorrected = clocks.Correct(response.RequestMessage!.RequestUri!.Host, theirs);
        }

        return refusal switch
        {
            { IsForTheClock: true } => new(SourceFault.Unauthorized, $"{Vendor} refuses the request because this machine's clock is wrong: {refusal.Words}.")
            {
                Remedy = "Set the clock of the machine that runs this program.",
            },
            { IsThrottling: true } => new(SourceFault.Throttled, $"{Vendor} asks us to wait: {refusal.Words}.") { RetryAt = RateLimits.RetryAt(response.Headers, now) ?? now + Pause },
            { IsUnauthorized: true } => Refused(refusal),
            { IsDenied: true, Permission: { } permission } => new(SourceFault.Forbidden, $"{Vendor} refuses {permission}: {refusal.Words}.")
            {
                Remedy = $"Allow the action {permission} in a policy of the user or role.",
            },
            { IsDenied: true } => new(SourceFault.Forbidden, $"{Vendor} refuses the request: {refusal.Words}."),
            { IsMissing: true } => new(SourceFault.NotFound, $"{Vendor} has none of this: {refusal.Words}."),
            _ when response.StatusCode >= HttpStatusCode.InternalServerError => null,
            _ => new(SourceFault.UnexpectedReply, $"{Vendor} refuses the request ({refusal.Code}): {refusal.Words}."),
        };
    }

    private SourceException Refused(AwsRefusal refusal)
    {
        keys.Refused();
        return new(SourceFault.Unauthorized, $"{Vendor} does not accept the access key ({refusal.Code}): {refusal.Words}.");
    }
}
