namespace Cto.Domain.Catalogue;

/// <summary>Tells whether an account is a person's: by e-mail for certain, by names only as a proposal, because people share names.</summary>
internal static class PersonMatching
{
    public static (double Confidence, string Reason)? Compare(SeenName seen, CatalogueEntry person)
    {
        if (seen.Email is not null && person.Email is not null)
        {
            return seen.Email.Equals(person.Email, StringComparison.OrdinalIgnoreCase) ? (1, "the same e-mail address") : null;
        }

        var (login, full) = (Words(seen.Name), Words(seen.FullName));
        var (name, mailbox) = (Words(person.Name), Words(MailboxOf(person.Email)));
        return name.Length == 0 ? null
            : full.Length > 1 && full.SequenceEqual(name) ? (0.85, "the same full name")
            : login.Length > 1 && login.SequenceEqual(name) ? (0.8, "the login is the full name")
            : mailbox.Length > 0 && login.Length > 0 && string.Concat(login) == string.Concat(mailbox) ? (0.8, "the login is the name in the e-mail address")
            : name.Length > 1 && string.Concat(login) is { Length: > 0 } joined
                ? joined == string.Concat(name) ? (0.75, "the login is the full name")
                : joined == $"{name[0][0]}{name[^1]}" ? (0.6, "the login is an initial and the last name")
                : joined == $"{name[0]}{name[^1][0]}" ? (0.55, "the login is the first name and an initial")
                : null
            : null;
    }

    private static string? MailboxOf(string? email) => email is null ? null : email[..Math.Max(0, email.IndexOf('@', StringComparison.Ordinal))];

    private static string[] Words(string? text) => text is null ? [] : [.. NameWords.OfWhole(CatalogueKind.Person, text).All];
}
