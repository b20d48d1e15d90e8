using System.Globalization;
using Cto.Domain.Sources;
using Cto.Domain.Sources.Actions;

namespace Cto.Connectors.Code;

/// <summary>How an issue is created once at hosts that know no idempotency key: a comment in its text, which nobody sees, names the action that made it.</summary>
internal static class IssueMark
{
    /// <summary>Issues are listed newest first, and an attempt is repeated within minutes.</summary>
    public const int Searched = 50;

    /// <summary>The text of the issue with what its host has no field for, and the mark.</summary>
    /// <param name="issue">What is wanted.</param>
    /// <param name="further">Further lines.</param>
    public static string Body(CreateIssue issue, IReadOnlyList<string> further) => string.Join("\n\n", new[]
    {
        issue.Body,
        issue.Priority is null ? null : $"Priority: {issue.Priority}",
    }.Concat(further).Append(Of(issue.Id)).OfType<string>());

    /// <summary>The line that tells when an issue is due.</summary>
    public static IReadOnlyList<string> Due(CreateIssue issue) => issue.DueOn is { } day ? [$"Due: {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"] : [];

    public static bool IsIn(string? body, Guid id) => body?.Contains(Of(id), StringComparison.Ordinal) == true;

    /// <summary>Finds the issue that an earlier attempt created, or creates it.</summary>
    /// <exception cref="SourceException">It was refused, or its outcome is unknown; the message says which.</exception>
    public static Task<(T Made, bool Found)> OnceAsync<T>(Func<CancellationToken, Task<T?>> find, Func<CancellationToken, Task<T>> create, string vendor, CancellationToken cancellationToken)
        where T : class =>
        OnceOnly.MakeAsync(find, create, $"{vendor} created the issue", "Try again: an issue that was created is found and not made twice.", cancellationToken);

    /// <summary>What came of it, in a sentence or two.</summary>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="is">What is there now, without full stop.</param>
    /// <param name="assignees">Who has it; empty when nobody has.</param>
    /// <param name="found">Whether an earlier attempt made it.</param>
    /// <param name="vendor">The host.</param>
    public static string Summary(CreateIssue wanted, string @is, string assignees, bool found, string vendor)
    {
        var to = assignees.Length > 0 ? $", assigned to {assignees}" : "";
        var left = wanted.Assignee is { } assignee && assignees.Length == 0 ? $" {vendor} knows nobody as {assignee} whom it could be assigned to." : "";
        var files = wanted.Attachments.Count > 0 ? " Its attachments were left out: issues here take none." : "";
        return $"{@is}{to}{(found ? "; an earlier attempt had created it" : "")}.{left}{files}";
    }

    private static string Of(Guid id) => $"<!-- cto-assistant:{id:N} -->";
}
