using System.Text;
using Cto.Domain.Catalogue;
using Cto.Insights.Catalogue;
using Cto.Insights.Catalogue.Backstage;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cto.Web.Endpoints.Catalogue;

/// <summary>The services, teams, people and repositories of the company, and by which names each system knows them.</summary>
internal static class CatalogueEndpoints
{
    private const int MostDecisions = 1_000;

    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/catalogue").WithTags("Catalogue");
        group.MapGet("", Read).WithSummary("Entries with the names that stand for them, proposals with their reasons, and names that stand for nothing yet.");
        var changes = group.MapGroup("").RequireAuthorization(Policies.Write);
        changes.MapPost("", Add).WithSummary("Adds an entry; it stays whatever the systems say.");
        changes.MapPut("/{id:guid}", Change).WithSummary("Says what an entry is; what is left out follows from the facts.");
        changes.MapDelete("/{id:guid}", Delete).WithSummary("Forgets what was said of an entry; it comes back by itself where facts know it.");
        changes.MapPost("/decisions", Decide).WithSummary("Says of names whether they stand for an entry; a decision wins over any proposal.");
        changes.MapPost("/import", Import).Accepts<string>("application/yaml", "*/*").WithSummary("Takes over a Backstage catalog-info.yaml: components, groups and users; 422 names the line that is wrong.");
    }

    private static async Task<Ok<CatalogueView>> Read(Caller caller, CatalogueStore catalogue, CancellationToken cancellationToken) =>
        TypedResults.Ok(await catalogue.ReadAsync(caller.TenantId, cancellationToken));

    private static async Task<Created<SavedEntry>> Add(EntryRequest entry, Caller caller, CatalogueChanging changing, CancellationToken cancellationToken)
    {
        var id = await changing.SaveAsync(caller, entry.ToEdit(entry.Kind ?? throw new ProblemException(ProblemKind.Invalid, "'kind' is needed."), null), cancellationToken);
        return TypedResults.Created($"/api/v1/catalogue/{id:D}", new SavedEntry(id));
    }

    private static async Task<Ok<SavedEntry>> Change(Guid id, EntryRequest entry, Caller caller, CatalogueStore catalogue, CatalogueChanging changing, CancellationToken cancellationToken)
    {
        var known = (await catalogue.ReadAsync(caller.TenantId, cancellationToken)).Entries.FirstOrDefault(known => known.Id == id) ?? throw NotThere();
        return TypedResults.Ok(new SavedEntry(await changing.SaveAsync(caller, entry.ToEdit(known.Kind, id), cancellationToken)));
    }

    private static async Task<NoContent> Delete(Guid id, Caller caller, CatalogueChanging changing, CancellationToken cancellationToken) =>
        await changing.DeleteAsync(caller, id, cancellationToken) ? TypedResults.NoContent() : throw NotThere();

    private static async Task<Ok<DecisionsAnswer>> Decide(DecisionsRequest request, Caller caller, CatalogueChanging changing, CancellationToken cancellationToken)
    {
        if (request.Decisions.Count > MostDecisions)
        {
            throw new ProblemException(ProblemKind.Invalid, $"At most {MostDecisions} decisions at once.");
        }

        var done = await changing.DecideAsync(caller, [.. request.Decisions.Select(decision => new NameDecision(decision.Kind, decision.System, decision.Name, decision.EntryId, decision.Accepted))], cancellationToken);
        return TypedResults.Ok(new DecisionsAnswer(done, request.Decisions.Count - done));
    }

    private static async Task<Ok<ImportAnswer>> Import(HttpContext http, Caller caller, CatalogueChanging changing)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var file = await changing.ImportAsync(caller, await reader.ReadToEndAsync(http.RequestAborted), http.RequestAborted);
        return TypedResults.Ok(new ImportAnswer(file.Entries.Count, file.PassedOver));
    }

    private static ProblemException NotThere() => new(ProblemKind.NotFound, "There is no such entry.");
}

/// <summary>An entry as it is written.</summary>
/// <param name="Kind">Needed for a new one.</param>
public sealed record EntryRequest(string Name, CatalogueKind? Kind = null, string? Email = null, string? Team = null, int? Tier = null, IReadOnlyList<string>? Repositories = null, IReadOnlyList<string>? Members = null)
{
    internal CatalogueEdit ToEdit(CatalogueKind kind, Guid? id) =>
        new() { Id = id, Kind = kind, Name = Name.Trim(), Email = Email?.Trim(), Team = Team?.Trim(), Tier = Tier, Repositories = Repositories, Members = Members };
}

/// <summary>The entry that was written.</summary>
public sealed record SavedEntry(Guid Id);

/// <summary>What somebody says of names.</summary>
public sealed record DecisionsRequest(IReadOnlyList<NameRequest> Decisions);

/// <summary>A name of a system, and whether it stands for the entry.</summary>
public sealed record NameRequest(CatalogueKind Kind, string System, string Name, Guid EntryId, bool Accepted);

/// <summary>What became of decisions.</summary>
/// <param name="Unknown">Decisions about entries that are not there.</param>
public sealed record DecisionsAnswer(int Done, int Unknown);

/// <summary>What was imported.</summary>
public sealed record ImportAnswer(int Imported, IReadOnlyList<PassedOver> PassedOver);
