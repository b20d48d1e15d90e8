using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Demo;

/// <summary>Connects every source of the company to the product, leaves those alone that are connected already, and gives the evidence that no source brings.</summary>
/// <param name="product">The product.</param>
/// <param name="simulation">The company: its evidence is given at each start, as the same again changes nothing.</param>
/// <param name="wanted">What to connect.</param>
/// <param name="say">Takes a line for people.</param>
internal sealed class DemoConnecting(ProductApi product, Simulation simulation, IReadOnlyList<DemoSource> wanted, Action<string> say)
{
    private const int AtOnce = 4;
    private const int Encouragements = 15;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan EncourageInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    /// <param name="isOther">What is connected belongs to another company: what it left must not mix with this one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(bool isOther, CancellationToken cancellationToken)
    {
        while (true)
        {
            await UntilAsync(() => product.IsReadyAsync(cancellationToken), cancellationToken);
            try
            {
                await ConnectAsync(isOther, cancellationToken);
                return;
            }
            catch (HttpRequestException e)
            {
                say($"trying again to connect the sources: {e.Message}");
                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
    }

    private async Task ConnectAsync(bool isOther, CancellationToken cancellationToken)
    {
        if (isOther)
        {
            await ForgetAsync(cancellationToken);
        }

        if (await product.PushAsync(simulation.Company.Stories.Evidence.Given.Select(DemoEvidence.Line), cancellationToken) is { } refused)
        {
            say($"the company's evidence is not taken: {refused}");
        }

        var connected = await product.SourcesAsync(cancellationToken);
        foreach (var paused in connected.Where(source => source.State == "paused" && wanted.Any(other => other.Name == source.Name)))
        {
            await product.ResumeAsync(paused.Id, cancellationToken);
        }

        var failed = 0;
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (source, token) =>
        {
            if (await PutAsync(source, connected.FirstOrDefault(known => known.Name == source.Name), token) is { } objection)
            {
                Interlocked.Increment(ref failed);
                say($"{source.Name} is not connected: {objection}");
            }
        });
        say($"{wanted.Count - failed} of {wanted.Count} sources are connected and sync in the background");
        await EncourageAsync([.. connected.Select(source => source.Id)], cancellationToken);
    }

    /// <summary>What failed while nobody played its vendor, or at its last address, would wait for its next turn, which may be long: it is asked again now.</summary>
    private async Task EncourageAsync(HashSet<Guid> known, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Encouragements; i++)
        {
            var unsettled = (await LeftAsync(cancellationToken)).FindAll(source => known.Contains(source.Id) && (source.State is "failing" or "syncing") && !HasEnded(source.Name));
            if (unsettled.Count == 0)
            {
                return;
            }

            foreach (var failing in unsettled.Where(source => source.State == "failing"))
            {
                await product.SyncAsync(failing.Id, cancellationToken);
            }

            await Task.Delay(EncourageInterval, cancellationToken);
        }
    }

    private bool HasEnded(string name) => wanted.Any(source => source.Name == name && source.EndsAt <= simulation.Company.Now);

    private async Task<string?> PutAsync(DemoSource source, ConnectedSource? connected, CancellationToken cancellationToken) =>
        connected is not null && source.Settings.All(setting => connected.Settings.GetValueOrDefault(setting.Key) == setting.Value) ? null
        : source.EndsAt <= simulation.Company.Now ? await PutEndedAsync(source, connected, cancellationToken)
        : connected is null ? (await product.ConnectAsync(source, paused: false, cancellationToken)).Objection
        : await product.ChangeAsync(connected.Id, source, cancellationToken);

    // At rest until its vendor looks again, so that nothing is read with a token that has ended.
    private async Task<string?> PutEndedAsync(DemoSource source, ConnectedSource? connected, CancellationToken cancellationToken)
    {
        var (id, objection) = (connected?.Id, (string?)null);
        using (simulation.Credentials.Excuse(source.Credentials["token"]))
        {
            if (connected is null)
            {
                (id, objection) = await product.ConnectAsync(source, paused: true, cancellationToken);
            }
            else
            {
                await product.PauseAsync(connected.Id, cancellationToken);
                objection = await product.ChangeAsync(connected.Id, source, cancellationToken);
            }
        }

        if (id is not null)
        {
            await product.ResumeAsync(id.Value, cancellationToken);
        }

        return objection;
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        foreach (var source in await LeftAsync(cancellationToken))
        {
            await product.DeleteAsync(source.Id, cancellationToken);
        }

        await UntilAsync(async () => (await LeftAsync(cancellationToken)).Count == 0, cancellationToken);
    }

    private async Task<List<ConnectedSource>> LeftAsync(CancellationToken cancellationToken) =>
        (await product.SourcesAsync(cancellationToken)).FindAll(source => wanted.Any(other => other.Name == source.Name));

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        while (!await holds())
        {
            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
