namespace Cto.Web.Components.Charts;

/// <summary>How each kind of shape looks: a class for the theme to colour, or the light theme's colours as attributes for a file that stands alone.</summary>
internal static class SvgInk
{
    private static readonly string[] Classes = ["i1", "i2", "i3", "i4", "i5", "ib"];

    private static readonly string[] Colours = ["#3a62e0", "#e0862b", "#0f9b8e", "#8656c9", "#97a3b6", "#d0453b"];

    public static string Class(string kind, Ink? ink) => ink is { } some ? $"class=\"{kind} {Classes[(int)some]}\"" : $"class=\"{kind}\"";

    /// <summary>The class alone, for marks outside a chart such as those of a legend.</summary>
    public static string Class(Ink ink) => Classes[(int)ink];

    public static string Literal(string kind, Ink? ink)
    {
        var colour = Colours[(int)(ink ?? Ink.Quiet)];
        return kind switch
        {
            "grid" => "stroke=\"#e4e7ed\"",
            "axis" => "stroke=\"#c9cfd9\"",
            "label" => "fill=\"#5d6778\" font-size=\"11\"",
            "fill" => $"fill=\"{colour}\"",
            "area" => $"fill=\"{colour}\" fill-opacity=\"0.12\"",
            "line" => $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
            "gap" => $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"1\" stroke-dasharray=\"2 4\" stroke-opacity=\"0.6\"",
            "projected" => $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"1 5\" stroke-linecap=\"round\"",
            "dot" => $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"6\" stroke-linecap=\"round\"",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }
}
