using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Insights.Catalogue;
using Cto.Insights.Catalogue.Backstage;
using Cto.Insights.Facts;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;

namespace Cto.Web.Endpoints.Catalogue;

/// <summary>Changes the catalogue: checked, written, audited, and every tile asks anew, because names decide what belongs together.</summary>
internal sealed class CatalogueChanging(CatalogueStore catalogue, AuditLog audit, FactNews news)
{
    private const int LongestName = 200;

    /// <returns>How many of the decisions were about an entry that is there.</returns>
    public async Task<int> DecideAsync(Caller caller, IReadOnlyList<NameDecision> decisions, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var decision in decisions)
        {
            Check("system", decision.System);
            Check("name", decision.Name);
            if (await catalogue.DecideAsync(caller.TenantId, decision, caller.Name, cancellationToken))
            {
                done++;
                await audit.WriteAsync(
                    caller, decision.Accepted ? "catalogue.name-accepted" : "catalogue.name-rejected", $"{decision.Name} of {decision.System}",
                    new Dictionary<string, string> { ["kind"] = decision.Kind.ToString(), ["entry"] = decision.Entry.ToString("D") }, cancellationToken);
            }
        }

        await TellAsync(caller);
        return done;
    }

    /// <exception cref="ProblemException">Something of it makes no sense, or the name is taken.</exception>
    public async Task<Guid> SaveAsync(Caller caller, CatalogueEdit edit, CancellationToken cancellationToken)
    {
        Check("name", edit.Name);
        foreach (var (field, value) in new[] { ("team", edit.Team), ("email", edit.Email) }.Concat((edit.Repositories ?? []).Select(name => ("repositories", (string?)name))).Concat((edit.Members ?? []).Select(name => ("members", (string?)name))))
        {
            if (value is not null)
            {
                Check(field, value);
            }
        }

        if (edit.Tier is not (null or >= 1 and <= 3))
        {
            throw Invalid("tier", "'tier' is 1 (the business stops without it), 2 or 3 (internal).");
        }

        try
        {
            var id = await catalogue.SaveAsync(caller.TenantId, edit, caller.Name, cancellationToken);
            await audit.WriteAsync(caller, edit.Id is null ? "catalogue.entry-added" : "catalogue.entry-changed", edit.Name, new Dictionary<string, string> { ["kind"] = edit.Kind.ToString() }, cancellationToken);
            await TellAsync(caller);
            return id;
        }
        catch (CatalogueNameTakenException e)
        {
            throw new ProblemException(ProblemKind.Conflict, e.Message);
        }
    }

    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await catalogue.DeleteAsync(caller.TenantId, id, cancellationToken) is not { } name)
        {
            return false;
        }

        await audit.WriteAsync(caller, "catalogue.entry-removed", name, null, cancellationToken);
        await TellAsync(caller);
        return true;
    }

    /// <exception cref="ProblemException">It is not a catalogue file; the message says in which line and why.</exception>
    public async Task<CatalogFile> ImportAsync(Caller caller, string text, CancellationToken cancellationToken)
    {
        try
        {
            var file = CatalogFile.Parse(text);
            await catalogue.ImportAsync(caller.TenantId, file.Entries, caller.Name, cancellationToken);
            await audit.WriteAsync(
                caller, "catalogue.imported", $"{file.Entries.Count} entries", file.Entries.GroupBy(entry => entry.Edit.Kind).ToDictionary(group => group.Key.ToString(), group => $"{group.Count()}"), cancellationToken);
            await TellAsync(caller);
            return file;
        }
        catch (CatalogFileException e)
        {
            throw new ProblemException(ProblemKind.Invalid, e.Message);
        }
    }

    private Task TellAsync(Caller caller) => news.TellAsync(caller.TenantId, FactKinds.All, CancellationToken.None);

    private static void Check(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestName || text.Any(char.IsControl))
        {
            throw Invalid(field, $"'{field}' has 1 to {LongestName} characters, none of them a control character.");
        }
    }

    private static ProblemException Invalid(string field, string message) => new(ProblemKind.Invalid, message) { More = new Dictionary<string, object?> { ["parameter"] = field } };
}
