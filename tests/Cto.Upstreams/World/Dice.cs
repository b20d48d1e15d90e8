using System.Text;

namespace Cto.Upstreams.World;

/// <summary>A stream of random numbers that is the same on every machine and in every run: a pure function of the seed and a topic (SplitMix64 over FNV-1a).</summary>
/// <remarks>A topic of its own for everything drawn, so that drawing more of one thing changes no other.</remarks>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <param name="seed">The company's.</param>
    /// <param name="topic">What is drawn, for example <c>github/pulls</c>.</param>
    /// <param name="of">For what: a repository, a day.</param>
    public static Dice For(int seed, string topic, params ReadOnlySpan<string> of)
    {
        var hash = Hash(topic, 0xcbf29ce484222325 ^ (uint)seed);
        foreach (var part in of)
        {
            hash = Hash(part, (hash ^ '/') * 0x100000001b3);
        }

        return new(Mix(hash));
    }

    public ulong Next() => Mix(_state += 0x9e3779b97f4a7c15);

    /// <summary>A whole number in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)(((Next() >> 33) * (ulong)below) >> 31);

    /// <summary>A whole number in [<paramref name="from"/>, <paramref name="to"/>].</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Standard normal, near enough: twelve uniforms, in arithmetic that every platform rounds alike.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    /// <summary>Log-normal: half lie below the median, a few far above. A spread of 0.5 is narrow, of 1.2 wide.</summary>
    public double Skewed(double median, double spread)
    {
        // e^x by squaring: Math.Exp may differ in its last bit from platform to platform.
        var power = 1 + (Normal() * spread / 1024);
        for (var i = 0; i < 10; i++)
        {
            power *= power;
        }

        return median * power;
    }

    /// <inheritdoc cref="Skewed(double, double)"/>
    public TimeSpan Skewed(TimeSpan median, double spread) => TimeSpan.FromSeconds(Math.Round(Skewed(median.TotalSeconds, spread)));

    /// <summary>Lower-case hexadecimal digits: a commit, an id.</summary>
    public string Hex(int digits) => Text(digits, "0123456789abcdef");

    /// <summary>A UUID that looks random (version 4).</summary>
    public string Uuid()
    {
        var digits = Hex(32);
        return $"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-a{digits[17..20]}-{digits[20..]}";
    }

    public string Text(int length, string alphabet)
    {
        Span<char> text = stackalloc char[length];
        foreach (ref var character in text)
        {
            character = alphabet[Below(alphabet.Length)];
        }

        return new(text);
    }

    private static ulong Hash(string text, ulong hash)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        foreach (var value in bytes[..Encoding.UTF8.GetBytes(text, bytes)])
        {
            hash = (hash ^ value) * 0x100000001b3;
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
