using Cto.Domain.Tenants;

namespace Cto.Insights;

/// <summary>One asking of an insight.</summary>
/// <param name="Tenant">Who asks; nothing of another tenant is ever seen.</param>
/// <param name="Parameters">Checked parameters of that insight.</param>
/// <param name="Now">The instant that <c>last 30 days</c> ends at.</param>
public sealed record InsightQuestion(Tenant Tenant, InsightParameters Parameters, DateTimeOffset Now);
