using System.Globalization;

namespace Cto.Upstreams.World.Reliability;

/// <summary>A machine that a service runs on.</summary>
internal sealed record Host(string Name, Service Service, string Environment, string Region, string Type, DateTimeOffset? LostAt);

/// <summary>The machines: more for what matters more.</summary>
internal static class HostList
{
    public static IReadOnlyList<Host> Of(Company company) =>
    [
        .. company.Services.Where(service => service.Name is not ("infra-modules" or "ci-runners")).SelectMany(service =>
        {
            var dice = company.Dice("reliability/hosts", service.Name);
            return Enumerable.Range(1, service.Tier switch { 1 => 4, 2 => 3, _ => 2 }).Select(number => new Host(
                string.Create(CultureInfo.InvariantCulture, $"{service.Short}-{number}-{dice.Hex(4)}"),
                service,
                number == 1 && service.Tier == 1 ? "staging" : "production",
                number % 2 == 0 ? "eu-west-1" : "us-east-1",
                service.Language == "Java" ? "m6i.xlarge" : "c7g.large",
                service.Name == "notification-service" && number == 3 ? company.Start.AddMinutes(-50) : null));
        }),
    ];
}
