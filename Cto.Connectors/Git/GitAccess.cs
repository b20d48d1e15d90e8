using System.Text;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>How git gets in at a remote: everything secret goes through its environment or a private file, never through arguments, address or configuration on disk.</summary>
internal sealed class GitAccess : IDisposable
{
    public const string Token = "token";
    public const string SshKey = "ssh-key";

    private readonly Dictionary<string, string> _environment = [];
    private readonly List<KeyValuePair<string, string>> _configuration = [];
    private readonly List<string> _ssh = ["ssh", "-o ConnectTimeout=30"];
    private DirectoryInfo? _files;

    /// <summary>Environment variables for the git process.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Configuration for the git process; none of it is secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration => _configuration;

    /// <param name="location">The remote; what is given is given to its host alone.</param>
    /// <param name="credentials">What opens it; <see langword="null"/> where nothing is needed.</param>
    /// <param name="knownHosts">The file in which host keys seen for the first time are kept.</param>
    /// <param name="asOperator">Whether the keys of the user that this process runs as may be used.</param>
    public static GitAccess To(GitLocation location, SourceCredentials? credentials, string knownHosts, bool asOperator)
    {
        var access = new GitAccess();
        try
        {
            switch (credentials?.Kind)
            {
                case Token:
                    access.UseToken(location, credentials);
                    break;
                case SshKey:
                    access.UseKey(credentials);
                    break;
            }

            if (credentials?.Kind != SshKey && !asOperator)
            {
                access._ssh.Add("-F none -o IdentityFile=none -o IdentityAgent=none");
            }

            if (credentials?.Reveal("passphrase") is null)
            {
                access._ssh.Add("-o BatchMode=yes");
            }

            access.TrustHost(credentials?.Reveal("hostKey"), knownHosts);
            access._environment["GIT_SSH_COMMAND"] = string.Join(' ', access._ssh);
            return access;
        }
        catch
        {
            access.Dispose();
            throw;
        }
    }

    public void Dispose() => _files?.Delete(recursive: true);

    private void UseToken(GitLocation location, SourceCredentials credentials)
    {
        if (location.Uri is not { Scheme: "https" or "http" } uri)
        {
            throw new SourceException(SourceFault.InvalidSettings, "A token opens https addresses only.") { Remedy = "Give an https address, or an SSH key." };
        }

        var token = credentials.Reveal("token")?.Trim() ?? string.Empty;
        var user = credentials.Reveal("username")?.Trim() is { Length: > 0 } given ? given : "git";
        if (token.Length == 0 || token.Any(char.IsControl) || user.Any(char.IsControl))
        {
            throw new SourceException(SourceFault.Unauthorized, "The token is empty or holds line breaks.");
        }

        _environment["CTO_GIT_USER"] = user;
        _environment["CTO_GIT_TOKEN"] = token;
        _configuration.Add(new("credential.helper", string.Empty));
        _configuration.Add(new(
            $"credential.{uri.GetLeftPart(UriPartial.Authority)}.helper",
            """!f() { test "$1" = get && printf 'username=%s\npassword=%s\n' "$CTO_GIT_USER" "$CTO_GIT_TOKEN"; }; f"""));
    }

    private void UseKey(SourceCredentials credentials)
    {
        var key = credentials.Reveal("privateKey")?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (string.IsNullOrEmpty(key))
        {
            throw new SourceException(SourceFault.Unauthorized, "The private key is empty.");
        }

        _ssh.Add($"-F none -o IdentitiesOnly=yes -o IdentityAgent=none -i {Quoted(PrivateFile("key", key + "\n", executable: false))}");
        if (credentials.Reveal("passphrase") is { } passphrase)
        {
            _environment["CTO_GIT_PASSPHRASE"] = passphrase;
            _environment["SSH_ASKPASS_REQUIRE"] = "force";
            _environment["SSH_ASKPASS"] = PrivateFile("passphrase", "#!/bin/sh\nprintf '%s\\n' \"$CTO_GIT_PASSPHRASE\"\n", executable: true);
        }
    }

    private void TrustHost(string? hostKey, string knownHosts)
    {
        var (file, check) = hostKey is null
            ? (knownHosts, "accept-new")
            : (PrivateFile("known_hosts", hostKey.Trim() + "\n", executable: false), "yes");
        _ssh.Add($"-o StrictHostKeyChecking={check} -o {Quoted($"UserKnownHostsFile=\"{file}\"")}");
    }

    private string PrivateFile(string name, string content, bool executable)
    {
        _files ??= Directory.CreateTempSubdirectory("cto-git-");
        var path = Path.Combine(_files.FullName, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (executable ? UnixFileMode.UserExecute : UnixFileMode.None);
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
