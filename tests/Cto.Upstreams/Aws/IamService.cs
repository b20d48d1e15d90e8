using System.Globalization;
using System.Net;
using System.Text;
using Cto.Upstreams.Truth;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.Iam;
using Cto.Upstreams.World.Spend;
using Cto.Upstreams.World.Stories;
using Microsoft.AspNetCore.Http;

namespace Cto.Upstreams.Aws;

/// <summary>IAM and STS of the production account: the Query protocol, forms in and XML out.</summary>
internal sealed class IamService(Company company)
{
    private const string Iam = "https://iam.amazonaws.com/doc/2010-05-08/";
    private const string Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    private static readonly CloudAccount Account = CloudAccount.Aws[0];

    public void Tell(TruthBook truth, string source)
    {
        // The root user is one more.
        truth.Count(source, "access", "account", at => Users(at).Count() + 1);
        truth.Count(source, "access", "accessKey", at => Users(at).Count(user => user.KeyId is not null));
        truth.Count(source, "access", "accessGrant", at => Users(at).Sum(user => Grants(user).Count()));
        truth.Topic("access/aws", at => new
        {
            Account = Account.Name,
            Administrators = Users(at).Where(user => user.Groups.Contains(IamWorld.Administrators) || user.Groups.Contains("BreakGlass")).Select(user => user.Name),
            AdministratorsWithoutMfa = Users(at).Where(user => user.Groups.Contains(IamWorld.Administrators) && !user.Mfa).Select(user => user.Name),
            Left = Users(at).Where(user => company.People.Any(person => person.Mailbox == user.Name && !person.WorksAt(at))).Select(user => user.Name),
            KeysOlderThan90Days = Users(at).Where(user => user is { KeyId: not null, KeyActive: true } && user.KeyCreatedAt < at.AddDays(-90)).Select(user => user.Name),
        });
    }

    public async Task AnswerAsync(VendorCall call)
    {
        var form = await FormAsync(call, "2010-05-08");
        var action = form["Action"].ToString();
        AwsVendor.Allow(call, $"iam:{action}");
        await SendAsync(call, action, Iam, action switch
        {
            "ListAccountAliases" => $"<AccountAliases><member>{Account.Name}</member></AccountAliases><IsTruncated>false</IsTruncated>",
            "ListUsers" => Paged(call, form, "Users", user => $"<member>{User(user)}</member>"),
            "GetAccountAuthorizationDetails" => Paged(call, form, "UserDetailList", Details) + Groups() + Policies(),
            "GenerateCredentialReport" => "<State>COMPLETE</State>",
            "GetCredentialReport" => $"<Content>{Convert.ToBase64String(Encoding.UTF8.GetBytes(Report(call.Now)))}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>{JsonInstants.Iso(call.Now)}</GeneratedTime>",
            "ListAccessKeys" => Keys(Named(call, form)),
            "ListMFADevices" => Devices(Named(call, form)),
            "GetAccessKeyLastUsed" => LastUsed(call, form["AccessKeyId"].ToString()),
            _ => throw AwsRefusals.Of(400, "InvalidAction", $"Could not find operation {action} for version 2010-05-08"),
        });
    }

    public static async Task IdentityAsync(VendorCall call)
    {
        var form = await FormAsync(call, "2011-06-15");
        if (form["Action"] != "GetCallerIdentity")
        {
            throw AwsRefusals.Of(403, "AccessDenied", $"User: arn:aws:iam::{Account.Id}:user/{call.Who!.Account} is not authorized to perform: sts:{form["Action"]}");
        }

        await SendAsync(call, "GetCallerIdentity", Sts, $"<Arn>arn:aws:iam::{Account.Id}:user/{call.Who!.Account}</Arn><UserId>AIDAACMEDEMO00000001</UserId><Account>{Account.Id}</Account>");
    }

    /// <summary>The policies that apply to a user, each with the way it came.</summary>
    private IEnumerable<(string Policy, string Via)> Grants(IamUser user) =>
    [
        .. user.Policy is { } own ? [(own, "direct")] : Array.Empty<(string, string)>(),
        .. user.Database is not null ? [("database-login", "direct"), ("rds-db:connect", "database-login")] : Array.Empty<(string, string)>(),
        .. company.Iam.Groups.Where(group => user.Groups.Contains(group.Name)).SelectMany(group => group.Policies.Select(policy => (policy.Name, group.Name))),
    ];

    private IEnumerable<IamUser> Users(DateTimeOffset now) => company.Iam.Users.Where(user => user.CreatedAt <= now);

    private static async Task<IFormCollection> FormAsync(VendorCall call, string version)
    {
        if (!call.Http.Request.HasFormContentType || await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) is not { } form || form["Version"] != version)
        {
            throw AwsRefusals.Of(400, "InvalidAction", "Could not find the operation for the version.");
        }

