using System.Text.Json.Nodes;
using Cto.Connectors.Markup;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cto.Connectors.Jira;

/// <summary>Markdown as Jira Cloud takes texts: an Atlassian Document (version 1).</summary>
internal static class JiraDocument
{
    public static JsonObject Of(string markdown) => new()
    {
        ["type"] = "doc",
        ["version"] = 1,
        ["content"] = Blocks(MarkdownSource.Parse(markdown)),
    };

    private static JsonArray Blocks(ContainerBlock blocks) => [.. blocks.Select(Of).OfType<JsonObject>()];

    private static JsonObject? Of(Block block) => block switch
    {
        HeadingBlock heading => Node("heading", Inlines(heading.Inline), ("level", heading.Level)),
        FencedCodeBlock { Info: { Length: > 0 } language } code => Node("codeBlock", Plain(code.Lines.ToString()), ("language", language)),
        CodeBlock code => Node("codeBlock", Plain(code.Lines.ToString())),
        QuoteBlock quote => Node("blockquote", Blocks(quote)),
        ListBlock list => Node(list.IsOrdered ? "orderedList" : "bulletList", [.. list.OfType<ListItemBlock>().Select(item => Node("listItem", Item(item)))]),
        Table table => Node("table", [.. table.OfType<TableRow>().Select(row => Node("tableRow", [.. row.OfType<TableCell>().Select(cell => Node(row.IsHeader ? "tableHeader" : "tableCell", Item(cell)))]))]),
        ThematicBreakBlock => new() { ["type"] = "rule" },
        LeafBlock { Inline: not null } leaf => Node("paragraph", Inlines(leaf.Inline)),
        _ => null,
    };

    // An item or a cell without a paragraph is refused.
    private static JsonArray Item(ContainerBlock item) => Blocks(item) is { Count: > 0 } content ? content : [Node("paragraph", [])];

    private static JsonArray Inlines(ContainerInline? inlines)
    {
        var content = new JsonArray();
        Add(content, inlines, []);
        return content;
    }

    private static void Add(JsonArray content, ContainerInline? inlines, IReadOnlyList<JsonObject> marks)
    {
        foreach (var inline in inlines ?? [])
        {
            switch (inline)
            {
                case LineBreakInline { IsHard: true }:
                    content.Add(new JsonObject { ["type"] = "hardBreak" });
                    break;
                case LineBreakInline:
                    Text(content, " ", marks);
                    break;
                case LiteralInline text:
                    Text(content, text.Content.ToString(), marks);
                    break;
                case HtmlEntityInline entity:
                    Text(content, entity.Transcoded.ToString(), marks);
                    break;
                case CodeInline code:
                    // Code goes with a link and with nothing else.
                    Text(content, code.Content, [Mark("code"), .. marks.Where(mark => (string?)mark["type"] == "link")]);
                    break;
                case AutolinkInline link:
                    Text(content, link.Url, MarkdownSource.IsLink(link.Url) ? [.. marks, Link(link.Url)] : marks);
                    break;
                case LinkInline link:
                    Add(content, link, MarkdownSource.IsLink(link.Url) ? [.. marks, Link(link.Url!)] : marks);
                    break;
                case EmphasisInline emphasis:
                    Add(content, emphasis, [.. marks, Mark(emphasis.DelimiterChar == '~' ? "strike" : emphasis.DelimiterCount >= 2 ? "strong" : "em")]);
                    break;
                case ContainerInline container:
                    Add(content, container, marks);
                    break;
            }
        }
    }

    // A text node must not be empty.
    private static void Text(JsonArray content, string text, IReadOnlyList<JsonObject> marks)
    {
        if (text.Length == 0)
        {
            return;
        }

        var node = new JsonObject { ["type"] = "text", ["text"] = text };
        if (marks.Count > 0)
        {
            node["marks"] = new JsonArray([.. marks.DistinctBy(mark => (string?)mark["type"]).Select(mark => mark.DeepClone())]);
        }

        content.Add(node);
    }

    private static JsonArray Plain(string text) => text.Length == 0 ? [] : [new JsonObject { ["type"] = "text", ["text"] = text }];

    private static JsonObject Mark(string type) => new() { ["type"] = type };

    private static JsonObject Link(string address) => new() { ["type"] = "link", ["attrs"] = new JsonObject { ["href"] = address } };

    private static JsonObject Node(string type, JsonArray content, params (string Name, JsonNode Value)[] attributes)
    {
        var node = new JsonObject { ["type"] = type };
        if (attributes.Length > 0)
        {
            node["attrs"] = new JsonObject(attributes.Select(attribute => KeyValuePair.Create<string, JsonNode?>(attribute.Name, attribute.Value)));
        }

        node["content"] = content;
        return node;
    }
}
