using Cto.Connectors.Datadog;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Datadog;

public sealed class DatadogExpressionTests
{
    [Theory]
    [InlineData("avg:system.cpu.user{*}", "q0", "avg:system.cpu.user{*}")]
    [InlineData("1 - avg:system.mem.pct_usable{*} by {service}", "1 - q0", "avg:system.mem.pct_usable{*} by {service}")]
    [InlineData("sum:a.errors{env:prod,!code:5xx} by {service}.as_count() / sum:a.hits{*}.as_count()", "q0 / q1", "sum:a.errors{env:prod,!code:5xx} by {service}.as_count()|sum:a.hits{*}.as_count()")]
    [InlineData("default_zero(sum:hits{code:2xx}.as_count().rollup(sum, 60)) + 0", "default_zero(q0) + 0", "sum:hits{code:2xx}.as_count().rollup(sum, 60)")]
    [InlineData("p95:trace.http.request{*} by {service}", "q0", "p95:trace.http.request{*} by {service}")]
    public void Arithmetic_is_taken_apart_into_queries_and_a_formula(string text, string formula, string queries)
    {
        var expression = DatadogExpression.Parse(text)!;

        Assert.Equal((formula, queries), (expression.Formula, string.Join('|', expression.Queries.Select(query => query.Text))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("logs(\"service:foo\").index(\"main\")")]
    [InlineData("avg:system.cpu.user{*}; drop")]
    [InlineData("avg:system.cpu.user{*")]
    public void What_is_more_is_refused(string text) => Assert.Null(DatadogExpression.Parse(text));

    [Fact]
    public void Names_stay_apart_beside_another_expression()
    {
        var named = DatadogExpression.Parse("sum:a{*} - sum:b{*}")!.Named("good_");

        Assert.Equal(("good_q0 - good_q1", "good_q0,good_q1"), (named.Formula, string.Join(',', named.Queries.Select(query => query.Name))));
    }

    [Fact]
    public void Every_default_metric_is_understood() =>
        Assert.Equal(["cpu", "memory", "storage", "latency.p95", "errors", "requests"], DatadogSettings.DefaultMetrics.Split('\n').Select(line => DatadogMeasure.Parse(line).Name));

    [Fact]
    public void A_line_that_is_no_metric_is_named() =>
        Assert.Contains("'cpu'", Assert.Throws<SourceException>(() => DatadogMeasure.Parse("cpu")).Message, StringComparison.Ordinal);
}
