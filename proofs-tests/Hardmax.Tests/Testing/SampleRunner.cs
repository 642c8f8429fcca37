using System.Reflection;
using Hardmax.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hardmax.Tests.Testing;

/// <summary>Runs sample properties as xunit would: discovered, with their life cycle, and with the messages that a runner shows.</summary>
internal static class SampleRunner
{
    /// <summary>What xunit was told of the one test, and what the cases logged meanwhile.</summary>
    public static async Task<(ITestResultMessage Result, RunSummary Summary, IReadOnlyList<string> Log)> RunAsync(string method)
    {
        var sink = new NullMessageSink();
        using var bus = new Recorder();
        var assembly = new TestAssembly(Reflector.Wrap(typeof(SampleProperties).Assembly));
        var collection = new TestCollection(assembly, collectionDefinition: null, "samples");
        var testClass = new TestClass(collection, Reflector.Wrap(typeof(SampleProperties)));
        var testMethod = new TestMethod(testClass, Reflector.Wrap(MethodOf(method)));
        IAttributeInfo attribute = testMethod.Method.GetCustomAttributes(typeof(PropertyAttribute)).Single();
        var testCase = (PropertyTestCase)new PropertyDiscoverer(sink).Discover(new NoOptions(), testMethod, attribute).Single();
        testCase.Variables = _ => null;
        using var cancellation = new CancellationTokenSource();

        SampleProperties.Log.Clear();
        RunSummary summary = await testCase.RunAsync(sink, bus, [], new ExceptionAggregator(), cancellation);
        return (bus.Messages.OfType<ITestResultMessage>().Single(), summary, [.. SampleProperties.Log]);
    }

    /// <summary>The report of a sample with settings that a test chooses.</summary>
    public static (PropertyReport Report, IReadOnlyList<string> Log) Execute(string method, Func<PropertySettings, PropertySettings>? change = null)
    {
        MethodInfo info = MethodOf(method);
        PropertySettings settings = PropertySettings.Of(info, typeof(SampleProperties), _ => null);
        using var target = new SampleProperties();
        SampleProperties.Log.Clear();
        PropertyReport report = PropertyRun.Execute(info, target, $"Sample.{method}", change?.Invoke(settings) ?? settings, _ => { });
        return (report, [.. SampleProperties.Log]);
    }

    public static MethodInfo MethodOf(string name) =>
        typeof(SampleProperties).GetMethod(name) ?? throw new MissingMethodException(nameof(SampleProperties), name);

    private sealed class Recorder : IMessageBus
    {
        private readonly Lock _lock = new();

        public List<IMessageSinkMessage> Messages { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (_lock)
            {
                Messages.Add(message);
            }

            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoOptions : ITestFrameworkDiscoveryOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value)
        {
        }
    }
}
