using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Upstreams.Demo;

/// <summary>Which company is played, kept in a file so that its history goes on after a restart.</summary>
/// <param name="Seed">Another seed is another company.</param>
/// <param name="Start">The instant that its stories are told from: its first start.</param>
/// <param name="Connected">The start of the company that the product's sources were connected to; <see langword="null"/> before the first time.</param>
internal sealed record DemoState(int Seed, DateTimeOffset Start, DateTimeOffset? Connected)
{
    /// <summary>It falls asleep when what is known of its life ends; another takes its place a little earlier.</summary>
    private static readonly TimeSpan Lifetime = World.Company.Future - TimeSpan.FromDays(5);

    /// <summary>The sources in the product, if there are any, are those of another company.</summary>
    public bool IsOther => Connected is { } connected && connected != Start;

    /// <summary>The company of the file; a new one where there is none, another is wanted, or it has grown old.</summary>
    /// <param name="file">Made when it is not there.</param>
    /// <param name="seed"><see langword="null"/> = as before.</param>
    /// <param name="anew">Whether another is wanted, whatever the seed.</param>
    /// <param name="now">The start of a new one.</param>
    public static DemoState Open(string file, int? seed, bool anew, DateTimeOffset now)
    {
        if (!anew && Read(file) is { } last && (seed ?? last.Seed) == last.Seed && now - last.Start < Lifetime)
        {
            return last;
        }

        var state = new DemoState(seed ?? Read(file)?.Seed ?? new UpstreamsOptions().Seed, now, Read(file)?.Connected);
        state.Save(file);
        return state;
    }

    public void Save(string file)
    {
        // Written beside and moved, so that a file that exists is whole.
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(this, DemoJson.Default.DemoState));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static DemoState? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), DemoJson.Default.DemoState);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DemoState))]
internal sealed partial class DemoJson : JsonSerializerContext;
