using Cto.Domain.Sources;
using Cto.Insights.Sources;
using Cto.Insights.Sources.Sealing;
using Cto.Insights.Tests.Storage;
using Cto.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Secret = Cto.Domain.Sources.Secret;

namespace Cto.Insights.Tests.Sources;

/// <summary>A key is replaced by another one, and no credentials are lost on the way.</summary>
public sealed class SealRotationTests : IAsyncLifetime
{
    private const int Many = 230;

    private readonly ScratchDirectory _ring = ScratchDirectory.Create("ring");
    private TestStore _store = null!;
    private Guid _tenant;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync();
        _tenant = await _store.TenantAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _ring.Dispose();
    }

    [Fact]
    public async Task Rotated_killed_in_the_middle_and_gone_on_everything_still_opens_when_the_old_key_is_revoked()
    {
        using var first = Ring();
        var ids = new List<Guid>();
        for (var number = 0; number < Many; number++)
        {
            ids.Add(await Sources(first).CreateAsync(Source(number), Token));
        }

        using var second = Ring();
        var old = Assert.Single(Keys(second).GetAllKeys());
        Keys(second).CreateNewKey(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(90));
        using var third = Ring();

        // The process dies while it seals the 61st; at no moment does anything not open.
        await Assert.ThrowsAsync<PowerCutException>(() => new SourceStore(_store.Database, new DyingProtection(Protection(third), after: 60), TimeProvider.System).ResealAsync(_tenant, Token));
        await AllOpenAsync(Sources(third), ids);

        Assert.Equal(new ResealCount(Many - 60, 60, 0), await Sources(third).ResealAsync(_tenant, Token));
        Assert.Equal(new ResealCount(0, Many, 0), await Sources(third).ResealAsync(_tenant, Token));
        Keys(third).RevokeKey(old.KeyId, "rotated");
        using var fourth = Ring();
        await AllOpenAsync(Sources(fourth), ids);
    }

    [Fact]
    public async Task Without_it_the_old_key_would_have_taken_them_along()
    {
        using var first = Ring();
        var id = await Sources(first).CreateAsync(Source(1), Token);
        Keys(first).CreateNewKey(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(90));
        Keys(first).RevokeKey(Keys(first).GetAllKeys().MinBy(key => key.ActivationDate)!.KeyId, "too early");
        using var second = Ring();

        await Assert.ThrowsAsync<SourceException>(() => AllOpenAsync(Sources(second), [id]));
        Assert.Equal(new ResealCount(0, 0, 1), await Sources(second).ResealAsync(_tenant, Token));
    }

    [Fact]
    public async Task Credentials_that_change_while_they_are_sealed_anew_are_not_set_back()
    {
        using var first = Ring();
        var id = await Sources(first).CreateAsync(Source(1), Token);
        Keys(first).CreateNewKey(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(90));
        using var second = Ring();
        var changing = new DyingProtection(Protection(second), after: int.MaxValue)
        {
            BeforeSeal = () => Sources(second).UpdateAsync(id, Source(2), Token).GetAwaiter().GetResult(),
        };

        await new SourceStore(_store.Database, changing, TimeProvider.System).ResealAsync(_tenant, Token);

        var stored = (await Sources(second).FindAsync(_tenant, id, Token))!;
        Assert.Equal("secret-2", (await Sources(second).ConnectAsync(stored, Token)).Credentials!.Reveal("token"));
    }

    private NewSource Source(int number) => new()
    {
        TenantId = _tenant, Connector = "github", Name = $"Source {number}", Credentials = new("token", new Dictionary<string, Secret> { ["token"] = new($"secret-{number}") }),
    };

    private async Task AllOpenAsync(SourceStore sources, List<Guid> ids)
    {
        for (var number = 0; number < ids.Count; number++)
        {
            var stored = (await sources.FindAsync(_tenant, ids[number], Token))!;
            Assert.Equal($"secret-{stored.Name.Split(' ')[1]}", (await sources.ConnectAsync(stored, Token)).Credentials!.Reveal("token"));
        }
    }

    private SourceStore Sources(ServiceProvider ring) => new(_store.Database, Protection(ring), TimeProvider.System);

    /// <summary>A process that reads the key ring anew.</summary>
    private ServiceProvider Ring()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection().SetApplicationName("cto").PersistKeysToFileSystem(new DirectoryInfo(_ring.Path));
        return services.BuildServiceProvider();
    }

    private static IDataProtectionProvider Protection(ServiceProvider ring) => ring.GetRequiredService<IDataProtectionProvider>();

    private static IKeyManager Keys(ServiceProvider ring) => ring.GetRequiredService<IKeyManager>();

    private sealed class PowerCutException : Exception;

    /// <summary>Ends the process after so many credentials were sealed.</summary>
    private sealed class DyingProtection(IDataProtectionProvider inner, int after) : IDataProtectionProvider
    {
        private int _sealed;

        public Action BeforeSeal { get; init; } = () => { };

        public bool IsOver => ++_sealed > after;

        public IDataProtector CreateProtector(string purpose) => new Protector(inner.CreateProtector(purpose), this);

        private sealed class Protector(IDataProtector inner, DyingProtection owner) : IDataProtector
        {
            public IDataProtector CreateProtector(string purpose) => new Protector(inner.CreateProtector(purpose), owner);

            public byte[] Protect(byte[] plaintext)
            {
                if (plaintext.Length > 0)
                {
                    owner.BeforeSeal();
                    if (owner.IsOver)
                    {
                        throw new PowerCutException();
                    }
                }

                return inner.Protect(plaintext);
            }

            public byte[] Unprotect(byte[] protectedData) => inner.Unprotect(protectedData);
        }
    }
}
