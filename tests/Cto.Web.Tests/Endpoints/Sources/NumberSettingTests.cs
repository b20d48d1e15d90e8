using System.Net;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>A number that makes no sense is named at its field before anything is connected.</summary>
public sealed class NumberSettingTests
{
    [Theory]
    [InlineData("historyDays", "0", "a whole number from 1 to 36500")]
    [InlineData("historyDays", "36501", "a whole number from 1 to 36500")]
    [InlineData("refreshHours", "1.5", "a whole number from 1 to 168")]
    [InlineData("monthlyBudget", "-5", "a number from 0 to 1000000")]
    [InlineData("monthlyBudget", "NaN", "a number from 0 to 1000000")]
    public async Task It_is_refused_with_its_bounds(string setting, string value, string bounds)
    {
        using var client = await (await SharedWeb.GetAsync()).TenantAsync();

        var refused = await client.SubmitAsync("/api/v1/sources", Aws(setting, value), HttpStatusCode.UnprocessableEntity);

        Assert.Equal(($"settings.{setting}", $"'{setting}' must be {bounds}."), (refused.GetProperty("field").GetString(), refused.GetProperty("detail").GetString()));
    }

    private static object Aws(string setting, string value) => new { connector = "aws", name = "AWS", settings = new Dictionary<string, string> { [setting] = value } };
}
