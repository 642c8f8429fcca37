using Hardmax.Algebra;
using Hardmax.Dynamics;
using Hardmax.Numbers;

namespace Hardmax.Limits;

/// <summary>
/// The layers of one period of attention sets as stochastic matrices on the distinct points, and the limit of their
/// powers. One layer is W = (1 - gamma) I + gamma P with P_ij the share of point j in the attention set of point i; the
/// product over a period has a positive diagonal, so its powers converge (no periodic classes): on a closed class of
/// points to the average by the stationary distribution, elsewhere to the average by the chances of absorption.
/// Source: Kemeny and Snell, Finite Markov Chains, theorems 4.1.4 and 3.3.7.
/// </summary>
internal static class PeriodicMap
{
    /// <summary>W of a layer, m x m over the points of the state.</summary>
    public static Rational[,] Of(ExactState state)
    {
        int points = state.PointCount;
        Rational gamma = state.Map.Gamma;
        var map = new Rational[points, points];
        for (int i = 0; i < points; i++)
        {
            map[i, i] = 1 - gamma;
            foreach (int j in state.Attention[i])
            {
                map[i, j] += gamma * new Rational(state.Multiplicity(j), state.Attention.TokensIn(i));
            }
        }

        return map;
    }

    /// <summary>left * right.</summary>
    public static Rational[,] Product(Rational[,] left, Rational[,] right)
    {
        var product = new Rational[left.GetLength(0), right.GetLength(1)];
        for (int i = 0; i < left.GetLength(0); i++)
        {
            for (int k = 0; k < right.GetLength(0); k++)
            {
                for (int j = 0; !left[i, k].IsZero && j < right.GetLength(1); j++)
                {
                    product[i, j] += left[i, k] * right[k, j];
                }
            }
        }

        return product;
    }

    /// <summary>The limit of map^m places as m tends to infinity, m x d.</summary>
    public static Rational[,] Limit(Rational[,] map, Rational[,] places)
    {
        int points = map.GetLength(0);
        int[] classOf = ClosedClasses(map, out int classes);
        var limit = new Rational[points, places.GetLength(1)];
        for (int closed = 0; closed < classes; closed++)
        {
            int[] members = [.. Enumerable.Range(0, points).Where(i => classOf[i] == closed)];
            Rational[] weights = StationaryDistribution(map, members);
            for (int c = 0; c < places.GetLength(1); c++)
            {
                Rational mean = Rational.Zero;
                for (int at = 0; at < members.Length; at++)
                {
                    mean += weights[at] * places[members[at], c];
                }

                foreach (int member in members)
                {
                    limit[member, c] = mean;
                }
            }
        }

        Absorb(map, classOf, limit);
        return limit;
    }

    /// <summary>The class of each point that can be left by nobody, or -1 for points that are left for good.</summary>
    private static int[] ClosedClasses(Rational[,] map, out int classes)
    {
        int points = map.GetLength(0);
        bool[][] reaches = [.. Enumerable.Range(0, points).Select(i => ReachableFrom(map, i))];
        var classOf = new int[points];
        Array.Fill(classOf, -1);
        classes = 0;
        for (int i = 0; i < points; i++)
        {
            bool isClosed = Enumerable.Range(0, points).All(j => !reaches[i][j] || reaches[j][i]);
            if (!isClosed || classOf[i] >= 0)
            {
                continue;
            }

            for (int j = 0; j < points; j++)
            {
                classOf[j] = reaches[i][j] ? classes : classOf[j];
            }

            classes++;
        }

        return classOf;
    }

    private static bool[] ReachableFrom(Rational[,] map, int start)
    {
        int points = map.GetLength(0);
        var isReached = new bool[points];
        var open = new Stack<int>([start]);
        isReached[start] = true;
        while (open.TryPop(out int i))
        {
            for (int j = 0; j < points; j++)
            {
                if (!isReached[j] && !map[i, j].IsZero)
                {
                    isReached[j] = true;
                    open.Push(j);
                }
            }
        }

        return isReached;
    }

    /// <summary>The weights w with w map = w and sum 1 on a closed class.</summary>
    private static Rational[] StationaryDistribution(Rational[,] map, int[] members)
    {
        // (map^T - I) w = 0, its last equation (dependent on the others) replaced by sum w = 1.
        int size = members.Length;
        var system = new Rational[size][];
        for (int row = 0; row < size; row++)
        {
            system[row] = new Rational[size + 1];
            for (int column = 0; column < size; column++)
            {
                system[row][column] = row == size - 1
                    ? Rational.One
                    : map[members[column], members[row]] - (row == column ? Rational.One : Rational.Zero);
            }
        }

        system[size - 1][size] = Rational.One;
        return IntegerSystem.Solve(system)[0];
    }

    /// <summary>Fills in the limits L of the points outside all classes: (I - map) L = 0 there.</summary>
    private static void Absorb(Rational[,] map, int[] classOf, Rational[,] limit)
    {
        int[] open = [.. Enumerable.Range(0, classOf.Length).Where(i => classOf[i] < 0)];
        int dimension = limit.GetLength(1);
        var system = new Rational[open.Length][];
        for (int row = 0; row < open.Length; row++)
        {
            system[row] = new Rational[open.Length + dimension];
            for (int column = 0; column < open.Length; column++)
            {
                system[row][column] = (row == column ? Rational.One : Rational.Zero) - map[open[row], open[column]];
            }

            for (int j = 0; j < classOf.Length; j++)
            {
                for (int c = 0; classOf[j] >= 0 && c < dimension; c++)
                {
                    system[row][open.Length + c] += map[open[row], j] * limit[j, c];
                }
            }
        }

        Rational[][] columns = IntegerSystem.Solve(system);
        for (int row = 0; row < open.Length; row++)
        {
            for (int c = 0; c < dimension; c++)
            {
                limit[open[row], c] = columns[c][row];
            }
        }
    }
}
