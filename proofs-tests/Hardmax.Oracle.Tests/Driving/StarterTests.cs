using Hardmax.Testing;
using Xunit;

namespace Hardmax.Oracle.Tests;

/// <summary>What `hardmax init` writes.</summary>
public sealed class StarterTests
{
    [Fact]
    public void Starters_are_the_files_of_the_adapters_folder_and_all_of_them()
    {
        string root = Path.Combine(Repository.Root, "src", "adapters");
        string[] embedded = [.. Starters.Languages.SelectMany(language => Starters.Find(language)!.Files.Select(file => $"{language}/{file.Name}"))];
        Assert.Equal(["c", "node", "python"], Starters.Languages.Order());
        foreach (string path in embedded)
        {
            string[] parts = path.Split('/');
            Assert.Equal(File.ReadAllText(Path.Combine(root, path)), Starters.Find(parts[0])!.Files.Single(file => file.Name == parts[1]).Content);
        }

        string[] extensions = [".py", ".mjs", ".c", ".h"];
        string[] there = [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Where(file => extensions.Contains(Path.GetExtension(file)))];
        Assert.Equal(embedded.Order(), there.Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order());
    }

    [Fact]
    public void A_starter_says_its_commands_itself()
    {
        foreach (Starter starter in Starters.Languages.Select(language => Starters.Find(language)!))
        {
            string implementation = starter.Files[0].Content;
            Assert.Contains($"hardmax conform -- {string.Join(' ', starter.Command)}\n", implementation, StringComparison.Ordinal);
            Assert.Contains(string.Join(' ', starter.Build), implementation, StringComparison.Ordinal);
            Assert.Contains(starter.Files[1].Name[..7], implementation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_file_is_written_over()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hardmax-starter-");
        try
        {
            Starter starter = Starters.Find("python")!;
            string last = Path.Combine(folder.FullName, starter.Files[^1].Name);
            File.WriteAllText(last, "mine");
            IOException e = Assert.Throws<IOException>(() => starter.WriteTo(folder.FullName));
            Assert.Equal($"'{last}' is there already; expected a folder without it", e.Message);
            Assert.Equal("mine", File.ReadAllText(last));
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void There_is_no_starter_for_other_languages() => Assert.Null(Starters.Find("Python"));
}
