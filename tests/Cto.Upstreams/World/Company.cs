using Cto.Upstreams.World.CodeQuality;
using Cto.Upstreams.World.Delivery;
using Cto.Upstreams.World.Findings;
using Cto.Upstreams.World.Iam;
using Cto.Upstreams.World.Planning;
using Cto.Upstreams.World.Reliability;
using Cto.Upstreams.World.Spend;
using Cto.Upstreams.World.Stories;

namespace Cto.Upstreams.World;

/// <summary>
/// Acme Commerce: a pure function of a seed and an instant. Everything in it carries its whole life with times, some of them still to come; what
/// a vendor shows is what had happened by <see cref="Now"/>, so the company grows by itself.
/// </summary>
internal sealed class Company
{
    /// <summary>How far back its history goes, seen from its start.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(540);

    /// <summary>How far its life is known ahead of its start; then it falls asleep.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromDays(45);

    private readonly TimeProvider _clock;

    public Company(UpstreamsOptions options, TimeProvider clock)
    {
        _clock = clock;
        Seed = options.Seed;
        Scale = options.Scale;
        var start = options.Start ?? clock.GetUtcNow();
        Start = new(start.Ticks - (start.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        Teams = TeamList.All;
        People = PeopleList.Of(this);
        Services = ServiceList.Of(this);
        Repositories = RepositoryList.Of(this);
        Stories = new(this);
        Delivery = new(this);
        Findings = new(this);
        CodeQuality = new(this);
        Reliability = new(this);
        Spend = new(this);
        Iam = new(this);
        Planning = new(this);
    }

    public const string Name = "Acme Commerce";

    /// <summary>The name of its account or organisation at vendors.</summary>
    public const string Login = "acme";

    public const string Domain = "acme.example";

    public int Seed { get; }

    /// <summary>How much of everything there is: 1 is the size in the design, tests take less. People, teams, services and repositories are always all there.</summary>
    public double Scale { get; }

    /// <summary>The instant that stories are told from: the first start, to the minute.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When its history begins.</summary>
    public DateTimeOffset Founded => Start - History;

    /// <summary>When what is known of it ends.</summary>
    public DateTimeOffset End => Start + Future;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public TimeProvider Clock => _clock;

    public IReadOnlyList<Team> Teams { get; }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<Service> Services { get; }

    public IReadOnlyList<Repository> Repositories { get; }

    /// <summary>The fixed points of its twelve stories, on which the vendors agree.</summary>
    public StoryBook Stories { get; }

    /// <summary>Changes, reviews, deployments, pipeline runs and releases.</summary>
    public DeliveryWorld Delivery { get; }

    /// <summary>What scanners find in its packages, images and code.</summary>
    public FindingsWorld Findings { get; }

    /// <summary>What its code is like, over time.</summary>
    public CodeQualityWorld CodeQuality { get; }

    /// <summary>Incidents, on-call, objectives, hosts and what is measured of them.</summary>
    public ReliabilityWorld Reliability { get; }

    /// <summary>What the cloud costs.</summary>
    public SpendWorld Spend { get; }

    /// <summary>Who can get into the production account.</summary>
    public IamWorld Iam { get; }

    /// <summary>Sprints, epics, items and campaigns.</summary>
    public PlanningWorld Planning { get; }

    /// <summary>Random numbers for a topic, the same each time.</summary>
    public Dice Dice(string topic, params ReadOnlySpan<string> of) => World.Dice.For(Seed, topic, of);

    /// <summary>A number of the design at this company's scale, at least one.</summary>
    public int Scaled(int full) => Math.Max(1, (int)Math.Round(full * Scale));

    public Team Team(string name) => Teams.First(team => team.Name == name);

    public Service Service(string name) => Services.First(service => service.Name == name);

    public Repository Repository(string name) => Repositories.First(repository => repository.Name == name);

    /// <summary>The people of a team who had joined and not left by then, its manager first.</summary>
    public IEnumerable<Person> Members(Team team, DateTimeOffset at) => People.Where(person => person.Team == team && person.WorksAt(at));
}
