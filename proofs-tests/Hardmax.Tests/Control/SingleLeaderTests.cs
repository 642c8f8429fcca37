using Hardmax.Control;
using Hardmax.Model;
using Hardmax.Numbers;
using Xunit;

namespace Hardmax.Tests.Control;

/// <summary>Questions about one token whose answer lies within 1e-12 of the border, where binary64 decides nothing. Found by an independent attack.</summary>
public sealed class SingleLeaderTests
{
    [Theory]
    [InlineData("-2.000000000001,0.999999999999 2,1e-12 -6,3.000000000001 1,-1e-12", 3)]
    [InlineData("-2.000000000001,0.999999999999 2,1e-12 -6,3.000000000001 1,-1e-12", 0)]
    [InlineData("-12,-5.999999999999,-12 1.999999999999,1.000000000001,2.000000000001 -4,-2,-3.999999999999", 2)]
    public void Near_the_border_a_matrix_is_found(string tokens, int leader)
    {
        var cloud = new TokenCloud(tokens.Split(' ').Select(token => token.Split(',').Select(x => Rational.FromDouble(double.Parse(x, System.Globalization.CultureInfo.InvariantCulture))).ToArray()));
        var question = new ControlQuestion(cloud, [leader], ControlClass.Spd);
        ControlAnswer answer = LeaderControl.Solve(question);
        Assert.True(answer is ControlAnswer.Feasible && ControlChecker.Verify(question, answer, out string? reason), answer.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(400)]
    public void On_either_side_of_the_border_the_answer_is_proved(int bits)
    {
        // (1, 0) times 2 is the midpoint of (2, 1) and (2, -1); moved inwards by 2^-bits it stays out of reach, moved out it leads.
        Rational step = Rational.One / new Rational(System.Numerics.BigInteger.One << bits, 1);
        foreach (int side in (int[])[-1, 0, 1])
        {
            Rational far = 2;
            var cloud = new TokenCloud([[1, 0], [far, 1], [-far - (side * step), -1], [0, -1 - step]]);
            foreach (int leader in Enumerable.Range(0, cloud.Count))
            {
                var question = new ControlQuestion(cloud, [leader], ControlClass.Spd);
                ControlAnswer answer = LeaderControl.Solve(question);
                Assert.True(ControlChecker.Verify(question, answer, out string? reason), $"{bits} {side} {leader}: {reason} {answer}");
            }
        }
    }
}
