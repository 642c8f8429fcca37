namespace Hardmax.Reports;

/// <summary>The style sheets and the script that pages carry, kept as files of their own language.</summary>
internal static class Asset
{
    /// <summary>The text of an embedded file, with line feeds.</summary>
    public static string Read(string name)
    {
        using Stream stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException("There is no such file in this assembly.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
