using System.Reflection;

namespace Cto.Grains.Embedded;

/// <summary>The grain classes of the scanned assemblies, by kind and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ILookup<Type, GrainClass> _byInterface;

    public GrainClasses(IEnumerable<Assembly> assemblies, TimeSpan collectionAge)
    {
        foreach (var type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(IsGrainClass))
        {
            var grainClass = new GrainClass(type, collectionAge);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new InvalidOperationException(
                    $"{type.Name} and {_byType[grainClass.GrainType].Type.Name} are both the grain type '{grainClass.GrainType}'; name one with [GrainType].");
            }
        }

        _byInterface = _byType.Values.SelectMany(grainClass => grainClass.Interfaces.Select(of => (of, grainClass))).ToLookup(pair => pair.of, pair => pair.grainClass);
    }

    public GrainClass Of(GrainType type) => _byType.TryGetValue(type, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"No grain class is the grain type '{type}'.");

    public GrainClass Of(Type interfaceType, string? classPrefix)
    {
        var classes = _byInterface[interfaceType];
        if (classPrefix is not null)
        {
            classes = classes.Where(candidate => candidate.Type.FullName!.StartsWith(classPrefix, StringComparison.Ordinal));
        }

        var found = classes.ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new ArgumentException($"No grain class implements {interfaceType.FullName}; classes are sought in the assemblies that the host was given."),
            _ => throw new ArgumentException($"{interfaceType.FullName} is implemented by {string.Join(" and ", found.Select(one => one.Type.Name))}; ask for an interface that only one class has."),
        };
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(IGrainBase).IsAssignableFrom(type) && typeof(IGrain).IsAssignableFrom(type);
}
