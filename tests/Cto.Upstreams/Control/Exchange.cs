namespace Cto.Upstreams.Control;

/// <summary>One request to a vendor and its answer, for those who hold them against the vendor's description.</summary>
/// <param name="Prefix">The vendor.</param>
/// <param name="Method">In capitals.</param>
/// <param name="Path">Below the prefix, as it was sent.</param>
/// <param name="Query">Names and values as they were sent.</param>
/// <param name="Target">The header <c>X-Amz-Target</c>, by which AWS tells operations apart; <see langword="null"/> elsewhere.</param>
/// <param name="Request">The body; empty when there was none.</param>
/// <param name="RequestType">Its content type; <see langword="null"/> when there was none.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="Answer">The body of the answer.</param>
/// <param name="AnswerType">Its content type.</param>
internal sealed record Exchange(
    string Prefix, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, string? Target,
    ReadOnlyMemory<byte> Request, string? RequestType, int Status, ReadOnlyMemory<byte> Answer, string? AnswerType);
