using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Grains.Embedded;

/// <summary>Fills the constructor of a grain class: persistent states by the host, all else by the services of the activation.</summary>
internal static class GrainConstructor
{
    private static readonly MethodInfo MakeRecord =
        typeof(GrainConstructor).GetMethod(nameof(RecordOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Func<Activation, IGrainBase> Of(Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors is not [var constructor])
        {
            throw new InvalidOperationException($"The grain class {type.Name} has {constructors.Length} public constructors; it needs one.");
        }

        var invoker = ConstructorInvoker.Create(constructor);
        Func<Activation, object?>[] arguments = [.. constructor.GetParameters().Select(ArgumentOf)];
        return activation =>
        {
            var values = new object?[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i](activation);
            }

            return (IGrainBase)invoker.Invoke(values.AsSpan());
        };
    }

    private static Func<Activation, object?> ArgumentOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>)
                ? MakeRecord.MakeGenericMethod(type.GenericTypeArguments).CreateDelegate<Func<string, Func<Activation, object?>>>()(state.StateName)
                : throw new InvalidOperationException($"[PersistentState] on {parameter.Member.DeclaringType!.Name}.{parameter.Name} needs an IPersistentState<T>.");
        }

        if (type == typeof(IGrainContext))
        {
            return static activation => activation;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        }

        return parameter.HasDefaultValue
            ? activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue
            : activation => activation.ActivationServices.GetRequiredService(type);
    }

    private static Func<Activation, object?> RecordOf<TState>(string name) => activation =>
    {
        var record = new PersistentRecord<TState>(activation, name);
        activation.AddRecord(record);
        return record;
    };
}
