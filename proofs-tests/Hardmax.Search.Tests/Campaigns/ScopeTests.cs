using Hardmax.Claims;
using Hardmax.Generators;
using Hardmax.Model;
using Xunit;

namespace Hardmax.Search.Tests;

/// <summary>Every scope that the command line lets through has a key and blocks, also where some sources have nothing.</summary>
public sealed class ScopeTests
{
    public static TheoryData<MatrixClass> Classes { get; } = new(Enum.GetValues<MatrixClass>());

    [Theory]
    [MemberData(nameof(Classes))]
    public void Any_dimension_and_number_of_tokens_can_be_searched(MatrixClass matrixClass)
    {
        foreach (int? dimension in (int?[])[null, 1, 5, 9])
        {
            foreach (int tokens in (int[])[1, 6])
            {
                if (dimension < MatrixGen.MinDimension(matrixClass))
                {
                    continue;
                }

                var schedule = new HuntSchedule(new HuntScope { Class = matrixClass, Claims = [ClaimCatalogue.Find("consensus")!], Dimension = dimension, MaxTokens = tokens });
                Assert.NotEmpty(CampaignKey.Of(schedule).Fingerprint);
                HardmaxProblem[] drawn = [.. Enumerable.Range(0, 8).Select(block => schedule[block]).SelectMany(block => block.Source.Draw(block.Index))];
                Assert.NotEmpty(drawn);
                Assert.All(drawn, problem => Assert.True(problem.Tokens.Count <= tokens && (dimension is null || problem.Tokens.Dimension == dimension)));
            }
        }
    }
}
