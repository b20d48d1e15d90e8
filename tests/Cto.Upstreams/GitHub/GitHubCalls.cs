using System.Text.Json;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.GitHub;

/// <summary>From where and when something is seen.</summary>
/// <param name="Root">GitHub's address as the caller knows it.</param>
/// <param name="Now">What had happened by then shows.</param>
internal readonly record struct GitHubView(string Root, DateTimeOffset Now);

/// <summary>How GitHub answers lists.</summary>
internal static class GitHubCalls
{
    public static GitHubView View(this VendorCall call) => new(call.Root, call.Now);

    /// <summary>A page of a list by its number, with links to the others and a tag.</summary>
    public static Task PageAsync<T>(this VendorCall call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        var page = call.NumberedPage(all);
        call.Link(page);
        return call.TaggedJsonAsync(json =>
        {
            json.WriteStartArray();
            foreach (var item in page.Items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }
}
