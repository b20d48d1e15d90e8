using Cto.Grains.Embedded;

namespace Orleans;

/// <summary>The identity of a grain, asked of the grain itself or of a reference to it.</summary>
public static class GrainExtensions
{
    /// <summary>The key as text.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>Kind and key.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain)),
    };

    /// <summary>A reference to the same grain through another interface of it.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <inheritdoc cref="AsReference{TGrainInterface}(IAddressable)"/>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        return grain switch
        {
            GrainReference reference => reference.As(interfaceType),
            IGrainBase { GrainContext: Activation activation } => activation.Runtime.Factory.GetReference(activation.GrainId, interfaceType),
            null => throw new ArgumentNullException(nameof(grain)),
            _ => throw new ArgumentException($"{grain.GetType().Name} is neither a grain nor a reference to one.", nameof(grain)),
        };
    }
}
