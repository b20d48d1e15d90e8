using System.Reflection;
using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Grains.Dashboards;
using Cto.Grains.Sources;
using Cto.Grains.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Cto.Grains.Tests.Messages;

/// <summary>All that grains are told and answer, as it comes out on another node.</summary>
public sealed class MessageTests
{
    private static readonly DateTimeOffset At = new(2026, 12, 1, 9, 30, 0, TimeSpan.Zero);

    private static readonly object[] Samples =
    [
        new GridArea(3, 0, 4, 2),
        new PlacedWidget
        {
            Id = new("11111111-0000-0000-0000-000000000000"), Kind = "lead-time", Area = new(1, 2, 3, 4), Title = "Ours",
            Parameters = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("period", "last-30-days"),
        },
        new DashboardState { Name = "Mine", Owner = new("22222222-0000-0000-0000-000000000000"), Shared = true, Template = "overview", Widgets = DashboardTemplates.Widgets("overview"), Version = 7 },
        new WidgetReading { Version = 5, State = WidgetState.Stale, Since = At, Fault = "Late.", Remedy = "Wait.", Answered = 4, Answer = [1, 2, 3] },
        new WidgetNews("11111111-0000-0000-0000-000000000000/delivery.dora?", 5, WidgetState.Fresh),
        WidgetState.Partial,
        SyncRequest.Throttled,
        new WebhookMessage { Headers = new() { ["X-Event"] = "push" }, Body = [1, 2, 3], ReceivedAt = At },
        new WebhookReceipt { VerdictName = "Accepted", Reason = "Why.", ReplyText = "challenge", ReplyHeaders = new() { ["X-Hook-Secret"] = "s" } },
        new SourceStatus
        {
            Id = new("33333333-0000-0000-0000-000000000000"), Connector = "github", Name = "shop", State = SourceState.Failing, CreatedAt = At, Settings = new(new Dictionary<string, string> { ["repo"] = "a/b" }),
            CredentialKind = "token", CredentialExpiresAt = At, LastSuccessAt = At, LastAttemptAt = At, NextAttemptAt = At, LagSeconds = 1.5, ThrottledUntil = At,
            Fault = new(SourceFault.Unauthorized, "No.", "Do.", At), RateLimit = new(5000, 97, At), Usage = new(new(2026, 12, 1), 12, 0.05m, 3m),
            Progress = new("commits", 10, 0.5, 3.5, "pulls", At), Streams = new Dictionary<string, StreamStatus> { ["commits"] = new(30, At) { KnownUntil = At, LagSeconds = 2, Fault = new(SourceFault.Forbidden, "No.", "Do.", At) } },
            Warnings = ["Slow."],
        },
    ];

    public static TheoryData<string> Messages => [.. Samples.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_out_as_it_went_in(string type)
    {
        using var services = Services();
        var serializer = services.GetRequiredService<Serializer>();
        var sample = Samples.Single(sample => sample.GetType().Name == type);
        var read = serializer.Deserialize<object>(serializer.SerializeToArray<object>(sample));
        Assert.NotNull(read);
        Assert.Equal(sample.GetType(), read.GetType());
        Assert.NotSame(sample, read);
        Assert.Equal(JsonSerializer.Serialize(sample), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void What_a_change_of_a_dashboard_is_refused_for_is_said_on_every_node()
    {
        using var services = Services();
        var serializer = services.GetRequiredService<Serializer>();
        var read = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new DashboardException("A name has 1 to 100 characters.")));
        Assert.Equal("A name has 1 to 100 characters.", Assert.IsType<DashboardException>(read).Message);
    }

    [Fact]
    public void Every_message_is_named_numbered_immutable_and_tried_here()
    {
        var types = typeof(GrainHosting).Assembly.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).ToList();
        Assert.All(types, type => Assert.True(type.IsDefined(typeof(AliasAttribute), false), $"{type.Name} has no alias."));
        Assert.All(types.Where(type => !type.IsEnum), type => Assert.True(type.IsDefined(typeof(ImmutableAttribute), false), $"{type.Name} is copied at every call."));
        Assert.Empty(types.Where(type => !typeof(Exception).IsAssignableFrom(type)).Select(type => type.Name).Except(Samples.Select(sample => sample.GetType().Name)));
    }

    [Fact]
    public void Every_grain_and_every_interface_has_a_name_of_its_own_and_nothing_untyped_travels()
    {
        var types = typeof(GrainHosting).Assembly.GetTypes();
        Assert.All(types.Where(type => type.IsSubclassOf(typeof(Grain))), type => Assert.StartsWith("cto.", type.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, null!).ToString(), StringComparison.Ordinal));
        var interfaces = types.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).ToList();
        Assert.All(interfaces, type => Assert.Equal($"cto.{type.Name}", type.GetCustomAttribute<AliasAttribute>()!.Alias));
        Assert.All(interfaces.SelectMany(type => type.GetMethods()).Where(method => method.IsAbstract), method =>
        {
            Type[] travelling = [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. method.ReturnType.GetGenericArguments()];
            Assert.DoesNotContain(typeof(object), travelling);
        });
    }

    private static ServiceProvider Services() => new ServiceCollection().AddSerializer().AddGrainMessages().BuildServiceProvider();
}
