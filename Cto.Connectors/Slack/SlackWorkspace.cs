namespace Cto.Connectors.Slack;

/// <summary>A workspace: the names of its things.</summary>
/// <param name="TeamId">Slack's id of it.</param>
/// <param name="Name">As its people call it.</param>
/// <param name="Address">Where people open it; <see langword="null"/> when Slack does not say.</param>
internal sealed record SlackWorkspace(string TeamId, string Name, Uri? Address)
{
    public string User(string id) => $"slack:{TeamId}/user/{id}";

    public string Channel(string id) => $"slack:{TeamId}/channel/{id}";

    public string? UserUrl(string id) => Address is null ? null : new Uri(Address, $"team/{id}").AbsoluteUri;

    public string? ChannelUrl(string id) => Address is null ? null : new Uri(Address, $"archives/{id}").AbsoluteUri;
}
