namespace Cto.Upstreams.World.Planning;

/// <summary>How the company words what it plans.</summary>
internal static class PlanningWords
{
    public static readonly string[] Epics =
    [
        "Self-service environments", "Cheaper build machines", "Card vault migration", "Instalments at checkout", "Referral programme", "Faster storefront", "Event schema registry", "Warehouse on columns",
        "Offline basket", "Push that matters", "Passkeys", "One session everywhere", "Synonyms by usage", "Catalogue in real time", "Secrets out of code", "Fraud rules by analysts", "Support desk in one view", "Refunds without tickets",
    ];

    public static readonly string[] Refactored =
        ["refunds", "captures", "authorisations", "chargebacks", "payouts", "currency rounding", "settlement files", "retries", "webhooks", "invoice numbers", "tax lines", "idempotency keys", "audit records", "card tokens", "disputes"];

    private static readonly string[] Stories =
        ["Let customers see {0}", "Show {0} in {1}", "Add {0} to {1}", "Make {0} faster in {1}", "Let {1} answer for {0}", "Send {0} as an event", "Explain {0} to support"];

    private static readonly string[] Bugs = ["{0} is wrong after midnight in {1}", "{1} forgets {0} on retry", "{1} times out when {0} is empty", "{0} is shown twice", "{1} rounds {0}"];

    private static readonly string[] Tasks = ["Upgrade the framework of {1}", "Remove the old path for {0} in {1}", "Split the tests of {1}", "Replace the home-made cache for {0}", "Delete dead flags in {1}"];

    private static readonly string[] Things =
        ["delivery dates", "stock levels", "discount codes", "saved addresses", "order history", "search filters", "login attempts", "price changes", "notification settings", "import errors", "feature flags", "invoices", "reviews", "gift cards", "sessions"];

    public static string Title(Dice dice, string type, Service service) =>
        string.Format(null, dice.Pick(type switch { "Bug" => Bugs, "Task" => Tasks, _ => Stories }), dice.Pick(Things), service.Name) is var text ? char.ToUpperInvariant(text[0]) + text[1..] : "";
}
