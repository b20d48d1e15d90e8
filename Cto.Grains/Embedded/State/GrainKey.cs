namespace Cto.Grains.Embedded;

/// <summary>How grain keys are built: <c>{tenant}/{rest}</c>, or the tenant alone.</summary>
internal static class GrainKey
{
    /// <returns>The tenant that the key begins with; all zeros when it begins with none.</returns>
    public static Guid TenantOf(ReadOnlySpan<char> key)
    {
        var end = key.IndexOf('/');
        return Guid.TryParse(end < 0 ? key : key[..end], out var tenant) ? tenant : Guid.Empty;
    }
}
