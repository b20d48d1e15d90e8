using System.Text;
using System.Text.Json.Nodes;
using Cto.Connectors.Aws.Iam;
using Cto.Domain;
using Cto.Domain.Governance;
using Cto.Testing;

namespace Cto.Connectors.Tests.Aws;

/// <summary>IAM: who is an administrator, however they came to be one, and what their keys and second factors are like.</summary>
public sealed class AwsAccessTests
{
    private const string Report = """
        user,arn,user_creation_time,password_enabled,password_last_used,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date
        <root_account>,arn:aws:iam::111111111111:root,2020-01-01T00:00:00+00:00,not_supported,2026-01-01T00:00:00+00:00,true,true,2020-01-02T00:00:00+00:00,N/A,false,N/A,N/A
        ada.lovelace,arn:aws:iam::111111111111:user/ada.lovelace,2024-01-01T00:00:00+00:00,true,2026-11-09T08:00:00+00:00,false,false,N/A,N/A,false,N/A,N/A
        ci-deploy,arn:aws:iam::111111111111:user/ci-deploy,2025-10-01T00:00:00+00:00,false,N/A,false,true,2025-10-06T11:30:00+00:00,2026-11-10T10:00:00+00:00,false,N/A,N/A
        ops-shared,arn:aws:iam::111111111111:user/ops-shared,2024-01-01T00:00:00+00:00,true,no_information,true,false,N/A,N/A,false,N/A,N/A

        """;

    private static readonly string Details = $"""
        <IsTruncated>false</IsTruncated>
        <UserDetailList>
          <member><UserName>ada.lovelace</UserName><Arn>a</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate><GroupList><member>Admins</member></GroupList>
            <UserPolicyList><member><PolicyName>database-login</PolicyName><PolicyDocument>{Uri.EscapeDataString("""{"Statement":[{"Effect":"Allow","Action":"rds-db:connect","Resource":"arn:aws:rds-db:us-east-1:1:dbuser:orders-prod/ada"}]}""")}</PolicyDocument></member></UserPolicyList>
            <Tags><member><Key>Email</Key><Value>Ada@Acme.example</Value></member></Tags></member>
          <member><UserName>ci-deploy</UserName><Arn>b</Arn><CreateDate>2025-10-01T00:00:00Z</CreateDate><AttachedManagedPolicies><member><PolicyName>Everything</PolicyName><PolicyArn>arn:aws:iam::111111111111:policy/Everything</PolicyArn></member></AttachedManagedPolicies></member>
          <member><UserName>ops-shared</UserName><Arn>c</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate><AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedManagedPolicies></member>
        </UserDetailList>
        <GroupDetailList><member><GroupName>Admins</GroupName><AttachedManagedPolicies><member><PolicyName>AdministratorAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/AdministratorAccess</PolicyArn></member></AttachedManagedPolicies></member></GroupDetailList>
        <Policies><member><PolicyName>Everything</PolicyName><Arn>arn:aws:iam::111111111111:policy/Everything</Arn><PolicyVersionList>
          <member><Document>%7B%7D</Document><IsDefaultVersion>false</IsDefaultVersion></member>
          <member><Document>{Uri.EscapeDataString("""{"Statement":{"Effect":"Allow","Action":["*"],"Resource":"*"}}""")}</Document><IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList></member></Policies>
        """;

