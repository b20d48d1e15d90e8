using System.Text;
using Cto.Connectors.Http;
using Cto.Domain.Catalogue;
using Cto.Domain.Sources;

namespace Cto.Connectors.Code;

/// <summary>A file of a repository as GitHub's and GitLab's APIs alike show it.</summary>
internal sealed class CodeFile
{
    public string? Content { get; set; }
    public string? Encoding { get; set; }
}

/// <summary>Reads the <c>catalog-info.yaml</c> at the root of a repository.</summary>
internal static class CatalogInfo
{
    /// <param name="asked">The request for it.</param>
    /// <returns>Its text; empty where there is none, or none that anybody would have written; <see langword="null"/> where it may not be seen.</returns>
    public static async Task<string?> ReadAsync(Task<Answer<CodeFile>> asked)
    {
        try
        {
            return TextOf((await asked).Content);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return "";
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            return null;
        }
    }

    // In lines of sixty characters; a file of more than a megabyte has another encoding and no content.
    private static string TextOf(CodeFile file)
    {
        var bytes = new byte[(file.Content?.Length ?? 0) * 3 / 4 + 3];
        return file is { Encoding: "base64", Content: { } content } && Convert.TryFromBase64String(content.ReplaceLineEndings(""), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is { Length: <= Repository.LongestCatalogInfo } text ? text : "";
    }
}
