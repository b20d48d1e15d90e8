using YamlDotNet.RepresentationModel;

namespace Cto.AppHost.Tests.Deploy;

/// <summary><c>deploy/</c> says the same as the deployment's model, which is the only one that is run here.</summary>
public sealed class DeployTests(DeployTests.Published published) : IClassFixture<DeployTests.Published>
{
    private const string Container = "spec.template.spec.containers.0";

    private Manifest Manifest => published.Manifest;

    [Fact]
    public void The_model_declares_containers_and_secrets_and_nothing_of_this_machine()
    {
        Assert.Equal(["postgres", "redis", "web"], Manifest.Processes);
        Assert.Equal(["master-key", "postgres-password", "redis-password"], Manifest.Secrets.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("CTO_DATA", Manifest.Variables("web"));
        Assert.False(Manifest.HasVolume("redis"));
    }

    [Fact]
    public void Compose_runs_the_images_of_the_model_with_all_that_they_must_be_told()
    {
        var services = YamlFile.Read("compose.yaml")[0].At("services");

        Assert.Equal(Manifest.Processes.Order(StringComparer.Ordinal), services.Keys().Order(StringComparer.Ordinal));
        foreach (var server in (string[])["postgres", "redis"])
        {
            Assert.Equal(Manifest.Image(server), services.Text($"{server}.image"));
            Assert.Empty(Manifest.Variables(server).Except(services.At($"{server}.environment").Keys()));
        }

        Assert.Empty(Needed().Except(services.At("web.environment").Keys()));
        Assert.Equal($"cto-postgres:{Manifest.Volume("postgres")}", services.Text("postgres.volumes.0"));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public void Kubernetes_runs_the_servers_of_the_model(string server)
    {
        var container = YamlFile.Read($"kubernetes/{server}.yaml")[0].At(Container);

        Assert.Equal(Manifest.Image(server), container.Text("image"));
        Assert.Empty(Manifest.Variables(server).Except(Variables(container).Keys));
        Assert.True(container.At("resources").Has("limits") && container.Has("readinessProbe"));
        Assert.Equal(Manifest.HasVolume(server) ? Manifest.Volume(server) : null, container.Has("volumeMounts") ? container.Text("volumeMounts.0.mountPath") : null);
    }

    [Fact]
    public void Kubernetes_runs_the_web_of_the_model_twice_probes_it_and_bounds_it()
    {
        var web = YamlFile.Read("kubernetes/web.yaml")[0];
        var container = web.At(Container);

        Assert.Empty(Needed().Except(Variables(container).Keys));
        Assert.Equal("2", web.Text("spec.replicas"));
        Assert.Equal("/health/live", container.Text("livenessProbe.httpGet.path"));
        Assert.Equal("/health/ready", container.Text("readinessProbe.httpGet.path"));
        Assert.True(container.At("resources").Has("limits"));
    }

    [Fact]
    public void No_secret_stands_in_a_file_and_every_one_is_asked_for()
    {
        string[] wanted = ["CTO_MASTER_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"];
        var asked = File.ReadLines(Path.Combine(YamlFile.Directory, "secrets.env.example")).Where(line => !line.StartsWith('#')).Select(line => line.TrimEnd('='));
        var given = new[] { "postgres", "redis", "web" }.SelectMany(file => Variables(YamlFile.Read($"kubernetes/{file}.yaml")[0].At(Container))).Where(variable => wanted.Contains(variable.Key));

        Assert.Equal(wanted, asked.Order(StringComparer.Ordinal));
        Assert.All(given, variable => Assert.Equal("cto", variable.Value.Text("valueFrom.secretKeyRef.name")));
        Assert.Equal(["servers", "web"], YamlFile.Read("kubernetes/network-policy.yaml").Select(policy => policy.Text("metadata.name")));
    }

    /// <summary>How often telemetry is sent is each deployment's own affair.</summary>
    private IEnumerable<string> Needed() => Manifest.Variables("web").Where(variable => !variable.StartsWith("OTEL_", StringComparison.Ordinal));

    private static Dictionary<string, YamlNode> Variables(YamlNode container) => ((YamlSequenceNode)container.At("env")).ToDictionary(variable => variable.Text("name"));

    public sealed class Published : IAsyncLifetime
    {
        internal Manifest Manifest { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Manifest = await Manifest.PublishAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
