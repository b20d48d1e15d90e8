using System.Reflection;
using System.Reflection.Emit;

namespace Cto.Grains.Embedded;

/// <summary>Writes the class of calls of one method: a field for each argument, and how to call the method with them.</summary>
internal static class CallEmitter
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    public static EmittedCall Emit(ModuleBuilder module, Type interfaceType, MethodInfo method, int index)
    {
        var result = method.ReturnType.IsGenericType ? method.ReturnType.GenericTypeArguments[0] : null;
        var parent = result is null ? typeof(GrainCallWithoutResult) : typeof(GrainCall<>).MakeGenericType(result);
        var type = module.DefineType($"{interfaceType.FullName}Call.{method.Name}{index}", TypeAttributes.Class | TypeAttributes.Sealed, parent);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        FieldInfo[] fields = [.. method.GetParameters().Select(parameter => FieldOf(type, parameter))];
        EmitInvoke(type, interfaceType, method, fields);
        EmitReturn(type, fields);
        var made = type.CreateType();
        return new EmittedCall(made, [.. fields.Select(field => field is FieldBuilder ? made.GetField(field.Name)! : field)]);
    }

    /// <summary>The token goes into the field that the host links to its own deadline.</summary>
    private static FieldInfo FieldOf(TypeBuilder type, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) && parameter.Position == ((MethodInfo)parameter.Member).GetParameters().Length - 1
            ? typeof(GrainCall).GetField(nameof(GrainCall.Token))!
            : type.DefineField($"argument{parameter.Position}", parameter.ParameterType, FieldAttributes.Public);

    private static void EmitInvoke(TypeBuilder type, Type interfaceType, MethodInfo method, FieldInfo[] fields)
    {
        var invoke = type.DefineMethod(nameof(GrainCall.Invoke), Override, typeof(Task), [typeof(object)]);
        var code = invoke.GetILGenerator();
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Castclass, method.DeclaringType ?? interfaceType);
        foreach (var field in fields)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, field);
        }

        code.Emit(OpCodes.Callvirt, method);
        if (method.ReturnType == typeof(void))
        {
            code.Emit(OpCodes.Call, typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod!);
        }
        else if (method.ReturnType.IsValueType)
        {
            var answer = code.DeclareLocal(method.ReturnType);
            code.Emit(OpCodes.Stloc, answer);
            code.Emit(OpCodes.Ldloca, answer);
            code.Emit(OpCodes.Call, method.ReturnType.GetMethod(nameof(ValueTask.AsTask))!);
        }

        code.Emit(OpCodes.Ret);
    }

    private static void EmitReturn(TypeBuilder type, FieldInfo[] fields)
    {
        var giveBack = type.DefineMethod("Return", (Override & ~MethodAttributes.MemberAccessMask) | MethodAttributes.Family, typeof(void), Type.EmptyTypes);
        var code = giveBack.GetILGenerator();
        foreach (var field in fields.OfType<FieldBuilder>().Where(field => MayHoldReferences(field.FieldType)))
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldflda, field);
            code.Emit(OpCodes.Initobj, field.FieldType);
        }

        var pool = TypeBuilder.GetMethod(typeof(CallPool<>).MakeGenericType(type), typeof(CallPool<>).GetMethod(nameof(CallPool<>.Return))!);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, pool);
        code.Emit(OpCodes.Ret);
    }

    private static bool MayHoldReferences(Type type) => !type.IsPrimitive && !type.IsEnum && !type.IsPointer;
}
