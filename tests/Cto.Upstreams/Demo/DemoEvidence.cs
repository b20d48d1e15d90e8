using System.Text.Json.Nodes;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.Demo;

/// <summary>The company's evidence as lines for <c>POST /api/v1/facts</c>; the same at each start.</summary>
internal static class DemoEvidence
{
    public static JsonObject Line(EvidencePiece piece) => new()
    {
        ["kind"] = "controlEvidence",
        ["key"] = piece.Key,
        ["changedAt"] = piece.CollectedAt,
        ["controls"] = new JsonArray([.. piece.Controls.Select(control => JsonValue.Create(control))]),
        ["title"] = piece.Title,
        ["query"] = piece.Query,
        ["result"] = "met",
        ["subject"] = piece.Subject,
        ["owner"] = piece.Owner,
        ["collectedAt"] = piece.CollectedAt,
        ["coversFrom"] = piece.CoversFrom,
        ["coversUntil"] = piece.CollectedAt,
        ["expiresAt"] = piece.ExpiresAt,
    };
}
