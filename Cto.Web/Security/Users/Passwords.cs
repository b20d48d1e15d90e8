using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cto.Web.Security.Users;

/// <summary>Hashes and verifies passwords with ASP.NET Identity's hasher; an unknown account costs as much time as a known one.</summary>
internal sealed class Passwords
{
    /// <summary>PBKDF2 with HMAC-SHA512: the count that OWASP asks for.</summary>
    private const int Iterations = 210_000;

    public const int MinLength = 10;
    public const int MaxLength = 200;

    private readonly PasswordHasher<Passwords> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly Lazy<string> _nobody;

    public Passwords() => _nobody = new(() => _hasher.HashPassword(this, Guid.NewGuid().ToString()));

    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <param name="hash"><see langword="null"/> where there is no account or it has no password: the work is done all the same.</param>
    /// <param name="password">What was typed.</param>
    public PasswordVerdict Verify(string? hash, string password)
    {
        if (password.Length > MaxLength)
        {
            return PasswordVerdict.Wrong;
        }

        var result = _hasher.VerifyHashedPassword(this, hash ?? _nobody.Value, password);
        return (hash, result) switch
        {
            (null, _) or (_, PasswordVerificationResult.Failed) => PasswordVerdict.Wrong,
            (_, PasswordVerificationResult.SuccessRehashNeeded) => PasswordVerdict.RightButOutdated,
            _ => PasswordVerdict.Right,
        };
    }

    /// <summary>What is wrong with a new password, as a sentence; <see langword="null"/> when it will do.</summary>
    public static string? Objection(string password, string? email) => password switch
    {
        { Length: < MinLength } => $"The password needs at least {MinLength} characters.",
        { Length: > MaxLength } => $"The password can have at most {MaxLength} characters.",
        _ when password.Distinct().Count() < 4 => "The password repeats too few characters.",
        _ when email is not null && password.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase) => "The password must not be the e-mail.",
        _ => null,
    };
}

/// <summary>What became of a password that was typed.</summary>
internal enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Right, but its hash should be made anew.</summary>
    RightButOutdated,
}
