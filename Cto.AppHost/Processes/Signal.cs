using System.Runtime.InteropServices;

namespace Cto.AppHost.Processes;

/// <summary>The POSIX signals in use here, by their number (the same on Linux and macOS).</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

/// <summary>Sends signals, which .NET itself cannot (it only kills).</summary>
internal static partial class Signals
{
    /// <summary>The name that <c>setpriv --pdeathsig</c> takes.</summary>
    public static string ShellName(this Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        _ => "TERM",
    };

    /// <summary>Sends the signal to one process; a process that is gone is no error.</summary>
    public static void Send(int processId, Signal signal) => _ = SendTo(processId, (int)signal);

    /// <summary>Sends the signal to every process of a group; an empty group is no error.</summary>
    public static void SendToGroup(int groupId, Signal signal) => _ = SendTo(-groupId, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int processId, int signal);
}
