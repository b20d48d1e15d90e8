using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;

namespace Cto.Grains.Embedded;

/// <summary>
/// Writes, once for each interface, the class of its references and one class for each method's calls: what a person would write by hand,
/// so that a call costs no reflection and no boxing.
/// </summary>
internal static class ReferenceEmitter
{
    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<Type, EmittedReference> Emitted = new();
    private static readonly HashSet<string> Opened = [];
    private static readonly AssemblyBuilder Assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Cto.Grains.References"), AssemblyBuilderAccess.Run);
    private static readonly ModuleBuilder Module = Assembly.DefineDynamicModule("Cto.Grains.References");

    private static readonly Type[] ConstructorParameters = [typeof(GrainId), typeof(InterfaceShape), typeof(ITargetDirectory)];

    private static readonly ConstructorInfo BaseConstructor =
        typeof(GrainReference).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, ConstructorParameters)!;

    public static EmittedReference For(Type interfaceType)
    {
        if (Emitted.TryGetValue(interfaceType, out var emitted))
        {
            return emitted;
        }

        lock (Gate)
        {
            return Emitted.GetOrAdd(interfaceType, Emit);
        }
    }

    private static EmittedReference Emit(Type interfaceType)
    {
        var methods = InterfaceShape.MethodsOf(interfaceType);
        foreach (var method in methods)
        {
            Check(interfaceType, method);
            OpenAssemblies(method);
        }

        Open(interfaceType.Assembly);
        Open(typeof(GrainReference).Assembly);
        var type = Module.DefineType($"{interfaceType.FullName}Reference", TypeAttributes.Class | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);
        var constructor = EmitConstructor(type);
        for (var i = 0; i < methods.Count; i++)
        {
            EmitMethod(type, methods[i], i, CallEmitter.Emit(Module, interfaceType, methods[i], i));
        }

        EmitFactory(type, constructor);
        var made = type.CreateType();
        return new EmittedReference(methods, made.GetMethod(nameof(EmittedReference.Create))!
            .CreateDelegate<Func<GrainId, InterfaceShape, ITargetDirectory, GrainReference>>());
    }

    private static ConstructorBuilder EmitConstructor(TypeBuilder type)
    {
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorParameters);
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
        return constructor;
    }

    private static void EmitFactory(TypeBuilder type, ConstructorBuilder constructor)
    {
        var factory = type.DefineMethod(nameof(EmittedReference.Create), MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), ConstructorParameters);
        var code = factory.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Newobj, constructor);
        code.Emit(OpCodes.Ret);
    }

    /// <summary>Writes: take a call object, put the arguments into it, send it.</summary>
    private static void EmitMethod(TypeBuilder type, MethodInfo method, int index, EmittedCall call)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        var body = type.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters);
        var code = body.GetILGenerator();
        var local = code.DeclareLocal(call.Type);
        code.Emit(OpCodes.Call, typeof(CallPool<>).MakeGenericType(call.Type).GetMethod(nameof(CallPool<>.Rent))!);
        code.Emit(OpCodes.Stloc, local);
        for (var i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldloc, local);
            code.Emit(OpCodes.Ldarg, i + 1);
            code.Emit(OpCodes.Stfld, call.Arguments[i]);
        }

        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldloc, local);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Call, SenderOf(method.ReturnType));
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(body, method);
    }

    private static MethodInfo SenderOf(Type returnType)
    {
        var name = returnType == typeof(void) ? nameof(GrainReference.Post)
            : returnType == typeof(Task) ? nameof(GrainReference.SendTask)
            : returnType == typeof(ValueTask) ? nameof(GrainReference.SendValueTask)
            : returnType.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(GrainReference.Send)
            : nameof(GrainReference.SendValue);
        var sender = typeof(GrainReference).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!;
        return sender.IsGenericMethodDefinition ? sender.MakeGenericMethod(returnType.GenericTypeArguments) : sender;
    }

    private static void Check(Type interfaceType, MethodInfo method)
    {
        var of = method.ReturnType;
        var returnsTask = of == typeof(Task) || of == typeof(ValueTask)
            || (of.IsGenericType && (of.GetGenericTypeDefinition() == typeof(Task<>) || of.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            || (of == typeof(void) && typeof(IGrainObserver).IsAssignableFrom(interfaceType));
        var trouble = !returnsTask ? $"returns {of.Name}; grains answer with Task or ValueTask"
            : method.IsDefined(typeof(OneWayAttribute)) && of.IsGenericType ? "is one-way, so nobody gets the value that it returns"
            : method.IsGenericMethodDefinition ? "is generic, which this host does not support"
            : method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef) ? "has a ref, out or in parameter"
            : null;
        if (trouble is not null)
        {
            throw new NotSupportedException($"{interfaceType.Name}.{method.Name} {trouble}.");
        }
    }

    /// <summary>Interfaces and messages may be internal: the emitted assembly asks the runtime to look past that.</summary>
    private static void OpenAssemblies(MethodInfo method)
    {
        foreach (var type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
        {
            OpenType(type);
        }
    }

    private static void OpenType(Type type)
    {
        Open(type.Assembly);
        foreach (var argument in type.HasElementType ? [type.GetElementType()!] : type.GenericTypeArguments)
        {
            OpenType(argument);
        }
    }

    private static void Open(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (Opened.Add(name))
        {
            Assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(IgnoresAccessChecksToAttribute).GetConstructors()[0], [name]));
        }
    }
}
