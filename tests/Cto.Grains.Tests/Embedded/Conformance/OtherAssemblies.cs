namespace Cto.Grains.Tests.Embedded.Conformance;

/// <summary>
/// The signatures of types that live in other Orleans assemblies than the one at hand, written down from the sources of dotnet/orleans:
/// the assemblies themselves are not on every feed. A line that starts with a full name begins a type.
/// </summary>
internal static class OtherAssemblies
{
    private const string OrleansCore = """
        Orleans.CollectionAgeLimitAttribute
          is NotPublic from System.Attribute
          Public: Void .ctor<>()
          Public: Void .ctor<>(String inactivityPeriod)
          Public: Double get_Days<>()
          Public: Void set_Days<>(Double value)
          Public: Double get_Hours<>()
          Public: Void set_Hours<>(Double value)
          Public: Double get_Minutes<>()
          Public: Void set_Minutes<>(Double value)
          Public: Boolean get_AlwaysActive<>()
          Public: Void set_AlwaysActive<>(Boolean value)
          Public: System.TimeSpan get_AgeLimit<>()
          Static, InitOnly: System.TimeSpan MinAgeLimit
          used on 010004000000010054020D416C6C6F774D756C7469706C6500
        Orleans.KeepAliveAttribute
          is NotPublic from System.Attribute
          Public: Void .ctor<>()
          used on 010004000000010054020D416C6C6F774D756C7469706C6500
        Orleans.Storage.InconsistentStateException
          is NotPublic from Orleans.Runtime.OrleansException
          Public: Void .ctor<>(String errorMsg, String storedEtag, String currentEtag)
          Public: String get_StoredEtag<>()
          Public: String get_CurrentEtag<>()
        Orleans.Utilities.ObserverManager`1
          is NotPublic from Orleans.Utilities.ObserverManager`2[Orleans.Runtime.IAddressable, !0]
          Public: Void .ctor<>(System.TimeSpan expiration, Microsoft.Extensions.Logging.ILogger log)
        Orleans.Utilities.ObserverManager`2
          is NotPublic from System.Object
          implements System.Collections.Generic.IEnumerable`1[!1]
          implements System.Collections.IEnumerable
          Public: Void .ctor<>(System.TimeSpan expiration, Microsoft.Extensions.Logging.ILogger log)
          Public: System.Func`1[System.DateTime] get_GetDateTime<>()
          Public: Void set_GetDateTime<>(System.Func`1[System.DateTime] value)
          Public: System.TimeSpan get_ExpirationDuration<>()
          Public: Void set_ExpirationDuration<>(System.TimeSpan value)
          Public: Int32 get_Count<>()
          Public: System.Collections.Generic.IReadOnlyDictionary`2[!0, !1] get_Observers<>()
          Public: Void Subscribe<>(!0 id, !1 observer)
          Public: Void Unsubscribe<>(!0 id)
          Public: Void Clear<>()
          Public: Void ClearExpired<>()
          Public: System.Threading.Tasks.Task Notify<>(System.Func`2[!1, System.Threading.Tasks.Task] notification, System.Func`2[!1, Boolean] predicate = 00000000)
          Public: Void Notify<>(System.Action`1[!1] notification, System.Func`2[!1, Boolean] predicate = 00000000)
          Public, Final, Virtual: System.Collections.Generic.IEnumerator`1[!1] GetEnumerator<>()
        """;

