namespace Cto.Testing;

/// <summary>How long tests wait for what has to come: only those that would hang for ever ever see its end.</summary>
public static class Patience
{
    /// <summary>Long enough for the busiest machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
}
