using Cto.Web.Components.Charts;

namespace Cto.Web.Components.Widgets.LeadTime;

/// <summary>The phases of a change always look the same, wherever they are drawn.</summary>
internal static class PhaseInk
{
    public static Ink Of(string phase) => phase switch
    {
        "coding" => Ink.First,
        "pickup" => Ink.Second,
        "review" => Ink.Third,
        "deploy" => Ink.Fourth,
        _ => Ink.Quiet,
    };

    /// <summary>What the phase waits for, in words.</summary>
    public static string Meaning(string phase) => phase switch
    {
        "coding" => "first commit to opened",
        "pickup" => "opened to first review",
        "review" => "first review to merged",
        "deploy" => "merged to production",
        _ => "",
    };
}
