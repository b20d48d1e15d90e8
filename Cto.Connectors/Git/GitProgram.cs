using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Cto.Domain.Sources;
using Microsoft.Extensions.Options;

namespace Cto.Connectors.Git;

/// <summary>Starts the git program so that no repository, address or environment can make it do anything but what it is told.</summary>
internal sealed class GitProgram(IOptions<GitOptions> options, TimeProvider clock)
{
    /// <summary>Variables of the surrounding environment that git keeps; all others that it knows are taken from it.</summary>
    private static readonly string[] Kept = ["GIT_EXEC_PATH", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_TEMPLATE_DIR"];

    /// <exception cref="SourceException">Git is not installed.</exception>
    public GitProcess Start(GitCommand command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(options.Value.Program, ["--no-pager", command.Name, .. command.Arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? Path.GetTempPath(),
        };
        Seal(start.Environment, command);

        cancellationToken.ThrowIfCancellationRequested();
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw Directory.Exists(start.WorkingDirectory)
                ? new SourceException(SourceFault.Unavailable, $"The program '{options.Value.Program}' could not be started on this machine.", e)
                {
                    Remedy = $"Install git 2.31 or newer, or have the operator set '{GitOptions.Section}:Program' to its path.",
                }
                : new SourceException(SourceFault.NotFound, $"The repository '{command.Subject}' is no longer there.", e);
        }

        return new GitProcess(process, command, command.Access is null ? Timeout.InfiniteTimeSpan : options.Value.Patience, clock, cancellationToken);
    }

    private void Seal(IDictionary<string, string?> environment, GitCommand command)
    {
        foreach (var name in environment.Keys.Where(IsForeign).ToList())
        {
            environment.Remove(name);
        }

        // Messages are read by GitFailure, so they have to be in English.
        environment["LC_ALL"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_LAZY_FETCH"] = "1";
        environment["GIT_PROTOCOL_FROM_USER"] = "0";
        environment["GIT_ALLOW_PROTOCOL"] = command.Access is null ? "none" : "https:http:ssh:git";
        if (!options.Value.UseOperatorConfiguration)
        {
            environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        }

        if (command.Directory is { } directory)
        {
            // An explicit directory is neither searched for in the parents nor refused because another user owns it.
            environment["GIT_DIR"] = directory;
        }

        foreach (var (name, value) in command.Access?.Environment ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        Configure(environment, [.. Fixed, .. command.Access?.Configuration ?? []]);
    }

    /// <summary>Takes away what a repository's own configuration could have git run or print, and what would outlive the command.</summary>
    private List<KeyValuePair<string, string>> Fixed =>
    [
        new("core.fsmonitor", "false"),
        new("core.hooksPath", OperatingSystem.IsWindows() ? "NUL" : "/dev/null"),
        new("core.askPass", string.Empty),
        new("log.showSignature", "false"),
        new("safe.directory", "*"),
        new("submodule.recurse", "false"),
        new("fetch.writeCommitGraph", "true"),
        new("gc.autoDetach", "false"),
        new("maintenance.autoDetach", "false"),

        // What a rewritten history has left behind tells which facts to withdraw.
        new("gc.pruneExpire", "never"),
        new("http.lowSpeedLimit", "1"),
        new("http.lowSpeedTime", ((int)options.Value.Patience.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
    ];

    private static void Configure(IDictionary<string, string?> environment, List<KeyValuePair<string, string>> entries)
    {
        environment["GIT_CONFIG_COUNT"] = entries.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, (key, value)) in entries.Index())
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{index}")] = key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{index}")] = value;
        }
    }

    private static bool IsForeign(string name) =>
        (name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) && !Kept.Contains(name)) || name is "SSH_ASKPASS" or "SSH_ASKPASS_REQUIRE" or "LANGUAGE";
}
