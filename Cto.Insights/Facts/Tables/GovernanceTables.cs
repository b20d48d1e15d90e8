using Cto.Domain;
using Cto.Domain.Governance;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of access and evidence.</summary>
internal static class GovernanceTables
{
    public static IEnumerable<FactTable> All => [AccessGrant(), AccessKey(), Account(), BranchProtection(), ControlEvidence()];

    private static FactTable<AccessGrant> AccessGrant() => new(FactKinds.AccessGrant, new FactColumns<AccessGrant>()
        .Name("system", fact => fact.System, required: true)
        .Name("account", fact => fact.Account, required: true)
        .Email("email", fact => fact.Email)
        .Name("resource", fact => fact.Resource, required: true)
        .Name("role", fact => fact.Role, required: true)
        .Flag("privileged", fact => fact.Privileged)
        .Name("via", fact => fact.Via)
        .Name("environment", fact => fact.Environment)
        .Time("granted_at", fact => fact.GrantedAt)
        .Time("last_used_at", fact => fact.LastUsedAt));

    private static FactTable<AccessKey> AccessKey() => new(FactKinds.AccessKey, new FactColumns<AccessKey>()
        .Name("system", fact => fact.System, required: true)
        .Name("account", fact => fact.Account, required: true)
        .Name("id", fact => fact.Id, required: true)
        .Flag("active", fact => fact.Active)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("last_used_at", fact => fact.LastUsedAt)
        .Time("expires_at", fact => fact.ExpiresAt));

    private static FactTable<Account> Account() => new(FactKinds.Account, new FactColumns<Account>()
        .Name("system", fact => fact.System, required: true)
        .Name("login", fact => fact.Login, required: true)
        .Name("name", fact => fact.Name)
        .Email("email", fact => fact.Email)
        .Choice<AccountKind>("kind", fact => fact.Kind)
        .Choice<AccountStatus>("status", fact => fact.Status)
        .Flag("mfa", fact => fact.Mfa)
        .Name("role", fact => fact.Role)
        .Flag("privileged", fact => fact.Privileged)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("last_active_at", fact => fact.LastActiveAt));

    private static FactTable<BranchProtection> BranchProtection() => new(FactKinds.BranchProtection, new FactColumns<BranchProtection>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("branch", fact => fact.Branch, required: true)
        .Flag("protected", fact => fact.Protected)
        .Integer("required_approvals", fact => fact.RequiredApprovals)
        .Flag("code_owner_review", fact => fact.CodeOwnerReview)
        .Texts("required_checks", fact => fact.RequiredChecks)
        .Flag("applies_to_administrators", fact => fact.AppliesToAdministrators)
        .Flag("force_push_allowed", fact => fact.ForcePushAllowed)
        .Flag("deletion_allowed", fact => fact.DeletionAllowed)
        .Flag("signed_commits", fact => fact.SignedCommits)
        .Time("read_at", fact => fact.ReadAt));

    private static FactTable<ControlEvidence> ControlEvidence() => new(FactKinds.ControlEvidence, new FactColumns<ControlEvidence>()
        .Texts("controls", fact => fact.Controls)
        .Text("title", fact => fact.Title)
        .Text("query", fact => fact.Query)
        .Choice<EvidenceResult>("result", fact => fact.Result)
        .Text("subject", fact => fact.Subject)
        .Name("owner", fact => fact.Owner)
        .Time("collected_at", fact => fact.CollectedAt)
        .Time("covers_from", fact => fact.CoversFrom)
        .Time("covers_until", fact => fact.CoversUntil)
        .Time("expires_at", fact => fact.ExpiresAt));
}
