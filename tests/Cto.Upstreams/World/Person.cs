namespace Cto.Upstreams.World;

/// <summary>Somebody who works or worked at the company, with the names they have in each vendor.</summary>
internal sealed class Person(int number, string givenName, string familyName)
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>From 0, the CTO; the same for ever.</summary>
    public int Number { get; } = number;

    public string Name { get; } = $"{givenName} {familyName}";

    public string GivenName { get; } = givenName;

    public string FamilyName { get; } = familyName;

    /// <summary><see langword="null"/> for the CTO.</summary>
    public Team? Team { get; init; }

    public required string Title { get; init; }

    /// <summary>Who they report to; <see langword="null"/> for the CTO.</summary>
    public Person? Manager { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary><see langword="null"/> for those who are here.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Away from then on; <see langword="null"/> for those who are not.</summary>
    public DateTimeOffset? OnLeaveSince { get; init; }

    public bool IsManager { get; init; }

    public required int Seed { get; init; }

    public string Email => $"{Mailbox}@{Company.Domain}";

    /// <summary><c>ada.lovelace</c>: also the user name in AWS, Jenkins and single sign-on.</summary>
    public string Mailbox { get; } = $"{givenName}.{familyName}".ToLowerInvariant().Replace("'", "", StringComparison.Ordinal);

    /// <summary>The login at GitHub and GitLab, as people choose them: <c>alovelace</c>, <c>ada-lovelace</c>.</summary>
    public string GitHub => (Number % 3) switch
    {
        0 => $"{GivenName}-{FamilyName}".ToLowerInvariant(),
        1 => $"{GivenName[0]}{FamilyName}".ToLowerInvariant(),
        _ => $"{GivenName}{FamilyName[0]}-{Company.Login}".ToLowerInvariant(),
    };

    public string GitLab => Mailbox;

    /// <summary>Atlassian's account id.</summary>
    public string Jira => Id("jira", 24, "0123456789abcdef");

    public string Asana => "12" + Id("asana", 14, Digits);

    public string Slack => "U0" + Id("slack", 9, Capitals);

    public string PagerDuty => "P" + Id("pagerduty", 6, Capitals);

    public bool WorksAt(DateTimeOffset at) => JoinedAt <= at && (LeftAt is null || at < LeftAt);

    public bool IsOnLeaveAt(DateTimeOffset at) => WorksAt(at) && OnLeaveSince <= at;

    /// <summary>An id at some vendor: the same each time.</summary>
    public string Id(string vendor, int length, string alphabet) => Dice.For(Seed, $"person/{vendor}", Mailbox).Text(length, alphabet);

    public override string ToString() => Name;
}
