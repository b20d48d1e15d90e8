namespace Cto.Domain.Delivery;

/// <summary>A return to an earlier version.</summary>
/// <param name="Index">The deployment that returned.</param>
/// <param name="Failed">The deployment that had failed.</param>
public readonly record struct Rollback(int Index, int Failed);

/// <summary>Finds the rollbacks in a line of deployments.</summary>
public static class Rollbacks
{
    /// <summary>
    /// A rollback deploys another version than the running one, whose first deployment is earlier than that of the running version; the failed
    /// change is the first deployment after the latest earlier run of the version returned to.
    /// </summary>
    /// <param name="versions">The versions of one environment's successful deployments in the order they finished; <see langword="null"/> = unknown, which proves nothing.</param>
    public static IReadOnlyList<Rollback> In(IReadOnlyList<string?> versions)
    {
        var found = new List<Rollback>();
        var runs = new Dictionary<string, (int First, int Latest)>(versions.Count, StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i] is not { } version)
            {
                continue;
            }

            if (!runs.TryGetValue(version, out var run))
            {
                runs[version] = (i, i);
                continue;
            }

            if (versions[i - 1] is { } running && running != version && run.First < runs[running].First)
            {
                found.Add(new Rollback(i, run.Latest + 1));
            }

            runs[version] = run with { Latest = i };
        }

        return found;
    }
}
