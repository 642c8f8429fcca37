using System.Collections.Immutable;

namespace Hardmax.Oracle;

/// <summary>
/// The inputs of several layers. alpha = 2^k - 1 and ties of two keep every layer a binary number, so that a right
/// implementation gives these layers bit for bit. Except where the comment says so, found by a search for small integers
/// whose attention sets change often.
/// </summary>
internal static class TrajectoryInputs
{
    /// <summary>All inputs, with the number of layers that they are worth.</summary>
    public static ImmutableArray<VectorInput> All { get; } =
    [
        new("By hand: two leaders, and a token tied between them for ever", "1", null, "1,1 1,-1 1/2,0", 8),
        new("By hand: the corners of a square, and tokens tied between two of them", "3", null, "1,1 1,-1 -1,-1 -1,1 -1/2,0 1/2,0 1/4,1/8", 8),
        new("By hand: four leaders throw a token to and fro", "1", "-1,0,0 0,1,0 0,0,1", "3,5,0 3,-5,0 -3,0,5 -3,0,-5 1,0,0", 8),
        new("By hand: each token follows the next", "1", "0,-1 1,0", "1,0 0,1 -1,-1", 6),
        new("By hand: equal tokens move as one, and weigh as two", "3", null, "4,1 1,0 1,0 4,-1", 6),
        new("By hand: one token and nothing to do", "1", "0,1 2,0", "3,-2", 3),
        new("Sets change in three layers", "1", null, "-4,3 4,-2 2,-6 4,-4", 8),
        new("Sets change in layers 1 and 3", "1", null, "5,5 2,6 -5,0 -2,4", 8),
        new("Sets change in layers 1 and 2, by three quarters of the way", "3", null, "4,3 3,5 -5,0 4,4", 8),
        new("Sets change in layers 1 and 2, by seven eighths of the way", "7", null, "2,2 -6,6 5,-5 0,6", 6),
        new("Three dimensions", "1", null, "0,-2,2 3,-1,2 3,0,-4 -1,-1,4 -4,2,4", 8),
        new("Three dimensions and a tie that comes late", "3", null, "-4,4,2 -4,3,1 1,-3,4 -4,4,0 -3,2,-1", 6),
        new("A exchanges the axes", "3", "0,1 1,0", "-1,0 0,-5 2,-5 0,1 -5,2", 6),
        new("A is skew, and nothing settles", "1", "0,-1 1,0", "-1,2 5,5 4,0 3,5 -2,-4", 8),
        new("A is not symmetric, and ties come and go", "1", "1,2 -2,1", "4,0 4,-4 2,-3 -4,1 -2,-2", 8),
        new("A is triangular", "3", "1,1 0,1", "5,-2 -4,5 -1,-4 4,-5 5,-2", 8),
        new("A is indefinite", "7", "1,0 0,-1", "2,-5 -3,5 0,4 4,1 4,1", 6),
        new("A is indefinite, and ties come late", "7", "1,0 0,-1", "-3,-4 0,3 2,-1 -2,5 -4,2 -5,-3", 8),
        new("A is skew, with duplicates and sets that change until layer 6", "1", "0,1 -1,0", "1,5 -4,-1 0,3 0,-3 -4,-3 0,-3", 8),
        new("A is negative definite, and sets change in five layers", "3", "-1,1 1,-2", "-4,0 3,4 -2,-2 0,3 3,-1 -4,1", 8),
        new("One dimension with a negative A: tokens run back and forth", "3", "-2", "7 7 -1 -4 5", 8),
        new("One dimension with a negative A: tokens meet", "1", "-2", "9 7 -8 -3 6", 8),
        new("One dimension and large steps", "7", "-2", "-5 -8 -4 1 -4", 8),
    ];
}
