namespace System.Runtime.CompilerServices;

/// <summary>The runtime knows this attribute by its name and lets the assembly that bears it use internal types of another.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
