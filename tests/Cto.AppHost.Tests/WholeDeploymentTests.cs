using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.AppHost.Tests;

/// <summary>The model of <c>Program.cs</c>, run by Aspire's own means in this process.</summary>
public sealed class WholeDeploymentTests : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ScratchDirectory _scratch = ScratchDirectory.Create("deployment");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_starts_people_sign_in_and_see_tiles_and_what_is_stopped_rests_until_it_is_started()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cto_AppHost>(["--data", _scratch.Path, "--port", "0", "--no-dashboard"], Now);
        builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "upstreams")).WithEnvironment("DEMO_SCALE", "0.01");
        await using var app = await builder.BuildAsync(Now);
        await app.StartAsync(Now);
        var states = app.ResourceNotifications;
        await Healthy("web");
        foreach (var server in (string[])["postgres", "cto", "redis"])
        {
            Assert.True(states.TryGetCurrentState(server, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running, server);
        }

        var link = await SaidAsync(app, "web", "sign in: ");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.GetEndpoint("web", "http") };
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri(link).PathAndQuery, Now)).StatusCode);
        await SeesTilesAsync(browser);

        var commands = app.Services.GetRequiredService<ResourceCommandService>();
        Assert.True((await commands.ExecuteCommandAsync("web", KnownResourceCommands.StopCommand, Now)).Success);
        await states.WaitForResourceAsync("web", KnownResourceStates.TerminalStates, Now);
        Assert.True((await commands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, Now)).Success);
        await Healthy("web");
        Assert.DoesNotContain("starting again", await AllAsync(app, "web"), StringComparison.Ordinal);

        Task<ResourceEvent> Healthy(string name) => states.WaitForResourceHealthyAsync(name, WaitBehavior.WaitOnResourceUnavailable, Now).WaitAsync(Patience.Limit, Now);
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>They stand there from the moment that the demo company's first source is connected.</summary>
    private static async Task SeesTilesAsync(HttpClient browser)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(Patience.Limit);
        while (!(await browser.GetStringAsync("/", patience.Token)).Contains("<article class=\"tile", StringComparison.Ordinal))
        {
            await Task.Delay(PollInterval, patience.Token);
        }
    }

    private static async Task<string> SaidAsync(DistributedApplication app, string resource, string beginning)
    {
        await foreach (var lines in Logs(app).WatchAsync(Resource(app, resource)).WithCancellation(Now))
        {
            foreach (var line in lines.Where(line => line.Content.Contains(beginning, StringComparison.Ordinal)))
            {
                return line.Content[(line.Content.IndexOf(beginning, StringComparison.Ordinal) + beginning.Length)..];
            }
        }

        throw new InvalidOperationException($"{resource} ended without saying '{beginning}'.");
    }

    private static async Task<string> AllAsync(DistributedApplication app, string resource)
    {
        var said = new List<string>();
        await foreach (var lines in Logs(app).GetAllAsync(Resource(app, resource)).WithCancellation(Now))
        {
            said.AddRange(lines.Select(line => line.Content));
        }

        return string.Join('\n', said);
    }

    private static ResourceLoggerService Logs(DistributedApplication app) => app.Services.GetRequiredService<ResourceLoggerService>();

    private static IResource Resource(DistributedApplication app, string name) => app.Services.GetRequiredService<DistributedApplicationModel>().Resources.First(resource => resource.Name == name);
}
