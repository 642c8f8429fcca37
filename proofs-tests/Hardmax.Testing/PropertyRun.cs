using System.Globalization;
using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Hardmax.Testing;

/// <summary>One run of one property: generated cases, shrinking, sightings and the report.</summary>
public sealed class PropertyRun : IRunner
{
    private readonly MethodInfo _method;
    private readonly object? _target;
    private readonly string _testName;
    private readonly PropertySettings _settings;
    private readonly Action<string> _writeLine;
    private readonly ParameterInfo[] _generated;
    private readonly SortedDictionary<string, int> _seen = new(StringComparer.Ordinal);

    // The case that was run last, and how many cases had passed before it: whether it was rejected shows one step later.
    private Sightings _current = new();
    private (Sightings Case, int PassedBefore)? _pending;
    private Exception? _thrown;
    private IReadOnlyList<object?> _shrunk = [];
    private int _rejected;
    private PropertyReport? _report;

    private PropertyRun(MethodInfo method, object? target, string testName, PropertySettings settings, Action<string> writeLine)
    {
        _method = method;
        _target = target;
        _testName = testName;
        _settings = settings;
        _writeLine = writeLine;
        _generated = [.. method.GetParameters().Where(p => p.ParameterType != typeof(Sightings))];
        foreach (string label in settings.MustSee)
        {
            _seen[label] = 0;
        }
    }

    /// <summary>Runs a property to its report; what the property throws is in the report and not thrown.</summary>
    /// <param name="method">The test method.</param>
    /// <param name="target">The object it is called on, or null for a static method.</param>
    /// <param name="testName">The test's full name, which fixes the seed.</param>
    /// <param name="settings">How to run it.</param>
    /// <param name="writeLine">Receives the cases if the settings are verbose.</param>
    /// <exception cref="FormatException">The settings hold a malformed replay.</exception>
    public static PropertyReport Execute(MethodInfo method, object? target, string testName, PropertySettings settings, Action<string> writeLine)
    {
        var run = new PropertyRun(method, target, testName, settings, writeLine);
        Config config = Config.Quick
            .WithName(testName)
            .WithMaxTest(settings.MaxTest)
            .WithMaxRejected(settings.MaxRejected)
            .WithStartSize(settings.StartSize)
            .WithEndSize(settings.EndSize)
            .WithReplay(FSharpOption<Replay>.Some(settings.Start(testName)))
            .WithRunner(run);
        Check.One(config, Prop.ForAll(run.Arguments(), run.Invoke));
        return run._report ?? throw new InvalidOperationException("FsCheck ended without a result.");
    }

    /// <inheritdoc/>
    void IRunner.OnStartFixture(Type t)
    {
    }

