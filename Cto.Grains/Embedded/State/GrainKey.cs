namespace Cto.Grains.Embedded;

/// <summary>How grain keys are built: <c>{tenant}/{rest}</c>, or the tenant alone.</summary>
internal static class GrainKey
{
    public static string TenantOf(string key)
    {
        var end = key.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? key : key[..end];
    }
}
