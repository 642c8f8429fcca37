using System.Diagnostics;
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
        string shown = Trimmed(Snippet(1));
        Assert.Equal(code, shown[shown.IndexOf("var tokens", StringComparison.Ordinal)..]);
    }

    // The layer is the reader's own; everything else is as it is printed.
    [Theory]
    [InlineData(1, "exe", "")]
    [InlineData(2, "library", "internal static class MyLayer { public static double[][] Step(double[][] tokens, double[,]? matrix, double alpha) => tokens; }")]
    public void A_snippet_compiles_as_it_is_printed(int number, string target, string own)
    {
        Assert.Equal(3, Readme.Split("```csharp").Length);
        Assert.Equal(string.Empty, Compile(Snippet(number), target, own));
        Assert.Contains("error CS", Compile(Snippet(number).Replace("using Hardmax.", "// ", StringComparison.Ordinal), target, own), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_links_lead_to_files()
    {
        string[] links = [.. Readme.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)])
            .Where(link => !link.Contains("://", StringComparison.Ordinal))];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Root, link)), link));
    }

    private static string Snippet(int number) => Readme.Split("```csharp")[number].Split("```")[0];

    // By the compiler of the SDK that runs the tests, against what the tests themselves run with; returns what it says.
    private static string Compile(string code, string target, string own)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        string compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        string[] references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string[] implicitUsings = ["System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks"];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hardmax-readme-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "code.cs"), code);
            File.WriteAllText(Path.Combine(folder.FullName, "own.cs"), $"{string.Concat(implicitUsings.Select(name => $"global using {name};\n"))}{own}\n");
            string[] arguments = ["-nologo", "-nullable:enable", $"-target:{target}", "-out:snippet.dll", .. references.Select(file => $"-reference:\"{file}\""), "code.cs", "own.cs"];
            File.WriteAllLines(Path.Combine(folder.FullName, "snippet.rsp"), arguments);
            var start = new ProcessStartInfo(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), ["exec", compiler, "-noconfig", "@snippet.rsp"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using Process process = Process.Start(start)!;
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return said;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Trimmed(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
