using System.Text.RegularExpressions;

namespace Cto.AppHost.Lifetime;

/// <summary>What people see: lines of the resources with their names in front, in colour where colour is read.</summary>
internal sealed partial class Terminal(TextWriter output, bool colour)
{
    private const int NameWidth = 10;
    private static readonly string[] Colours = ["36", "35", "32", "33", "34"];

    private readonly Dictionary<string, string> _colours = [];

    /// <summary>The one that this process was started at.</summary>
    public static Terminal OfThisProcess() => new(Console.Out, colour: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);

    /// <summary>A line of a resource.</summary>
    public void Say(string name, string line)
    {
        lock (_colours)
        {
            output.WriteLine($"{Coloured(name)} | {(colour ? line : Colouring().Replace(line, ""))}");
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

    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex Colouring();

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
