namespace Cto.AppHost;

/// <summary>What the command line says.</summary>
/// <param name="Port">Where the web is asked to listen; the next free port is taken when this one is in use.</param>
/// <param name="Data">The data directory, as a full path.</param>
/// <param name="Connection">A PostgreSQL of the operator's own; <see langword="null"/> means we bring one.</param>
/// <param name="Demo">Whether the demo company is shown.</param>
/// <param name="DemoSeed">What the demo company is grown from; <see langword="null"/> means its default.</param>
/// <param name="Dashboard">Whether the Aspire dashboard is started.</param>
internal sealed record AppHostOptions(int Port, string Data, string? Connection, bool Demo, int? DemoSeed, bool Dashboard);
