using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Tests.Http;

/// <summary>Alone: they change the time zone of the process.</summary>
[CollectionDefinition(nameof(LenientInstantTests), DisableParallelization = true)]
[Collection(nameof(LenientInstantTests))]
public sealed class LenientInstantTests : IDisposable
{
    private const string Variable = "TZ";

    private readonly string? _zone = Environment.GetEnvironmentVariable(Variable);

    public LenientInstantTests() => Set("Asia/Tokyo");

    [Theory]
    [InlineData("2026-11-01T10:00:00Z", 10)]
    [InlineData("2026-11-01T10:00:00+02:00", 8)]
    [InlineData("2026-11-01T10:00:00.000+0000", 10)]
    [InlineData("2026-11-01 10:00:00 UTC", 10)]
    [InlineData("2026-11-01T10:00:00", 10)]
    [InlineData("2026-11-01", 0)]
    public void An_instant_is_the_same_wherever_the_server_stands(string text, int hour) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 1, hour, 0, 0, TimeSpan.Zero), Read($"\"{text}\""));

    [Theory]
    [InlineData("\"never\"")]
    [InlineData("\"0000-00-00\"")]
    [InlineData("\"\"")]
    [InlineData("12")]
    [InlineData("{\"at\":[1]}")]
    [InlineData("null")]
    public void What_is_no_instant_is_unknown(string json) => Assert.Null(Read(json));

    public void Dispose() => Set(_zone);

    private static DateTimeOffset? Read(string json) => JsonSerializer.Deserialize<Record>($$"""{"At":{{json}}}""")!.At;

    private static void Set(string? zone)
    {
        Environment.SetEnvironmentVariable(Variable, zone);
        TimeZoneInfo.ClearCachedData();
    }

    private sealed record Record([property: JsonConverter(typeof(LenientInstant))] DateTimeOffset? At);
}
