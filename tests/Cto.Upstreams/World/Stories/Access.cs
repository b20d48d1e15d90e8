namespace Cto.Upstreams.World.Stories;

/// <summary>6. Somebody who left still is an administrator, a key is too old, two administrators have no second factor, one account is shared.</summary>
internal sealed class Access(Company company)
{
    public const string Account = "acme-prod";
    public const string Database = "orders-prod";
    public const string SharedAccount = "ops-shared";
    public const string OldKeyOwner = "ci-deploy";

    /// <summary>Left in spring; administrator of <see cref="Account"/>, with a login on <see cref="Database"/>.</summary>
    public Person Leaver { get; } = company.Member("Platform", 8);

    public DateTimeOffset OldKeyCreatedAt { get; } = company.Ago(400, 11, 30);

    public IReadOnlyList<Person> AdministratorsWithoutMfa { get; } = [company.Member("Platform", 4), company.Member("Data", 2)];
}
