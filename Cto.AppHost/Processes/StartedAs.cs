using System.Diagnostics;
using System.Globalization;

namespace Cto.AppHost.Processes;

/// <summary>What another process was started with.</summary>
internal static class StartedAs
{
    /// <returns>Program and arguments separated by spaces; empty when the process is gone or says nothing.</returns>
    public static string Of(int processId)
    {
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        if (OperatingSystem.IsLinux())
        {
            try
            {
                return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline")).Replace('\0', ' ').Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }

        var startInfo = new ProcessStartInfo("ps", ["-o", "command=", "-p", processId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var ps = Process.Start(startInfo)!;
        return ps.StandardOutput.ReadToEnd().Trim();
    }
}
