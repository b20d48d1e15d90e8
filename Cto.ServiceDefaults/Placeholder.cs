namespace Cto.ServiceDefaults;
internal static class Placeholder;
