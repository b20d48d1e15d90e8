using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Insights.Catalogue;
using Cto.Insights.Tenants;
using Cto.Web.Components.Catalogue;
using Cto.Web.Endpoints.Catalogue;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;
using Cto.Web.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cto.Web.Endpoints.Fragments;

/// <summary>What the catalogue's page changes; each change is answered with the catalogue as it then is.</summary>
internal static class CatalogueFragments
{
    private const string Own = "own";

    public static void MapCatalogueFragments(this IEndpointRouteBuilder fragments)
    {
        var group = fragments.MapGroup("/catalogue").RequireAuthorization(Policies.Write);
        group.MapGet("/new", Form);
        group.MapGet("/{id:guid}", Form);
        group.MapPost("/decide", Decide);
        group.MapPost("/accept-likely", AcceptLikely);
        group.MapPost("/save", Save);
        group.MapDelete("/{id:guid}", Delete);
        group.MapPost("/environment", SetEnvironment).RequireAuthorization(Policies.Admin);
        group.MapPost("/import", Import);
    }

    private static async Task<RazorComponentResult<EntryForm>> Form(HttpContext http, Caller caller, CataloguePages pages, string? show, Guid? id = null)
    {
        var view = await pages.ReadAsync(caller, show, http.RequestAborted);
        var entry = view.Entries.FirstOrDefault(entry => entry.Id == id);
        return id is not null && entry is null
            ? throw new ProblemException(ProblemKind.NotFound, "This entry is not there any more.")
            : new(new { view.Tab, Entry = entry, Teams = view.Catalogue.Entries.Where(team => team.Kind == CatalogueKind.Team).Select(team => team.Name).ToList() });
    }

    private static async Task<RazorComponentResult<CataloguePanel>> Decide(HttpContext http, Caller caller, CataloguePages pages, CatalogueChanging changing, string? show, [FromForm] NameWish wish)
    {
        var view = await pages.ReadAsync(caller, show, http.RequestAborted);
        var (kind, system, name) = (view.Tab.Kind ?? throw new ProblemException(ProblemKind.Invalid, "Environments are told by rules."), wish.System ?? "", wish.Name ?? "");
        return await Then(http, caller, pages, show, async () =>
        {
            if (wish.Accepted == "false" && wish.Proposed is { } refused)
            {
                await changing.DecideAsync(caller, [new(kind, system, name, refused, false)], http.RequestAborted);
                return $"“{name}” of {system} is something else.";
            }

            var entry = wish.Accepted == Own
                ? await changing.SaveAsync(caller, new() { Kind = kind, Name = name }, http.RequestAborted)
                : EntryOf(view, wish);
            await changing.DecideAsync(caller, [new(kind, system, name, entry, true)], http.RequestAborted);
            return $"“{name}” of {system} is mapped.";
        });
    }

    private static Guid EntryOf(CataloguePageView view, NameWish wish) =>
        view.Entries.FirstOrDefault(entry => CataloguePageView.LabelOf(entry).Equals(wish.Entry?.Trim(), StringComparison.OrdinalIgnoreCase))?.Id
        ?? throw new ProblemException(ProblemKind.Invalid, string.IsNullOrWhiteSpace(wish.Entry) ? $"Choose the {view.Tab.One} that “{wish.Name}” stands for." : $"There is no {view.Tab.One} called “{wish.Entry}”: choose one of the list, or add it first.");

    private static Task<RazorComponentResult<CataloguePanel>> AcceptLikely(HttpContext http, Caller caller, CataloguePages pages, CatalogueChanging changing, string? show) =>
        Then(http, caller, pages, show, async () =>
        {
            var view = await pages.ReadAsync(caller, show, http.RequestAborted);
            var done = await changing.DecideAsync(
                caller, [.. view.Proposals.Where(name => name.Confidence >= ProposalList.Likely).Select(name => new NameDecision(name.Kind, name.System, name.Name, name.EntryId, true))], http.RequestAborted);
            return $"{done} names are mapped.";
        });

    private static Task<RazorComponentResult<CataloguePanel>> Save(HttpContext http, Caller caller, CataloguePages pages, CatalogueChanging changing, string? show, [FromForm] EntryWish wish) =>
        Then(http, caller, pages, show, async () =>
        {
            http.Response.Headers["HX-Trigger"] = BoardEndpoints.DialogDone;
            var tab = CatalogueTab.All.FirstOrDefault(tab => tab.Name == show) ?? CatalogueTab.All[0];
            await changing.SaveAsync(caller, wish.ToEdit(tab.Kind ?? CatalogueKind.Service), http.RequestAborted);
            return "Saved. The numbers follow at once.";
        });

