using System.Collections.Concurrent;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>Which repository a project is bound to, as the server last said: three streams ask within moments of each other.</summary>
internal sealed class SonarBindings(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Source, string Project), (DateTimeOffset At, string? Repository)> _kept = new();

    public async Task<string?> RepositoryOfAsync(Guid source, SonarSession session, string project, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue((source, project), out var kept) && clock.GetUtcNow() - kept.At < Kept)
        {
            return kept.Repository;
        }

        var repository = (session.Settings.CloudOrganization is null ? await BoundAsync(session, project, cancellationToken) : null) ?? await LinkedAsync(session, project, cancellationToken);
        _kept[(source, project)] = (clock.GetUtcNow(), repository);
        return repository;
    }

    public void Forget(Guid source)
    {
        foreach (var key in _kept.Keys.Where(key => key.Source == source))
        {
            _kept.TryRemove(key, out _);
        }
    }

    private static async Task<string?> BoundAsync(SonarSession session, string project, CancellationToken cancellationToken)
    {
        try
        {
            var binding = await session.More.BindingAsync(project, cancellationToken);
            return RepositoryName.Of(binding.RepositoryUrl) ?? RepositoryName.Of(binding.Repository);
        }
        catch (SourceException e) when (IsUntold(e))
        {
            return null;
        }
    }

    private static async Task<string?> LinkedAsync(SonarSession session, string project, CancellationToken cancellationToken)
    {
        try
        {
            return RepositoryName.Of((await session.More.LinksAsync(project, cancellationToken)).Links?.FirstOrDefault(link => link?.Type is "scm")?.Url);
        }
        catch (SourceException e) when (IsUntold(e))
        {
            return null;
        }
    }

    // Not bound, not ours to know, or a server too old to be asked.
    private static bool IsUntold(SourceException e) => e.Fault is SourceFault.NotFound or SourceFault.Forbidden;
}
