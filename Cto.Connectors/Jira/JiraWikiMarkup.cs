using System.Globalization;
using System.Text.RegularExpressions;
using Cto.Connectors.Markup;

namespace Cto.Connectors.Jira;

/// <summary>Markdown as Jira Server and Data Center take texts: wiki markup.</summary>
internal sealed partial class JiraWikiMarkup : MarkupWriter
{
    public static string Of(string markdown) => new JiraWikiMarkup().Write(markdown);

    protected override string Escape(string text) => Special().Replace(text, @"\$0");

    protected override string Strong(string text) => $"*{text}*";

    protected override string Emphasis(string text) => $"_{text}_";

    protected override string Struck(string text) => $"-{text}-";

    protected override string Code(string code) => $"{{{{{Escape(code)}}}}}";

    protected override string Link(string text, string address) => $"[{text}|{address}]";

    protected override string Heading(int level, string text) => string.Create(CultureInfo.InvariantCulture, $"h{level}. {text}");

    protected override string CodeBlock(string? language, string code) =>
        $"{{code{(language is { Length: > 0 } && language.All(char.IsAsciiLetterOrDigit) ? $":{language}" : "")}}}\n{code.Replace("{code", "{ code", StringComparison.OrdinalIgnoreCase)}\n{{code}}";

    protected override string Quote(string text) => $"{{quote}}\n{text}\n{{quote}}";

    // Depth is the number of signs before an item; a list inside one has its signs already.
    protected override string List(bool ordered, int depth, IReadOnlyList<string> items) =>
        string.Join('\n', items.Select(item => $"{new string(ordered ? '#' : '*', depth + 1)} {item}"));

    protected override string Rule => "----";

    protected override string Row(IReadOnlyList<string> cells, bool isHead) => isHead ? $"||{string.Join("||", cells)}||" : $"|{string.Join('|', cells)}|";

    [GeneratedRegex(@"[\\{}\[\]*_|!^~+?]|(?<!\w)-(?=\w)")]
    private static partial Regex Special();
}
