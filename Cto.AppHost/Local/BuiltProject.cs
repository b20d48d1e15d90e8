using System.Reflection;
using System.Runtime.InteropServices;

namespace Cto.AppHost.Local;

/// <summary>Runs projects from their build output.</summary>
internal static class BuiltProject
{
    /// <summary>Has the project run by <c>dotnet &lt;assembly&gt;</c>: what Aspire does otherwise, <c>dotnet run</c>, stays beside each process and takes more memory than some of them.</summary>
    /// <remarks>It has been built with us, and the build wrote down where (see the project file).</remarks>
    public static IResourceBuilder<ProjectResource> AsBuilt(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return project;
        }

        var assembly = AssemblyOf(project.ApplicationBuilder.AppHostDirectory, Path.GetFileNameWithoutExtension(project.Resource.GetProjectMetadata().ProjectPath));
        return project
            .WithAnnotation(new ExecutableAnnotation { Command = DotnetHost, WorkingDirectory = Path.GetDirectoryName(assembly)! })
            .WithArgs(context => context.Args.Insert(0, assembly));
    }

    private static string AssemblyOf(string directory, string project)
    {
        var relative = typeof(BuiltProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == project).Value!;
        return Path.GetFullPath(Path.Combine(directory, relative.Replace('\\', '/')));
    }

    /// <summary>The very <c>dotnet</c> that runs us: three directories above its shared framework.</summary>
    private static string DotnetHost =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
