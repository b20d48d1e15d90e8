using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>What every answer of Slack has: whether it is one, and why not. Its status is 200 either way.</summary>
internal abstract class SlackAnswer
{
    public bool? Ok { get; set; }
    public string? Error { get; set; }

    /// <summary>The scope that is missing.</summary>
    public string? Needed { get; set; }

    /// <summary>The scopes that the token has.</summary>
    public string? Provided { get; set; }
    public SlackMetadata? ResponseMetadata { get; set; }

    /// <summary>Refuses an answer that is a fault.</summary>
    /// <param name="what">What was asked for, as a subject: <c>The members</c>.</param>
    /// <param name="now">For faults that say how long to wait in no way.</param>
    /// <exception cref="SourceException">It is one.</exception>
    public void Require(string what, DateTimeOffset now)
    {
        if (Ok != true)
        {
            throw Fault(what, now);
        }
    }

    private SourceException Fault(string what, DateTimeOffset now) => Error switch
    {
        null => new(SourceFault.UnexpectedReply, $"{what}: Slack says neither ok nor why not."),
        "missing_scope" => new(SourceFault.Forbidden, $"{what}: the token lacks the scope {Shown(Needed)}; it has {Shown(Provided)}.")
        {
            Remedy = "Add the scope to the app under OAuth & Permissions, install the app again and connect with the new token.",
        },
        "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" => new(SourceFault.Unauthorized, $"Slack does not accept the token ({Error})."),
        "not_in_channel" => new(SourceFault.Forbidden, $"{what}: the app is not in the channel.") { Remedy = "Invite the app: type /invite and its name in the channel." },
        "channel_not_found" => new(SourceFault.NotFound, $"{what}: Slack knows no such channel, or it is private and the app is not in it."),
        "is_archived" => new(SourceFault.Forbidden, $"{what}: the channel is archived."),
        "no_permission" or "access_denied" or "restricted_action" or "ekm_access_denied" or "team_access_not_granted" or "not_allowed_token_type" =>
            new(SourceFault.Forbidden, $"{what}: Slack refuses it ({Error})."),
        "ratelimited" or "rate_limited" => new(SourceFault.Throttled, "Slack asks us to wait (ratelimited).") { RetryAt = now.AddMinutes(1) },
        "fatal_error" or "internal_error" or "service_unavailable" or "request_timeout" => new(SourceFault.Unavailable, $"{what}: Slack cannot answer now ({Error})."),
        _ => new(SourceFault.UnexpectedReply, $"{what}: Slack refuses it ({Shown(Error)})."),
    };

    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "none" : HttpFaults.Shorten(text, 120);
}

/// <summary>What goes with an answer.</summary>
internal sealed class SlackMetadata
{
    public string? NextCursor { get; set; }
}
