namespace Cto.Connectors;
internal static class Placeholder;
