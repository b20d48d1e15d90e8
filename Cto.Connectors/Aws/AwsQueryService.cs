using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>One of the services that speak the Query protocol, as one key sees it.</summary>
internal sealed class AwsQueryService(AwsDialect dialect, Uri address, IAwsQueryApi api)
{
    public Uri Address => address;

    /// <summary>The result of an action.</summary>
    public async Task<AwsXml> AskAsync(IDictionary<string, string> question, CancellationToken cancellationToken) =>
        AwsXml.Parse(await dialect.AskAsync(() => api.AskAsync(question, cancellationToken)));

    /// <summary>The results of an action, page by page.</summary>
    public IAsyncEnumerable<AwsXml> PagesAsync(Dictionary<string, string> question, CancellationToken cancellationToken) => new Paging(address).PagesAsync(
        marker => AskAsync(marker is null ? question : new Dictionary<string, string>(question) { ["Marker"] = marker }, cancellationToken),
        page => page.Flag("IsTruncated") ? page.Text("Marker") : null);
}

/// <summary>Asking AWS so that a wrong clock on our side costs one more try and no more.</summary>
internal static class AwsAsking
{
    public static async Task<T> AskAsync<T>(this AwsDialect dialect, Func<Task<Answer<T>>> ask)
    {
        try
        {
            return (await ask()).Content;
        }
        catch (SourceException) when (dialect.ClockCorrected)
        {
            return (await ask()).Content;
        }
    }
}
