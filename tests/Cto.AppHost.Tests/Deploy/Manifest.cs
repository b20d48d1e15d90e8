using System.Text.Json;
using Cto.Testing;

namespace Cto.AppHost.Tests.Deploy;

/// <summary>What <c>Program.cs</c> says of itself when it is published.</summary>
internal sealed class Manifest(JsonElement resources)
{
    public static async Task<Manifest> PublishAsync()
    {
        using var scratch = ScratchDirectory.Create("manifest");
        await using var appHost = await AppHostProcess.StartAsync("--operation", "publish", "--step", "publish-manifest", "--output-path", scratch.Path);
        Assert.True(await appHost.Exited == 0, appHost.Said);
        var text = await File.ReadAllTextAsync(Path.Combine(scratch.Path, "aspire-manifest.json"), TestContext.Current.CancellationToken);
        return new(JsonElement.Parse(text).GetProperty("resources"));
    }

    /// <summary>The image of a container, as people write it.</summary>
    public string Image(string resource) => resources.GetProperty(resource).GetProperty("image").GetString()!.Replace("docker.io/library/", "", StringComparison.Ordinal);

    /// <summary>What a resource must be told.</summary>
    public IReadOnlyCollection<string> Variables(string resource) => [.. resources.GetProperty(resource).GetProperty("env").EnumerateObject().Select(variable => variable.Name)];

    /// <summary>Where a container keeps what must last.</summary>
    public string Volume(string resource) => resources.GetProperty(resource).GetProperty("volumes")[0].GetProperty("target").GetString()!;

    public bool HasVolume(string resource) => resources.GetProperty(resource).TryGetProperty("volumes", out _);

    /// <summary>The secrets that whoever deploys gives.</summary>
    public IReadOnlyCollection<string> Secrets => [.. resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == "parameter.v0").Select(resource => resource.Name)];

    /// <summary>Everything that runs.</summary>
    public IReadOnlyCollection<string> Processes => [.. resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() is "container.v0" or "project.v0").Select(resource => resource.Name)];
}
