using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cto.Web.Security.Keys;

/// <summary>Adds data protection: sessions, antiforgery tokens and credentials are sealed with the installation's key ring.</summary>
internal static class KeyRegistration
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("cto");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new PostgresKeyRing(provider.GetRequiredService<NpgsqlDataSource>());
            options.XmlEncryptor = MasterKeyEncryptor.From(provider.GetRequiredService<IConfiguration>());
        }));
        return services;
    }
}
