using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Tells wrong credentials from a limit where a vendor answers the one with the other.</summary>
internal sealed class RefusalStreak
{
    /// <summary>So many identical answers, over so long, and it is no limit: limits pass.</summary>
    private const int Enough = 5;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    private readonly Lock _gate = new();
    private string? _message;
    private DateTimeOffset _since;
    private int _times;

    /// <summary>Whether refusals are being counted.</summary>
    public bool IsOpen => Volatile.Read(ref _message) is not null;

    /// <summary>A call was taken: whatever was refused before, it was not because of who we are.</summary>
    public void Accepted()
    {
        if (IsOpen)
        {
            lock (_gate)
            {
                _message = null;
            }
        }
    }

    /// <summary>The refusal as it is, or what it is in truth.</summary>
    /// <param name="fault">What the answer says it is.</param>
    /// <param name="vendor">Its name.</param>
    /// <param name="saysWhen">Whether the answer says how long to wait or what is left, as a real limit does.</param>
    /// <param name="now">The instant of the answer.</param>
    public SourceException Judge(SourceException fault, string vendor, bool saysWhen, DateTimeOffset now)
    {
        if (fault.Fault is not SourceFault.Throttled || saysWhen)
        {
            return fault;
        }

        lock (_gate)
        {
            (_message, _since, _times) = _message == fault.Message ? (_message, _since, _times + 1) : (fault.Message, now, 1);
            return _times < Enough || now - _since < Long ? fault : new SourceException(
                SourceFault.Unauthorized,
                $"{vendor} has refused every request since {_since:HH:mm} UTC as too many, with the same words and without saying until when: it probably does not accept the credentials.",
                fault)
            {
                Remedy = "Check the credentials and give them again; if they are right, the account's quota is used up for good.",
            };
        }
    }
}
