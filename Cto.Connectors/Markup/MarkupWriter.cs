using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cto.Connectors.Markup;

/// <summary>Writes Markdown in a vendor's own text markup.</summary>
internal abstract class MarkupWriter
{
    /// <summary>The whole text.</summary>
    public string Write(string markdown) => Blocks(MarkdownSource.Parse(markdown), 0);

    /// <summary>What stands between two blocks.</summary>
    protected virtual string Between => "\n\n";

    /// <summary>Text that must not be taken for markup.</summary>
    protected abstract string Escape(string text);

    protected abstract string Strong(string text);

    protected abstract string Emphasis(string text);

    protected abstract string Struck(string text);

    protected abstract string Code(string code);

    protected abstract string Link(string text, string address);

    protected abstract string Heading(int level, string text);

    protected abstract string CodeBlock(string? language, string code);

    protected abstract string Quote(string text);

    /// <param name="ordered">Whether items are numbered.</param>
    /// <param name="depth">0 for a list that stands in none.</param>
    /// <param name="items">The items' texts, with the lists inside them.</param>
    protected abstract string List(bool ordered, int depth, IReadOnlyList<string> items);

    protected virtual string Rule => "---";

    protected virtual string Row(IReadOnlyList<string> cells, bool isHead) => string.Join(" | ", cells);

    private string Blocks(ContainerBlock blocks, int depth) => string.Join(depth == 0 ? Between : "\n", blocks.Select(block => Of(block, depth)).Where(text => text.Length > 0));

    private string Of(Block block, int depth) => block switch
    {
        HeadingBlock heading => Heading(heading.Level, Inlines(heading.Inline)),
        FencedCodeBlock code => CodeBlock(code.Info, code.Lines.ToString()),
        CodeBlock code => CodeBlock(null, code.Lines.ToString()),
        QuoteBlock quote => Quote(Blocks(quote, depth)),
        ListBlock list => List(list.IsOrdered, depth, [.. list.OfType<ListItemBlock>().Select(item => Blocks(item, depth + 1))]),
        Table table => string.Join('\n', table.OfType<TableRow>().Select(row => Row([.. row.OfType<TableCell>().Select(cell => Blocks(cell, depth + 1))], row.IsHeader))),
        ThematicBreakBlock => Rule,
        LeafBlock leaf => Inlines(leaf.Inline),
        ContainerBlock container => Blocks(container, depth),
        _ => "",
    };

    private string Inlines(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Select(Of));

    private string Of(Inline inline) => inline switch
    {
        LiteralInline text => Escape(text.Content.ToString()),
        CodeInline code => Code(code.Content),
        LineBreakInline => "\n",
        AutolinkInline link => MarkdownSource.IsLink(link.Url) ? Link(Escape(link.Url), link.Url) : Escape(link.Url),
        LinkInline link => MarkdownSource.IsLink(link.Url) ? Link(link.FirstChild is null ? Escape(link.Url!) : Inlines(link), link.Url!) : Inlines(link),
        EmphasisInline { DelimiterChar: '~' } emphasis => Struck(Inlines(emphasis)),
        EmphasisInline { DelimiterCount: >= 2 } emphasis => Strong(Inlines(emphasis)),
        EmphasisInline emphasis => Emphasis(Inlines(emphasis)),
        ContainerInline container => Inlines(container),
        HtmlEntityInline entity => Escape(entity.Transcoded.ToString()),
        _ => "",
    };

    /// <summary>The number of an item, from 1.</summary>
    protected static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
