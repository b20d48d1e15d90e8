namespace Cto.Grains;
internal static class Placeholder;
