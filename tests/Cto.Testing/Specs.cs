namespace Cto.Testing;

/// <summary>The vendors' own descriptions and recorded payloads, which lie beside the repository and are never part of it.</summary>
public static class Specs
{
    public const string Missing = "The folder shared/specs with the vendors' descriptions is not beside the repository.";

    /// <summary>The folder; <see langword="null"/> where there is none.</summary>
    public static string? Folder { get; } = Find();

    public static bool Exist => Folder is not null;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder!, .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var specs = System.IO.Path.Combine(folder.FullName, "shared", "specs");
            if (Directory.Exists(specs))
            {
                return specs;
            }
        }

        return null;
    }
}
