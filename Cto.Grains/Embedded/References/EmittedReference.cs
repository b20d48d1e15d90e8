using System.Reflection;

namespace Cto.Grains.Embedded;

/// <summary>The class of references to one interface, ready to make them.</summary>
/// <param name="Methods">The interface's methods, in the order of their numbers.</param>
/// <param name="Create">Makes a reference.</param>
internal sealed record EmittedReference(IReadOnlyList<MethodInfo> Methods, Func<GrainId, InterfaceShape, ITargetDirectory, GrainReference> Create);

/// <summary>The class of calls of one method.</summary>
/// <param name="Type">The class, derived from <see cref="GrainCall"/>.</param>
/// <param name="Arguments">A field for each parameter.</param>
internal sealed record EmittedCall(Type Type, IReadOnlyList<FieldInfo> Arguments);
