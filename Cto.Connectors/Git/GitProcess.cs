using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>A running git: what it prints, and how it ends. It does not outlive this object, nor the token it was started with.</summary>
internal sealed class GitProcess : IAsyncDisposable
{
    /// <summary>What is kept of the messages: the end, where the reason stands.</summary>
    private const int MessageLimit = 8192;

    private readonly Process _process;
    private readonly GitCommand _command;
    private readonly Activity? _activity;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenRegistration _onCancel;
    private readonly CancellationToken _cancelled;
    private readonly StringBuilder _messages = new();
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task _input;
    private readonly Task _errors;

    /// <param name="process">The started process, whose three streams are redirected.</param>
    /// <param name="command">What was started.</param>
    /// <param name="patience">How long it may print nothing on its standard error before it is ended.</param>
    /// <param name="clock">Measures that patience.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public GitProcess(Process process, GitCommand command, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        _process = process;
        _command = command;
        _patience = patience;
        _cancelled = cancellationToken;
        _activity = ConnectorInstruments.Activities.StartActivity($"git {command.Name}", ActivityKind.Client);
        _silence = new CancellationTokenSource(patience, clock);
        _silence.Token.Register(Kill);
        _onCancel = cancellationToken.Register(Kill);
        _input = WriteInputAsync();
        _errors = ReadErrorsAsync();
    }

    /// <summary>What it prints.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The lines of its standard error as they come; where they come faster than they are read, only the newest.</summary>
    public IAsyncEnumerable<string> MessagesAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Everything it prints, by lines; then as <see cref="CompleteAsync"/>.</summary>
    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Output, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 16384, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }

        await CompleteAsync(cancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="SourceException">It failed.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var exitCode = await ExitCodeAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw GitFailure.Of(_command, exitCode, _messages.ToString());
        }
    }

    /// <summary>Waits for its end and tells how it ended; for commands that answer by their exit code.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _input;
        await _errors;
        await _process.WaitForExitAsync(cancellationToken);
        _cancelled.ThrowIfCancellationRequested();
        _activity?.SetTag("process.exit.code", _process.ExitCode);
        if (_process.ExitCode != 0)
        {
            _activity?.SetStatus(ActivityStatusCode.Error);
        }

        return _silence.IsCancellationRequested
            ? throw new SourceException(SourceFault.Unavailable, $"'{_command.Subject}' was silent for {_patience.TotalSeconds:0} s.")
            : _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _onCancel.DisposeAsync();
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _input;
        await _errors;
        _silence.Dispose();
        _process.Dispose();
        _activity?.Dispose();
    }

    private void Kill()
    {
        try
        {
            // To look for children means to look at every process of the machine.
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself, which is what is wanted.
        }
    }

    private async Task WriteInputAsync()
    {
        try
        {
            foreach (var line in _command.Input)
            {
                await _process.StandardInput.WriteAsync(line);
                await _process.StandardInput.WriteAsync('\n');
            }

            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code tells why.
        }
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        int count;
        while ((count = await _process.StandardError.ReadAsync(buffer.AsMemory(), CancellationToken.None)) > 0)
        {
            _silence.CancelAfter(_patience);
            for (var index = 0; index < count; index++)
            {
                if (buffer[index] is not ('\r' or '\n'))
                {
                    line.Append(buffer[index]);
                }

                if (buffer[index] is '\r' or '\n' || line.Length == MessageLimit)
                {
                    Tell(line.ToString(), isProgress: buffer[index] == '\r');
                    line.Clear();
                }
            }
        }

        Tell(line.ToString(), isProgress: false);
        _lines.Writer.Complete();
    }

    private void Tell(string line, bool isProgress)
    {
        _lines.Writer.TryWrite(line);
        if (isProgress)
        {
            return;
        }

        _messages.Append(line).Append('\n');
        if (_messages.Length > MessageLimit)
        {
            _messages.Remove(0, _messages.Length - MessageLimit);
        }
    }
}
