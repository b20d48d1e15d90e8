
namespace Cto.Grains.Embedded;

/// <summary>Where references find what they call.</summary>
internal interface ITargetDirectory
{
    TimeProvider Clock { get; }

    GrainInstruments Instruments { get; }

    /// <summary>The one living target of that identity, made when there is none.</summary>
    CallTarget Locate(GrainId grainId);

    /// <summary>A reference to the same target through another interface.</summary>
    object GetReference(GrainId grainId, Type interfaceType);
}

/// <summary>What became of a call that was handed to a target.</summary>
internal enum Acceptance
{
    /// <summary>The target is gone; locate it again.</summary>
    Gone,

    /// <summary>It waits or runs; its promise will be kept.</summary>
    Waiting,

    /// <summary>It ran to its end already.</summary>
    Answered,
}
