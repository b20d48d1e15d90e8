using Cto.Web.Endpoints.Problems;

namespace Cto.Web.Endpoints;

/// <summary>Checks of texts that people give.</summary>
internal static class Texts
{
    private const int MaxName = 100;

    /// <summary>A name without blanks around it.</summary>
    /// <exception cref="ProblemException">It is empty, too long, or has characters that cannot be seen.</exception>
    public static string Name(string? text, string field) => text?.Trim() is { Length: > 0 and <= MaxName } name && !name.Any(char.IsControl)
        ? name
        : throw new ProblemException(ProblemKind.Invalid, $"'{field}' needs 1 to {MaxName} characters, none of them a control character.");
}
