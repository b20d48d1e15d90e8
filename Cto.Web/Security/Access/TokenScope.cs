namespace Cto.Web.Security.Access;

/// <summary>What a caller may do; tokens carry scopes, people have them by their role.</summary>
public enum TokenScope
{
    /// <summary>See everything of the tenant.</summary>
    Read,

    /// <summary>Arrange dashboards, connect and steer sources.</summary>
    Write,

    /// <summary>Push facts and events.</summary>
    Ingest,

    /// <summary>Manage members, tokens and the tenant itself.</summary>
    Admin,
}
