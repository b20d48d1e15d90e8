using System.Text;
using System.Text.Json;
using Cto.Upstreams.Vendors;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.OAuth;

/// <summary>The parameters of a request to a token endpoint: form or JSON, the client in the body or by HTTP Basic.</summary>
internal sealed class OAuthForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static async Task<OAuthForm> ReadAsync(VendorCall call)
    {
        var form = new OAuthForm();
        var request = call.Http.Request;
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
            {
                form._values[name] = value.ToString();
            }
        }
        else if (request.HasJsonContentType())
        {
            foreach (var property in (await call.BodyAsync()).EnumerateObject().Where(property => property.Value.ValueKind is JsonValueKind.String))
            {
                form._values[property.Name] = property.Value.GetString()!;
            }
        }

        if (request.Headers.Authorization.ToString() is var header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])).Split(':', 2);
            (form._values["client_id"], form._values["client_secret"]) = (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
        }

        return form;
    }

    /// <exception cref="OAuthError">No application has this id and secret.</exception>
    public OAuthClient Client() =>
        OAuthClient.All.FirstOrDefault(client => client.Id == this["client_id"] && client.Secret == this["client_secret"]) ??
        throw new OAuthError("invalid_client", "The client credentials are invalid.");
}
