using System.Text.Json.Serialization;

namespace Cto.Connectors.Jenkins;

/// <summary>Whose the credentials are.</summary>
internal sealed class JenkinsUser
{
    public string? Id { get; set; }
    public string? FullName { get; set; }
}

/// <summary>What holds jobs: the controller, a folder, a multibranch project.</summary>
internal sealed class JenkinsFolder
{
    public JenkinsJob?[]? Jobs { get; set; }
}

/// <summary>A job, or another folder.</summary>
internal sealed class JenkinsJob
{
    /// <summary>With its folders, <c>shop/checkout/main</c>; a slash within a name is written <c>%2F</c>.</summary>
    public string? FullName { get; set; }
    public string? Name { get; set; }

    [JsonPropertyName("_class")]
    public string? Class { get; set; }
    public JenkinsLastBuild? LastBuild { get; set; }

    /// <summary>Only folders have the property, be they empty.</summary>
    public JenkinsJob?[]? Jobs { get; set; }

    /// <summary>Below the controller's address: <c>job/shop/job/checkout/</c>.</summary>
    [JsonIgnore]
    public string Path => PathOf(FullName!);

    public static string PathOf(string fullName) => string.Concat(fullName.Split('/').Select(part => $"job/{Uri.EscapeDataString(part)}/"));
}

/// <summary>The newest build of a job.</summary>
internal sealed class JenkinsLastBuild
{
    public int Number { get; set; }
}

/// <summary>One page of builds, newest first.</summary>
internal sealed class JenkinsBuilds
{
    public JenkinsBuild?[]? AllBuilds { get; set; }
}

/// <summary>One build of a job.</summary>
internal sealed class JenkinsBuild
{
    public int Number { get; set; }

    /// <summary>When it began, in milliseconds since 1970.</summary>
    public long? Timestamp { get; set; }

    /// <summary>In milliseconds; 0 while it runs.</summary>
    public long? Duration { get; set; }
    public bool? Building { get; set; }
    public string? Result { get; set; }
    public JenkinsAction?[]? Actions { get; set; }

    /// <summary>Of pipelines.</summary>
    public JenkinsChangeSet?[]? ChangeSets { get; set; }

    /// <summary>Of other jobs.</summary>
    public JenkinsChangeSet? ChangeSet { get; set; }

    [JsonIgnore]
    public DateTimeOffset? StartedAt => Timestamp is > 0 and < 253402300800_000 and { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary><see langword="null"/> while it runs.</summary>
    [JsonIgnore]
    public DateTimeOffset? FinishedAt => Result is not null && Building != true && Duration is >= 0 and < 31_536_000_000 and { } length ? StartedAt?.AddMilliseconds(length) : null;
}

/// <summary>Something that a build knows of itself: its causes, or what it checked out.</summary>
internal sealed class JenkinsAction
{
    public JenkinsCause?[]? Causes { get; set; }
    public JenkinsRevision? LastBuiltRevision { get; set; }
    public string?[]? RemoteUrls { get; set; }
}

/// <summary>Why a build was started.</summary>
internal sealed class JenkinsCause
{
    [JsonPropertyName("_class")]
    public string? Class { get; set; }
}

/// <summary>What was checked out.</summary>
internal sealed class JenkinsRevision
{
    [JsonPropertyName("SHA1")]
    public string? Sha1 { get; set; }
    public JenkinsBranch?[]? Branch { get; set; }
}

/// <summary>A branch as git names it, <c>refs/remotes/origin/main</c>.</summary>
internal sealed class JenkinsBranch
{
    public string? Name { get; set; }
}

/// <summary>What came in since the build before.</summary>
internal sealed class JenkinsChangeSet
{
    public JenkinsChange?[]? Items { get; set; }
}

/// <summary>One commit.</summary>
internal sealed class JenkinsChange
{
    public string? CommitId { get; set; }
}

/// <summary>A pipeline's run by its stages.</summary>
internal sealed class JenkinsRun
{
    public JenkinsStage?[]? Stages { get; set; }
}

/// <summary>One stage of a pipeline's run.</summary>
internal sealed class JenkinsStage
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Status { get; set; }
    public long? StartTimeMillis { get; set; }
    public long? DurationMillis { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JenkinsUser))]
[JsonSerializable(typeof(JenkinsFolder))]
[JsonSerializable(typeof(JenkinsBuilds))]
[JsonSerializable(typeof(JenkinsBuild))]
[JsonSerializable(typeof(JenkinsRun))]
internal sealed partial class JenkinsJson : JsonSerializerContext;
