namespace Orleans.Runtime;

/// <summary>Anything that can be called by its identity: a grain, a reference to one, an observer.</summary>
public interface IAddressable;
