namespace Cto.Web.Components.Format;

/// <summary>A number with its unit, apart so that they can be set in different sizes: <c>3 d 4 h</c> has two parts.</summary>
public readonly record struct Quantity(string Number, string Unit)
{
    /// <summary>The number in front of the unit, joined by a space that does not break.</summary>
    public override string ToString() => Unit.Length == 0 ? Number : $"{Number}\u00a0{Unit}";
}
