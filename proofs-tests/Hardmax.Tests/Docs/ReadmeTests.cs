using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;
using Hardmax.Testing;
using Xunit;

namespace Hardmax.Tests.Docs;

/// <summary>The README's C# snippet is this test's code, and its links lead somewhere.</summary>
public sealed class ReadmeTests
{
    private static string Readme => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_snippet_does_what_it_says()
    {
        // README
        var tokens = new TokenCloud([[Rational.Parse("1"), 1], [1, -1], [Rational.Parse("1/2"), 0]]);
        var problem = new HardmaxProblem(tokens, new HardmaxSystem(AttentionMatrix.Identity(2), alpha: 1));

        LimitResult limit = LimitCertifier.Certify(problem);              // Certified, at layer 0
        LimitCertificate proof = LimitAnalysis.Certificate(limit);        // claims and witnesses
        bool isTrue = CertificateChecker.Check(proof).IsValid;            // by the textbook dynamics alone

        // README
        Assert.Equal((LimitStatus.Certified, 0), (limit.Status, limit.Layer));
        Assert.True(isTrue);
    }

    [Fact]
    public void The_snippet_of_the_readme_is_the_code_above()
    {
        string own = File.ReadAllText(Path.Combine(Repository.Root, "proofs-tests", "Hardmax.Tests", "Docs", "ReadmeTests.cs"));
        string code = Trimmed(own.Split("// README")[1]);
        string shown = Trimmed(Readme.Split("```csharp")[1].Split("```")[0]);
        Assert.Equal(code, shown);
    }

    [Fact]
    public void Its_links_lead_to_files()
    {
        string[] links = [.. Readme.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)])
            .Where(link => !link.Contains("://", StringComparison.Ordinal))];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Root, link)), link));
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
