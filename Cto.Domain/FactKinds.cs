using System.Collections.Frozen;
using Cto.Domain.Catalogue;
using Cto.Domain.Collaboration;
using Cto.Domain.Delivery;
using Cto.Domain.Governance;
using Cto.Domain.Planning;
using Cto.Domain.Quality;
using Cto.Domain.Reliability;
using Cto.Domain.Security;
using Cto.Domain.Spend;
using Monitor = Cto.Domain.Reliability.Monitor;

namespace Cto.Domain;

/// <summary>The kinds of facts there are, each with the name it has in the API, in cursors and in <c>FactsChanged</c> messages.</summary>
public static class FactKinds
{
    public const string Service = "service";
    public const string PullRequest = "pullRequest";
    public const string Review = "review";
    public const string Commit = "commit";
    public const string Deployment = "deployment";
    public const string Incident = "incident";
    public const string PipelineRun = "pipelineRun";
    public const string Release = "release";

    public const string Component = "component";
    public const string Person = "person";
    public const string Repository = "repository";
    public const string Team = "team";

    public const string Board = "board";
    public const string Epic = "epic";
    public const string Project = "project";
    public const string Sprint = "sprint";
    public const string SprintItem = "sprintItem";
    public const string WorkItem = "workItem";
    public const string WorkItemChange = "workItemChange";

    public const string CodeIssueCount = "codeIssueCount";
    public const string CodeMeasure = "codeMeasure";
    public const string QualityGate = "qualityGate";

    public const string Advisory = "advisory";
    public const string AffectedPackage = "affectedPackage";
    public const string CodeAlert = "codeAlert";
    public const string ExploitPrediction = "exploitPrediction";
    public const string KnownExploit = "knownExploit";
    public const string Vulnerability = "vulnerability";

    public const string AccessGrant = "accessGrant";
    public const string AccessKey = "accessKey";
    public const string Account = "account";
    public const string BranchProtection = "branchProtection";
    public const string ControlEvidence = "controlEvidence";

    public const string Alert = "alert";
    public const string EscalationPolicy = "escalationPolicy";
    public const string Host = "host";
    public const string IncidentEvent = "incidentEvent";
    public const string MetricSample = "metricSample";
    public const string Monitor = "monitor";
    public const string OnCallSchedule = "onCallSchedule";
    public const string OnCallShift = "onCallShift";
    public const string SliSample = "sliSample";
    public const string Slo = "slo";

    public const string Charge = "charge";
    public const string CommitmentUse = "commitmentUse";
    public const string SavingsOpportunity = "savingsOpportunity";
    public const string SpendAnomaly = "spendAnomaly";
    public const string SpendForecast = "spendForecast";

    public const string Channel = "channel";

    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(Service)] = Service,
        [typeof(PullRequest)] = PullRequest,
        [typeof(Review)] = Review,
        [typeof(Commit)] = Commit,
        [typeof(Deployment)] = Deployment,
        [typeof(Incident)] = Incident,
        [typeof(PipelineRun)] = PipelineRun,
        [typeof(Release)] = Release,
        [typeof(Component)] = Component,
        [typeof(Person)] = Person,
        [typeof(Repository)] = Repository,
        [typeof(Team)] = Team,
        [typeof(Board)] = Board,
        [typeof(Epic)] = Epic,
        [typeof(Project)] = Project,
        [typeof(Sprint)] = Sprint,
        [typeof(SprintItem)] = SprintItem,
        [typeof(WorkItem)] = WorkItem,
        [typeof(WorkItemChange)] = WorkItemChange,
        [typeof(CodeIssueCount)] = CodeIssueCount,
        [typeof(CodeMeasure)] = CodeMeasure,
        [typeof(QualityGate)] = QualityGate,
        [typeof(Advisory)] = Advisory,
        [typeof(AffectedPackage)] = AffectedPackage,
        [typeof(CodeAlert)] = CodeAlert,
        [typeof(ExploitPrediction)] = ExploitPrediction,
        [typeof(KnownExploit)] = KnownExploit,
        [typeof(Vulnerability)] = Vulnerability,
        [typeof(AccessGrant)] = AccessGrant,
        [typeof(AccessKey)] = AccessKey,
        [typeof(Account)] = Account,
        [typeof(BranchProtection)] = BranchProtection,
        [typeof(ControlEvidence)] = ControlEvidence,
        [typeof(Alert)] = Alert,
        [typeof(EscalationPolicy)] = EscalationPolicy,
        [typeof(Host)] = Host,
        [typeof(IncidentEvent)] = IncidentEvent,
        [typeof(MetricSample)] = MetricSample,
        [typeof(Monitor)] = Monitor,
        [typeof(OnCallSchedule)] = OnCallSchedule,
        [typeof(OnCallShift)] = OnCallShift,
        [typeof(SliSample)] = SliSample,
        [typeof(Slo)] = Slo,
        [typeof(Charge)] = Charge,
        [typeof(CommitmentUse)] = CommitmentUse,
        [typeof(SavingsOpportunity)] = SavingsOpportunity,
        [typeof(SpendAnomaly)] = SpendAnomaly,
        [typeof(SpendForecast)] = SpendForecast,
        [typeof(Channel)] = Channel,
    }.ToFrozenDictionary();

    /// <summary>Every kind's name.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    /// <summary>Every kind's record.</summary>
    public static IReadOnlyCollection<Type> Records => Names.Keys;

    /// <summary>The kind of a record.</summary>
    /// <exception cref="KeyNotFoundException">It is not registered here.</exception>
    public static string Of(Type record) => Names[record];

    /// <summary>The kind of a fact.</summary>
    /// <exception cref="KeyNotFoundException">The record is not registered here.</exception>
    public static string Of(Fact fact) => Of(fact.GetType());
}
