using System.Diagnostics;
using System.Globalization;

namespace Cto.AppHost.Processes;

/// <summary>One process for ever: its id alone will be given to another one day, its id and start together will not.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it started, in the kernel's own words (compared, never computed with).</param>
internal sealed record ProcessIdentity(int Id, string Started)
{
    /// <returns><see langword="null"/> when there is no such process now (a zombie counts as gone).</returns>
    public static ProcessIdentity? Of(int id) => (OperatingSystem.IsLinux() ? StartOnLinux(id) : StartElsewhere(id)) is { } started ? new(id, started) : null;

    public bool IsAlive => Of(Id) == this;

    /// <returns><see langword="null"/> when the text is no identity.</returns>
    public static ProcessIdentity? Parse(string text) =>
        text.Trim().Split(' ', 2) is [var id, var started] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number, started) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Started}");

    private static string? StartOnLinux(int id)
    {
        try
        {
            // After the name, which is in parentheses and may hold anything: state is field 3, start time (ticks since boot) is field 22.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : $"{fields[19]}@{BootId.Value}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? StartElsewhere(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static readonly Lazy<string> BootId = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());
}
