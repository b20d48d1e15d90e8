using System.Globalization;
using Cto.Upstreams.Vendors;

namespace Cto.Upstreams.Datadog;

/// <summary>Arithmetic over named values: numbers, names, + − × ÷ and parentheses.</summary>
internal ref struct DatadogFormula(string text, Func<string, double?> value)
{
    private int _at;

    /// <summary>What it comes to; <see langword="null"/> where a value is missing or something is divided by nothing.</summary>
    /// <exception cref="Refusal">It is no formula.</exception>
    public static double? Evaluate(string text, Func<string, double?> value)
    {
        var formula = new DatadogFormula(text, value);
        var result = formula.Sum();
        return formula.Peek() == '\0' ? result : throw Wrong(text);
    }

    private double? Sum()
    {
        var left = Product();
        while (Peek() is '+' or '-')
        {
            var sign = text[_at++] == '+' ? 1 : -1;
            left += sign * Product();
        }

        return left;
    }

    private double? Product()
    {
        var left = Term();
        while (Peek() is '*' or '/')
        {
            var times = text[_at++] == '*';
            var right = Term();
            left = times ? left * right : right is 0 ? null : left / right;
        }

        return left;
    }

    private double? Term()
    {
        if (Peek() == '(')
        {
            _at++;
            var inner = Sum();
            return Peek() == ')' && ++_at > 0 ? inner : throw Wrong(text);
        }

        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        var word = text[start.._at];
        return word.Length == 0 ? throw Wrong(text)
            : char.IsAsciiDigit(word[0]) ? double.Parse(word, CultureInfo.InvariantCulture)
            : value(word);
    }

    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private static Refusal Wrong(string text) => new(400, $"Error parsing formula: {text}");
}
