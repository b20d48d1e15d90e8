using System.Globalization;
using Cto.Connectors.Markup;

namespace Cto.Connectors.Slack.Actions;

/// <summary>Markdown as Slack takes texts: mrkdwn.</summary>
internal sealed class SlackText : MarkupWriter
{
    public static string Of(string markdown) => new SlackText().Write(markdown);

    // Slack's three; without them <!channel> would ring everybody.
    protected override string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    protected override string Strong(string text) => $"*{text}*";

    protected override string Emphasis(string text) => $"_{text}_";

    protected override string Struck(string text) => $"~{text}~";

    protected override string Code(string code) => $"`{Escape(code)}`";

    protected override string Link(string text, string address) => $"<{Escape(address).Replace("|", "%7C", StringComparison.Ordinal)}|{text}>";

    protected override string Heading(int level, string text) => $"*{text.Replace("*", "", StringComparison.Ordinal)}*";

    protected override string CodeBlock(string? language, string code) => $"```\n{Escape(code)}\n```";

    protected override string Quote(string text) => string.Join('\n', text.Split('\n').Select(line => $"> {line}"));

    protected override string List(bool ordered, int depth, IReadOnlyList<string> items) => string.Join('\n', items.Select((item, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{(ordered ? $"{Number(i)}." : "•")} {item.Replace("\n", "\n    ", StringComparison.Ordinal)}")));
}
