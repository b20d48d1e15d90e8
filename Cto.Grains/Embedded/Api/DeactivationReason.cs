namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly record struct DeactivationReason
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>A reason that an exception caused.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The reason in words.</summary>
    public string Description { get; }

    /// <summary>The reason as a code.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The cause; <see langword="null"/> when there is none.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} ({Exception.Message})";
}
