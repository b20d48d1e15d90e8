using System.Diagnostics;

namespace Cto.Testing;

/// <summary>Small programs for tests.</summary>
public static class ShellScript
{
    /// <summary>Writes a program that can be run at once.</summary>
    /// <remarks>
    /// Another process does it: what this one has open for writing, any child that another test starts at that moment has open too,
    /// and the kernel runs no program while somebody may write it ("text file busy").
    /// </remarks>
    /// <param name="path">Where it stands.</param>
    /// <param name="script">Without its first line, which names the shell.</param>
    public static void Write(string path, string script)
    {
        using var writer = Process.Start("sh", ["-c", """printf '#!/bin/sh\n%s\n' "$1" > "$0" && chmod 700 "$0" """, path, script]);
        writer.WaitForExit();
        if (writer.ExitCode != 0)
        {
            throw new IOException($"The shell could not write {path}.");
        }
    }
}
