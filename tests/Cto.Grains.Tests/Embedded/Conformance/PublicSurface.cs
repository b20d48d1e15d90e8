using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Cto.Grains.Tests.Embedded.Conformance;

/// <summary>
/// The public types of an assembly under the Orleans namespaces, each as lines of text that can be compared. Read from the metadata tables rather than
/// through a MetadataLoadContext: the real assembly refers to others that no feed at hand carries, and the tables can be read without them.
/// </summary>
internal static class PublicSurface
{
    private const TypeAttributes KindMask = TypeAttributes.Interface | TypeAttributes.Abstract | TypeAttributes.Sealed;

    /// <returns>Full type names with the lines that describe each.</returns>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var reader = file.GetMetadataReader();
        return reader.TypeDefinitions.Select(reader.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => (Name: NameOf(reader, type), Type: type))
            .Where(type => type.Name.StartsWith("Orleans.", StringComparison.Ordinal))
            .ToDictionary(type => type.Name, IReadOnlySet<string> (type) => Describe(reader, type.Type));
    }

    private static string NameOf(MetadataReader reader, TypeDefinition type) => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private static HashSet<string> Describe(MetadataReader reader, TypeDefinition type)
    {
        var names = new SignatureNames();
        var parent = type.BaseType.IsNil ? "nothing" : names.Of(reader, type.BaseType);
        HashSet<string> lines = [$"is {type.Attributes & KindMask} from {parent}"];
        lines.UnionWith(type.GetInterfaceImplementations().Select(reader.GetInterfaceImplementation).Select(implementation => $"implements {names.Of(reader, implementation.Interface)}"));
        lines.UnionWith(type.GetMethods().Select(reader.GetMethodDefinition).Where(method => IsVisible(method.Attributes)).Select(method => Describe(reader, method)));
        lines.UnionWith(type.GetFields().Select(reader.GetFieldDefinition).Where(IsVisible).Select(field => Describe(reader, field)));
        lines.UnionWith(type.GetCustomAttributes().Select(reader.GetCustomAttribute).Where(attribute => IsUsage(reader, attribute))
            .Select(attribute => $"used on {Convert.ToHexString(reader.GetBlobBytes(attribute.Value))}"));
        return lines;
    }

    private static string Describe(MetadataReader reader, MethodDefinition method)
    {
        const MethodAttributes Shown = MethodAttributes.Static | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.MemberAccessMask | MethodAttributes.Final;
        var signature = method.DecodeSignature(new SignatureNames(), null);
        var parameters = method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0)
            .Zip(signature.ParameterTypes, (parameter, type) => $"{type} {reader.GetString(parameter.Name)}{DefaultOf(reader, parameter)}");
        var generics = method.GetGenericParameters().Select(reader.GetGenericParameter).Select(parameter => DescribeConstraints(reader, parameter));
        return $"{method.Attributes & Shown}: {signature.ReturnType} {reader.GetString(method.Name)}<{string.Join(", ", generics)}>({string.Join(", ", parameters)})";
    }

    private static string DescribeConstraints(MetadataReader reader, GenericParameter parameter) => string.Join(
        " & ",
        parameter.GetConstraints().Select(constraint => new SignatureNames().Of(reader, reader.GetGenericParameterConstraint(constraint).Type)).Order(StringComparer.Ordinal)
            .Prepend($"{parameter.Attributes}"));

    private static string DefaultOf(MetadataReader reader, Parameter parameter) =>
        !parameter.Attributes.HasFlag(ParameterAttributes.Optional) ? ""
        : parameter.GetDefaultValue() is { IsNil: false } value ? $" = {Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(value).Value))}"
        : " = default";

    private static string Describe(MetadataReader reader, FieldDefinition field)
    {
        var value = field.GetDefaultValue() is { IsNil: false } constant ? $" = {Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(constant).Value))}" : "";
        return $"{field.Attributes & (FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.InitOnly)}: {field.DecodeSignature(new SignatureNames(), null)} {reader.GetString(field.Name)}{value}";
    }

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldDefinition field) =>
        (field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsUsage(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && new SignatureNames().Of(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) == typeof(AttributeUsageAttribute).FullName;
}
