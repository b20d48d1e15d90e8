using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World.Iam;

/// <summary>Who can get into <c>acme-prod</c>: its users, groups, policies and keys.</summary>
internal sealed class IamWorld(Company company)
{
    public const string Administrators = "Admins";
    public const string AdministratorPolicy = "AdministratorAccess";

    private readonly Lazy<IReadOnlyList<IamUser>> _users = new(() => [.. Grow(company).OrderBy(user => user.Name, StringComparer.Ordinal)]);

    /// <summary>By name, as IAM lists them.</summary>
    public IReadOnlyList<IamUser> Users => _users.Value;

    public IReadOnlyList<IamGroup> Groups { get; } =
    [
        new(Administrators, [new(AdministratorPolicy, IsAws: true)]),
        new("BreakGlass", [new("EmergencyEverything", IsAws: false)]),
        new("Developers", [new("PowerUserAccess", IsAws: true), new("ReadBilling", IsAws: false)]),
        new("Viewers", [new("ReadOnlyAccess", IsAws: true)]),
    ];

    /// <summary>The customer managed policies, with their documents.</summary>
    public IReadOnlyDictionary<string, string> Policies { get; } = new Dictionary<string, string>
    {
        ["EmergencyEverything"] = """{"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":["*"],"Resource":["*"]}]}""",
        ["ReadBilling"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ce:Get*","budgets:View*"],"Resource":"*"}]}""",
        ["DeployArtifacts"] = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:PutObject","ecs:UpdateService","ecr:*"],"Resource":"*"}}""",
        ["ReadForReports"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ce:*","iam:Get*","iam:List*","iam:GenerateCredentialReport","cost-optimization-hub:List*"],"Resource":"*"}]}""",
    };

    /// <summary>What lets somebody log in to a database with their IAM identity.</summary>
    public static string DatabaseLogin(string account, string database, string user) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"rds-db:connect","Resource":"arn:aws:rds-db:us-east-1:{{account}}:dbuser:{{database}}/{{user}}"}]}""";

    private static IEnumerable<IamUser> Grow(Company company)
    {
        var story = company.Stories.Access;
        var people = company.People.Where(person => person.WorksAt(company.Start) && person.Team?.Name is "Platform" or "Data" or "Security" or "Payments" or null).ToList();
        foreach (var person in people)
        {
            yield return Person(company, person, (person.Team?.Name, person.IsManager) switch
            {
                _ when story.AdministratorsWithoutMfa.Contains(person) => [Administrators],
                ("Platform" or "Security", true) => [Administrators],
                (null, _) => ["Viewers"],
                ("Security", _) => ["Viewers", "BreakGlass"],
                _ => ["Developers"],
            }) with { Mfa = !story.AdministratorsWithoutMfa.Contains(person) };
        }

        // Nobody took it away in spring.
        yield return Person(company, story.Leaver, [Administrators]) with { Mfa = true, Database = Access.Database, LastSignIn = story.Leaver.LeftAt!.Value.AddHours(-5) };
        yield return Machine(company, Access.OldKeyOwner, "DeployArtifacts", story.OldKeyCreatedAt, company.Start.AddHours(-2));
        yield return Machine(company, "backup-runner", "ReadForReports", company.Ago(61, 9), company.Start.AddDays(-1));
        yield return Machine(company, "cto-assistant", "ReadForReports", company.Ago(20, 9), company.Start.AddMinutes(-50));
        yield return Machine(company, "legacy-export", "DeployArtifacts", company.Ago(130, 9), null) with { KeyActive = false };
        yield return new() { Name = Access.SharedAccount, CreatedAt = company.Founded.AddDays(-300), Groups = ["Developers"], Password = true, Mfa = false, LastSignIn = company.Start.AddHours(-20) };
    }

    private static IamUser Person(Company company, Person person, string[] groups) => new()
    {
        Name = person.Mailbox,
        Email = person.Email,
        CreatedAt = person.JoinedAt.AddDays(2),
        Groups = groups,
        Password = true,
        Mfa = true,
        LastSignIn = company.Start.AddHours(-company.Dice("iam/signin", person.Mailbox).Between(1, 700)),
    };

    private static IamUser Machine(Company company, string name, string policy, DateTimeOffset keyCreatedAt, DateTimeOffset? used) => new()
    {
        Name = name,
        CreatedAt = keyCreatedAt.AddDays(-1),
        Groups = [],
        Policy = policy,
        KeyId = "AKIA" + company.Dice("iam/key", name).Text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        KeyCreatedAt = keyCreatedAt,
        KeyUsedAt = used,
    };
}

/// <summary>A user of the account.</summary>
internal sealed record IamUser
{
    public required string Name { get; init; }

    /// <summary>In a tag; <see langword="null"/> for who is no person.</summary>
    public string? Email { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>A customer managed policy of its own; <see langword="null"/> = none.</summary>
    public string? Policy { get; init; }

    /// <summary>The database that an inline policy lets it log in to; <see langword="null"/> = none.</summary>
    public string? Database { get; init; }

    /// <summary>Whether it can sign in to the console.</summary>
    public bool Password { get; init; }
    public bool Mfa { get; init; }
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary><see langword="null"/> = it has no key.</summary>
    public string? KeyId { get; init; }
    public DateTimeOffset KeyCreatedAt { get; init; }
    public DateTimeOffset? KeyUsedAt { get; init; }
    public bool KeyActive { get; init; } = true;
}

/// <summary>A group of users.</summary>
internal sealed record IamGroup(string Name, IReadOnlyList<IamPolicyName> Policies);

/// <summary>A managed policy: AWS' own, or the company's.</summary>
internal sealed record IamPolicyName(string Name, bool IsAws);