    /// <inheritdoc/>
    void IRunner.OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
        Settle(passed: ntest);
        _pending = (_current, ntest);
        if (_settings.Verbose)
        {
            _writeLine($"{ntest.ToString(CultureInfo.InvariantCulture)}: {Describe(Flatten(args), ", ")}");
        }
    }

    /// <inheritdoc/>
    void IRunner.OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
        _shrunk = Flatten(args);
        if (_settings.Verbose)
        {
            _writeLine($"shrunk: {Describe(_shrunk, ", ")}");
        }
    }

    /// <inheritdoc/>
    void IRunner.OnFinished(string name, TestResult result) => _report = result switch
    {
        TestResult.Passed passed => OnPassed(passed.Item1),
        TestResult.Failed failed => OnFailed(failed),
        TestResult.Exhausted exhausted => OnExhausted(exhausted.Item),
        _ => throw new InvalidOperationException("FsCheck knows three results."),
    };

    // A case that was rejected saw nothing that was tested, so what it noted does not count.
    private void Settle(int passed)
    {
        if (_pending is not { } pending)
        {
            return;
        }

        _pending = null;
        if (passed == pending.PassedBefore)
        {
            _rejected++;
            return;
        }

        foreach (string label in pending.Case.Labels)
        {
            _seen[label] = _seen.GetValueOrDefault(label) + 1;
        }
    }

    private Arbitrary<object?[]> Arguments()
    {
        IArbMap map = _settings.Generators();
        Arbitrary<object?>[] each = [.. _generated.Select(p => map.ArbFor(p.ParameterType))];
        return Arb.From(
            Gen.CollectToArray(each.Select(a => a.Generator)),
            values => values.SelectMany((value, index) => each[index].Shrinker(value).Select(simpler => Replace(values, index, simpler))));
    }

    private static object?[] Replace(object?[] values, int index, object? value)
    {
        object?[] copy = [.. values];
        copy[index] = value;
        return copy;
    }

    private Property Invoke(object?[] generated)
    {
        _current = new Sightings();
        var next = new Queue<object?>(generated);
        object?[] arguments = [.. _method.GetParameters().Select(p => p.ParameterType == typeof(Sightings) ? _current : next.Dequeue())];
        try
        {
            return Judge(_method.Invoke(_target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null));
        }
        catch (Exception e) when (!IsDiscard(e))
        {
            // The last exception is that of the simplest failing case, because shrinking goes on from failures alone.
            _thrown = e;
            throw;
        }
    }

    private static Property Judge(object? result)
    {
        switch (result)
        {
            case Property property:
                return property;
            case Task<bool> { } pending:
                return Judge(pending.GetAwaiter().GetResult());
            case Task<Property> { } pending:
                return pending.GetAwaiter().GetResult();
            case Task pending:
                pending.GetAwaiter().GetResult();
                return true.ToProperty();
            case false:
                throw new PropertyIsFalseException();
            case null or true:
                return true.ToProperty();
            default:
                throw new InvalidOperationException($"A property returns void, bool, Task or Property, and not {result.GetType()}.");
        }
    }

    private static bool IsDiscard(Exception e) => e.GetType().Name == "DiscardException";

    private PropertyReport OnPassed(FsCheck.TestData data)
    {
        Settle(data.NumberOfTests);
        foreach (string label in data.Stamps.SelectMany(stamp => stamp.Item2))
        {
            _seen[label] = Math.Max(1, _seen.GetValueOrDefault(label));
        }

        string[] missing = IsOneCase() ? [] : [.. _settings.MustSee.Where(label => _seen[label] == 0)];
        string cases = string.Create(CultureInfo.InvariantCulture, $"{data.NumberOfTests} cases passed ({_rejected} rejected){Sighted()}.");
        return Report(
            missing.Length == 0,
            missing.Length == 0 ? cases : $"Never seen: {string.Join(", ", missing)}. {cases} MustSee asks for what a generator must produce.",
            data.NumberOfTests);
    }

    private PropertyReport OnExhausted(FsCheck.TestData data)
    {
        Settle(data.NumberOfTests);
        return Report(
            passed: false,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Arguments exhausted: {_rejected} cases were rejected by the precondition and only {data.NumberOfTests} of {_settings.MaxTest} were tested{Sighted()}."),
            data.NumberOfTests);
    }

    private PropertyReport OnFailed(TestResult.Failed failed)
    {
        Settle(failed.Item1.NumberOfTests);
        IReadOnlyList<object?> original = Flatten(failed.Item2);
        IReadOnlyList<object?> shrunk = failed.Item1.NumberOfShrinks > 0 ? _shrunk : original;
        Exception? cause = _thrown ?? (failed.Item4 as Outcome.Failed)?.Item;
        string replay = PropertySettings.FormatReplay(failed.Item6, failed.Item7);

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Falsified at case {failed.Item1.NumberOfTests}, shrunk {failed.Item1.NumberOfShrinks} times{Sighted()}.").AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"Replay = \"{replay}\"").AppendLine();
        if (!failed.Item1.Labels.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"Labels: {string.Join(", ", failed.Item1.Labels)}").AppendLine();
        }

        text.Append("Arguments:").AppendLine().Append(Describe(shrunk, Environment.NewLine)).AppendLine();
        text.Append("Before shrinking:").AppendLine().Append(Describe(original, Environment.NewLine));
        if (cause is not null)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"Thrown: {cause.GetType().Name}: {cause.Message}");
        }

        return Report(passed: false, text.ToString(), failed.Item1.NumberOfTests) with
        {
            Replay = replay,
            Arguments = shrunk,
            Cause = cause,
        };
    }

    private PropertyReport Report(bool passed, string text, int cases) => new()
    {
        Passed = passed,
        Text = _settings.Salt is null ? text : $"{text}{Environment.NewLine}HARDMAX_SEED was '{_settings.Salt}'.",
        Cases = cases,
        Seen = _seen,
    };

    private bool IsOneCase() => OptionModule.IsSome(_settings.Start(_testName).Size);

    private string Sighted() => _seen.Count == 0
        ? string.Empty
        : $"; cases with {string.Join(", ", _seen.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value}")))}";

    // FsCheck's list holds the array of the method's arguments, and after it what a nested ForAll generated.
    private static object?[] Flatten(IEnumerable<object> args) =>
        [.. args.SelectMany((argument, index) => index == 0 && argument is object?[] own ? own : [argument])];

    private string Describe(IReadOnlyList<object?> arguments, string separator) => arguments.Count == 0
        ? "(none)"
        : string.Join(separator, arguments.Select((value, index) => $"{NameOf(index)} = {ArgumentText.Of(value)}"));

    private string? NameOf(int index) => index < _generated.Length ? _generated[index].Name : "then";
}
