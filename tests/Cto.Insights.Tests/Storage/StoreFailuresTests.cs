using System.Net.Sockets;
using Cto.Insights.Storage;
using Npgsql;

namespace Cto.Insights.Tests.Storage;

public sealed class StoreFailuresTests
{
    [Theory]
    [InlineData("53100", StoreFault.DiskFull)]
    [InlineData("53300", StoreFault.Overloaded)]
    [InlineData("40P01", StoreFault.Contended)]
    [InlineData("57P01", StoreFault.Unreachable)]
    [InlineData("57P03", StoreFault.Unreachable)]
    [InlineData("08006", StoreFault.Unreachable)]
    [InlineData("58030", StoreFault.Unreachable)]
    public void What_Postgres_says_of_its_own_state_may_be_tried_again(string state, StoreFault fault) =>
        Assert.Equal(fault, StoreFailures.From(new PostgresException("no", "ERROR", "ERROR", state))!.Fault);

    [Theory]
    [InlineData("23505")]
    [InlineData("42601")]
    [InlineData("42501")]
    [InlineData("22021")]
    public void A_mistake_of_ours_is_not_taken_for_it(string state) => Assert.Null(StoreFailures.From(new PostgresException("no", "ERROR", "ERROR", state)));

    [Fact]
    public void A_broken_connection_is_found_however_deep_it_lies()
    {
        Assert.Equal(StoreFault.Unreachable, StoreFailures.From(new NpgsqlException("broken", new IOException("reset")))!.Fault);
        Assert.Equal(StoreFault.Unreachable, StoreFailures.From(new SocketException(111))!.Fault);
        Assert.True(StoreFailures.IsPassing(new StoreUnavailableException(StoreFault.DiskFull, new IOException())));
        Assert.False(StoreFailures.IsPassing(new InvalidOperationException("The connection pool is not about us.")));
    }
}
