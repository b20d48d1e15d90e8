namespace Cto.Web.Tenants;

/// <summary>The tenant of the simulated company; whoever plays it (the AppHost) connects its sources and gives its evidence over the API as anybody would.</summary>
internal sealed class DemoCompany(IConfiguration configuration)
{
    public const string Name = "Acme (demo)";

    /// <summary>The same in every installation: it is known by this and not by its name, which people may change.</summary>
    public static readonly Guid TenantId = new("acde3000-0000-7000-8000-000000000001");

    /// <summary>Whether it is shown.</summary>
    public bool IsOn { get; } = configuration.GetValue<bool>("Demo:Enabled");

    /// <summary>The secret of the API token with which that is done; <see langword="null"/> = nobody does it.</summary>
    public string? Token { get; } = configuration["Demo:Token"];
}

/// <summary>Adds the demo company; and while it is not shown, puts its sources to sleep.</summary>
internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<DemoCompany>().AddHostedService<DemoSleep>();
}
