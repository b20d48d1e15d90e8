using System.Text.RegularExpressions;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>The settings of one Google Cloud source, read and checked.</summary>
internal sealed partial class GoogleCloudSettings
{
    public const string Table = "table";
    public const string Project = "project";
    public const string Location = "location";
    public const string Label = "label";
    public const string TokenUrl = "tokenUrl";
    public const string DefaultBaseUrl = "https://bigquery.googleapis.com";
    public const string DefaultTokenUrl = "https://oauth2.googleapis.com";
    public const string DefaultLabel = "service";

    /// <exception cref="SourceException">They make no sense.</exception>
    public GoogleCloudSettings(SourceSettings settings, AddressGuard guard)
    {
        // The name becomes part of a statement, where no parameter can stand: nothing but a name may be in it.
        ExportTable = settings.Required(Table).Trim('`').Replace(':', '.') is var table && TableName().IsMatch(table)
            ? table
            : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(settings.Required(Table), 80)}' names no table.")
            {
                Remedy = "Give it as project.dataset.gcp_billing_export_v1_XXXXXX_XXXXXX_XXXXXX.",
            };
        JobProject = settings.Text(Project) is not { } project || ProjectName().IsMatch(project)
            ? settings.Text(Project)
            : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(project, 60)}' names no project.");
        JobLocation = settings.Text(Location);
        LabelKey = settings.Text(Label) ?? DefaultLabel;
        BigQuery = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        Tokens = guard.Parse(settings.Text(TokenUrl) ?? DefaultTokenUrl);
        Refresh = UsualSettings.RefreshOf(settings);
        History = UsualSettings.HistoryOf(settings);
    }

    /// <summary>The billing export: project, dataset and table.</summary>
    public string ExportTable { get; }

    /// <summary>The project that queries run in and are charged to; <see langword="null"/> = the service account's.</summary>
    public string? JobProject { get; }

    /// <summary>Where the dataset lies; <see langword="null"/> = as BigQuery finds out.</summary>
    public string? JobLocation { get; }

    /// <summary>The label that names our service.</summary>
    public string LabelKey { get; }
    public Uri BigQuery { get; }
    public Uri Tokens { get; }
    public TimeSpan Refresh { get; }
    public TimeSpan History { get; }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{4,28}[a-z0-9](\.[A-Za-z0-9_]{1,1024}){2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProjectName();
}