    [Fact]
    public async Task Administrators_through_groups_keys_and_second_factors_are_told()
    {
        await using var aws = await AccountAsync();
        await using var services = Connectors.Start();

        var (pages, fault) = await services.Connector("aws").PagesAsync(aws.Source(), "access");
        var accounts = pages.Facts().OfType<Account>().ToDictionary(account => account.Login);
        var grants = pages.Facts().OfType<AccessGrant>().ToList();

        Assert.Null(fault);
        Assert.Empty(pages.SelectMany(page => page.Warnings));
        Assert.Equal(("aws:111111111111", "ada@acme.example", AccountKind.Person, false, true), (accounts["ada.lovelace"].System, accounts["ada.lovelace"].Email, accounts["ada.lovelace"].Kind, accounts["ada.lovelace"].Mfa!.Value, accounts["ada.lovelace"].Privileged!.Value));
        Assert.Equal((AccountKind.Service, null, true), (accounts["ci-deploy"].Kind, accounts["ci-deploy"].Mfa, accounts["ci-deploy"].Privileged!.Value));
        Assert.Equal((AccountKind.Shared, true, false), (accounts["ops-shared"].Kind, accounts["ops-shared"].Mfa!.Value, accounts["ops-shared"].Privileged!.Value));
        Assert.Equal((true, "root"), (accounts["root"].Privileged!.Value, accounts["root"].Role));
        Assert.Contains(grants, grant => grant is { Account: "ada.lovelace", Role: "AdministratorAccess", Via: "group Admins", Privileged: true, Resource: "acme-prod" });
        Assert.Contains(grants, grant => grant is { Account: "ada.lovelace", Role: "rds-db:connect", Resource: "orders-prod", Privileged: false });
        Assert.Contains(grants, grant => grant is { Account: "ops-shared", Privileged: false, Via: "direct" });
        Assert.Contains(pages.Facts().OfType<AccessKey>(), key => key is { Account: "root", Active: true });
        var key = Assert.Single(pages.Facts().OfType<AccessKey>(), key => key.Account != "root");
        Assert.Equal(("AKIAOLD", true, new DateTimeOffset(2026, 11, 10, 10, 0, 0, TimeSpan.Zero)), (key.Id, key.Active, key.LastUsedAt!.Value));
        Assert.True(Connectors.Today - key.CreatedAt > TimeSpan.FromDays(390));
    }

