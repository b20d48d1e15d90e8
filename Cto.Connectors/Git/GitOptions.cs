using System.ComponentModel.DataAnnotations;

namespace Cto.Connectors.Git;

/// <summary>How this installation reads git repositories.</summary>
public sealed class GitOptions
{
    public const string Section = "Connectors:Git";

    /// <summary>The git program: a name on the PATH or a full path.</summary>
    [Required]
    public string Program { get; set; } = "git";

    /// <summary>Where mirrors of remote repositories are kept; <c>git</c> in the data directory when nothing is given.</summary>
    public string? MirrorDirectory { get; set; }

    /// <summary>Whether every repository that this process can read may be connected by its path, and ssh addresses be opened with the keys of the user that it runs as:
    /// for one's own machine, where the AppHost says so; never for a shared installation.</summary>
    public bool AnyLocalRepository { get; set; }

    /// <summary>The directories whose repositories may be connected by their path where not every one may.</summary>
    public IList<string> LocalRoots { get; init; } = [];

    /// <summary>How long a remote may be silent before it counts as not answering.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether mirrors hold commits and tags alone, without the files, where the server can do that.</summary>
    public bool CommitsOnly { get; set; } = true;

    /// <summary>Whether the operator's own git configuration (proxies, rewritten addresses, credential helpers) is used.</summary>
    public bool UseOperatorConfiguration { get; set; }
}
