using Cto.Domain.Delivery;

namespace Cto.Insights.Delivery;

/// <summary>The parameters that several insights of delivery take.</summary>
internal static class DeliveryParameters
{
    /// <summary>What counts as a change.</summary>
    public static ParameterDescriptor Unit { get; } = new("unit", "Change is", ParameterType.Choice) { Default = "change", Choices = ["change", "commit"] };

    /// <summary>Whether nights and weekends count.</summary>
    public static ParameterDescriptor Hours { get; } = new("hours", "Hours", ParameterType.Choice) { Default = "all", Choices = ["all", "working"] };

    /// <summary>The DORA report to band by; the tenant's own unless asked for.</summary>
    public static ParameterDescriptor Edition { get; } = new("edition", "DORA edition", ParameterType.Choice) { Choices = Bands.Editions };

    /// <summary>DORA speaks of production: any other environment is refused rather than answered with something else.</summary>
    public static ParameterDescriptor ProductionOnly { get; } = ParameterDescriptor.Environment with { Choices = ["production"] };

    public static ChangeUnits UnitOf(InsightQuestion question) => question.Parameters[Unit.Name] == "commit" ? ChangeUnits.Commit : ChangeUnits.Change;

    /// <summary><see langword="null"/> for the wall clock.</summary>
    public static WorkingHours? HoursOf(InsightQuestion question) => question.Parameters[Hours.Name] == "working" ? new WorkingHours(question.Tenant.TimeZone) : null;

    public static Bands BandsOf(InsightQuestion question) => Bands.Of(question.Parameters[Edition.Name] ?? question.Tenant.Delivery.Edition);

    public static EnvironmentKind EnvironmentOf(InsightQuestion question) => Enum.Parse<EnvironmentKind>(question.Parameters["environment"] ?? "production", ignoreCase: true);
}
