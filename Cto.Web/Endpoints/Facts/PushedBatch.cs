using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Lines waiting to be stored, by kind; what comes with a line (the reviews of a pull request) is apart, because the line is counted by its own fact.</summary>
internal sealed class PushedBatch
{
    private readonly Dictionary<(string Kind, bool Own), Group> _groups = [];

    public int Facts { get; private set; }

    public IEnumerable<Group> Groups => _groups.Values;

    /// <param name="line">The line's number.</param>
    /// <param name="facts">Its own fact first.</param>
    public void Add(int line, IReadOnlyList<Fact> facts)
    {
        Facts += facts.Count;
        foreach (var (index, fact) in facts.Index())
        {
            var (kind, own) = (FactKinds.Of(fact), index == 0);
            if (!_groups.TryGetValue((kind, own), out var group))
            {
                _groups[(kind, own)] = group = new(kind, own);
            }

            group.Facts.Add(fact);
            group.Lines.Add(line);
        }
    }

    /// <summary>Facts of one kind with the lines they come from.</summary>
    internal sealed record Group(string Kind, bool Own)
    {
        public List<Fact> Facts { get; } = [];
        public List<int> Lines { get; } = [];
    }
}
