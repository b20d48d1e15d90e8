namespace Cto.Grains.Dashboards;

/// <summary>A change of a dashboard that makes no sense; the message is for the person who asked for it.</summary>
[GenerateSerializer, Alias("cto.dashboard-exception"), Immutable]
public sealed class DashboardException(string message) : Exception(message);
