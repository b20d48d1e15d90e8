namespace Cto.Insights;
internal static class Placeholder;
