using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>A GitHub App installed on an account, and the key with which it proves who it is.</summary>
internal sealed record GitHubApp(Uri BaseAddress, string AppId, long Installation, Secret Key)
{
    // GitHub takes ten minutes at most and allows for a clock that is a minute off.
    private static readonly TimeSpan Backdated = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(9);

    /// <exception cref="SourceException">A part is missing.</exception>
    public static GitHubApp Of(SourceCredentials credentials, Uri baseAddress) => new(
        baseAddress,
        Id(credentials, GitHubCredentials.AppId, "app id"),
        long.TryParse(Id(credentials, GitHubCredentials.InstallationId, "installation id"), NumberStyles.None, CultureInfo.InvariantCulture, out var installation)
            ? installation
            : throw Missing("installation id"),
        new(credentials.Reveal(GitHubCredentials.PrivateKey) ?? throw new SourceException(SourceFault.Unauthorized, "The app's private key is missing.")));

    /// <summary>Names the app in the token cache without showing its key.</summary>
    public string CacheKey { get; } = $"{BaseAddress.Authority}/{AppId}/{Installation}/{AccessToken.Identity(Key.Reveal())}";

    /// <summary>A JSON Web Token (RS256) that says "I am this app" for the next nine minutes.</summary>
    /// <exception cref="SourceException">The key is none.</exception>
    public string SignJwt(DateTimeOffset now)
    {
        var claims = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"iat":{{(now - Backdated).ToUnixTimeSeconds()}},"exp":{{(now + Valid).ToUnixTimeSeconds()}},"iss":"{{AppId}}"}""");
        var text = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(Key.Reveal());
            return $"{text}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Without the inner exception: its message may quote the key.
            throw new SourceException(SourceFault.Unauthorized, "The app's private key is no RSA key in PEM form.")
            {
                Remedy = "Paste the whole .pem file that GitHub gave, its BEGIN and END lines included.",
            };
        }
    }

    /// <summary>Authenticates as the app itself, for the routes that mint tokens.</summary>
    public GitHubCredentials AsApp(TimeProvider clock) => new Signed(this, clock);

    private static string Id(SourceCredentials credentials, string field, string label) =>
        credentials.Reveal(field)?.Trim() is { Length: > 0 and < 40 } id && id.All(char.IsAsciiLetterOrDigit) ? id : throw Missing(label);

    private static SourceException Missing(string label) => new(SourceFault.Unauthorized, $"The {label} is missing or is none.")
    {
        Remedy = "Find it on the app's page under Settings → Developer settings → GitHub Apps.",
    };

    private sealed class Signed(GitHubApp app, TimeProvider clock) : GitHubCredentials
    {
        // The app's own limit is another than its installations'.
        public override string Identity => $"{app.BaseAddress.Authority}/{app.AppId}";

        public override ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(CancellationToken cancellationToken) =>
            new(new AuthenticationHeaderValue("Bearer", app.SignJwt(clock.GetUtcNow())));
    }
}
