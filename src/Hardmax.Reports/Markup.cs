using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Hardmax.Reports;

/// <summary>
/// Elements to text that is well-formed XML and means the same to an HTML parser. Everything from input passes through
/// XML nodes, which escape it; characters that XML has no place for become U+FFFD.
/// </summary>
internal static class Markup
{
    /// <summary>The SVG namespace, the only address in a page.</summary>
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

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

    /// <summary>The text with U+FFFD for what neither XML nor UTF-8 has a place for: most control characters, half characters.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text, i, 2);
                i++;
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
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
