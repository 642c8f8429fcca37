using FsCheck;
using FsCheck.Fluent;
using Hardmax.Generators;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Numbers;

namespace Hardmax.Tests.Limits;

/// <summary>The long run over one class of matrices, and its row of the table in docs/limits.md.</summary>
/// <param name="Class">The class.</param>
/// <param name="Problems">The problems.</param>
/// <param name="Trials">One trial for each problem.</param>
internal sealed record RandomProblemsOfClass(MatrixClass Class, IReadOnlyList<HardmaxProblem> Problems, IReadOnlyList<RandomProblemTrial> Trials)
{
    /// <summary>The head of the table.</summary>
    public const string Header =
        "| class | problems | stationary means | recurring gaps | exponential sums | of these cycles | undecided | share undecided | latest layer |\n" +
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    // Checking a certificate takes longer than finding it, so one in so many is checked.
    private const int CheckedOneIn = 10;

    private static readonly ProblemLimits Limits = new() { Shape = Shape.Small };

    // With alpha = 1/1000000 a token needs millions of layers to get anywhere, and 200 would say nothing.
    private static readonly Gen<Rational> Alpha = Gen.Frequency(
        (2, AlphaGen.Simple),
        (1, Gen.Elements<Rational>(10, Rational.One / 10)),
        (2, RationalGen.Positive(Shape.SmallFraction)));

    /// <summary>What was found wrong, with the problem, in the order of the problems.</summary>
    public IEnumerable<string> Failures => Problems.Zip(Trials)
        .Where(pair => pair.Second.Failure is not null)
        .Select(pair => $"{MatrixClasses.Id(Class)}: {pair.Second.Failure}\n{ProblemText.Write(pair.First)}");

    /// <summary>The problems without an answer.</summary>
    public IEnumerable<HardmaxProblem> Undecided => Problems.Zip(Trials)
        .Where(pair => pair.Second.Result.Status == LimitStatus.Undecided)
        .Select(pair => pair.First);

    /// <summary>Tries so many problems of a class, on all cores.</summary>
    public static RandomProblemsOfClass Run(MatrixClass matrixClass, ulong seed, int count)
    {
        Gen<HardmaxProblem> generator =
            from problem in ProblemGen.Of(matrixClass, Limits)
            from alpha in Alpha
            select new HardmaxProblem(problem.Tokens, new HardmaxSystem(problem.System.Matrix, alpha));
        IReadOnlyList<HardmaxProblem> problems = ProblemSampler.Sample(generator, seed, count);
        var trials = new RandomProblemTrial[count];
        Parallel.For(0, count, i => trials[i] = RandomProblemTrial.Of(problems[i], i % CheckedOneIn == 0));
        return new RandomProblemsOfClass(matrixClass, problems, trials);
    }

    /// <summary>The row of the table.</summary>
    public string Row()
    {
        int cycles = Trials.Count(trial => trial.Result.Status == LimitStatus.Cycle);
        int undecided = Undecided.Count();
        int latest = Trials.Where(trial => trial.Result.Status != LimitStatus.Undecided).Select(trial => trial.Result.Layer).DefaultIfEmpty().Max();
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"| {MatrixClasses.Id(Class)} | {Trials.Count} | {By(LimitProof.StationaryMeans)} | {By(LimitProof.RecurringGaps)} | {By(LimitProof.ExponentialSums)} | {cycles} | {undecided} | {100.0 * undecided / Trials.Count:F2} % | {latest} |");
    }

    private int By(LimitProof proof) => Trials.Count(trial => trial.Result.Proof == proof);
}
