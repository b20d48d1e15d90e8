using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cto.Connectors.Tests.Git;

/// <summary>Fills a repository with a made-up history of any size, always the same: branches of some commits, merges, squash commits and releases.</summary>
internal static class GeneratedHistory
{
    private const long Start = 1_577_836_800;

    /// <param name="directory">An empty repository.</param>
    /// <param name="commits">How many commits.</param>
    /// <param name="isLine">Whether there is one line of squash commits and no branch.</param>
    public static void Write(string directory, int commits, bool isLine = false)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet", "--force"]) { WorkingDirectory = directory, RedirectStandardInput = true })!;
        using (var import = new StreamWriter(git.StandardInput.BaseStream, new UTF8Encoding(false), 1 << 16))
        {
            new Writer(import, new Random(1), commits, isLine).Write();
        }

        git.WaitForExit();
        Trace.Assert(git.ExitCode == 0, "git fast-import failed");
    }

    private sealed class Writer(StreamWriter import, Random random, int commits, bool isLine)
    {
        private readonly List<int> _branches = [];
        private int _mark;
        private int _main;
        private int _releases;
        private long _clock = Start;

        public void Write()
        {
            while (_mark < commits)
            {
                var pick = random.Next(10);
                if (isLine || _main == 0 || pick < 2)
                {
                    _main = Commit("refs/heads/main", "Squashed work", _main == 0 ? [] : [_main]);
                }
                else if (pick < 4 && _branches.Count < 12)
                {
                    _branches.Add(Commit("refs/heads/side", "Begin a branch", [_main]));
                }
                else if (pick < 8 && _branches.Count > 0)
                {
                    var branch = random.Next(_branches.Count);
                    _branches[branch] = Commit("refs/heads/side", "Go on with a branch", random.Next(20) == 0 ? [_branches[branch], _main] : [_branches[branch]]);
                }
                else if (_branches.Count > 0)
                {
                    Merge();
                }

                if (_mark / 200 > _releases)
                {
                    _releases++;
                    import.Write(string.Create(CultureInfo.InvariantCulture, $"tag v1.{_releases}\nfrom :{_main}\ntagger R <r@example.org> {_clock} +0000\ndata 0\n"));
                }
            }

            if (!isLine)
            {
                import.Write("reset refs/heads/side\nfrom 0000000000000000000000000000000000000000\n\n");
            }
        }

        private void Merge()
        {
            var branch = random.Next(_branches.Count);
            _main = Commit("refs/heads/main", "Merge a branch", [_main, _branches[branch]]);
            if (random.Next(4) > 0)
            {
                _branches.RemoveAt(branch);
            }
        }

        private int Commit(string reference, string subject, int[] parents)
        {
            _mark++;
            _clock += random.Next(60, 3600);
            var message = string.Create(CultureInfo.InvariantCulture, $"{subject} {_mark}\n\nSome words on why this was done, as people write them.\n");
            var written = _clock - random.Next(0, 7200);
            import.Write(string.Create(CultureInfo.InvariantCulture, $"commit {reference}\nmark :{_mark}\nauthor Person {_mark % 40} <p{_mark % 40}@example.org> {written} +0000\n"));
            import.Write(string.Create(CultureInfo.InvariantCulture, $"committer Person <p@example.org> {_clock} +0000\ndata {message.Length}\n{message}"));
            foreach (var (index, parent) in parents.Index())
            {
                import.Write(string.Create(CultureInfo.InvariantCulture, $"{(index == 0 ? "from" : "merge")} :{parent}\n"));
            }

            if (parents.Length == 0)
            {
                import.Write("deleteall\n");
            }

            import.Write('\n');
            return _mark;
        }
    }
}
