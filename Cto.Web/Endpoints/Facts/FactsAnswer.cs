using Cto.Insights.Facts;

namespace Cto.Web.Endpoints.Facts;

/// <summary>What became of pushed lines.</summary>
/// <param name="Accepted">Lines whose fact is new or says something new.</param>
/// <param name="Unchanged">Lines whose fact was known.</param>
/// <param name="Rejected">Lines that were passed over, at most 10,000 of them.</param>
/// <param name="RejectedTotal">All lines that were passed over.</param>
public sealed record FactsAnswer(long Accepted, long Unchanged, IReadOnlyList<RejectedLine> Rejected, long RejectedTotal)
{
    /// <summary>Counts while the lines come in.</summary>
    internal sealed class Builder(int maxRejections)
    {
        private readonly List<RejectedLine> _rejected = [];
        private long _accepted;
        private long _unchanged;
        private long _rejectedTotal;

        public void Reject(int line, string error)
        {
            _rejectedTotal++;
            if (_rejected.Count < maxRejections)
            {
                _rejected.Add(new(line, error));
            }
        }

        public void Count(PushedBatch.Group group, FactsWritten written)
        {
            foreach (var rejection in written.Rejected)
            {
                Reject(group.Lines[rejection.Index], rejection.Error);
            }

            if (group.Own)
            {
                _accepted += written.Inserted + written.Updated;
                _unchanged += written.Unchanged;
            }
        }

        public FactsAnswer Build() => new(_accepted, _unchanged, [.. _rejected.OrderBy(rejected => rejected.Line)], _rejectedTotal);
    }
}

/// <summary>A line that was passed over, counted from 1, and why.</summary>
public sealed record RejectedLine(int Line, string Error);