    private const string OrleansReminders = """
        Orleans.GrainReminderExtensions
          is Abstract, Sealed from System.Object
          Public, Static: System.Threading.Tasks.Task`1[Orleans.Runtime.IGrainReminder] RegisterOrUpdateReminder<>(Orleans.Grain grain, String reminderName, System.TimeSpan dueTime, System.TimeSpan period)
          Public, Static: System.Threading.Tasks.Task`1[Orleans.Runtime.IGrainReminder] RegisterOrUpdateReminder<>(Orleans.IGrainBase grain, String reminderName, System.TimeSpan dueTime, System.TimeSpan period)
          Public, Static: System.Threading.Tasks.Task UnregisterReminder<>(Orleans.Grain grain, Orleans.Runtime.IGrainReminder reminder)
          Public, Static: System.Threading.Tasks.Task UnregisterReminder<>(Orleans.IGrainBase grain, Orleans.Runtime.IGrainReminder reminder)
          Public, Static: System.Threading.Tasks.Task`1[Orleans.Runtime.IGrainReminder] GetReminder<>(Orleans.Grain grain, String reminderName)
          Public, Static: System.Threading.Tasks.Task`1[Orleans.Runtime.IGrainReminder] GetReminder<>(Orleans.IGrainBase grain, String reminderName)
          Public, Static: System.Threading.Tasks.Task`1[System.Collections.Generic.List`1[Orleans.Runtime.IGrainReminder]] GetReminders<>(Orleans.Grain grain)
          Public, Static: System.Threading.Tasks.Task`1[System.Collections.Generic.List`1[Orleans.Runtime.IGrainReminder]] GetReminders<>(Orleans.IGrainBase grain)
        Orleans.IRemindable
          is ClassSemanticsMask, Abstract from nothing
          implements Orleans.IGrain
          implements Orleans.Runtime.IAddressable
          Public, Virtual, Abstract: System.Threading.Tasks.Task ReceiveReminder<>(String reminderName, Orleans.Runtime.TickStatus status)
        Orleans.Runtime.IGrainReminder
          is ClassSemanticsMask, Abstract from nothing
          Public, Virtual, Abstract: String get_ReminderName<>()
        Orleans.Runtime.TickStatus
          is Sealed from System.ValueType
          Public: Void .ctor<>(System.DateTime firstTickTime, System.TimeSpan period, System.DateTime timeStamp)
          Public: System.DateTime get_FirstTickTime<>()
          Public: System.TimeSpan get_Period<>()
          Public: System.DateTime get_CurrentTickTime<>()
          Public, Virtual: String ToString<>()
        """;

    private const string OrleansRuntime = """
        Orleans.IFacetMetadata
          is ClassSemanticsMask, Abstract from nothing
        Orleans.Runtime.IPersistentStateConfiguration
          is ClassSemanticsMask, Abstract from nothing
          Public, Virtual, Abstract: String get_StateName<>()
          Public, Virtual, Abstract: String get_StorageName<>()
        Orleans.Runtime.IPersistentState`1
          is ClassSemanticsMask, Abstract from nothing
          implements Orleans.Core.IStorage`1[!0]
          implements Orleans.Core.IStorage
        Orleans.Runtime.PersistentStateAttribute
          is NotPublic from System.Attribute
          implements Orleans.IFacetMetadata
          implements Orleans.Runtime.IPersistentStateConfiguration
          Public: Void .ctor<>(String stateName, String storageName = 00000000)
          Public, Final, Virtual: String get_StateName<>()
          Public, Final, Virtual: String get_StorageName<>()
          used on 0100000800000000
        """;

    private const string OrleansSerializationAbstractions = """
        Orleans.AliasAttribute
          is Sealed from System.Attribute
          Public: Void .ctor<>(String alias)
          Public: String get_Alias<>()
          used on 01005C040000010054020D416C6C6F774D756C7469706C6501
        Orleans.GenerateSerializerAttribute
          is Sealed from System.Attribute
          Public: Void .ctor<>()
          used on 01001C0000000000
        Orleans.IdAttribute
          is Sealed from System.Attribute
          Public: Void .ctor<>(UInt32 id)
          Public: UInt32 get_Id<>()
          used on 0100DC0900000000
        Orleans.ImmutableAttribute
          is Sealed from System.Attribute
          Public: Void .ctor<>()
          used on 01008C2900000100540209496E6865726974656400
        Orleans.ResponseTimeoutAttribute
          is Sealed from System.Attribute
          Public: Void .ctor<>(String timeout)
          Public: System.Nullable`1[System.TimeSpan] get_Timeout<>()
          Public: Void with System.Runtime.CompilerServices.IsExternalInit set_Timeout<>(System.Nullable`1[System.TimeSpan] value)
          used on 0100400000000000
        """;

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Types { get; } =
        Read(string.Join('\n', OrleansCore, OrleansReminders, OrleansRuntime, OrleansSerializationAbstractions));

    private static Dictionary<string, IReadOnlySet<string>> Read(string text)
    {
        var types = new Dictionary<string, IReadOnlySet<string>>();
        HashSet<string> members = [];
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(' '))
            {
                members.Add(line.Trim());
            }
            else
            {
                types[line] = members = [];
            }
        }

        return types;
    }
}
