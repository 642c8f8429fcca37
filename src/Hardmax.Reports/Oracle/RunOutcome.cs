using System.Collections.Immutable;
using Hardmax.Oracle;

namespace Hardmax.Reports;

/// <summary>What a whole run comes to, in one sentence.</summary>
/// <param name="Group">The gravest group of its cases, notes counting as failures where the run is strict.</param>
/// <param name="Sentence">The sentence, with the implementation's name and a full stop.</param>
internal sealed record RunOutcome(VerdictGroup Group, string Sentence)
{
    /// <summary>The cause of the failures in a sentence, or the nearest known mistake; null where none explains any.</summary>
    public string? Cause { get; private init; }

    /// <summary>Both sentences.</summary>
    public string Text => Cause is null ? Sentence : $"{Sentence} {Cause}";

    /// <summary>The outcome of a run.</summary>
    public static RunOutcome Of(ConformResult result)
    {
        ImmutableArray<VerdictClass> classes = [.. result.Cases.Select(found => found.Class)];
        VerdictGroup group = VerdictWords.Group(result.Class, result.Strict);
        VerdictGroup gravest = classes.Select(verdict => VerdictWords.Group(verdict, result.Strict)).Append(group).Max();
        string name = RunOrigin.Of(result).Implementation;
        VerdictClass[] telling = [.. classes.Where(verdict => VerdictWords.Group(verdict, result.Strict) == gravest)];
        string cases = VerdictWords.Count(classes.Length, "case");
        string all = classes.Length == 1 ? "its one case" : "all " + cases;
        string verdict = gravest switch
        {
            VerdictGroup.Ours => $"The oracle has a bug: {VerdictWords.Counts(telling)} in {cases} of {name}; its other verdicts do not count.",
            VerdictGroup.Fail => $"{name} is wrong: {VerdictWords.Counts(telling)} in {cases}.",
            VerdictGroup.Inconclusive when telling.Length == 0 => $"Nothing was judged of {name}.",
            VerdictGroup.Inconclusive => $"Nothing wrong was found in {name}, but not all is decided: {VerdictWords.Counts(telling)} in {cases}.",
            VerdictGroup.Noted => $"{name} held in {all}, with notes: {VerdictWords.Counts(telling)}.",
            _ => $"{name} held in {all}.",
        };
        return new RunOutcome(gravest, verdict + Rest(result, classes)) { Cause = CauseOf(result) };
    }

    private static string? CauseOf(ConformResult result) => result.CauseSentence is { } cause ? cause + "." : null;

    private static string Rest(ConformResult result, ImmutableArray<VerdictClass> classes)
    {
        VerdictClass[] neutral = [.. classes.Where(verdict => verdict.Group() == VerdictGroup.Neutral)];
        string counted = neutral.Length == 0 ? string.Empty : $" Not counted: {VerdictWords.Counts(neutral)}.";
        return counted + (result.EndedEarly is { Length: > 0 } reason ? $" The run ended early: {reason.TrimEnd('.')}." : string.Empty);
    }
}
