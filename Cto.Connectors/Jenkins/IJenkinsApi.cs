using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Jenkins;

/// <summary>The routes of a Jenkins controller; what comes back is chosen by <c>tree</c>, pages included (<c>{from,to}</c>).</summary>
[NotDescribed("Jenkins has no machine-readable description; recorded answers and the documented shapes stand in for it.")]
internal interface IJenkinsApi
{
    [Get("me/api/json")]
    Task<Answer<JenkinsUser>> MeAsync(string tree, CancellationToken cancellationToken);

    /// <param name="path">Of a folder, <c>job/a/job/b/</c>; empty for the controller itself.</param>
    /// <param name="tree">What to tell.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    [Get("{path}api/json")]
    Task<Answer<JenkinsFolder>> FolderAsync([Encoded] string path, string tree, CancellationToken cancellationToken);

    [Get("{path}api/json")]
    Task<JenkinsBuilds> BuildsAsync([Encoded] string path, string tree, CancellationToken cancellationToken);

    [Get("{path}{number}/api/json")]
    Task<JenkinsBuild> BuildAsync([Encoded] string path, int number, string tree, CancellationToken cancellationToken);

    [Get("{path}{number}/wfapi/describe")]
    Task<JenkinsRun> StagesAsync([Encoded] string path, int number, CancellationToken cancellationToken);
}
