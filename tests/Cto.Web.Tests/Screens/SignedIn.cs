using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>A program of its own with an owner who has signed in by the one-time link.</summary>
internal static partial class SignedIn
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";

    public static async Task ByLinkAsync(IPage page, TestWeb web)
    {
        await page.GotoAsync(new Uri(web.SignInLink!).AbsolutePath);
        await page.GetByLabel("Your name").FillAsync("Ada Novak");
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.ArriveAsync(Start());
    }

    public static async Task ByPasswordAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArriveAsync(Start());
    }

    [GeneratedRegex("^[a-z]+://[^/]+/$")]
    private static partial Regex Start();
}
