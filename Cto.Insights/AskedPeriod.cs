using Cto.Domain;

namespace Cto.Insights;

/// <summary>Reads the period that a question is about.</summary>
internal static class AskedPeriod
{
    /// <summary>By <c>from</c> and <c>to</c> where given, else by the phrase <c>period</c>.</summary>
    /// <exception cref="InsightParameterException">There is no such period.</exception>
    public static NamedPeriod Of(InsightQuestion question)
    {
        var (from, to) = (question.Parameters["from"], question.Parameters["to"]);
        if (from is null && to is not null)
        {
            throw new InsightParameterException("from", "'to' needs a 'from': a period has a start.");
        }

        try
        {
            return from is null
                ? PeriodPhrase.Parse(question.Parameters["period"] ?? ParameterDescriptor.Period.Default!, question.Now, question.Tenant.TimeZone)
                : PeriodPhrase.Between(from, to, question.Now, question.Tenant.TimeZone);
        }
        catch (FormatException e)
        {
            throw new InsightParameterException(from is null ? "period" : e.Message.StartsWith("'to'", StringComparison.Ordinal) ? "to" : "from", e.Message);
        }
    }
}
