namespace Cto.Web;

/// <summary>Keeps the defaults of the program's HTTP clients away from the calls of vendors, which retry, wait and check addresses by rules of their own.</summary>
internal static class VendorHttp
{
    /// <summary>The name of the connectors' client.</summary>
    internal const string Client = "cto-source";

    public static IServiceCollection AddVendorHttp(this IServiceCollection services)
    {
        services.AddHttpClient(Client).ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear());
        return services;
    }
}
