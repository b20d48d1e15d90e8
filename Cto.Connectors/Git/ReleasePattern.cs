using System.Text.RegularExpressions;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>Tells which tags are releases.</summary>
internal sealed partial class ReleasePattern
{
    /// <summary>Two or three numbers, with or without a <c>v</c>, and nothing after them: no pre-release.</summary>
    public const string Default = @"v?\d+\.\d+(\.\d+)?";

    private readonly string _text;
    private readonly Regex _tags;

    private ReleasePattern(string text, Regex tags)
    {
        _text = text;
        _tags = tags;
    }

    /// <param name="text">A regular expression for the whole tag, or text in which <c>*</c> stands for anything and <c>[0-9]</c> for one of these; <see langword="null"/> = <see cref="Default"/>.</param>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public static ReleasePattern Parse(string? text)
    {
        var pattern = text ?? Default;
        var expression = OnlyExpressionsHold().IsMatch(pattern) ? pattern : Wildcard().Replace(pattern, match => match.Value switch
        {
            "*" => ".*",
            ['[', _, ..] => match.Value,
            var plain => Regex.Escape(plain),
        });
        try
        {
            return new ReleasePattern(pattern, new Regex($"^(?:{expression})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new SourceException(SourceFault.InvalidSettings, $"The release pattern '{pattern}' cannot be read: {e.Message}", e)
            {
                Remedy = "Give a regular expression without look-around or back-references, or a text with *, such as release-*.",
            };
        }
    }

    public bool Matches(string tag) => _tags.IsMatch(tag);

    public override string ToString() => _text;

    /// <summary>What tells a regular expression from a text with stars: <c>v1.*</c> is read as the former, which also holds what the latter would.</summary>
    [GeneratedRegex(@"[\\^$()+|{}?]|\.\*")]
    private static partial Regex OnlyExpressionsHold();

    [GeneratedRegex(@"\*|\[[^\]]+\]|[^*\[]+|\[")]
    private static partial Regex Wildcard();
}
