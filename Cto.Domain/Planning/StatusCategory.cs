namespace Cto.Domain.Planning;

/// <summary>What a status means, whatever the team calls it.</summary>
public enum StatusCategory
{
    Todo,
    InProgress,
    Done,
}
