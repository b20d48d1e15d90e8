using System.Text;
using Cto.Domain.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Connectors.Tests;

/// <summary>The documentation against the connectors' own descriptors, so that it cannot fall behind them.</summary>
public sealed class ConnectorDocumentationTests : IDisposable
{
    private const string Begin = "<!-- connectors -->\n";
    private const string End = "<!-- /connectors -->";

    private static readonly string Docs = Path.Combine(Root(), "docs");

    private readonly ServiceProvider _services = Connectors.Start();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void The_list_of_connectors_says_what_they_say_of_themselves()
    {
        var file = Path.Combine(Docs, "connectors.md");
        var text = File.ReadAllText(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var expected = Table();
        if (Environment.GetEnvironmentVariable("CTO_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, text[..from] + expected + text[to..]);
            return;
        }

        Assert.Equal(expected, text[from..to], ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Every_connector_has_its_page_with_its_streams_and_what_was_not_tried() => Assert.Empty(Catalog.All.SelectMany(Gaps));

    private IConnectorCatalog Catalog => _services.GetRequiredService<IConnectorCatalog>();

    private static IEnumerable<string> Gaps(ConnectorDescriptor connector)
    {
        var file = Path.Combine(Docs, "connectors", $"{connector.Kind}.md");
        if (!File.Exists(file))
        {
            return [$"{connector.Kind}.md is missing"];
        }

        var page = File.ReadAllText(file);
        return connector.Streams.Select(stream => stream.Name)
            .Append(connector.Kind == "git" ? "git" : "## Not t")
            .Distinct(StringComparer.Ordinal)
            .Where(word => !page.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(word => $"{connector.Kind}.md does not say '{word}'");
    }

    private string Table()
    {
        var table = new StringBuilder();
        foreach (var group in Catalog.All.GroupBy(connector => connector.Category).OrderBy(group => group.Key))
        {
            table.Append($"\n## {group.Key}\n| connector | brings | streams | scopes (\\* needed) and what each is for | webhooks | actions | limits |\n|---|---|---|---|---|---|---|\n");
            foreach (var connector in group)
            {
                table.Append($"| [{connector.Title}](connectors/{connector.Kind}.md) | {Cell(string.Join(' ', connector.Brings, connector.Notice))} | {Cell(Names(connector.Streams.Select(stream => stream.Name)))} | {Cell(string.Join("<br>", Scopes(connector)))} | {Cell(Names(connector.WebhookEvents))} | {Cell(string.Join(", ", Actions(connector)))} | {Cell(connector.Limits)} |\n");
            }
        }

        return table.Append('\n').ToString();
    }

    private static IEnumerable<string> Scopes(ConnectorDescriptor connector) =>
        connector.Credentials.SelectMany(credential => credential.Scopes).Select(scope => $"`{scope.Scope}`{(scope.Required ? "\\*" : "")} {scope.Brings}").Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Actions(ConnectorDescriptor connector) => Catalog.Find(connector.Kind)!.Actions?.Known.Select(action => action.Title) ?? [];

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Cell(string? text) => string.IsNullOrWhiteSpace(text) ? "–" : text.Trim().Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cto.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
