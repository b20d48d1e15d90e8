using OpenTelemetry.Trace;

namespace Cto.ServiceDefaults.Telemetry;

/// <summary>Samples everything but the supervisor's questions, which would drown the rest, whatever the asker's own trace says.</summary>
internal sealed class WithoutHealthChecks(Sampler rest) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        foreach (var (name, value) in samplingParameters.Tags ?? [])
        {
            if (name == "url.path" && value is string path && path.StartsWith("/health/", StringComparison.Ordinal))
            {
                return new(SamplingDecision.Drop);
            }
        }

        return rest.ShouldSample(samplingParameters);
    }
}
