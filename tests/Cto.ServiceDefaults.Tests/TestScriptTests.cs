using System.Diagnostics;
using Cto.Testing;

namespace Cto.ServiceDefaults.Tests;

/// <summary>What <c>test.sh</c> says in its last line, run over projects that only pretend to be tested.</summary>
public sealed class TestScriptTests : IDisposable
{
    private const string Good = """
        good) printf '  total: 3\n  failed: 0\n  succeeded: 2\n  skipped: 1\n' ;;
        """;

    private readonly ScratchDirectory _repository = ScratchDirectory.Create("test-script");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task What_passed_and_what_was_skipped_is_added_up() =>
        Assert.Equal((0, "4 passed, 0 failed, 2 skipped"), await RunAsync("good", "good"));

    [Theory]
    [InlineData("dies", "echo 'Process terminated.'; exit 134", "ended with status 134 before its summary")]
    [InlineData("hangs", "exec sleep 600", "ended with status 124 before its summary")]
    [InlineData("empty", """printf '  total: 0\n  failed: 0\n  succeeded: 0\n  skipped: 0\n'; exit 8""", "no test ran")]
    [InlineData("late", """printf '  total: 5\n  failed: 0\n  succeeded: 5\n  skipped: 0\n'; exit 139""", "status 139")]
    public async Task A_project_that_does_not_come_to_a_good_end_is_a_failure(string kind, string script, string reason)
    {
        var (status, last) = await RunAsync(["good", kind], $"{kind}) {script} ;;", reason);

        Assert.Equal(1, status);
        Assert.Equal(kind == "late" ? "7 passed, 1 failed, 1 skipped" : "2 passed, 1 failed, 1 skipped", last);
    }

    [Fact]
    public async Task Failed_tests_are_counted_as_they_are() => Assert.Equal(
        (1, "5 passed, 2 failed, 1 skipped"),
        await RunAsync(["good", "fails"], """fails) printf '  total: 5\n  failed: 2\n  succeeded: 3\n  skipped: 0\n'; exit 2 ;;""", "FAILED"));

    [Fact]
    public async Task A_build_that_fails_is_a_failure() =>
        Assert.Equal((1, "0 passed, 1 failed, 0 skipped"), await RunAsync(["good"], "", "the build failed", build: "exit 1"));

    private Task<(int Status, string Last)> RunAsync(params string[] kinds) => RunAsync(kinds, "", "passed");

    /// <summary>Runs the script over a project of each kind; what <c>dotnet</c> does for a kind stands in the script's cases.</summary>
    private async Task<(int Status, string Last)> RunAsync(string[] kinds, string cases, string says, string build = "exit 0")
    {
        var bin = Directory.CreateDirectory(Path.Combine(_repository.Path, "bin")).FullName;
        File.Copy(Script(new(AppContext.BaseDirectory)), Path.Combine(_repository.Path, "test.sh"));
        for (var index = 0; index < kinds.Length; index++)
        {
            Directory.CreateDirectory(Path.Combine(_repository.Path, "tests", $"{index}.{kinds[index]}.Tests"));
        }

        ShellScript.Write(Path.Combine(bin, "dotnet"), $$"""
            [ "$1" = build ] && {{build}}
            kind=$(basename "$2" .Tests.dll)
            case "${kind#*.}" in
            {{Good}}
            {{cases}}
            esac
            """);
        // Nothing is installed from here, whatever this machine lacks.
        ShellScript.Write(Path.Combine(bin, "apt-get"), "exit 1");
        ShellScript.Write(Path.Combine(bin, "sudo"), "exit 1");

        using var run = Process.Start(new ProcessStartInfo("bash", [Path.Combine(_repository.Path, "test.sh")])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}", ["CTO_TEST_PATIENCE"] = "2s" },
        })!;
        var said = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(says, said, StringComparison.Ordinal);
        return (run.ExitCode, said.TrimEnd().Split('\n')[^1]);
    }

    private static string Script(DirectoryInfo folder) => Path.Combine(folder.FullName, "test.sh") is var script && File.Exists(script) ? script : Script(folder.Parent!);
}
