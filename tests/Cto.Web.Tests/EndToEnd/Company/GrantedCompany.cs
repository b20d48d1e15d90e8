namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>The program and the company, with the owner signed in; tests connect what they need.</summary>
public sealed class GrantedCompany : IAsyncLifetime
{
    internal CompanyWeb Web { get; private set; } = null!;

    internal GrantingOwner Owner { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await CompanyWeb.StartAsync(new() { Scale = 0.01 });
        Owner = await GrantingOwner.SignInAsync(Web);
        Client = Web.Web.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Owner.Dispose();
        await Web.DisposeAsync();
    }
}
