using System.Globalization;

namespace Cto.Web.Components.Format;

/// <summary>Amounts of money as people write them.</summary>
public static class MoneyText
{
    /// <summary>US dollars with cents: <c>$0.42</c>, <c>$1,240.00</c>.</summary>
    public static string Dollars(decimal amount) => (amount < 0 ? "\u2212$" : "$") + Math.Abs(amount).ToString("N2", CultureInfo.InvariantCulture);
}
