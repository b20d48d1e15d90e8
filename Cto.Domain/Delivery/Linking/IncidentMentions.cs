using System.Buffers;

namespace Cto.Domain.Delivery.Linking;

/// <summary>
/// Deployments that name an incident, by a label of theirs or by a label or the title of what they shipped: one that finished before the incident
/// began is its cause, a later one its fix.
/// </summary>
internal sealed class IncidentMentions
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t,;()[]{}\"'!?");

    private readonly Dictionary<string, List<int>> _mentions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _wanted;
    private readonly DeploymentLine _line;

    private IncidentMentions(DeploymentLine line, HashSet<string> wanted)
    {
        _line = line;
        _wanted = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static IncidentMentions In(Shipping shipping, IReadOnlyList<Incident> incidents)
    {
        var mentions = new IncidentMentions(shipping.Line, new HashSet<string>(incidents.SelectMany(NamesOf), StringComparer.OrdinalIgnoreCase));
        if (incidents.Count == 0)
        {
            return mentions;
        }

        for (var i = 0; i < shipping.Line.Successes.Length; i++)
        {
            mentions.Read(shipping.Line.Successes[i].Labels, i);
        }

        for (var i = 0; i < shipping.Changes.Count; i++)
        {
            if (shipping.ShippedBy(i) is >= 0 and var index)
            {
                mentions.Read(shipping.Changes[i].Labels, index);
                mentions.Read(shipping.Changes[i].Title, index);
            }
        }

        return mentions;
    }

    /// <summary>The last success that finished before the incident began and names it; -1 when none does.</summary>
    public int CauseOf(Incident incident) => Of(incident).Where(index => _line.FinishOf(index) <= incident.StartedAt).DefaultIfEmpty(-1).Max();

    /// <summary>The successes that finished after the incident began and name it.</summary>
    public IEnumerable<int> FixesOf(Incident incident) => Of(incident).Where(index => _line.FinishOf(index) > incident.StartedAt).Distinct();

    private IEnumerable<int> Of(Incident incident) => _mentions.Count == 0 ? [] : NamesOf(incident).SelectMany(name => _mentions.GetValueOrDefault(name) ?? []);

    // Upstream's own id is the key without the source before the colon; a bare number names too much to be taken for one.
    private static IEnumerable<string> NamesOf(Incident incident)
    {
        yield return incident.Key;
        var id = incident.Key[(incident.Key.LastIndexOf(':') + 1)..];
        if (id.Length < incident.Key.Length && id.Length >= 4 && id.Any(char.IsAsciiDigit) && id.Any(char.IsAsciiLetter))
        {
            yield return id;
        }
    }

    private void Read(IReadOnlyList<string>? labels, int index)
    {
        foreach (var label in labels ?? [])
        {
            Read(label, index);
        }
    }

    private void Read(ReadOnlySpan<char> text, int index)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(Separators);
            var word = (end < 0 ? text : text[..end]).TrimEnd(":.");
            text = end < 0 ? [] : text[(end + 1)..];
            // As a label: "incident:INC-7", "fixes/INC-7".
            for (var rest = word; !rest.IsEmpty;)
            {
                if (_wanted.TryGetValue(rest, out var name))
                {
                    (_mentions.TryGetValue(name, out var list) ? list : _mentions[name] = []).Add(index);
                    break;
                }

                var next = rest.IndexOfAny(':', '/', '=');
                rest = next < 0 ? [] : rest[(next + 1)..];
            }
        }
    }
}
