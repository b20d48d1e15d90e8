using Microsoft.Playwright;

namespace Cto.Web.Tests.Screens;

/// <summary>A screen and its theme. The two between them show what depends on either: nothing in the styles depends on both at once.</summary>
internal sealed record Look(int Width, ColorScheme Theme)
{
    public static readonly Look Phone = new(360, ColorScheme.Dark);
    public static readonly Look Wide = new(1600, ColorScheme.Light);

    /// <summary>The wide one last: with it windows are opened, and so they are left as they were.</summary>
    public static IReadOnlyList<Look> All { get; } = [Phone, Wide];

    public const int Height = 1000;

    public override string ToString() => $"{Width}-{Theme}";
}
