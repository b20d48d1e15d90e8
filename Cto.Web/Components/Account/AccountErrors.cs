namespace Cto.Web.Components.Account;

/// <summary>The words behind the <c>?error=</c> that the sign-in endpoints send people back with.</summary>
internal static class AccountErrors
{
    /// <returns><see langword="null"/> when nothing went wrong.</returns>
    public static string? Of(string? word) => word switch
    {
        null or "" => null,
        "wrong" => "E-mail and password do not belong together.",
        "throttled" => "Too many attempts. Wait a few minutes, then try again.",
        "link" => "This link was used already, or it is too old. Sign in with your password, or take the newest link from the terminal that the program was started in.",
        "email" => "This is not an e-mail address.",
        "password" => "The password needs at least 10 characters, several different ones, and must not be the e-mail.",
        "taken" => "Somebody has this e-mail address already.",
        _ => "That did not work. Try again.",
    };
}
