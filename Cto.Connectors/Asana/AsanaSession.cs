using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Asana;

/// <summary>One Asana source for the length of a call.</summary>
internal sealed class AsanaSession(SourceHttp http, AsanaSettings settings, TimeProvider clock)
{
    /// <summary>Requests in flight at a time; Asana allows fifty reads.</summary>
    public const int Degree = 6;

    /// <summary>Asana's largest page.</summary>
    public const int PageSize = 100;

    /// <summary>What is read of a project.</summary>
    public const string ProjectFields = "name,archived,permalink_url,team,team.name,owner,owner.name,modified_at";

    public SourceHttp Http => http;

    public AsanaSettings Settings => settings;

    public TimeProvider Clock => clock;

    public IAsanaApi Api { get; } = http.For<IAsanaApi>(AsanaJson.Default);

    public IAsanaMoreApi More { get; } = http.For<IAsanaMoreApi>(AsanaJson.Default);

    /// <summary>As whom the token speaks, with the workspaces that are meant.</summary>
    public async Task<(AsanaUser Me, IReadOnlyList<AsanaNamed> Workspaces)> MeAsync(CancellationToken cancellationToken)
    {
        var me = (await Api.UserAsync("me", "name,workspaces,workspaces.name", cancellationToken)).Data ?? new();
        AsanaNamed[] workspaces = [.. (me.Workspaces ?? []).Where(workspace => workspace?.Gid is not null && settings.Covers(workspace)).OfType<AsanaNamed>()];
        return workspaces.Length > 0
            ? (me, workspaces)
            : throw new SourceException(SourceFault.NotFound, "Asana shows none of the workspaces to this account.") { Remedy = "Check the workspaces' names in the settings, and that the account is in them." };
    }

    /// <summary>Every project that is meant, archived ones too, in Asana's order.</summary>
    public async Task<IReadOnlyList<AsanaProject>> ProjectsAsync(CancellationToken cancellationToken)
    {
        var found = new List<AsanaProject>();
        foreach (var workspace in (await MeAsync(cancellationToken)).Workspaces)
        {
            var projects = await AllAsync(offset => Api.ProjectsAsync(workspace.Gid!, ProjectFields, PageSize, offset, cancellationToken));
            found.AddRange(projects.Where(project => project is { Gid: not null, Name: not null } && settings.Covers(project)));
        }

        // One that is made while we page moves others to the next page, where they stand a second time.
        return [.. found.DistinctBy(project => project.Gid)];
    }

    /// <summary>The history of a task, oldest first.</summary>
    public Task<IReadOnlyList<AsanaStory>> StoriesAsync(string task, CancellationToken cancellationToken)
    {
        const string Fields = "created_at,created_by.name,resource_subtype,text,assignee.name,old_section.name,new_section.name,custom_field.name,old_number_value,new_number_value,dependency.name";
        return AllAsync(offset => More.StoriesAsync(task, Fields, PageSize, offset, cancellationToken));
    }

    private Task<IReadOnlyList<T>> AllAsync<T>(Func<string?, Task<AsanaAnswer<T?[]>>> ask)
        where T : class => http.Pages().AllAsync(ask, page => page.Data, page => page.NextPage?.Offset);
}

/// <summary>Opens Asana sources.</summary>
internal sealed class AsanaSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public AsanaSession Open(SourceConnection source)
    {
        var settings = new AsanaSettings(source.Settings, guard);
        return new(http.Open(settings.BaseAddress, new AsanaDialect(settings, AsanaCredentials.Of(source.Credentials))), settings, clock);
    }
}
