using System.Net;
using Cto.Connectors.Markup;

namespace Cto.Connectors.Asana.Actions;

/// <summary>Markdown as Asana takes texts: a few tags of XML, and line breaks as they are.</summary>
internal sealed class AsanaText : MarkupWriter
{
    public static string Of(string markdown) => $"<body>{new AsanaText().Write(markdown)}</body>";

    protected override string Escape(string text) => WebUtility.HtmlEncode(text);

    protected override string Strong(string text) => $"<strong>{text}</strong>";

    protected override string Emphasis(string text) => $"<em>{text}</em>";

    protected override string Struck(string text) => $"<s>{text}</s>";

    protected override string Code(string code) => $"<code>{Escape(code)}</code>";

    protected override string Link(string text, string address) => $"<a href=\"{Escape(address)}\">{text}</a>";

    protected override string Heading(int level, string text) => level == 1 ? $"<h1>{text}</h1>" : $"<h2>{text}</h2>";

    protected override string CodeBlock(string? language, string code) => $"<pre>{Escape(code)}</pre>";

    protected override string Quote(string text) => $"<blockquote>{text}</blockquote>";

    protected override string List(bool ordered, int depth, IReadOnlyList<string> items)
    {
        var tag = ordered ? "ol" : "ul";
        return $"<{tag}>{string.Concat(items.Select(item => $"<li>{item}</li>"))}</{tag}>";
    }

    protected override string Rule => "<hr/>";
}
