using Hardmax.Oracle.Tests;
using Xunit;

namespace Hardmax.Cli.Tests;

/// <summary>The transcript in docs/oracle.md, from an empty folder to a verdict on a Python function, done literally.</summary>
public sealed class OracleGuideTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RuntimeFact("python3")]
    public void A_newcomer_who_does_what_the_guide_says_sees_what_it_shows() => GuideTranscript.Follow("oracle.md", _folder, least: 6);
}
