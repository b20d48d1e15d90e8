using System.Globalization;

namespace Orleans;

/// <summary>How long an activation of this class may be idle before it ends; at least a minute.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest limit.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _limit;

    /// <summary>A limit given by the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>A limit written as <c>hh:mm:ss</c>.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _limit = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days of the limit.</summary>
    public double Days { get; set; }

    /// <summary>Hours of the limit.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of the limit.</summary>
    public double Minutes { get; set; }

    /// <summary>Whether activations are never collected.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The sum of the parts.</summary>
    public TimeSpan AgeLimit
    {
        get
        {
            var limit = AlwaysActive ? Timeout.InfiniteTimeSpan : _limit ?? TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return AlwaysActive || limit >= MinAgeLimit
                ? limit
                : throw new ArgumentOutOfRangeException($"The collection age limit {limit} is shorter than {MinAgeLimit}.", (Exception?)null);
        }
    }
}

/// <summary>Activations of this class are never collected as idle.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class KeepAliveAttribute : Attribute;