    private static Task<RazorComponentResult<CataloguePanel>> Delete(Guid id, HttpContext http, Caller caller, CataloguePages pages, CatalogueChanging changing, string? show) =>
        Then(http, caller, pages, show, async () =>
        {
            http.Response.Headers["HX-Trigger"] = BoardEndpoints.DialogDone;
            return await changing.DeleteAsync(caller, id, http.RequestAborted) ? "Forgotten." : "It was not there any more.";
        });

    private static Task<RazorComponentResult<CataloguePanel>> SetEnvironment(
        HttpContext http, Caller caller, CataloguePages pages, TenantStore tenants, TenantChanging changing, string? show, [FromForm] string name, [FromForm] string? kind) =>
        Then(http, caller, pages, show, async () =>
        {
            var tenant = await tenants.FindAsync(caller.TenantId, http.RequestAborted) ?? throw new InvalidOperationException("The caller's company is not there.");
            var named = new Dictionary<string, EnvironmentKind>(tenant.Delivery.Named);
            var key = name.Trim().ToLowerInvariant();
            if (Enum.TryParse<EnvironmentKind>(kind, out var chosen) && Enum.IsDefined(chosen))
            {
                named[key] = chosen;
            }
            else
            {
                named.Remove(key);
            }

            await changing.SaveAsync(caller, tenant with { Delivery = tenant.Delivery with { Named = named } }, http.RequestAborted);
            return "Saved. The numbers follow at once.";
        });

    private static Task<RazorComponentResult<CataloguePanel>> Import(HttpContext http, Caller caller, CataloguePages pages, CatalogueChanging changing, string? show, IFormFile? file, [FromForm] string? text) =>
        Then(http, caller, pages, show, async () =>
        {
            using var reader = file is { Length: > 0 } ? new StreamReader(file.OpenReadStream()) : null;
            var read = await changing.ImportAsync(caller, reader is null ? text ?? "" : await reader.ReadToEndAsync(http.RequestAborted), http.RequestAborted);
            return $"{read.Entries.Count} entries are imported{(read.PassedOver.Count == 0 ? "." : $", {read.PassedOver.Count} passed over ({string.Join("; ", read.PassedOver.Select(passed => $"{passed.Kind} {passed.Name}: {passed.Reason}").Take(5))}).")}";
        });

    /// <summary>The catalogue after a change, with what came of it.</summary>
    private static async Task<RazorComponentResult<CataloguePanel>> Then(HttpContext http, Caller caller, CataloguePages pages, string? show, Func<Task<string>> change)
    {
        CatalogueMessage message;
        try
        {
            message = new(await change());
        }
        catch (ProblemException e)
        {
            message = new(e.Message, Bad: true);
        }

        return new(new { View = await pages.ReadAsync(caller, show, http.RequestAborted) with { Message = message } })
        {
            StatusCode = message.Bad ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        };
    }

    /// <summary>A word about a name.</summary>
    internal sealed record NameWish
    {
        public string? System { get; init; }
        public string? Name { get; init; }

        /// <summary>The entry's label.</summary>
        public string? Entry { get; init; }

        /// <summary>The entry that was proposed.</summary>
        public Guid? Proposed { get; init; }

        /// <summary><c>true</c>, <c>false</c>, or <c>own</c> for a new entry of this name.</summary>
        public string? Accepted { get; init; }
    }

    /// <summary>The form of an entry.</summary>
    internal sealed record EntryWish
    {
        public Guid? Id { get; init; }
        public string? Name { get; init; }
        public string? Email { get; init; }
        public string? Team { get; init; }
        public int? Tier { get; init; }
        public string? Repositories { get; init; }
        public string? Members { get; init; }

        public CatalogueEdit ToEdit(CatalogueKind kind) => new()
        {
            Id = Id, Kind = kind, Name = Name?.Trim() ?? "", Email = Given(Email), Team = Given(Team), Tier = Tier, Repositories = Lines(Repositories), Members = Lines(Members),
        };

        private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

        private static string[]? Lines(string? text) => text?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines ? lines : null;
    }
}
