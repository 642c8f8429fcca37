using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Hardmax.Testing;

/// <summary>Makes one test case of every method with <see cref="PropertyAttribute"/>.</summary>
public sealed class PropertyDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
    [
#pragma warning disable CA2000 // xunit owns the test cases that it discovers, and disposes of them.
        new PropertyTestCase(
            diagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod),
#pragma warning restore CA2000
    ];
}

/// <summary>A property as xunit sees it: one test with the life cycle of every other, whose body is a <see cref="PropertyRun"/>.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    /// <summary>For the deserializer of xunit.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the deserializer of xunit alone.")]
    public PropertyTestCase()
    {
    }

    /// <summary>The test case of a method.</summary>
    public PropertyTestCase(IMessageSink diagnosticMessageSink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnosticMessageSink, display, displayOptions, testMethod)
    {
    }

    /// <summary>Reads the variables that explore; the tests of the runner itself replace it, so that exploring does not fail them.</summary>
    public Func<string, string?> Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <inheritdoc/>
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        PropertyTestCase testCase,
        object[] constructorArguments,
        IMessageBus messageBus,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
        : XunitTestCaseRunner(
            testCase,
            testCase.DisplayName,
            testCase.SkipReason,
            constructorArguments,
            testMethodArguments: new object[testCase.TestMethod.Method.GetParameters().Count()],
            messageBus,
            aggregator,
            cancellationTokenSource)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) =>
            new Runner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource);
    }

    private sealed class Runner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
        : XunitTestRunner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource)
    {
        // The output of a class that asks for none still receives the summary, so the helper is made here.
        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            TestOutputHelper output = ConstructorArguments.OfType<TestOutputHelper>().FirstOrDefault() ?? new TestOutputHelper();
            output.Initialize(MessageBus, Test);
            var invoker = new Invoker(Test, MessageBus, TestClass, ConstructorArguments, TestMethod, TestMethodArguments, BeforeAfterAttributes, aggregator, CancellationTokenSource, output);
            decimal seconds = await invoker.RunAsync();
            string text = output.Output;
            output.Uninitialize();
            return Tuple.Create(seconds, text);
        }
    }

    private sealed class Invoker(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource,
        TestOutputHelper output)
        : XunitTestInvoker(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, beforeAfterAttributes, aggregator, cancellationTokenSource)
    {
        // On a thread of its own, because a property that returns a task is waited for, and the context of xunit has few threads.
        protected override object CallTestMethod(object testClassInstance) => Task.Run(() => Execute(testClassInstance));

        private void Execute(object testClassInstance)
        {
            PropertyReport report = PropertyRun.Execute(
                TestMethod,
                testClassInstance,
                $"{TestClass.FullName}.{TestMethod.Name}",
                PropertySettings.Of(TestMethod, TestClass, ((PropertyTestCase)TestCase).Variables),
                output.WriteLine);
            if (!report.Passed)
            {
                throw new PropertyFailedException(report);
            }

            output.WriteLine(report.Text);
        }
    }
}
