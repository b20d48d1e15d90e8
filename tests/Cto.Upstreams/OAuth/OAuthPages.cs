using System.Net;
using System.Text;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cto.Upstreams.OAuth;

/// <summary>The pages on which a person is asked whether an application may have access.</summary>
internal sealed class OAuthPages(OAuthServer server, OAuthStore store)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    public Task AskAsync(VendorCall call) => Problem(call) is { } problem
        ? PageAsync(call, $"<h1>{server.Title}</h1><p role=\"alert\">{Text(problem)}</p>", StatusCodes.Status400BadRequest)
        : PageAsync(call, Question(call));

    /// <summary>The form of <see cref="AskAsync"/>: back to the application, with a code or with <c>access_denied</c>.</summary>
    public async Task DecideAsync(VendorCall call)
    {
        if (Problem(call) is { } problem)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, problem);
        }

        var form = await call.Http.Request.ReadFormAsync(call.Http.RequestAborted);
        var answer = new Dictionary<string, string?> { ["state"] = call.Query("state") };
        if (form["decision"] == "approve")
        {
            var person = Candidates(call.Company).FirstOrDefault(person => person.Email == form["person"]) ?? throw Refusal.Bad("person", "is unknown");
            var approval = new OAuthApproval(Client(call)!, person, [.. Scopes(call).Intersect(form["scope"].OfType<string>())]);
            answer["code"] = store.Give(new(approval, call.Query("redirect_uri")!, call.Query("code_challenge"), call.Query("code_challenge_method"), call.Now + CodeLife));
        }
        else
        {
            answer["error"] = "access_denied";
            answer["error_description"] = "The user has denied the application access.";
        }

        call.Http.Response.Headers.Location = QueryHelpers.AddQueryString(call.Query("redirect_uri")!, answer.Where(pair => pair.Value is not null));
        call.Nothing(StatusCodes.Status302Found);
    }

    private string? Problem(VendorCall call) =>
        Client(call) is null ? "No application has this client_id."
        : !Uri.TryCreate(call.Query("redirect_uri"), UriKind.Absolute, out var back) || !back.IsLoopback ? "The redirect_uri is not registered for this application."
        : call.Query("response_type") is not ("code" or null) ? "The response_type must be code."
        : call.Query("code_challenge_method") is not ("S256" or "plain" or null) ? "The code_challenge_method must be S256 or plain."
        : server.Objection(call);

    private string Question(VendorCall call)
    {
        var page = new StringBuilder();
        page.Append(null as IFormatProvider, $"<h1>{Text(Client(call)!.Name)} wants access to {Text(Company.Name)} in {server.Title}</h1><form method=\"post\">");
        page.Append("<p><label>Signed in as <select name=\"person\">");
        foreach (var person in Candidates(call.Company))
        {
            page.Append(null as IFormatProvider, $"<option value=\"{Text(person.Email)}\">{Text(person.Name)}, {Text(person.Title)}</option>");
        }

        page.Append("</select></label></p><fieldset><legend>It asks for</legend>");
        foreach (var scope in Scopes(call))
        {
            page.Append(null as IFormatProvider, $"<label><input type=\"checkbox\" name=\"scope\" value=\"{Text(scope)}\" checked> {Text(scope)}</label><br>");
        }

        page.Append("</fieldset><p><button name=\"decision\" value=\"approve\">Authorize</button> <button name=\"decision\" value=\"deny\">Cancel</button></p></form>");
        return page.ToString();
    }

    private static OAuthClient? Client(VendorCall call) => OAuthClient.All.FirstOrDefault(client => client.Id == call.Query("client_id"));

    private string[] Scopes(VendorCall call) => (call.Query("scope") ?? "").Split([server.Separator, ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<Person> Candidates(Company company) => company.People.Where(person => person.Team is null || person.IsManager);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private Task PageAsync(VendorCall call, string body, int status = StatusCodes.Status200OK) => call.SendAsync(Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Authorize at {server.Title}</title><style>body{{font:16px system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem}}</style></head><body>{body}</body></html>"),
        "text/html; charset=utf-8", status);
}
