using System.Globalization;

namespace Cto.AppHost.Postgres;

/// <summary>How a private cluster runs: settings of the server, given on its command line.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Whether data survives a power cut. Only throw-away clusters may say no.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The loopback port; <see langword="null"/> takes a free one at the first start and keeps it.</summary>
    public int? Port { get; init; }

    public int MaxConnections { get; init; } = 100;

    public IEnumerable<string> Arguments(string dataDirectory, int port)
    {
        yield return "-D";
        yield return dataDirectory;
        foreach (var (name, value) in Values(port))
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }

    private IEnumerable<(string Name, string Value)> Values(int port)
    {
        yield return ("listen_addresses", "127.0.0.1");
        yield return ("port", port.ToString(CultureInfo.InvariantCulture));
        // No socket file: nothing to leave behind, and no path to be too long for one (107 bytes).
        yield return ("unix_socket_directories", "");
        yield return ("max_connections", MaxConnections.ToString(CultureInfo.InvariantCulture));
        yield return ("timezone", "UTC");
        yield return ("log_timezone", "UTC");
        yield return ("log_line_prefix", "");
        yield return ("log_checkpoints", "off");
        yield return ("shared_buffers", Durable ? "128MB" : "64MB");
        yield return ("work_mem", "32MB");
        yield return ("random_page_cost", "1.1");
        // Short queries are the rule here; compiling a plan costs more than it saves.
        yield return ("jit", "off");
        if (Durable)
        {
            yield return ("max_wal_size", "2GB");
            yield return ("wal_compression", "on");
            yield break;
        }

        yield return ("fsync", "off");
        yield return ("synchronous_commit", "off");
        yield return ("full_page_writes", "off");
        yield return ("wal_level", "minimal");
        yield return ("max_wal_senders", "0");
    }
}
