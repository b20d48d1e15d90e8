using System.Text.Json;
using Cto.Connectors.Http;
using Cto.Domain.Sources;
using Octokit;
using Octokit.Internal;

namespace Cto.Connectors.GitHub;

/// <summary>Octokit's typed clients over <see cref="SourceHttp"/>: guarded, counted, repeated and measured as every call, with our words for what goes wrong.</summary>
internal static class GitHubOctokit
{
    /// <summary>Makes one call.</summary>
    /// <param name="http">Opened for a source or an app: its dialect authenticates, Octokit does not.</param>
    /// <param name="route">The path with its placeholders.</param>
    /// <param name="ask">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SourceException">Anything went wrong.</exception>
    public static async Task<Answer<T>> AskAsync<T>(this SourceHttp http, string route, Func<GitHubClient, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var transport = new Transport(http, route, cancellationToken);
        using var adapter = new HttpClientAdapter(() => transport);
        var connection = new Connection(new("cto-assistant"), http.Address, new InMemoryCredentialStore(Credentials.Anonymous), adapter, new SimpleJsonSerializer());
        try
        {
            var content = await ask(new(connection));
            return new(content ?? throw new InvalidDataException("Nothing in it."), transport.Answered!);
        }
        catch (Exception e) when (transport.Answered is not null && !cancellationToken.IsCancellationRequested)
        {
            // Octokit's models are stricter than GitHub's answers, and it says so in a dozen ways.
            throw new SourceException(SourceFault.UnexpectedReply, $"{http.Address.Host} answered in a shape we do not know.", e);
        }
    }

    /// <summary>Octokit hands on no token and keeps no headers: one transport a call does both.</summary>
    private sealed class Transport(SourceHttp http, string route, CancellationToken called) : HttpMessageHandler
    {
        /// <summary>GitHub's answer, for its headers; <see langword="null"/> as long as there is none.</summary>
        public HttpResponseMessage? Answered { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Clear();
            request.Headers.Add("Accept", GitHubMedia.Types);
            request.Headers.Add("X-GitHub-Api-Version", GitHubMedia.Version);
            var answer = await http.SendAsync(new(request.Method, route, await RequestCopies.OfAsync(request, called)), Json, called);
            Answered = answer.Response;
            return new() { RequestMessage = request, Content = new ByteArrayContent(answer.Content) { Headers = { ContentType = new("application/json") } } };
        }

        // Octokit takes what is cut off or empty for an empty answer: what is no JSON object must not get that far.
        private static async ValueTask<byte[]?> Json(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
        {
            HttpFaults.RequireJson(response);
            var raw = await AnswerReaders.Raw(response, body, cancellationToken);
            using var document = JsonDocument.Parse(raw!.Content);
            return document.RootElement.ValueKind is JsonValueKind.Object ? raw.Content : null;
        }
    }
}
