using System.Reflection;

namespace Cto.Grains.Embedded;

/// <summary>One grain or observer interface: its methods, and how to make a reference that has them.</summary>
internal sealed class InterfaceShape
{
    private readonly EmittedReference? _reference;

    public InterfaceShape(Type interfaceType, TimeSpan callTimeout)
    {
        Name = interfaceType.Name;
        _reference = ReferenceEmitter.For(interfaceType);
        Methods = [.. _reference.Methods.Select(method => new GrainMethod(interfaceType, method, callTimeout))];
    }

    private InterfaceShape() => Name = nameof(IAddressable);

    /// <summary>An identity that cannot be called before an interface is chosen.</summary>
    public static InterfaceShape None { get; } = new();

    public string Name { get; }

    public GrainMethod[] Methods { get; } = [];

    public static bool IsGrainInterface(Type type) => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)
        && type != typeof(IGrain) && type != typeof(IGrainWithStringKey);

    /// <summary>All methods that a reference must have, in a fixed order.</summary>
    public static IReadOnlyList<MethodInfo> MethodsOf(Type interfaceType) =>
        [.. interfaceType.GetInterfaces().Prepend(interfaceType).SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Where(method => method.IsAbstract)];

    public GrainReference Create(GrainId grainId, ITargetDirectory directory) => _reference!.Create(grainId, this, directory);
}
