using Cto.Connectors.Http;

namespace Cto.Connectors.Tests.Http;

/// <summary>Calls to <c>x</c>.</summary>
internal static class TestCalls
{
    public static readonly SourceCall Get = new(HttpMethod.Get, "x", static () => new(HttpMethod.Get, "x"));

    public static readonly SourceCall Post = new(HttpMethod.Post, "x", static () => new(HttpMethod.Post, "x") { Content = new StringContent("{}") });

    /// <summary>A POST that only reads.</summary>
    public static readonly SourceCall Query = Post with { IsRead = true };
}
