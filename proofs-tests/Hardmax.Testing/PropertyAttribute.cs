using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hardmax.Testing;

/// <summary>
/// A property of FsCheck.Xunit with a fixed seed, and with labels that must occur. The method may take one
/// <see cref="Sightings"/> among its arguments, in which each case notes what it is an example of.
/// </summary>
/// <remarks>
/// The seed is a hash of the test's full name, so that a run repeats. HARDMAX_SEED is mixed into every seed, and
/// HARDMAX_MAXTEST replaces every MaxTest. A failure prints the text for Replay that runs and shrinks the failing case alone.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Hardmax.Testing.PropertyDiscoverer", "Hardmax.Testing")]
public sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    /// <summary>
    /// Labels that must occur in a case that was not rejected, through <see cref="Sightings"/> or FsCheck's Classify and
    /// Collect. A single replayed case and a run that HARDMAX_MAXTEST shortened are exempt.
    /// </summary>
    public string[] MustSee { get; set; } = [];
}

/// <summary>The settings that the properties of a class share; those of <see cref="PropertyAttribute"/> come first.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PropertiesAttribute : FsCheck.Xunit.PropertiesAttribute;

/// <summary>The labels of one case of a property.</summary>
public sealed class Sightings
{
    private readonly SortedSet<string> _labels = new(StringComparer.Ordinal);

    /// <summary>The labels noted so far, sorted.</summary>
    public IReadOnlyCollection<string> Labels => _labels;

    /// <summary>Generates empty sightings, one object for each case.</summary>
    public static Arbitrary<Sightings> Arbitrary() => Arb.From(Gen.Fresh(() => new Sightings()));

    /// <summary>Notes that this case is an example of the label, if the condition holds.</summary>
    public void Note(string label, bool condition = true)
    {
        if (condition)
        {
            _labels.Add(label);
        }
    }
}

