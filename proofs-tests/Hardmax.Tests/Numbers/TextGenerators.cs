using FsCheck;
using FsCheck.Fluent;

namespace Hardmax.Tests.Numbers;

/// <summary>Text that may or may not be a number.</summary>
public sealed record WildText(string Text);

/// <summary>Texts near the border of what is a number: numbers, their pieces in any order, and numbers with one mistake.</summary>
public static class TextGenerators
{
    private static readonly Gen<string> _piece = Gen.Elements(
        "0", "1", "7", "12", "0.5", ".", "-", "+", "e", "E", "e5", "e-3", "/", "0x", "0X", "p", "p-2", "f", "a", " ", "\t", "\n",
        "_", ",", "NaN", "Infinity", "\u221E", "\u0661", "\u2212", "\u2028", "\0", "\uD800", "99999", "e99999", "e400", "'", "\"");

    private static readonly Gen<string> _number = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Elements("0.1", "1e-3", "-2.5E+7", "0x1.8p-3", "-0xff", "+.5", "5.", "1e400", "1e-400"),
        Gen.Choose(-50, 50).Two().Select(p => $"{p.Item1}/{p.Item2}"));

    private static readonly Gen<string> _mutated =
        from number in _number
        from at in Gen.Choose(0, 100)
        from piece in _piece
        let position = Math.Min(at, number.Length)
        select number.Insert(position, piece);

    /// <summary>The texts.</summary>
    public static Arbitrary<WildText> Texts() => Arb.From(
        Gen.OneOf(_number, _mutated, _piece.ArrayOf().Select(string.Concat)).Select(text => new WildText(text)),
        wild => Enumerable.Range(0, wild.Text.Length).Select(i => new WildText(wild.Text.Remove(i, 1))));
}
