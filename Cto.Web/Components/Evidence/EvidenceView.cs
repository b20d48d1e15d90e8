using Cto.Insights;
using Cto.Web.Components.Format;
using Cto.Web.Components.Widgets;

namespace Cto.Web.Components.Evidence;

/// <summary>The proof under a number, to be shown.</summary>
/// <param name="Insight">The question.</param>
/// <param name="Query">Its checked parameters as a query string; empty when all are defaults.</param>
/// <param name="Reply"><see langword="null"/> when there is no answer (yet).</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="Display">When and where it is read.</param>
public sealed record EvidenceView(InsightDescriptor Insight, string Query, InsightReply? Reply, string? Fault, DisplayContext Display)
{
    /// <summary>All rows as a file.</summary>
    public string CsvAddress => Address("csv");

    /// <summary>Its chart as a picture; <see langword="null"/> where nothing of it is drawn.</summary>
    public string? PictureAddress => Reply is not null && AnswerPicture.IsDrawn(Reply) ? Address("svg") : null;

    private string Address(string extension) => $"/api/v1/insights/{Insight.Name}.{extension}{(Query.Length == 0 ? "" : "?" + Query)}";
}
