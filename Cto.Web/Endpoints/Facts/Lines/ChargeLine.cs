using Cto.Domain.Spend;

namespace Cto.Web.Endpoints.Facts.Lines;

/// <summary>A charge that names one service only means the provider's, as bills do; our own is then that of its tag <c>service</c>.</summary>
internal static class ChargeLine
{
    private const string ServiceTag = "service";

    public static FactShape Of(FactShape shape) => shape
        .Optional(nameof(Charge.CloudService))
        .Optional(nameof(Charge.Category))
        .Completed<Charge>(charge => charge.CloudService is null ? charge with { CloudService = charge.Service!, Service = charge.Tags?.GetValueOrDefault(ServiceTag) } : charge);
}
