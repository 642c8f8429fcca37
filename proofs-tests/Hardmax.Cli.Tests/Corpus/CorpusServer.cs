using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

/// <summary>The runtime calls it before Main of a program in whose environment DOTNET_STARTUP_HOOKS names this assembly.</summary>
[SuppressMessage("Design", "MA0047:Declare types in namespaces", Justification = "The runtime looks for it by this name.")]
internal static class StartupHook
{
    /// <summary>Serves instead of the program, where a test asked for that.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Hardmax.Cli.Tests.Corpus.CorpusServer.Variable) == "server")
        {
            Environment.Exit(Hardmax.Cli.Tests.Corpus.CorpusServer.Serve());
        }
    }
}

namespace Hardmax.Cli.Tests.Corpus
{
    /// <summary>
    /// Runs the program's entry point many times in the program's own process (Unix): starting it takes longer than most cases.
    /// Questions come as lines of JSON on standard input, exit codes go as lines to standard output; during a run the three standard
    /// descriptors are files. Nothing of the test framework is loaded.
    /// </summary>
    internal static class CorpusServer
    {
        /// <summary>The environment variable that asks for a server.</summary>
        public const string Variable = "HARDMAX_CORPUS_SERVER";

        /// <summary>One run.</summary>
        /// <param name="Arguments">The arguments.</param>
        /// <param name="Input">The file of standard input.</param>
        /// <param name="Output">The file for standard output.</param>
        /// <param name="Error">The file for standard error.</param>
        public sealed record Question(IReadOnlyList<string> Arguments, string Input, string Output, string Error);

        /// <summary>Answers until there are no more questions.</summary>
        public static int Serve()
        {
            // Programs that a run starts are not to be servers.
            Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
            Environment.SetEnvironmentVariable(Variable, null);
            MethodInfo main = Assembly.Load("hardmax").EntryPoint!;
            using var questions = new StreamReader(new FileStream(Dup(0), FileAccess.Read, bufferSize: 1), Encoding.UTF8);
            using var answers = new StreamWriter(new FileStream(Dup(1), FileAccess.Write, bufferSize: 1)) { AutoFlush = true };
            using var output = new CurrentWriter();
            using var error = new CurrentWriter();
            Console.SetOut(output);
            Console.SetError(error);
            while (questions.ReadLine() is { } line)
            {
                Question question = JsonSerializer.Deserialize<Question>(line)!;
                Redirect(0, question.Input, FileMode.Open, FileAccess.Read);
                Redirect(1, question.Output, FileMode.Create, FileAccess.Write);
                Redirect(2, question.Error, FileMode.Create, FileAccess.Write);
                int exitCode;
                using (output.Inner = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true })
                using (error.Inner = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true })
                {
                    exitCode = (int)main.Invoke(null, [question.Arguments.ToArray()])!;
                }

                answers.WriteLine(exitCode);
            }

            return 0;
        }

        private static void Redirect(int descriptor, string path, FileMode mode, FileAccess access)
        {
            using SafeFileHandle file = File.OpenHandle(path, mode, access, FileShare.ReadWrite);
            if (Dup2((int)file.DangerousGetHandle(), descriptor) < 0)
            {
                throw new IOException($"Descriptor {descriptor} cannot be redirected.");
            }
        }

        [DllImport("libc", EntryPoint = "dup")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern SafeFileHandle Dup(int descriptor);

        [DllImport("libc", EntryPoint = "dup2")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Dup2(int from, int to);

        // The program keeps the console's writers; they write to the files of the current run.
        private sealed class CurrentWriter : TextWriter
        {
            public TextWriter Inner { get; set; } = Null;

            public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

            public override void Write(char value) => Inner.Write(value);

            public override void Write(char[] buffer, int index, int count) => Inner.Write(buffer, index, count);

            public override void Write(string? value) => Inner.Write(value);

            public override void Flush() => Inner.Flush();
        }
    }
}
