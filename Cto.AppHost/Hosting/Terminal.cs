namespace Cto.AppHost.Hosting;

/// <summary>What people see: lines of the resources with their names in front, in colour where colour is read.</summary>
internal sealed class Terminal(TextWriter output, bool colour)
{
    private const int NameWidth = 10;
    private static readonly string[] Colours = ["36", "35", "32", "33", "34"];

    private readonly Dictionary<string, string> _colours = [];

    /// <summary>A line of a resource.</summary>
    public void Say(string name, string line)
    {
        lock (_colours)
        {
            output.WriteLine($"{Coloured(name)} | {line}");
        }
    }

    /// <summary>A line of our own, as it is.</summary>
    public void Plain(string line)
    {
        lock (_colours)
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Says why we cannot go on.</summary>
    public void Complain(string line)
    {
        lock (_colours)
        {
            output.Flush();
            Console.Error.WriteLine(line);
        }
    }

    private string Coloured(string name)
    {
        var padded = name.PadRight(NameWidth);
        if (!colour)
        {
            return padded;
        }

        if (!_colours.TryGetValue(name, out var code))
        {
            _colours[name] = code = Colours[_colours.Count % Colours.Length];
        }

        return $"\e[{code}m{padded}\e[0m";
    }
}
