using System.Text;
using Cto.Connectors.Git;
using Cto.Domain.Sources;

namespace Cto.Connectors.Tests.Git;

public sealed class FieldReaderTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_come_whole_however_the_stream_is_cut()
    {
        foreach (var size in (int[])[1, 2, 3, 1000])
        {
            using var reader = new FieldReader(new Dripping("one\0two\0\0four\0"u8.ToArray(), size), fields: 2, limit: 16);

            Assert.True(await reader.ReadAsync(Cancellation));
            Assert.Equal(("one", "two"), (Text(reader, 0), Text(reader, 1)));
            Assert.True(await reader.ReadAsync(Cancellation));
            Assert.Equal(("", "four"), (Text(reader, 0), Text(reader, 1)));
            Assert.False(await reader.ReadAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_field_is_kept_up_to_its_limit_and_the_next_is_not_touched()
    {
        using var reader = new FieldReader(new Dripping("123456789\0abc\0"u8.ToArray(), 4), fields: 2, limit: 5);

        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal(("12345", "abc"), (Text(reader, 0), Text(reader, 1)));
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_record_is_said()
    {
        using var reader = new FieldReader(new Dripping("one\0tw"u8.ToArray(), 4), fields: 2, limit: 5);

        var refusal = await Assert.ThrowsAsync<SourceException>(async () => await reader.ReadAsync(Cancellation));
        Assert.Equal(SourceFault.UnexpectedReply, refusal.Fault);
    }

    [Fact]
    public async Task A_hundred_megabytes_in_one_field_take_no_more_memory_than_one_byte()
    {
        using var reader = new FieldReader(new Endless(100_000_000), fields: 1, limit: 16384);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(await reader.ReadAsync(Cancellation));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(16384, reader[0].Length);
    }

    private static string Text(FieldReader reader, int field) => Encoding.UTF8.GetString(reader[field]);

    /// <summary>Gives a few bytes at a time, as pipes do.</summary>
    private sealed class Dripping(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }

    /// <summary>The letter x so many times, then the end of the field.</summary>
    private sealed class Endless(int length) : MemoryStream
    {
        private int _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            if (count == 0)
            {
                buffer.Span[0] = 0;
                count = 1;
            }

            return ValueTask.FromResult(count);
        }
    }
}
