extern alias upstreams;

using System.Net;
using System.Text;
using upstreams::Cto.Upstreams.Slack;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>What every vendor tells by webhook, as it tells it, at the program's own address.</summary>
public sealed class WebhookTests(ToldCompany company) : IClassFixture<ToldCompany>
{
    /// <summary>Vendor → the kinds of fact that its webhooks keep up to date; the others wait for the next sync.</summary>
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["github"] = ["pullRequest", "review", "deployment", "pipelineRun", "release", "vulnerability", "codeAlert"],
        ["gitlab"] = ["pullRequest", "review", "deployment", "pipelineRun", "release"],
        ["circleci"] = ["pipelineRun", "deployment"],
        ["jira"] = ["workItem", "workItemChange", "sprint", "sprintItem"],
        ["asana"] = ["workItem", "workItemChange"],
        ["sonarqube"] = ["qualityGate", "codeMeasure", "codeIssueCount"],
        ["snyk"] = ["vulnerability", "codeAlert"],
        ["pagerduty"] = ["incident", "incidentEvent"],
        ["slack"] = ["person", "account"],
    };

    public static TheoryData<string> Vendors => [.. Kinds.Keys];

    [Fact]
    public void Every_connector_that_takes_webhooks_is_told_some()
    {
        Assert.Equal(company.Taking.Order(), company.Vendors.Order());
        Assert.Equal(Kinds.Keys.Order(), company.Vendors.Order());
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void All_that_is_told_is_taken(string vendor) => Assert.Equal(["202"], company.Answers[vendor].Keys);

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Told_twice_late_and_in_the_wrong_order_it_stands_as_a_clean_sync_finds_it(string vendor)
    {
        var (before, after, clean) = (company.Before[vendor], company.After[vendor], company.Clean[vendor]);
        Assert.NotEmpty(Kinds[vendor].SelectMany(kind => before.Differences(clean, kind)));

        Assert.Equal("", string.Join('\n', Kinds[vendor].SelectMany(kind => after.Differences(clean, kind)).Take(20)));

        var truth = (await company.Web.TruthAsync("kinds")).GetProperty(company.Web.Source(vendor).Name);
        Assert.All(Kinds[vendor].Where(kind => truth.TryGetProperty(kind, out _)), kind => Assert.Equal((kind, truth.GetProperty(kind).GetInt32()), (kind, after.Count(kind))));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task What_the_vendor_did_not_sign_is_refused(string vendor)
    {
        var webhook = company.Last(vendor);
        var headers = company.Sign(vendor, webhook).ToList();

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(vendor, webhook.Body, headers));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(vendor, webhook.Body, company.Sign(vendor, webhook, secret: "another secret")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(vendor, webhook.Body, []));
        // GitLab's secret token says who speaks, and not what was said.
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(webhook.Body.Span) + " ");
        Assert.Equal(vendor == "gitlab" ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, await StatusAsync(vendor, forged, headers));
    }

    [Fact]
    public async Task Slacks_challenge_is_answered_and_nobody_elses()
    {
        var challenge = SlackHooks.Challenge(company.Now, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");

        using var answer = await company.PostAsync("slack", challenge.Body, company.Sign("slack", challenge));

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("slack", challenge.Body, company.Sign("slack", challenge, secret: "another secret")));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task What_Slack_signed_at_another_time_is_refused(int minutes)
    {
        var webhook = company.Last("slack");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("slack", webhook.Body, company.Sign("slack", webhook, at: company.Now.AddMinutes(minutes))));
    }

    [Fact]
    public async Task Asanas_handshake_gets_its_secret_back_and_no_power_by_it()
    {
        KeyValuePair<string, string>[] offer = [new("X-Hook-Secret", "b537207f20cbfa02357cf448134da559")];

        using var answer = await company.PostAsync("asana", "{}"u8.ToArray(), offer);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal([offer[0].Value], answer.Headers.GetValues(offer[0].Key));
        var webhook = company.Last("asana");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("asana", webhook.Body, company.Sign("asana", webhook, secret: offer[0].Value)));
    }

    private async Task<HttpStatusCode> StatusAsync(string vendor, ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        using var answer = await company.PostAsync(vendor, body, headers);
        return answer.StatusCode;
    }
}
