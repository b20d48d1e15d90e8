using System.Net;
using System.Net.Http.Headers;

namespace Cto.Connectors.Http;

/// <summary>What upstream answered: its content, read, and what stood around it.</summary>
/// <param name="Content">Nothing (<see langword="null"/>) when the status says so: 204 and 304.</param>
/// <param name="Response">Its body is read and closed; its headers are there.</param>
internal sealed record Answer<T>(T Content, HttpResponseMessage Response)
{
    public HttpStatusCode Status => Response.StatusCode;

    public HttpResponseHeaders Headers => Response.Headers;

    /// <summary>Where the answer came from, after redirects.</summary>
    public Uri Address => Response.RequestMessage!.RequestUri!;
}
