using Cto.Domain.Sources;
using Cto.Web.Endpoints.Problems;
using Cto.Web.Security.Access;

namespace Cto.Web.Endpoints.Sources;

/// <summary>A path on the machine that runs the program is for owners and admins: it can name what the person at the keyboard could not read.</summary>
internal static class LocalPlaces
{
    private const string Location = "location";

    /// <exception cref="ProblemException">The settings name a local path, and the caller may not.</exception>
    public static void Permit(Caller caller, ConnectorDescriptor connector, SourceSettings settings)
    {
        if (connector.Settings.Any(setting => setting.Name == Location) && settings.Text(Location) is { } place && IsLocal(place) && !caller.May(TokenScope.Admin))
        {
            throw new ProblemException(ProblemKind.NotPermitted, "A path on this machine can be connected by owners and admins only. Give the address of the repository.");
        }
    }

    /// <summary>No address of a scheme other than <c>file</c>, and no <c>user@host:path</c>.</summary>
    public static bool IsLocal(string location)
    {
        if (location.Contains("://", StringComparison.Ordinal))
        {
            return location.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        }

        var colon = location.IndexOf(':', StringComparison.Ordinal);
        var slash = location.AsSpan().IndexOfAny('/', '\\');
        return colon <= 1 || (slash >= 0 && slash < colon);
    }
}
