namespace Cto.Domain.Security;

/// <summary>How bad a weakness is, worst first.</summary>
public enum Severity
{
    Critical,
    High,
    Medium,
    Low,
}
