using Cto.AppHost.Hosting;

namespace Cto.AppHost.Resources;

/// <summary>Forwards the lines of a resource, but keeps those meant for people until they are not lost among the rest.</summary>
internal sealed class HeldLines(Terminal terminal, string name)
{
    private readonly List<string> _held = [];
    private bool _released;

    public IReadOnlyList<string> Beginnings { get; set; } = [];

    public void Take(string line)
    {
        if (!Beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
        {
            terminal.Say(name, line);
            return;
        }

        lock (_held)
        {
            if (_released)
            {
                terminal.Plain(line);
            }
            else
            {
                _held.Add(line);
            }
        }
    }

    public void Release()
    {
        lock (_held)
        {
            _released = true;
            _held.ForEach(terminal.Plain);
            _held.Clear();
        }
    }
}