/// <summary>Makes one test case of each method with <see cref="PropertyAttribute"/>.</summary>
public sealed class PropertyDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute) =>
#pragma warning disable CA2000 // xunit disposes of the test cases.
        [new SeededTestCase(sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
#pragma warning restore CA2000
}

/// <summary>A test case of FsCheck.Xunit whose run is given the seed, and is judged by its labels too.</summary>
/// <remarks>FsCheck.Xunit merges the attributes; its own RunAsync would ignore any change to the merged configuration.</remarks>
public sealed class SeededTestCase : PropertyTestCase
{
    /// <summary>For the deserializer of xunit.</summary>
    [Obsolete("Called by the deserializer of xunit alone.")]
    public SeededTestCase()
    {
    }

    /// <summary>The test case of a method.</summary>
    public SeededTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method, testMethodArguments: null)
    {
    }

    /// <summary>Reads environment variables. The tests of this class replace it.</summary>
    public Func<string, string?> Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) => string.IsNullOrEmpty(SkipReason)
            ? Task.Run(() => Run(messageBus, constructorArguments, aggregator, cancellationTokenSource))
            : base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);

    private RunSummary Run(
        IMessageBus bus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation)
    {
        var test = new XunitTest(this, DisplayName);
        var timer = new ExecutionTimer();
        TestOutputHelper output = constructorArguments.OfType<TestOutputHelper>().FirstOrDefault() ?? new TestOutputHelper();
        output.Initialize(bus, test);
        Send(new TestCaseStarting(this), new TestStarting(test));
        aggregator.Run(() =>
        {
            Type testClass = TestMethod.TestClass.Class.ToRuntimeType();
            object? target = Method.IsStatic ? null : test.CreateTestClass(testClass, constructorArguments, bus, timer, cancellation);
            aggregator.Run(() => timer.Aggregate(() => output.WriteLine(Check(target, Init(output)))));
            test.DisposeTestClass(target, bus, timer, cancellation);
        });
        string text = output.Output;
        output.Uninitialize();
        Exception? error = aggregator.ToException();
        TestResultMessage result = error is null
            ? new TestPassed(test, timer.Total, text)
            : new TestFailed(test, timer.Total, text, error);
        var summary = new RunSummary { Total = 1, Failed = error is null ? 0 : 1, Time = timer.Total };
        Send(result, new TestFinished(test, timer.Total, text), new TestCaseFinished(this, timer.Total, 1, summary.Failed, 0));
        return summary;

        void Send(params IMessageSinkMessage[] messages)
        {
            if (messages.Count(bus.QueueMessage) < messages.Length)
            {
                cancellation.Cancel();
            }
        }
    }

    // Returns the text of a success, and throws the exception of a failure.
    private string Check(object? target, Config declared)
    {
        MethodInfo method = TestMethod.Method.ToRuntimeMethod();
        string? count = Variables("HARDMAX_MAXTEST");
        int maxTest = string.IsNullOrEmpty(count) ? declared.MaxTest : int.Parse(count, CultureInfo.InvariantCulture);
        if (maxTest < 1)
        {
            throw new FormatException($"HARDMAX_MAXTEST is {maxTest}, and must be at least 1.");
        }

        Replay start = OptionModule.IsSome(declared.Replay) ? declared.Replay.Value : new Replay(new Rnd(Seed()), size: null);
        var cases = new List<(int Number, string[] Labels)>();
        Config config = declared
            .WithArbitrary([typeof(Sightings)])
            .WithReplay(start)
            .WithMaxTest(maxTest)
            .WithStartSize(Whole(declared.StartSize))
            .WithEndSize(Whole(declared.EndSize))
            .WithEvery(FuncConvert.FromFunc<int, FSharpList<object>, string>(Record));
        FsCheck.Check.Method(config, method, OptionModule.OfObj(target));
        bool isWhole = maxTest >= declared.MaxTest && OptionModule.IsNone(start.Size);
        string[] mustSee = isWhole ? method.GetCustomAttribute<PropertyAttribute>()!.MustSee : [];
        return Judge(((XunitRunner)declared.Runner).Result, cases, mustSee);

        // FsCheck divides a size s among n arguments, so that each is generated with s / n - 1; this undoes it.
        int Whole(int size) => method.GetParameters() is { Length: > 1 } arguments ? (size + 1) * arguments.Length : size;

        // Called after each case that FsCheck has run.
        string Record(int number, FSharpList<object> arguments)
        {
            cases.Add((number, [.. arguments.SelectMany(Fields).OfType<Sightings>().SelectMany(seen => seen.Labels)]));
            return declared.Every.Invoke(number).Invoke(arguments);
        }
    }

    private static string Judge(TestResult result, List<(int Number, string[] Labels)> cases, string[] mustSee)
    {
        string text = Runner.onFinishedToStringWithFormatter(FuncConvert.FromFunc<object, string>(Describe), string.Empty, result);
        if (result is TestResult.Failed failed)
        {
            string replay = $"Replay = \"({failed.Item6.Seed},{failed.Item6.Gamma},{failed.Item7})\"";
            throw new PropertyFailedException($"{replay}{Environment.NewLine}{text}", (failed.Item4 as Outcome.Failed)?.Item);
        }

        if (result is not TestResult.Passed { Item1: FsCheck.TestData passed })
        {
            throw new PropertyFailedException(text, innerException: null);
        }

        // The number of a case is how many have passed before it, so that it grows after a case that was not rejected.
        KeyValuePair<string, int>[] seen =
        [
            .. cases.Zip(cases.Skip(1).Select(next => next.Number).Append(passed.NumberOfTests))
                .Where(pair => pair.Second > pair.First.Number)
                .SelectMany(pair => pair.First.Labels)
                .CountBy(label => label)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal),
        ];
        text += string.Concat(seen.Select(pair => $"{pair.Value} of {pair.Key}{Environment.NewLine}"));
        string[] missing = [.. mustSee.Except(seen.Select(pair => pair.Key)).Except(passed.Stamps.SelectMany(stamp => stamp.Item2))];
        return missing.Length == 0
            ? text
            : throw new PropertyFailedException($"Never seen: {string.Join(", ", missing)}. {text}", innerException: null);
    }

    // SHA-256 and not string.GetHashCode, which differs from process to process.
    private ulong Seed()
    {
        string name = $"{TestMethod.TestClass.Class.Name}.{TestMethod.Method.Name}";
        string salted = Variables("HARDMAX_SEED") is { Length: > 0 } salt ? $"{name}\n{salt}" : name;
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(salted)));
    }

    // FsCheck passes the arguments of a method as one tuple.
    private static IEnumerable<object?> Fields(object argument) =>
        argument is ITuple tuple ? Enumerable.Range(0, tuple.Length).Select(index => tuple[index]) : [argument];

    // One argument a line. Numbers are written in full, where FsCheck would round them.
    private static string Describe(object argument) =>
        string.Join(Environment.NewLine, Fields(argument).Where(field => field is not Sightings).Select(field =>
            (field as IFormattable)?.ToString(format: null, CultureInfo.InvariantCulture)
            ?? Runner.argumentsToString(ListModule.OfSeq<object?>([field]))));
}
