using Cto.Testing;

namespace Cto.Connectors.Tests.Git;

/// <summary>Small programs that stand in the way of git.</summary>
internal static class TestProgram
{
    /// <param name="path">Where it stands.</param>
    /// <param name="script">A shell script.</param>
    public static void Write(string path, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs that stand in for git are shell scripts.");
        ShellScript.Write(path, script);
    }
}
