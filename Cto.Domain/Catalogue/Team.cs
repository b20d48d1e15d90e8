namespace Cto.Domain.Catalogue;

/// <summary>A group of people that owns things.</summary>
public sealed record Team : Fact
{
    public required string Name { get; init; }

    /// <summary>The members' e-mail addresses or, where upstream hides them, logins; <see langword="null"/> when unknown.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>The channel to reach it by (<c>#payments</c>); <see langword="null"/> when unknown.</summary>
    public string? Channel { get; init; }
}
