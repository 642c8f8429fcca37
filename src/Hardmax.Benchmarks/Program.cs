using Hardmax.Benchmarks;

// The empty program beside which the start-up of the command is measured: it ends before anything else is loaded.
return args is [EmptyProgram.Argument] ? 0 : BenchmarkVerbs.Run(args);
