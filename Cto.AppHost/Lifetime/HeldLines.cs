namespace Cto.AppHost.Lifetime;

/// <summary>Forwards the lines of the resources, but keeps those meant for people until they are not lost among the rest.</summary>
/// <param name="terminal">Where people look.</param>
/// <param name="beginnings">How lines for people begin; of each kind the first is shown, however many replicas say it.</param>
internal sealed class HeldLines(Terminal terminal, params IReadOnlyList<string> beginnings)
{
    private readonly Dictionary<string, string> _held = [];
    private bool _released;

    public void Take(string name, string line)
    {
        if (beginnings.FirstOrDefault(beginning => line.StartsWith(beginning, StringComparison.Ordinal)) is not { } kind)
        {
            terminal.Say(name, line);
            return;
        }

        lock (_held)
        {
            if (_held.TryAdd(kind, line) && _released)
            {
                terminal.Plain(line);
            }
        }
    }

    public void Release()
    {
        lock (_held)
        {
            _released = true;
            foreach (var line in beginnings.Where(_held.ContainsKey).Select(kind => _held[kind]))
            {
                terminal.Plain(line);
            }
        }
    }
}
