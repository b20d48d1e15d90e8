using System.Diagnostics;
using Cto.AppHost.Lifetime;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests.Lifetime;

public sealed class DataDirectoryTests
{
    [Fact]
    public void It_is_one_owner_s_at_a_time()
    {
        using var scratch = ScratchDirectory.Create("data");
        var first = DataDirectory.Open(scratch.Path);
        Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(scratch.Path));

        first.Dispose();

        DataDirectory.Open(scratch.Path).Dispose();
    }

    [Fact]
    public void It_knows_who_was_killed_in_it()
    {
        using var scratch = ScratchDirectory.Create("data");
        using var gone = Process.Start("true");
        gone.WaitForExit();
        File.WriteAllText(Path.Combine(scratch.Path, "apphost.owner"), $"process {gone.Id}, http://localhost:5080");

        using (var next = DataDirectory.Open(scratch.Path))
        {
            Assert.Equal(gone.Id, next.Killed);
        }

        using var after = DataDirectory.Open(scratch.Path);
        Assert.Null(after.Killed);
    }

    [Fact]
    public void A_full_disk_is_refused_before_anything_is_written()
    {
        Assert.SkipUnless(OsUser.IsRoot && OperatingSystem.IsLinux(), "needs root to mount a small disk");
        using var scratch = ScratchDirectory.Create("full");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=8m", "cto-test", scratch.Path) == 0, "this machine does not let us mount a small disk");
        try
        {
            var refused = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(scratch.Path));

            Assert.Contains("is full: 8 MB are free and 256 MB are needed", refused.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.Path));
        }
        finally
        {
            Run("umount", scratch.Path);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
