using System.Runtime.InteropServices;
using Cto.Domain;
using Cto.Domain.Delivery;
using Cto.Insights.Delivery.Links;

namespace Cto.Insights.Delivery.DoraMetrics;

/// <summary>Computes the answer's figures from a sample.</summary>
internal sealed class DoraFigures(DoraSample sample, int services, Bands bands)
{
    private bool Connected => services > 0;

    public DoraAnswer Of(Period period, TimeZoneInfo zone)
    {
        var finished = new List<DateTimeOffset>(sample.FinishedAt.Length);
        var (start, end) = (period.Start.UtcDateTime, period.End.UtcDateTime);
        var (rollbacks, failed, rework) = (0, 0, 0);
        var (recovery, fromFinish) = (new List<double>(), new List<double>());
        for (var i = 0; i < sample.FinishedAt.Length; i++)
        {
            if (sample.FinishedAt[i] < start || sample.FinishedAt[i] >= end || !sample.Has(i, DeploymentFlags.Successful))
            {
                continue;
            }

            finished.Add(sample.FinishedAt[i]);
            rollbacks += sample.Has(i, DeploymentFlags.Rollback) ? 1 : 0;
            failed += sample.Has(i, DeploymentFlags.Failed) ? 1 : 0;
            rework += sample.Has(i, DeploymentFlags.Rework) ? 1 : 0;
            if (sample.Recovery[i] >= 0)
            {
                recovery.Add(sample.Recovery[i]);
                fromFinish.Add(sample.RecoveryFromFinish[i]);
            }
        }

        var leads = DurationFigures.Of(CollectionsMarshal.AsSpan(LeadsOf(start, end)));
        var rate = FailureRates.ChangeFailureRate(failed, finished.Count, rollbacks);
        var recovered = Statistics.Median(recovery);
        return new DoraAnswer
        {
            DeploymentFrequency = FrequencyOf(finished, period, zone),
            LeadTime = new(leads?.MedianSeconds, leads?.P75Seconds, leads?.P90Seconds, leads?.Count ?? 0, Word(bands.LeadTime(leads?.MedianSeconds))),
            ChangeFailureRate = new(rate, failed, finished.Count - rollbacks, Word(bands.FailureRate(rate))),
            RecoveryTime = new(recovered, Statistics.Median(fromFinish), recovery.Count, Word(bands.Recovery(recovered))),
            ReworkRate = new(FailureRates.ReworkRate(rework, finished.Count), rework),
            Edition = bands.Edition,
            Daily = [],
            Services = services,
        };
    }

    /// <summary>Every day that the period touches, also those on which nothing happened.</summary>
    public IReadOnlyList<DoraDay> Daily(Period period, TimeZoneInfo zone)
    {
        var days = Calendar.DaysOf(period, zone).ToArray();
        var starts = Array.ConvertAll(days, day => Calendar.StartOf(day, zone).UtcDateTime);
        var tallies = Array.ConvertAll(days, _ => new Tally());
        var (start, end) = (period.Start.UtcDateTime, period.End.UtcDateTime);
        for (var i = 0; i < sample.FinishedAt.Length; i++)
        {
            if (sample.FinishedAt[i] >= start && sample.FinishedAt[i] < end && sample.Has(i, DeploymentFlags.Successful))
            {
                var tally = tallies[DayAt(starts, sample.FinishedAt[i])];
                tally.Deployments++;
                tally.Failed += sample.Has(i, DeploymentFlags.Failed) ? 1 : 0;
                tally.Rework += sample.Has(i, DeploymentFlags.Rework) ? 1 : 0;
                tally.Add(sample.Recovery[i]);
            }
        }

        for (var i = 0; i < sample.LeadSeconds.Length; i++)
        {
            if (sample.LeadEndedAt[i] >= start && sample.LeadEndedAt[i] < end)
            {
                tallies[DayAt(starts, sample.LeadEndedAt[i])].Leads.Add(sample.LeadSeconds[i]);
            }
        }

        return [.. days.Zip(tallies, (day, tally) => tally.Of(day))];
    }

    private DeploymentFrequencyAnswer FrequencyOf(List<DateTimeOffset> finished, Period period, TimeZoneInfo zone)
    {
        if (!Connected || period.Length <= TimeSpan.Zero)
        {
            return new(null, null, null, null, null);
        }

        var perDay = DeploymentFrequency.PerDay(finished.Count, period);
        return new(perDay, DeploymentFrequency.PerWeek(finished.Count, period), DeploymentFrequency.DaysPerWeek(finished, period, zone), finished.Count, Word(bands.Frequency(perDay)));
    }

    // Tens of thousands of them: instants are compared as they were read.
    private List<int> LeadsOf(DateTime start, DateTime end)
    {
        var leads = new List<int>(sample.LeadSeconds.Length);
        for (var i = 0; i < sample.LeadSeconds.Length; i++)
        {
            if (sample.LeadEndedAt[i] >= start && sample.LeadEndedAt[i] < end)
            {
                leads.Add(sample.LeadSeconds[i]);
            }
        }

        return leads;
    }

    private static int DayAt(DateTime[] starts, DateTime at)
    {
        var found = Array.BinarySearch(starts, at);
        return found >= 0 ? found : ~found - 1;
    }

    private static string? Word(Band? band) => band?.ToString().ToLowerInvariant();

    private sealed class Tally
    {
        public int Deployments { get; set; }
        public int Failed { get; set; }
        public int Rework { get; set; }
        public List<int> Leads { get; } = [];
        private List<double> Recoveries { get; } = [];

        public void Add(int recovery)
        {
            if (recovery >= 0)
            {
                Recoveries.Add(recovery);
            }
        }

        public DoraDay Of(DateOnly day) => new(day, Deployments, Failed, Statistics.Percentile(CollectionsMarshal.AsSpan(Leads), 0.5), Statistics.Median(Recoveries), Rework);
    }
}
