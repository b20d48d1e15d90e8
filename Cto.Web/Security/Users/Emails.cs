using System.Net.Mail;

namespace Cto.Web.Security.Users;

/// <summary>E-mail addresses as names of accounts.</summary>
internal static class Emails
{
    private const int MaxLength = 254;

    /// <summary>The form in which an address is stored: one spelling of each letter, no blanks around; capitals are kept.</summary>
    public static string Normalize(string email) => email.Trim().Normalize();

    public static bool IsValid(string? email) =>
        email is not null
        && Normalize(email) is { Length: > 0 and <= MaxLength } text
        && !text.Any(char.IsControl)
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text;
}
