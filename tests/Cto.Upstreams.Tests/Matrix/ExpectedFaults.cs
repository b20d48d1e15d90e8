using Cto.Domain.Sources;
using Cto.Upstreams.Faults;

namespace Cto.Upstreams.Tests.Matrix;

/// <summary>What each way of going wrong must be called by every connector.</summary>
internal static class ExpectedFaults
{
    /// <summary>The faults of upstreams that hit every request alike, and their names for us; several where the vendor leaves it open.</summary>
    public static readonly IReadOnlyDictionary<FaultKind, SourceFault[]> All = new Dictionary<FaultKind, SourceFault[]>
    {
        [FaultKind.Unauthorized] = [SourceFault.Unauthorized],
        [FaultKind.ExpiredToken] = [SourceFault.Unauthorized],
        [FaultKind.Forbidden] = [SourceFault.Forbidden],
        [FaultKind.NotFound] = [SourceFault.NotFound],
        [FaultKind.Conflict] = [SourceFault.UnexpectedReply],
        [FaultKind.TooManyRequestsSeconds] = [SourceFault.Throttled],
        [FaultKind.TooManyRequestsDate] = [SourceFault.Throttled],
        [FaultKind.TooManyRequestsNone] = [SourceFault.Throttled],
        [FaultKind.ServerError] = [SourceFault.Unavailable],
        [FaultKind.Unavailable] = [SourceFault.Unavailable],
        [FaultKind.TimeOut] = [SourceFault.Unavailable],
        [FaultKind.Reset] = [SourceFault.Unavailable],
        [FaultKind.Cut] = [SourceFault.UnexpectedReply, SourceFault.Unavailable],
        [FaultKind.Garbage] = [SourceFault.UnexpectedReply],
        [FaultKind.WrongType] = [SourceFault.UnexpectedReply],
        [FaultKind.Html] = [SourceFault.UnexpectedReply],
        [FaultKind.Empty] = [SourceFault.UnexpectedReply],
    };

    /// <summary>What a connector must call it: Google's tokens are redeemed first, and a refusal there says that the key is not good.</summary>
    public static SourceFault[] Of(FaultKind kind, string connector) =>
        kind is FaultKind.Forbidden && connector is "google-cloud" ? [SourceFault.Forbidden, SourceFault.Unauthorized] : All[kind];
}
