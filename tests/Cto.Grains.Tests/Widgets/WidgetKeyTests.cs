using Cto.Grains.Widgets;

namespace Cto.Grains.Tests.Widgets;

public sealed class WidgetKeyTests
{
    private static readonly Guid Tenant = new("11111111-2222-3333-4444-555555555555");

    [Fact]
    public void A_key_is_read_as_it_was_written()
    {
        var key = new WidgetKey(Tenant, "delivery.dora", "period=last-90-days&service=a%2Fb%20c");
        Assert.Equal(key, WidgetKey.Parse(key.ToString()));
        Assert.Equal([new("period", "last-90-days"), new("service", "a/b c")], key.Values);
    }

    [Fact]
    public void Without_parameters_it_still_ends_in_a_question_mark() =>
        Assert.Empty(WidgetKey.Parse($"{Tenant}/delivery.dora?").Values);

    [Theory]
    [InlineData("")]
    [InlineData("delivery.dora")]
    [InlineData("not-a-tenant/delivery.dora?")]
    [InlineData("11111111-2222-3333-4444-555555555555/delivery.dora")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => WidgetKey.Parse(text));
}
