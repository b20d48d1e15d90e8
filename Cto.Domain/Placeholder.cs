namespace Cto.Domain;
internal static class Placeholder;
