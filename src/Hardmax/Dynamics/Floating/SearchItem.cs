namespace Hardmax.Dynamics.Floating;

/// <summary>A piece of a search: some points as queries against one class of points as keys.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="Keys">All keys.</param>
/// <param name="FirstPanel">The first panel of the class.</param>
/// <param name="LastPanel">One behind its last.</param>
/// <param name="Rows">The points that ask, at least one.</param>
/// <param name="Queries">A z_i for each point, points x d, row after row.</param>
/// <param name="QueryNorms">A bound of the norm of each query.</param>
internal readonly record struct SearchItem<T>(KeyPanels<T> Keys, int FirstPanel, int LastPanel, ReadOnlyMemory<int> Rows, T[] Queries, T[] QueryNorms)
    where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>;
