using System.Text;

namespace Cto.Connectors.Git;

/// <summary>A commit as <c>git log</c> prints it in <see cref="Format"/>.</summary>
internal sealed record CommitRecord
{
    /// <summary>Id, parents, author and committer time, author's name and e-mail, message.</summary>
    public const string Format = "%H%x00%P%x00%at%x00%ct%x00%an%x00%ae%x00%B";
    public const int Fields = 7;

    /// <summary>Bytes kept of a field: enough for every subject, and for the line that a revert writes below it.</summary>
    public const int FieldLimit = 16384;

    private const int SubjectLength = 500;

    public required ObjectId Id { get; init; }
    public required string Sha { get; init; }
    public required IReadOnlyList<ObjectId> Parents { get; init; }
    public required DateTimeOffset AuthoredAt { get; init; }
    public required DateTimeOffset CommittedAt { get; init; }
    public required string Author { get; init; }
    public required string Email { get; init; }
    public required string Subject { get; init; }
    public required IReadOnlyList<string> Reverts { get; init; }
    public bool IsMerge => Parents.Count > 1;

    public static CommitRecord Read(FieldReader fields)
    {
        var message = fields[6];
        return new CommitRecord
        {
            Id = ObjectId.Parse(fields[0]),
            Sha = Encoding.ASCII.GetString(fields[0]),
            Parents = ReadParents(fields[1]),
            AuthoredAt = GitTime.Read(fields[2]),
            CommittedAt = GitTime.Read(fields[3]),
            Author = Encoding.UTF8.GetString(fields[4]),
            Email = Encoding.UTF8.GetString(fields[5]).ToLowerInvariant(),
            Subject = FirstLine(message),
            Reverts = RevertMessage.Reverted(message),
        };
    }

    private static ObjectId[] ReadParents(ReadOnlySpan<byte> hex)
    {
        if (hex.IsEmpty)
        {
            return [];
        }

        var parents = new ObjectId[hex.Count((byte)' ') + 1];
        var index = 0;
        foreach (var range in hex.Split((byte)' '))
        {
            parents[index++] = ObjectId.Parse(hex[range]);
        }

        return parents;
    }

    private static string FirstLine(ReadOnlySpan<byte> message)
    {
        var text = message.TrimStart("\r\n \t"u8);
        var end = text.IndexOf((byte)'\n');
        var line = Encoding.UTF8.GetString(end < 0 ? text : text[..end]).TrimEnd();
        if (line.Length <= SubjectLength)
        {
            return line;
        }

        // Never cut a character in two.
        return line[..(char.IsHighSurrogate(line[SubjectLength - 1]) ? SubjectLength - 1 : SubjectLength)];
    }
}
