using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Cto.Upstreams.Vendors;

/// <summary>What a vendor's routes are declared with; paths are those of the vendor, without its prefix.</summary>
internal sealed class VendorRoutes(IEndpointRouteBuilder app, SimulatedVendor vendor, VendorPipeline pipeline)
{
    public VendorRoute Get(string path, Func<VendorCall, Task> answer) => Map("GET", path, answer);

    public VendorRoute Post(string path, Func<VendorCall, Task> answer) => Map("POST", path, answer);

    public VendorRoute Put(string path, Func<VendorCall, Task> answer) => Map("PUT", path, answer);

    public VendorRoute Patch(string path, Func<VendorCall, Task> answer) => Map("PATCH", path, answer);

    public VendorRoute Delete(string path, Func<VendorCall, Task> answer) => Map("DELETE", path, answer);

    /// <summary>Everything that no route takes.</summary>
    public void Rest() => app.Map($"/{vendor.Prefix}/{{**rest}}", http => pipeline.RunAsync(http, vendor, new VendorRoute(_ => throw Refusal.NotFound()).Open()));

    private VendorRoute Map(string method, string path, Func<VendorCall, Task> answer)
    {
        var route = new VendorRoute(answer);
        app.MapMethods($"/{vendor.Prefix}/{path.TrimStart('/')}", [method], http => pipeline.RunAsync(http, vendor, route));
        return route;
    }
}

/// <summary>One route of a vendor.</summary>
internal sealed class VendorRoute(Func<VendorCall, Task> answer)
{
    public Func<VendorCall, Task> Answer { get; } = answer;

    public bool IsOpen { get; private set; }

    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Anybody may call it.</summary>
    public VendorRoute Open()
    {
        IsOpen = true;
        return this;
    }

    /// <summary>Only a credential with one of these scopes may call it.</summary>
    public VendorRoute Needs(params IReadOnlyList<string> anyOf)
    {
        Scopes = anyOf;
        return this;
    }
}
