using System.Diagnostics;
using Cto.AppHost.Hosting;
using Cto.AppHost.Processes;
using Cto.Testing;

namespace Cto.AppHost.Tests.Hosting;

public sealed class ChildrenTests : IDisposable
{
    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("children");
    private readonly Process _outlived = Process.Start(new ProcessStartInfo("sleep", ["600"]) { Environment = { ["CTO_APPHOST_RUN"] = "feed" } })!;

    private ProcessIdentity Outlived => ProcessIdentity.Of(_outlived.Id)!;

    [Fact]
    public async Task What_an_earlier_start_recorded_and_left_running_is_ended()
    {
        Record($"{Outlived}\nanother-run\n");

        await new Children(_scratch.Path).EndLeftoversAsync(_ => { });

        Assert.True(_outlived.WaitForExit(Patience.Limit));
        Assert.Empty(Directory.EnumerateFiles(_scratch.Path));
    }

    [Fact]
    public async Task Descendants_of_a_dead_child_are_found_by_what_they_inherited()
    {
        Record("999999 1@boot\nfeed\n");

        await new Children(_scratch.Path).EndLeftoversAsync(_ => { });

        Assert.True(_outlived.WaitForExit(Patience.Limit));
    }

    [Fact]
    public async Task A_process_that_was_given_an_old_id_is_left_alone()
    {
        Record($"{Outlived with { Started = "another time" }}\nanother-run\n");

        await new Children(_scratch.Path).EndLeftoversAsync(_ => { });

        Assert.False(_outlived.HasExited);
    }

    public void Dispose()
    {
        _outlived.Kill();
        _outlived.Dispose();
        _scratch.Dispose();
    }

    private void Record(string text) => File.WriteAllText(Path.Combine(_scratch.Path, "web.pid"), text);
}
