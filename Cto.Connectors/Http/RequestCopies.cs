namespace Cto.Connectors.Http;

/// <summary>Makes anew what a client library built: a message is sent once, and a call may be tried more often.</summary>
internal static class RequestCopies
{
    public static async Task<Func<HttpRequestMessage>> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return () => Again(request, body);
    }

    private static HttpRequestMessage Again(HttpRequestMessage request, byte[] body)
    {
        var again = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            again.Headers.TryAddWithoutValidation(name, values);
        }

        if (body.Length > 0)
        {
            again.Content = new ByteArrayContent(body);
            foreach (var (name, values) in request.Content!.Headers.NonValidated)
            {
                again.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return again;
    }
}
