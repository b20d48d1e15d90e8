using Cto.Connectors.Jira;

namespace Cto.Connectors.Tests.Jira;

public sealed class JiraTextTests
{
    [Theory]
    [InlineData("a\n\nb", """[{"type":"paragraph","content":[{"type":"text","text":"a"}]},{"type":"paragraph","content":[{"type":"text","text":"b"}]}]""")]
    [InlineData("# Head", """[{"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"Head"}]}]""")]
    [InlineData("- a\n- **b**", """[{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b","marks":[{"type":"strong"}]}]}]}]}]""")]
    [InlineData("1. a\n2. b", """[{"type":"orderedList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}]}]""")]
    [InlineData("```sql\nselect 1\n```", """[{"type":"codeBlock","attrs":{"language":"sql"},"content":[{"type":"text","text":"select 1"}]}]""")]
    [InlineData("`x` [t](https://a.test)", """[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"code"}]},{"type":"text","text":" "},{"type":"text","text":"t","marks":[{"type":"link","attrs":{"href":"https://a.test"}}]}]}]""")]
    [InlineData("[t](javascript:alert)", """[{"type":"paragraph","content":[{"type":"text","text":"t"}]}]""")]
    [InlineData("|A|\n|-|\n|1|", """[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[{"type":"paragraph","content":[{"type":"text","text":"A"}]}]}]},{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"1"}]}]}]}]}]""")]
    [InlineData("", "[]")]
    public void Markdown_is_a_document_on_Cloud(string markdown, string content) => Assert.Equal(content, JiraDocument.Of(markdown)["content"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    [Theory]
    [InlineData("a\n\n**b** _c_ ~~d~~", "a\n\n*b* _c_ -d-")]
    [InlineData("## Head", "h2. Head")]
    [InlineData("- a\n  - b\n- c", "* a\n** b\n* c")]
    [InlineData("1. a\n2. b", "# a\n# b")]
    [InlineData("```sql\nselect 1\n```", "{code:sql}\nselect 1\n{code}")]
    [InlineData("[t](https://a.test) `x`", "[t|https://a.test] {{x}}")]
    [InlineData("not {code} or [link] *", @"not \{code\} or \[link\] \*")]
    [InlineData("> said", "{quote}\nsaid\n{quote}")]
    [InlineData("|A|B|\n|-|-|\n|1|2|", "||A||B||\n|1|2|")]
    public void Markdown_is_wiki_markup_on_Server(string markdown, string expected) => Assert.Equal(expected, JiraWikiMarkup.Of(markdown));
}
