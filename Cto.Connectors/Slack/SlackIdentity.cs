namespace Cto.Connectors.Slack;

/// <summary>As whom the token speaks, and where.</summary>
internal sealed class SlackIdentity : SlackAnswer
{
    public string? Url { get; set; }
    public string? Team { get; set; }
    public string? User { get; set; }
    public string? TeamId { get; set; }
}
