using System.Text.Json;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;

namespace Cto.Upstreams.GitHub;

/// <summary>A repository as GitHub lists it.</summary>
internal static class GitHubRepository
{
    public static void Write(Utf8JsonWriter json, Repository repository, Company company, string root)
    {
        json.WriteStartObject();
        json.WriteNumber("id", repository.Id);
        json.WriteString("name", repository.Name);
        json.WriteString("full_name", repository.FullName);
        json.WriteBoolean("private", repository.Name != "design-system");
        json.WriteString("html_url", $"https://github.com/{repository.FullName}");
        json.WriteString("url", $"{root}/repos/{repository.FullName}");
        json.WriteBoolean("archived", false);
        json.WriteString("default_branch", "main");
        json.WriteString("language", repository.Language);
        json.WriteInstant("created_at", company.Founded.AddDays(-30 - repository.Number));
        json.WriteInstant("pushed_at", company.Start.AddHours(-repository.Number));
        json.WriteInstant("updated_at", company.Start.AddHours(-repository.Number));
        json.WriteEndObject();
    }
}
