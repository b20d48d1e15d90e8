namespace Orleans;

/// <summary>Marks an attribute on a constructor parameter that the host fills itself.</summary>
public interface IFacetMetadata;
