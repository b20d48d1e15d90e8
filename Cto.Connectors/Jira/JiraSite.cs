namespace Cto.Connectors.Jira;

/// <summary>What must be known of a site before its issues can be understood; it changes rarely.</summary>
/// <param name="ApiAddress">Where its routes are: the site itself, or Atlassian's host for OAuth.</param>
/// <param name="IsCloud">Whether it is Cloud and not Server or Data Center.</param>
/// <param name="Me">As whom we ask.</param>
/// <param name="Fields">What its fields mean.</param>
/// <param name="Statuses">What its statuses mean.</param>
internal sealed record JiraSite(Uri ApiAddress, bool IsCloud, JiraUser Me, JiraFieldMap Fields, JiraStatuses Statuses)
{
    /// <summary>The zone that queries are read in.</summary>
    public TimeZoneInfo? Zone { get; } = JiraQueryTime.Zone(Me.TimeZone);
}
