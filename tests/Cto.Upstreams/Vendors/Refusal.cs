namespace Cto.Upstreams.Vendors;

/// <summary>A request that the vendor does not grant; thrown anywhere below a route, answered by <see cref="SimulatedVendor.RefuseAsync"/>.</summary>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>One of these scopes would have been enough.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What was wrong in the request: a parameter's name; <see langword="null"/> when it is not about one.</summary>
    public string? Parameter { get; init; }

    /// <summary>The credential was good once.</summary>
    public bool Expired { get; init; }

    public static Refusal Unauthorized() => new(401, "Bad credentials");

    public static Refusal NotFound(string what = "Not Found") => new(404, what);

    public static Refusal Bad(string parameter, string why, int status = 400) => new(status, $"{parameter} {why}") { Parameter = parameter };
}
