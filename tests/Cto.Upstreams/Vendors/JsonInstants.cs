using System.Globalization;
using System.Text.Json;

namespace Cto.Upstreams.Vendors;

/// <summary>Instants as most vendors write them.</summary>
internal static class JsonInstants
{
    /// <summary><c>2026-11-21T06:00:00Z</c>; <see langword="null"/> is written as such.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            json.WriteString(name, Iso(instant));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>To the second, UTC.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>To the millisecond, UTC.</summary>
    public static string Milliseconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
