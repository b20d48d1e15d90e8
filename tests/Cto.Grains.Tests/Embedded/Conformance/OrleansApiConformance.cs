using System.Reflection;
using Cto.Grains.Embedded;

namespace Cto.Grains.Tests.Embedded.Conformance;

/// <summary>Holds the embedded host to being a host and no second programming model: what it makes public under Orleans' names is Orleans' own.</summary>
public sealed class OrleansApiConformance
{
    private static readonly string Ours = typeof(GrainRuntime).Assembly.Location;

    private static string Real => typeof(OrleansApiConformance).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "OrleansAbstractions").Value!;

    [Fact]
    public void Every_public_type_and_member_is_as_in_Orleans()
    {
        var differences = DifferencesOf(PublicSurface.Of(Ours), PublicSurface.Of(Real), OtherAssemblies.Types);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void The_comparison_reads_both_assemblies()
    {
        var (ours, real) = (PublicSurface.Of(Ours), PublicSurface.Of(Real));
        Assert.Contains("Orleans.Grain", ours.Keys);
        Assert.True(real.Count > 150, $"Only {real.Count} types were read of the real assembly.");
        Assert.True(ours.Values.Sum(lines => lines.Count) > 200, "Too few members were read of ours.");
    }

    [Fact]
    public void Outside_of_Orleans_names_only_the_way_in_is_public()
    {
        var others = typeof(GrainRuntime).Assembly.GetExportedTypes().Where(type => type.Namespace!.Contains("Embedded", StringComparison.Ordinal));
        Assert.Empty(others);
    }

    [Fact]
    public void A_type_that_Orleans_does_not_have_is_found() =>
        Assert.Equal(["Orleans.Extra is not a type of Orleans."], DifferencesOf(Surface("Orleans.Extra", "a"), Surface("Orleans.Grain", "a"), Surface("Orleans.Id", "a")));

    [Fact]
    public void A_member_that_Orleans_does_not_have_is_found() =>
        Assert.Equal(["Orleans.Grain: b"], DifferencesOf(Surface("Orleans.Grain", "a", "b"), Surface("Orleans.Grain", "a", "c"), Surface("Orleans.Id", "b")));

    [Fact]
    public void A_changed_signature_is_found()
    {
        var real = PublicSurface.Of(Real);
        var line = real["Orleans.IGrainFactory"].First(line => line.Contains("CreateObjectReference", StringComparison.Ordinal));
        Assert.Contains("TGrainObserverInterface", typeof(IGrainFactory).GetMethod(nameof(IGrainFactory.CreateObjectReference))!.ToString()!, StringComparison.Ordinal);
        var doctored = real.ToDictionary(type => type.Key, IReadOnlySet<string> (type) => type.Value.Where(other => other != line).Append(line.Replace(" obj)", " other)", StringComparison.Ordinal)).ToHashSet());
        Assert.Contains($"Orleans.IGrainFactory: {line}", DifferencesOf(PublicSurface.Of(Ours), doctored, OtherAssemblies.Types));
    }

    private static List<string> DifferencesOf(
        IReadOnlyDictionary<string, IReadOnlySet<string>> ours, IReadOnlyDictionary<string, IReadOnlySet<string>> real, IReadOnlyDictionary<string, IReadOnlySet<string>> listed)
    {
        var differences = new List<string>();
        foreach (var (name, lines) in ours.OrderBy(type => type.Key, StringComparer.Ordinal))
        {
            if ((real.GetValueOrDefault(name) ?? listed.GetValueOrDefault(name)) is { } expected)
            {
                differences.AddRange(lines.Except(expected).Order(StringComparer.Ordinal).Select(line => $"{name}: {line}"));
            }
            else
            {
                differences.Add($"{name} is not a type of Orleans.");
            }
        }

        return differences;
    }

    private static Dictionary<string, IReadOnlySet<string>> Surface(string name, params string[] lines) => new() { [name] = lines.ToHashSet() };
}
