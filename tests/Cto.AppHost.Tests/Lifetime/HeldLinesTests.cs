using Cto.AppHost.Lifetime;

namespace Cto.AppHost.Tests.Lifetime;

public sealed class HeldLinesTests
{
    [Fact]
    public void Lines_for_people_wait_until_everything_is_ready_and_are_shown_as_they_are()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var held = new HeldLines(new(output, colour: false), "sign in: ", "token: ");

        held.Take("web", "sign in: http://localhost/first");
        held.Take("web", "migrated");
        held.Release();
        held.Take("web", "token: secret");

        Assert.Equal("web        | migrated\nsign in: http://localhost/first\ntoken: secret\n", output.ToString());
    }

    [Fact]
    public void What_every_replica_says_to_people_is_shown_once()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var held = new HeldLines(new(output, colour: false), "sign in: ");

        held.Take("web", "sign in: http://localhost/first");
        held.Take("web", "sign in: http://localhost/second");
        held.Release();
        held.Take("web", "sign in: http://localhost/third");

        Assert.Equal("sign in: http://localhost/first\n", output.ToString());
    }

    [Fact]
    public void Colours_of_a_resource_are_left_out_where_ours_are()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Terminal(output, colour: false).Say("web", "\e[40m\e[32minfo\e[39m\e[22m\e[49m: migrated");

        Assert.Equal("web        | info: migrated\n", output.ToString());
    }

    [Fact]
    public void Colour_is_for_terminals()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Terminal(output, colour: true).Say("web", "migrated");

        Assert.Equal("\e[36mweb       \e[0m | migrated\n", output.ToString());
    }
}
