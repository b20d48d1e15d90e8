using System.Net;
using System.Net.Sockets;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Http;

/// <summary>Keeps addresses that users type from reaching into the network this program runs in, before and after the name is resolved.</summary>
internal sealed class AddressGuard(IOptions<SourceHttpOptions> options)
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Every range that carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo) is closed as a whole: no vendor lives there.
            "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private readonly bool _open = options.Value.AllowPrivateNetworks;
    private readonly HashSet<string> _allowed = new(options.Value.AllowedHosts.Select(Plain), StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the addresses of a name.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>A base address as a user typed it, with the trailing slash that <see cref="HttpClient"/> needs.</summary>
    /// <exception cref="SourceException">It is no web address, not <c>https</c>, or points into a private network.</exception>
    public Uri Parse(string text)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Host.Length == 0 ||
            (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.Query.Length + address.Fragment.Length > 0)
        {
            throw Refused($"'{text}' is not a web address.", "Give the address as https://host/path.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Refused("The address contains a user name or password.", "Give the address without them and the credentials in their own field.");
        }

        var open = IsOpen(address.IdnHost, address.Port);
        if (address.Scheme == Uri.UriSchemeHttp && !open)
        {
            throw Refused($"{address.Host} is addressed by http, which anyone on the way can read.", "Give an address that starts with https.");
        }

        if (!open && (IsLocalName(address.IdnHost) || (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && IsPrivate(literal))))
        {
            throw Inside(address.Host);
        }

        return address;
    }

    /// <summary>Connects a socket to a host whose every address is allowed; the check is on the very addresses that are connected to.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Resolve(host, cancellationToken);
        if (!IsOpen(host, port) && addresses.Any(IsPrivate))
        {
            throw Inside(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is not one of the public internet.</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Private.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    private bool IsOpen(string host, int port) => _open || _allowed.Contains($"{Plain(host)}:{port}");

    /// <summary>IPv6 addresses stand in brackets here and there.</summary>
    private static string Plain(string host) => host.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.') is var name &&
        (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    private static SourceException Inside(string host) =>
        Refused($"{host} lies in a private network.", "Give a public address, or have the operator allow the host in Connectors:AllowedHosts.");

    private static SourceException Refused(string message, string remedy) => new(SourceFault.InvalidSettings, message) { Remedy = remedy };
}
