using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;
using Cto.Web.Endpoints.Json;
using Cto.Web.Endpoints.Problems;

namespace Cto.Web.Endpoints.Sources.Actions;

/// <summary>Actions by their names in the API: <see cref="CreateIssue"/> is <c>create-issue</c>.</summary>
internal static class ActionNames
{
    public static string Of(Type action) => JsonNamingPolicy.KebabCaseLower.ConvertName(action.Name);

    /// <summary>The action that a request asks for, of those that the connector knows.</summary>
    /// <exception cref="ProblemException">It is unknown, or lacks something.</exception>
    public static SourceAction Read(ISourceConnector? connector, ActionRequest request)
    {
        var known = connector?.Actions?.Known ?? [];
        var type = known.FirstOrDefault(action => Of(action.Type) == request.Type)?.Type ?? throw new ProblemException(
            ProblemKind.Invalid,
            known.Count == 0 ? "This source is only read: it knows no actions." : $"This source does not know '{request.Type}'. It knows: {string.Join(", ", known.Select(action => Of(action.Type)))}.");
        try
        {
            var fields = JsonObject.Create(request.Action) ?? throw new JsonException("it is null.");
            fields["id"] = request.Id;
            return (SourceAction)fields.Deserialize(type, ApiJson.Options)!;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new ProblemException(ProblemKind.Invalid, $"'action' is no {request.Type}: {(e as JsonException)?.Message ?? "it is not an object."}");
        }
    }

    /// <summary>The same for the same request, wherever its blanks are.</summary>
    public static byte[] Fingerprint(Guid source, ActionRequest request) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{source:D} {request.Type} {JsonSerializer.Serialize(request.Action)}"));
}

/// <summary>Something to be done in an upstream system, confirmed by a person.</summary>
/// <param name="Id">Yours to make: the same for every attempt at the same action.</param>
/// <param name="Type">A name of those that the source knows, for example <c>create-issue</c>.</param>
/// <param name="Action">Its fields.</param>
public sealed record ActionRequest(Guid Id, string Type, JsonElement Action);
