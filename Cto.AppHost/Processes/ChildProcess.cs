using System.Diagnostics;
using System.Globalization;

namespace Cto.AppHost.Processes;

/// <summary>A running child that dies with its parent where the operating system can see to it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Signal _stopSignal;

    private ChildProcess(Process process, Signal stopSignal, Action<string> onLine)
    {
        _process = process;
        _stopSignal = stopSignal;
        Identity = ProcessIdentity.Of(process.Id) ?? new(process.Id, "gone");
        Exited = ExitAsync(PumpAsync(process.StandardOutput, onLine), PumpAsync(process.StandardError, onLine));
    }

    public ProcessIdentity Identity { get; }

    /// <summary>Completes with the exit code after the process has ended and its output has been read; never faults.</summary>
    public Task<int> Exited { get; }

    /// <param name="command">What to run.</param>
    /// <param name="onLine">Called with each line of standard output and standard error, from two threads.</param>
    public static async Task<ChildProcess> StartAsync(ChildCommand command, Action<string> onLine)
    {
        var startInfo = StartInfo(command);
        var process = await SpawnThread.RunAsync(() => Process.Start(startInfo)!);
        process.StandardInput.Close();
        return new(process, command.StopSignal, onLine);
    }

    /// <summary>Asks the process to stop and kills it, with its descendants, when it has not done so in time.</summary>
    public async Task<int> StopAsync(TimeSpan grace)
    {
        if (!Exited.IsCompleted && !OperatingSystem.IsWindows())
        {
            Signals.Send(_process.Id, _stopSignal);
            await Task.WhenAny(Exited, Task.Delay(grace));
        }

        return await KillAsync();
    }

    /// <summary>Kills the process and its descendants at once.</summary>
    public async Task<int> KillAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }

        return await Exited;
    }

    /// <summary>Ends the process at once and does not wait for it: for handlers of our own exit, which must be quick.</summary>
    /// <param name="signal">What it takes as an order to stop without delay.</param>
    public void Abandon(Signal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }
        else
        {
            Signals.Send(_process.Id, signal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<int> ExitAsync(Task output, Task errors)
    {
        await _process.WaitForExitAsync();
        if (!OperatingSystem.IsWindows())
        {
            // What it started and left behind goes with it (the group outlives its leader, and its id is not given away while it has members).
            Signals.SendToGroup(_process.Id, Signal.Kill);
        }

        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(LastWords));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }

    private static ProcessStartInfo StartInfo(ChildCommand command)
    {
        string[] line = [.. Wrapping(command), command.FileName, .. command.Arguments];
        var startInfo = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            startInfo.Environment[name] = value;
        }

        return startInfo;
    }

    /// <summary>A session of its own (Ctrl-C at the terminal reaches only the parent, which stops its children in order), the parent-death signal, another account.</summary>
    private static IEnumerable<string> Wrapping(ChildCommand command)
    {
        if (!OperatingSystem.IsWindows() && Executables.Find("setsid") is { } setsid)
        {
            yield return setsid;
        }

        if (!OperatingSystem.IsLinux() || Executables.Find("setpriv") is not { } setpriv)
        {
            if (command.User is { } unreachable)
            {
                throw new InvalidOperationException($"Running {command.FileName} as {unreachable.Name} needs the program 'setpriv' (package util-linux).");
            }

            yield break;
        }

        yield return setpriv;
        yield return $"--pdeathsig={command.StopSignal.ShellName()}";
        if (command.User is { } user)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"--reuid={user.UserId}");
            yield return string.Create(CultureInfo.InvariantCulture, $"--regid={user.GroupId}");
            yield return "--init-groups";
            yield return "--no-new-privs";
        }

        yield return "--";
    }
}
