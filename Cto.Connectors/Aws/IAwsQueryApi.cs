using System.Globalization;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Aws;

/// <summary>The one route of AWS' services that speak the Query protocol: forms in, XML out.</summary>
[NotDescribed("IAM and STS speak the Query protocol, which OpenAPI cannot describe; a test holds actions and parameters against AWS' own service model.")]
internal interface IAwsQueryApi
{
    /// <summary>Asks for something; only actions that read are sent.</summary>
    [Post("")]
    [Repeatable]
    Task<Answer<RawAnswer>> AskAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form, CancellationToken cancellationToken);
}

/// <summary>Questions in the Query protocol.</summary>
internal static class AwsQuery
{
    public static Dictionary<string, string> Iam(string action, params ReadOnlySpan<(string Name, string? Value)> parameters) => Of("2010-05-08", action, parameters);

    public static Dictionary<string, string> Sts(string action, params ReadOnlySpan<(string Name, string? Value)> parameters) => Of("2011-06-15", action, parameters);

    /// <summary>A list parameter: <c>Filter.member.1=User</c>.</summary>
    public static (string Name, string? Value)[] List(string name, params string[] values) =>
        [.. values.Select((value, index) => (string.Create(CultureInfo.InvariantCulture, $"{name}.member.{index + 1}"), (string?)value))];

    private static Dictionary<string, string> Of(string version, string action, ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var form = new Dictionary<string, string> { ["Action"] = action, ["Version"] = version };
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                form[name] = value;
            }
        }

        return form;
    }
}
