using System.Net;
using System.Net.Sockets;

namespace Cto.AppHost.Local;

/// <summary>Hands out loopback ports that nobody listens on.</summary>
internal sealed class Ports
{
    private readonly HashSet<int> _taken = [];

    /// <param name="wished">Zero takes any.</param>
    /// <returns>The wished port, else the next above it that is free on both loopback addresses.</returns>
    public int Take(int wished)
    {
        var port = wished == 0 ? Any() : wished;
        while (!_taken.Add(port) || !IsFree(port))
        {
            port = wished == 0 || port == IPEndPoint.MaxPort ? Any() : port + 1;
        }

        return port;
    }

    private static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // A machine without that address cannot have the port in use there.
            return e.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
