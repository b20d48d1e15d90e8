using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.AppHost.Demo;

/// <summary>Commands of the web in the Aspire dashboard, carried out through the product's own API.</summary>
internal static class DemoCommands
{
    public static IResourceBuilder<ProjectResource> WithDemoCommands(this IResourceBuilder<ProjectResource> web, IResourceBuilder<ProjectResource> upstreams, ParameterResource token)
    {
        web.ApplicationBuilder.Services.AddHttpClient(nameof(DemoCommands));
        return web
            .WithCommand("sync-all", "Sync all", context => EachSourceAsync(context, web.Resource, token, "sync"), new() { IconName = "ArrowSync", Description = "Syncs every source now.", UpdateState = WhileRunning })
            .WithCommand("pause", "Pause", context => EachSourceAsync(context, web.Resource, token, "pause"), new() { IconName = "Pause", Description = "Lets every source rest until it is resumed.", UpdateState = WhileRunning })
            .WithCommand("reset-demo", "Reset demo", context => ResetAsync(context, upstreams.Resource), new()
            {
                IconName = "ArrowReset",
                Description = "Begins the demo company anew: what was connected goes, and is connected again.",
                ConfirmationMessage = "Everything that the demo company brought is removed and read anew. Go on?",
                UpdateState = WhileRunning,
            });
    }

    private static async Task<ExecuteCommandResult> EachSourceAsync(ExecuteCommandContext context, ProjectResource web, ParameterResource token, string deed)
    {
        var http = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DemoCommands));
        http.BaseAddress = new(web.GetEndpoint("http").Url + "/api/v1/");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetValueAsync(context.CancellationToken));
        try
        {
            var sources = await http.GetFromJsonAsync<List<JsonElement>>("sources", context.CancellationToken) ?? [];
            var done = 0;
            foreach (var source in sources)
            {
                // One that rests, or that facts are pushed into, refuses; the others go on.
                using var answer = await http.PostAsync(new Uri($"sources/{source.GetProperty("id").GetString()}/{deed}", UriKind.Relative), null, context.CancellationToken);
                done += answer.IsSuccessStatusCode ? 1 : 0;
            }

            return CommandResults.Success($"{deed}: {done} of {sources.Count} sources");
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure(e.Message);
        }
    }

    /// <summary>The one that plays the company connects another at its next start, and takes away what the last one brought.</summary>
    private static async Task<ExecuteCommandResult> ResetAsync(ExecuteCommandContext context, ProjectResource upstreams)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var anew = new BeginAnew();
        upstreams.Annotations.Add(anew);
        try
        {
            return await commands.ExecuteCommandAsync(upstreams, KnownResourceCommands.RestartCommand, context.CancellationToken);
        }
        finally
        {
            upstreams.Annotations.Remove(anew);
        }
    }

    private static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}

/// <summary>The next start of the demo company is that of a new one.</summary>
internal sealed class BeginAnew : IResourceAnnotation;