        return form;
    }

    private static Task SendAsync(VendorCall call, string action, string space, string result) =>
        call.SendAsync(Encoding.UTF8.GetBytes($"<{action}Response xmlns=\"{space}\"><{action}Result>{result}</{action}Result><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></{action}Response>"), "text/xml");

    private string Paged(VendorCall call, IFormCollection form, string list, Func<IamUser, string> write)
    {
        var size = int.TryParse(form["MaxItems"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= 1000 ? asked : 100;
        var page = call.Slice([.. Users(call.Now)], call.Offset(form["Marker"], "Marker"), size);
        var next = call.NextToken(page);
        return $"<IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>{(next is null ? "" : $"<Marker>{next}</Marker>")}<{list}>{string.Concat(page.Items.Select(write))}</{list}>";
    }

    private static string User(IamUser user) =>
        $"<Path>/</Path><UserName>{user.Name}</UserName><UserId>AIDA{user.Name.ToUpperInvariant().Replace(".", "", StringComparison.Ordinal)}</UserId><Arn>{Arn(user)}</Arn><CreateDate>{JsonInstants.Iso(user.CreatedAt)}</CreateDate>" +
        (user.LastSignIn is { } at ? $"<PasswordLastUsed>{JsonInstants.Iso(at)}</PasswordLastUsed>" : "");

    private string Details(IamUser user)
    {
        var inline = user.Database is { } database ? $"<member><PolicyName>database-login</PolicyName><PolicyDocument>{Uri.EscapeDataString(IamWorld.DatabaseLogin(Account.Id, database, user.Name))}</PolicyDocument></member>" : "";
        var tags = user.Email is { } email ? $"<member><Key>email</Key><Value>{email}</Value></member>" : "";
        return $"<member>{User(user)}<UserPolicyList>{inline}</UserPolicyList><GroupList>{string.Concat(user.Groups.Select(group => $"<member>{group}</member>"))}</GroupList>" +
            $"<AttachedManagedPolicies>{(user.Policy is { } policy ? Attached(new(policy, IsAws: false)) : "")}</AttachedManagedPolicies><Tags>{tags}</Tags></member>";
    }

    private string Groups() => $"<GroupDetailList>{string.Concat(company.Iam.Groups.Select(group =>
        $"<member><Path>/</Path><GroupName>{group.Name}</GroupName><GroupPolicyList/><AttachedManagedPolicies>{string.Concat(group.Policies.Select(Attached))}</AttachedManagedPolicies></member>"))}</GroupDetailList>";

    private string Policies() => $"<Policies>{string.Concat(company.Iam.Policies.Select(policy =>
        $"<member><PolicyName>{policy.Key}</PolicyName><Arn>{Arn(new IamPolicyName(policy.Key, IsAws: false))}</Arn><DefaultVersionId>v1</DefaultVersionId><PolicyVersionList><member><Document>{Uri.EscapeDataString(policy.Value)}</Document><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList></member>"))}</Policies>";

    private static string Attached(IamPolicyName policy) => $"<member><PolicyName>{policy.Name}</PolicyName><PolicyArn>{Arn(policy)}</PolicyArn></member>";

    private static string Arn(IamPolicyName policy) => $"arn:aws:iam::{(policy.IsAws ? "aws" : Account.Id)}:policy/{policy.Name}";

    private static string Arn(IamUser user) => $"arn:aws:iam::{Account.Id}:user/{user.Name}";

    private IamUser Named(VendorCall call, IFormCollection form) =>
        Users(call.Now).FirstOrDefault(user => user.Name == form["UserName"]) ?? throw AwsRefusals.Of(404, "NoSuchEntity", $"The user with name {form["UserName"]} cannot be found.");

    private static string Keys(IamUser user) => "<AccessKeyMetadata>" + (user.KeyId is { } id
        ? $"<member><UserName>{user.Name}</UserName><AccessKeyId>{id}</AccessKeyId><Status>{(user.KeyActive ? "Active" : "Inactive")}</Status><CreateDate>{JsonInstants.Iso(user.KeyCreatedAt)}</CreateDate></member>"
        : "") + "</AccessKeyMetadata><IsTruncated>false</IsTruncated>";

    private static string Devices(IamUser user) => "<MFADevices>" + (user.Mfa
        ? $"<member><UserName>{user.Name}</UserName><SerialNumber>arn:aws:iam::{Account.Id}:mfa/{user.Name}</SerialNumber><EnableDate>{JsonInstants.Iso(user.CreatedAt)}</EnableDate></member>"
        : "") + "</MFADevices><IsTruncated>false</IsTruncated>";

    private string LastUsed(VendorCall call, string id)
    {
        var user = Users(call.Now).FirstOrDefault(user => user.KeyId == id) ?? throw AwsRefusals.Of(404, "NoSuchEntity", $"The Access Key with id {WebUtility.HtmlEncode(id)} cannot be found.");
        var used = user.KeyUsedAt is { } at ? $"<LastUsedDate>{JsonInstants.Iso(at)}</LastUsedDate>" : "";
        return $"<UserName>{user.Name}</UserName><AccessKeyLastUsed>{used}<ServiceName>s3</ServiceName><Region>us-east-1</Region></AccessKeyLastUsed>";
    }

    private string Report(DateTimeOffset now)
    {
        var csv = new StringBuilder("user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n");
        csv.Append(CultureInfo.InvariantCulture, $"<root_account>,arn:aws:iam::{Account.Id}:root,{Time(company.Founded.AddDays(-900))},not_supported,{Time(company.Ago(200, 9))},not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n");
        foreach (var user in Users(now))
        {
            var key = user.KeyId is null ? "false,N/A,N/A,N/A,N/A" : $"{(user.KeyActive ? "true" : "false")},{Time(user.KeyCreatedAt)},{(user.KeyUsedAt is { } used ? $"{Time(used)},us-east-1,s3" : "N/A,N/A,N/A")}";
            csv.Append(CultureInfo.InvariantCulture, $"{user.Name},{Arn(user)},{Time(user.CreatedAt)},{(user.Password ? "true" : "false")},{(user.LastSignIn is { } at ? Time(at) : user.Password ? "no_information" : "N/A")},N/A,N/A,{(user.Mfa ? "true" : "false")},{key},false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n");
        }

        return csv.ToString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);
}
