using Cto.Domain.Tenants;
using Cto.Insights.Storage;
using Cto.Insights.Tenants;
using Cto.Web.Security.Access;
using Cto.Web.Security.Audit;
using Cto.Web.Security.SignIn;
using Cto.Web.Security.Tokens;
using Cto.Web.Security.Users;
using Dapper;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cto.Web.Tenants;

/// <summary>
/// Makes the first company, its owner and the bootstrap token when there are none yet; and prints a one-time sign-in link at each start
/// for as long as that owner has no password. The links of several nodes hold side by side until one is used; a node that stops takes its own along.
/// </summary>
internal sealed class FirstStart(
    Database database, TenantStore tenants, FirstTenant first, DemoCompany demo, UserStore users, MemberStore members, ApiTokenStore tokens, SignInLinks links, AuditLog audit,
    IConfiguration configuration, IServer server, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private const string CompanyName = "My company";
    private const string TokenSetting = "CTO_BOOTSTRAP_TOKEN";
    private const string TimeZoneSetting = "CTO_TIME_ZONE";

    /// <summary>Two processes that start at once: one makes, the other finds.</summary>
    private const string Lock = "select pg_advisory_xact_lock(7163391236)";

    private string? _linkSecret;
    private string? _madeToken;

    /// <summary>The one-time link of this start; <see langword="null"/> when the owner has a password.</summary>
    public string? Link => _linkSecret is null ? null : $"{Address()}{SignInEndpoints.LinkPath}{_linkSecret}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenSharedAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new(Lock, transaction: transaction, cancellationToken: cancellationToken));
        var tenant = await first.FindAsync(cancellationToken) ?? await MakeTenantAsync(cancellationToken);
        var owner = await OwnerAsync(tenant, cancellationToken);
        await MakeTokenAsync(tenant, cancellationToken);
        await MakeDemoTokenAsync(cancellationToken);
        if (owner.PasswordHash is null)
        {
            _linkSecret = await links.NewBesideAsync(owner.Id, tenant.Id, cancellationToken);
        }

        lifetime.ApplicationStarted.Register(Print);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>First of all that stops: who waits for a silo's end may be killed.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_linkSecret is not null)
            {
                await links.VoidAsync(_linkSecret, cancellationToken);
            }
        }
        catch (Exception e) when (StoreFailures.IsPassing(e))
        {
            // It runs out by itself.
        }
    }

    private async Task<Tenant> MakeTenantAsync(CancellationToken cancellationToken)
    {
        var name = configuration[TimeZoneSetting] ?? "UTC";
        var zone = TimeZones.Find(name) ?? throw new InvalidOperationException($"{TimeZoneSetting} is '{name}', which is no time zone: give a name such as Europe/Berlin.");
        var tenant = new Tenant
        {
            Id = demo.IsOn ? DemoCompany.TenantId : Guid.CreateVersion7(),
            Name = demo.IsOn ? DemoCompany.Name : CompanyName,
            TimeZone = zone,
        };
        await tenants.AddAsync(tenant, cancellationToken);
        await audit.WriteSystemAsync(tenant.Id, "tenant.created", tenant.Name, cancellationToken);
        return tenant;
    }

    private async Task<UserAccount> OwnerAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if ((await members.OfTenantAsync(tenant.Id, cancellationToken)).FirstOrDefault(member => member.Role == MemberRole.Owner) is { } member)
        {
            return (await users.FindAsync(member.UserId, cancellationToken))!;
        }

        var owner = new UserAccount(Guid.CreateVersion7(), null, "Owner", null, Guid.NewGuid());
        await users.AddAsync(owner, cancellationToken);
        await members.PutAsync(tenant.Id, owner.Id, MemberRole.Owner, cancellationToken);
        return owner;
    }

    /// <summary>A configured token is valid from the next start on, whatever was made before; without one, a random one is made at the first start.</summary>
    private async Task MakeTokenAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var configured = configuration[TokenSetting];
        if (string.IsNullOrWhiteSpace(configured))
        {
            if ((await tokens.AllAsync(tenant.Id, cancellationToken)).Count > 0)
            {
                return;
            }

            _madeToken = TokenText.NewToken();
        }

        var token = new NewApiToken("bootstrap", [TokenScope.Read, TokenScope.Write, TokenScope.Ingest, TokenScope.Admin], "CTO Assistant", ExpiresAt: null);
        await tokens.AddAsync(tenant.Id, token, _madeToken ?? configured!.Trim(), cancellationToken);
    }

    private async Task MakeDemoTokenAsync(CancellationToken cancellationToken)
    {
        if (demo is { IsOn: true, Token: { Length: > 0 } secret })
        {
            await tokens.AddAsync(DemoCompany.TenantId, new("demo", [TokenScope.Read, TokenScope.Write, TokenScope.Ingest], "CTO Assistant", ExpiresAt: null), secret, cancellationToken);
        }
    }

    /// <summary>Printed, not logged: these are for the person at the terminal, and logs travel.</summary>
    private void Print()
    {
        if (_madeToken is not null)
        {
            Console.WriteLine($"token: {_madeToken}");
        }

        if (Link is { } link)
        {
            Console.WriteLine($"sign in: {link}");
        }
    }

    private string Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        var uri = new UriBuilder(address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal));
        if (uri.Host is "0.0.0.0" or "[::]" or "127.0.0.1" or "[::1]")
        {
            uri.Host = "localhost";
        }

        return uri.Uri.GetLeftPart(UriPartial.Authority);
    }
}
