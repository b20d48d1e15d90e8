using System.Text;

namespace Cto.Web.Tests.Screens;

/// <summary>A program with an owner and a month of pushed deliveries, for all tests that look at its pages.</summary>
public sealed class DeliveringWeb : IAsyncLifetime
{
    internal TestWeb Web { get; private set; } = null!;

    /// <summary>The owner, signed in without a browser on the screen: where there is none, a test can be skipped, a fixture cannot.</summary>
    internal Browser Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await TestWeb.StartAsync();
        Owner = await Web.OwnerByLinkAsync(SignedIn.Email, SignedIn.Password);
        using var client = Web.Client();
        var pushed = await client.PushTextAsync(Lines(TimeProvider.System.GetUtcNow()));
        Assert.Equal(0, pushed.GetProperty("rejected").GetArrayLength());
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Web.DisposeAsync();
    }

    private static string Lines(DateTimeOffset now)
    {
        var lines = new StringBuilder();
        foreach (var service in new[] { "checkout-service", "payments-api", "search-api" })
        {
            lines.AppendLine($$"""{"kind":"service","key":"{{service}}","name":"{{service}}","team":"Payments","tier":1,"repositories":["acme/{{service}}"]}""");
            for (var index = 0; index < 24; index++)
            {
                var (opened, shipped) = (now.AddHours(-30 - (index * 26)), now.AddHours(-4 - (index * 26)));
                lines.AppendLine($$"""
                    {"kind":"pullRequest","key":"{{service}}#{{index}}","repository":"acme/{{service}}","number":{{index}},"title":"Change {{index}} of {{service}}","author":"dev{{index % 5}}","createdAt":"{{opened:O}}","firstCommitAt":"{{opened.AddHours(-3):O}}","firstReviewAt":"{{opened.AddHours(6):O}}","mergedAt":"{{shipped.AddHours(-1):O}}","closedAt":"{{shipped.AddHours(-1):O}}","mergeCommit":"{{service}}{{index}}","additions":40,"deletions":12,"reviews":[{"reviewer":"dev{{(index + 1) % 3}}","submittedAt":"{{opened.AddHours(6):O}}","state":"approved"}],"url":"https://git.example.com/{{service}}/{{index}}"}
                    {"kind":"deployment","key":"{{service}}@{{index}}","service":"{{service}}","environment":"production","commit":"{{service}}{{index}}","ref":"v1.{{100 - index}}.0","startedAt":"{{shipped.AddMinutes(-9):O}}","finishedAt":"{{shipped:O}}","result":"{{(index % 9 == 4 ? "failure" : "success")}}","commits":["{{service}}{{index}}"],"url":"https://ci.example.com/{{service}}/{{index}}"}
                    """);
            }

            lines.AppendLine($$"""{"kind":"incident","key":"inc-{{service}}","title":"Errors in {{service}}","service":"{{service}}","severity":"sev2","status":"resolved","startedAt":"{{now.AddHours(-3):O}}","resolvedAt":"{{now.AddHours(-2):O}}"}""");
            lines.AppendLine($$"""{"kind":"pullRequest","key":"{{service}}#900","repository":"acme/{{service}}","number":900,"title":"Still open in {{service}}","author":"dev1","createdAt":"{{now.AddDays(-4):O}}"}""");
        }

        return lines.ToString();
    }
}
