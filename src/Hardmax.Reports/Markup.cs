using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hardmax.Formats;

namespace Hardmax.Reports;

/// <summary>
/// Elements to text that is well-formed XML and means the same to an HTML parser. Everything from input passes through
/// XML nodes, which escape it, and is printable before that: see <see cref="Clean(string)"/>.
/// </summary>
internal static class Markup
{
    /// <summary>The SVG namespace, the only address in a page.</summary>
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const char Isolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    private static readonly string[] VoidElements = ["br", "hr", "img", "input", "link", "meta"];

    /// <summary>The element as indented text with line feeds, cleaned in place.</summary>
    public static string ToText(XElement root)
    {
        foreach (XElement element in root.DescendantsAndSelf())
        {
            Clean(element);
        }

        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.None,
        };
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, settings))
        {
            root.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>An SVG element.</summary>
    public static XElement Shape(string name, params object?[] content) => new(Svg + name, content);

    /// <summary>An SVG group of a class.</summary>
    public static XElement Group(string className, params object?[] content) => Shape("g", new XAttribute("class", className), content);

    /// <summary>
    /// The text as <see cref="PrintableText"/> has it, in its lines. Isolates that close what they open stay, as pages set
    /// words of any direction in them: they change nothing outside.
    /// </summary>
    public static string Clean(string text)
    {
        int open = 0;
        bool isClosed = true;
        foreach (char c in text)
        {
            open += c == Isolate ? 1 : c == EndOfIsolate ? -1 : 0;
            isClosed &= open is 0 or 1;
        }

        return isClosed && open == 0
            ? string.Join(Isolate, text.Split(Isolate).Select(part => string.Join(EndOfIsolate, part.Split(EndOfIsolate).Select(PrintableText.EscapeLines))))
            : PrintableText.EscapeLines(text);
    }

    private static void Clean(XElement element)
    {
        foreach (XAttribute attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            attribute.Value = Clean(attribute.Value);
        }

        foreach (XText node in element.Nodes().OfType<XText>())
        {
            node.Value = Clean(node.Value);
        }

        // <script/> and <div/> are left open by an HTML parser; foreign (SVG) elements may close themselves.
        if (element.Name.Namespace == XNamespace.None && element.IsEmpty && !VoidElements.Contains(element.Name.LocalName, StringComparer.Ordinal))
        {
            element.Add(string.Empty);
        }
    }
}
