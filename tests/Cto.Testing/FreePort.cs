using System.Net;
using System.Net.Sockets;

namespace Cto.Testing;

/// <summary>Ports of this machine for servers that must know theirs before they listen: below those that the system hands out by itself, each once a process.</summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Span = 12_000;

    private static readonly Lock Gate = new();
    private static int _next = Environment.ProcessId * 97 % Span;

    /// <summary>A port that nobody listens at.</summary>
    public static int Take()
    {
        lock (Gate)
        {
            while (true)
            {
                _next = (_next + 1) % Span;
                using var listener = new TcpListener(IPAddress.Loopback, First + _next);
                try
                {
                    listener.Start();
                    listener.Stop();
                    return First + _next;
                }
                catch (SocketException)
                {
                    // Somebody listens there.
                }
            }
        }
    }
}
