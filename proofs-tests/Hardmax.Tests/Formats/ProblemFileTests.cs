using System.Text;
using Hardmax.Formats;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Formats;

public sealed class ProblemFileTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gone.json", "does not exist")]
    [InlineData("gone.npy", "does not exist")]
    [InlineData("gone.npz", "does not exist")]
    [InlineData("gone.csv", "does not exist")]
    [InlineData("gone/gone.csv", "does not exist")]
    [InlineData("gone.txt", "unknown extension; expected .json, .npy, .npz or .csv")]
    [InlineData("gone", "unknown extension")]
    [InlineData("nul\0l.json", "expected")]
    [InlineData("line\nbreak.json", "does not exist")]
    public void Files_that_are_not_there_are_refused(string name, string reason)
    {
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => ProblemFile.Open(_folder.Path(name), InputFolder.AlphaOne));
        InputFolder.AssertWellFormed(e, e.File);
        Assert.Equal("file", e.Place);
        Assert.Contains(reason, e.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d.json")]
    [InlineData("d.npy")]
    [InlineData("d")]
    public void Directories_are_refused(string name)
    {
        Directory.CreateDirectory(_folder.Path(name));
        Assert.Contains("is a directory", InputFolder.Refused(() => ProblemFile.Open(_folder.Path(name), InputFolder.AlphaOne), _folder.Path(name)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_path_is_refused() => Assert.Equal("file", Assert.Throws<InvalidInputException>(() => ProblemFile.Open(string.Empty)).Place);

    [Fact]
    public void A_file_without_permission_is_refused()
    {
        string path = _folder.Write("secret.json", """{"alpha":1,"tokens":[[1]]}""");
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Those who may read everything read it; a file that is held exclusively is refused to them too.
            using FileStream held = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.Contains("cannot be read", InputFolder.Refused(() => ProblemFile.Open(path), path).Reason, StringComparison.Ordinal);
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Contains("may not be read", InputFolder.Refused(() => ProblemFile.Open(path), path).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_without_being_read()
    {
        string path = _folder.Path("long.json");
        using (FileStream sparse = File.Create(path))
        {
            sparse.SetLength(FormatLimits.MaxTextBytes + 1L);
        }

        Assert.Contains("longer than 256 MiB", InputFolder.Refused(() => ProblemFile.Open(path), path).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_stream_is_refused()
    {
        using var endless = new Endless();
        Assert.Contains("longer than 256 MiB", InputFolder.Refused(() => ProblemFile.Open("-", null, endless), "-").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_is_refused()
    {
        using var failing = new Endless { Fails = true };
        Assert.Contains("the line went dead", InputFolder.Refused(() => ProblemFile.Open("-", null, failing), "-").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_json()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("""{"alpha":1,"tokens":[[1,2]]}"""));
        ProblemFile file = ProblemFile.Open("-", null, input);
        Assert.Equal("-", file.Source);
        Assert.False(file.IsBatch);
        Assert.Equal(2, Assert.Single(file).Tokens[0, 1]);

        using var bad = new MemoryStream("1,2"u8.ToArray());
        _ = InputFolder.Refused(() => ProblemFile.Open("-", null, bad), "-");
    }

    [Theory]
    [InlineData("a.npy")]
    [InlineData("a.csv")]
    public void Formats_of_tokens_alone_need_alpha_which_is_known_before_the_file_is_read(string name)
    {
        InvalidInputException e = InputFolder.Refused(() => ProblemFile.Open(name), name);
        Assert.Equal("alpha", e.Place);
        Assert.Contains("--alpha", e.Reason, StringComparison.Ordinal);
        Assert.True(e.IsUsage);
    }

    [Fact]
    public void Extensions_are_read_in_either_case()
    {
        string path = _folder.Write("A.CSV", "1,2\n");
        Assert.Equal(2, ProblemFile.Open(path, InputFolder.AlphaOne)[0].Tokens.Dimension);
    }

    [Fact]
    public void An_alpha_that_is_not_positive_is_refused_where_it_came_from()
    {
        string path = _folder.Write("a.csv", "1,2\n");
        Assert.Equal("--alpha", InputFolder.Refused(() => ProblemFile.Open(path, new() { Alpha = Rational.Zero }), path).Place);
    }

    private sealed class Endless : Stream
    {
        public bool Fails { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => Fails ? throw new IOException("the line went dead") : count;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
