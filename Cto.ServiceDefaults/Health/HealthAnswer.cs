using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cto.ServiceDefaults.Health;

/// <summary>The body of a health answer: each check by name, and nothing that a stranger may not read.</summary>
/// <param name="Status">Healthy, degraded or unhealthy: the worst of the checks.</param>
internal sealed record HealthAnswer(HealthStatus Status, IReadOnlyList<HealthAnswer.Check> Checks)
{
    /// <param name="Description">What the check says; <see langword="null"/> when it threw, because messages of exceptions may hold addresses and names.</param>
    internal sealed record Check(string Name, HealthStatus Status, string? Description, double DurationSeconds);

    public static HealthAnswer From(HealthReport report) => new(
        report.Status,
        [.. report.Entries.Select(entry => new Check(
            entry.Key, entry.Value.Status, entry.Value.Exception is null ? entry.Value.Description : null, entry.Value.Duration.TotalSeconds))]);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
