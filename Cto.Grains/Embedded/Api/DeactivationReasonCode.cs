namespace Orleans;

/// <summary>The kinds of reasons for which an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None given.</summary>
    None,

    /// <summary>The process is stopping.</summary>
    ShuttingDown,

    /// <summary>The activation never came to life.</summary>
    ActivationFailed,

    /// <summary>The cluster lost track of it.</summary>
    DirectoryFailure,

    /// <summary>Nobody called for a while.</summary>
    ActivationIdle,

    /// <summary>It did not answer.</summary>
    ActivationUnresponsive,

    /// <summary>Another one exists.</summary>
    DuplicateActivation,

    /// <summary>A caller of another version.</summary>
    IncompatibleRequest,

    /// <summary>The grain's own error, such as a lost race for its state.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>It moves elsewhere.</summary>
    Migrating,

    /// <summary>The host asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure,
}
