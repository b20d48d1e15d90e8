namespace Cto.Web.Nodes;

/// <summary>Runs a node to its end.</summary>
internal static class NodeRun
{
    /// <summary>Returns after an orderly stop, also where Redis is away and the silo could not say goodbye in time: the others find out by themselves.</summary>
    public static async Task RunNodeAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // What counts is stored; the process ends here.
        }
    }
}