    [Fact]
    public async Task Who_was_taken_out_is_withdrawn_but_not_when_less_could_be_seen()
    {
        await using var aws = await AccountAsync();
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(aws.Source(), "access");
        aws.Misbehave = (context, action) => action == "GetCredentialReport" ? StubAws.RefuseAsync(context, 403, "AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: iam:GetCredentialReport") : Task.FromResult(false);
        aws.Xml["ListMFADevices"] = "<MFADevices/>";
        aws.Xml["GetAccessKeyLastUsed"] = "<AccessKeyLastUsed/>";

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(2)));
        var (partly, _) = await later.Connector("aws").PagesAsync(aws.Source(), "access", first.Cursor());
        Assert.Empty(partly.SelectMany(page => page.Withdrawn));
        Assert.Contains("iam:GetCredentialReport", Assert.Single(partly.SelectMany(page => page.Warnings)), StringComparison.Ordinal);

        // What is missing stays told between the readings.
        await using var soon = Connectors.Start(new StandingClock(Connectors.Today.AddHours(2.5)));
        var (nothing, _) = await soon.Connector("aws").PagesAsync(aws.Source(), "access", partly.Cursor());
        Assert.Empty(nothing.Facts());
        Assert.Equal(partly.SelectMany(page => page.Warnings), nothing.SelectMany(page => page.Warnings));

        aws.Misbehave = (_, _) => Task.FromResult(false);
        aws.Xml["GetAccountAuthorizationDetails"] = Details.Replace("<member><PolicyName>AdministratorAccess</PolicyName>", "<member><PolicyName>ViewOnlyAccess</PolicyName>", StringComparison.Ordinal);
        await using var evenLater = Connectors.Start(new StandingClock(Connectors.Today.AddHours(4)));
        var (taken, _) = await evenLater.Connector("aws").PagesAsync(aws.Source(), "access", partly.Cursor());
        Assert.Equal(new FactKey(FactKinds.AccessGrant, "aws:111111111111/user/ada.lovelace/group Admins/AdministratorAccess"), Assert.Single(taken.SelectMany(page => page.Withdrawn)));
    }

    [Theory]
    [InlineData("GetCredentialReport")]
    [InlineData("GetAccountAuthorizationDetails")]
    public async Task Who_left_is_withdrawn_where_a_right_is_never_given(string refused)
    {
        await using var aws = await AccountAsync();
        await using var services = Connectors.Start();
        var (first, _) = await services.Connector("aws").PagesAsync(aws.Source(), "access");
        aws.Misbehave = (context, action) => action == refused ? StubAws.RefuseAsync(context, 403, "AccessDenied", "It is not allowed.") : Task.FromResult(false);
        aws.Xml["GetAccountAuthorizationDetails"] = "<IsTruncated>false</IsTruncated><UserDetailList/>";
        aws.Xml["ListUsers"] = "<IsTruncated>false</IsTruncated><Users><member><UserName>ops-shared</UserName><CreateDate>2024-01-01T00:00:00Z</CreateDate></member></Users>";

        await using var later = Connectors.Start(new StandingClock(Connectors.Today.AddHours(2)));
        var (pages, _) = await later.Connector("aws").PagesAsync(aws.Source(), "access", first.Cursor());
        var gone = pages.SelectMany(page => page.Withdrawn).Select(fact => fact.Key).ToList();

        Assert.Single(pages.SelectMany(page => page.Warnings));
        Assert.Contains("aws:111111111111/user/ada.lovelace", gone);
        Assert.Contains("aws:111111111111/user/ada.lovelace/group Admins/AdministratorAccess", gone);
        Assert.Contains("aws:111111111111/key/AKIAOLD", gone);
        Assert.DoesNotContain(gone, key => key.Contains("/root", StringComparison.Ordinal));
        Assert.Equal(refused == "GetCredentialReport", gone.Exists(key => key.StartsWith("aws:111111111111/user/ops-shared/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":["s3:*","iam:*"],"Resource":["*"]}}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::x"}]}""", false)]
    [InlineData("""{"Statement":null}""", false)]
    [InlineData("[1,", false)]
    [InlineData(null, false)]
    public void A_policy_allows_everything_or_not(string? document, bool everything)
    {
        Assert.Equal(everything, PolicyDocument.Parse(document).AllowsEverything);
        Assert.Equal(everything, PolicyDocument.Parse(document is null ? null : Uri.EscapeDataString(document)).AllowsEverything);
    }

    [Fact]
    public void Every_recorded_credential_report_is_read()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var line in File.ReadLines(Specs.Path("recorded", "aws-iam", "GetCredentialReport.jsonl")))
        {
            var csv = (string?)JsonNode.Parse(line)!["data"]!["Content"];
            if (csv is null)
            {
                // Refused when it was recorded: there was no report yet.
                continue;
            }

            var report = CredentialReport.Parse(csv);
            Assert.Equal(csv.Contains("<root_account>", StringComparison.Ordinal), report.Root is not null);
            foreach (var user in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).DistinctBy(row => row[0]))
            {
                var row = report.Of(user[0])!;
                Assert.Equal((bool.Parse(user[7]), DateTimeOffset.Parse(user[2], null)), (row.Mfa!.Value, row.CreatedAt!.Value));
                Assert.Equal(new[] { user[8], user[13] }.Count(bool.Parse), row.Keys.Count(key => key.Active));
            }
        }
    }

    private static async Task<StubAws> AccountAsync()
    {
        var aws = await StubAws.StartAsync();
        aws.Xml["GetAccountAuthorizationDetails"] = Details;
        aws.Xml["GetCredentialReport"] = $"<Content>{Convert.ToBase64String(Encoding.UTF8.GetBytes(Report))}</Content>";
        aws.Xml["ListAccessKeys"] = "<AccessKeyMetadata><member><UserName>ci-deploy</UserName><AccessKeyId>AKIAOLD</AccessKeyId><Status>Active</Status><CreateDate>2025-10-06T11:30:00Z</CreateDate></member></AccessKeyMetadata>";
        return aws;
    }
}
