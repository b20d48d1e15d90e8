namespace Cto.Domain.Sources;

/// <summary>What opens an upstream account: kept sealed, never logged, never returned.</summary>
/// <param name="Kind">A <see cref="CredentialDescriptor.Kind"/> of the connector.</param>
/// <param name="Fields">The parts by the names of its <see cref="CredentialField"/>s.</param>
public sealed record SourceCredentials(string Kind, IReadOnlyDictionary<string, Secret> Fields)
{
    /// <summary>A part's value; <see langword="null"/> when it was not given.</summary>
    public string? Reveal(string field) => Fields.TryGetValue(field, out var secret) ? secret.Reveal() : null;

    /// <summary>These with other parts in the place of those of the same name.</summary>
    public SourceCredentials With(IReadOnlyDictionary<string, Secret> fields)
    {
        var all = Fields.ToDictionary();
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return this with { Fields = all };
    }
}
