using System.Runtime.CompilerServices;
using Cto.Connectors.Aws.CostExplorer;
using Cto.Connectors.Aws.Iam;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>AWS: what it costs by Cost Explorer, and who can get in by IAM.</summary>
internal sealed class AwsConnector(AwsSessions sessions, AwsCheck check) : ISourceConnector
{
    private static readonly TimeSpan AccessEvery = TimeSpan.FromHours(1);

    public ConnectorDescriptor Descriptor => AwsDescriptor.Descriptor;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public async IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        if (stream == AwsStreams.Charges)
        {
            await foreach (var page in new ChargeStream(session).PullAsync(cursor, cancellationToken))
            {
                yield return page;
            }

            yield break;
        }

        var before = WholeList.Parse(cursor, $"{session.Settings.CostExplorer.Authority}|{session.Settings.Iam.Authority}");
        if (!before.IsDue(session.Clock.GetUtcNow(), stream == AwsStreams.Access ? AccessEvery : session.Settings.Refresh))
        {
            yield return before.Unchanged();
            yield break;
        }

        var reading = await ReadAsync(session, stream, cancellationToken);
        // Forecasts and past months stay when AWS no longer tells them: only what stands for a thing can be gone.
        var kept = stream is AwsStreams.Access or AwsStreams.Savings ? reading.Facts : [];
        var next = before.Next(kept, session.Clock.GetUtcNow(), unseen: reading.Unseen, warnings: reading.Warnings);
        foreach (var page in before.Pages(reading.Facts, next, "records"))
        {
            yield return page;
        }
    }

    private static async Task<AwsReading> ReadAsync(AwsSession session, string stream, CancellationToken cancellationToken) => stream switch
    {
        AwsStreams.Access => await new IamAccess(session).ReadAsync(cancellationToken),
        AwsStreams.Forecast => await Forecasts.ReadAsync(session, await IamAccount.NumberAsync(session.Sts, cancellationToken), cancellationToken),
        AwsStreams.Anomalies => await Anomalies.ReadAsync(session, cancellationToken),
        AwsStreams.Savings => await Savings.ReadAsync(session, cancellationToken),
        AwsStreams.Commitments => await Commitments.ReadAsync(session, await IamAccount.NumberAsync(session.Sts, cancellationToken), cancellationToken),
        _ => throw new ArgumentException($"AWS has no stream '{stream}'.", nameof(stream)),
    };
}
