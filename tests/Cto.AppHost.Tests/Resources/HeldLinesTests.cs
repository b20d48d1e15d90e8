using Cto.AppHost.Hosting;
using Cto.AppHost.Resources;

namespace Cto.AppHost.Tests.Resources;

public sealed class HeldLinesTests
{
    [Fact]
    public void Lines_for_people_wait_until_everything_is_ready_and_are_shown_as_they_are()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var held = new HeldLines(new(output, colour: false), "web") { Beginnings = ["sign in: "] };

        held.Take("sign in: http://localhost/first");
        held.Take("migrated");
        held.Release();
        held.Take("sign in: http://localhost/second");

        Assert.Equal("web        | migrated\nsign in: http://localhost/first\nsign in: http://localhost/second\n", output.ToString());
    }

    [Fact]
    public void Colour_is_for_terminals()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Terminal(output, colour: true).Say("web", "migrated");

        Assert.Equal("\e[36mweb       \e[0m | migrated\n", output.ToString());
    }
}
