using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Azure;

/// <summary>The settings of one Azure source, read and checked.</summary>
internal sealed class AzureSettings
{
    public const string Scopes = "scopes";
    public const string TagKey = "tagKey";
    public const string LoginUrl = "loginUrl";
    public const string DefaultBaseUrl = "https://management.azure.com";
    public const string DefaultLoginUrl = "https://login.microsoftonline.com";
    public const string DefaultTagKey = "service";

    /// <exception cref="SourceException">They make no sense.</exception>
    public AzureSettings(SourceSettings settings, AddressGuard guard)
    {
        Management = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        Login = guard.Parse(settings.Text(LoginUrl) ?? DefaultLoginUrl);
        Tag = settings.Text(TagKey) ?? DefaultTagKey;
        Refresh = UsualSettings.RefreshOf(settings);
        History = UsualSettings.HistoryOf(settings);
        BillingScopes = [.. settings.List(Scopes).Select(Scope).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (BillingScopes.Count == 0)
        {
            throw Wrong("No subscription is named.", "Give at least one subscription id or other scope.");
        }
    }

    public Uri Management { get; }
    public Uri Login { get; }

    /// <summary>What is read, as Azure writes it, without the first slash: <c>subscriptions/…</c>.</summary>
    public IReadOnlyList<string> BillingScopes { get; }

    /// <summary>The tag that names our service.</summary>
    public string Tag { get; }
    public TimeSpan Refresh { get; }
    public TimeSpan History { get; }

    private static string Scope(string text)
    {
        var scope = text.Trim('/');
        if (Guid.TryParse(scope, out _))
        {
            return $"subscriptions/{scope}";
        }

        var sound = scope.StartsWith("subscriptions/", StringComparison.OrdinalIgnoreCase) || scope.StartsWith("providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase) ||
            scope.StartsWith("providers/Microsoft.Billing/billingAccounts/", StringComparison.OrdinalIgnoreCase);
        return sound && scope.Split('/').All(part => part is not ("" or "." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':' or '(' or ')'))
            ? scope
            : throw Wrong($"'{HttpFaults.Shorten(text, 80)}' is no scope.", "Give a subscription id, or a path such as providers/Microsoft.Management/managementGroups/acme.");
    }

    private static SourceException Wrong(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}
