namespace Cto.Domain;

/// <summary>Names one fact: its kind (<see cref="FactKinds"/>) and its key within the kind.</summary>
public readonly record struct FactKey(string Kind, string Key);
