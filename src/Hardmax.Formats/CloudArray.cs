using System.Globalization;
using Hardmax.Model;

namespace Hardmax.Formats;

/// <summary>An array of n x d or b x n x d finite numbers, as token clouds that are made when they are asked for.</summary>
internal sealed class CloudArray
{
    private readonly NpyArray _array;
    private readonly int _tokens;

    private CloudArray(NpyArray array)
    {
        _array = array;
        IsBatch = array.Shape.Length == 3;
        Count = IsBatch ? array.Shape[0] : 1;
        _tokens = array.Shape[^2];
        Dimension = array.Shape[^1];
    }

    public bool IsBatch { get; }

    public int Count { get; }

    public int Dimension { get; }

    public static CloudArray Of(NpyArray array, InputSource source)
    {
        string shape = $"({string.Join(", ", array.Shape)})";
        if (array.Shape.Length is not (2 or 3))
        {
            throw source.Error("shape", $"{shape} has {array.Shape.Length} axes; expected (n, d), or (b, n, d) for a batch");
        }

        if (array.Count == 0)
        {
            throw source.Error("shape", $"{shape} holds no number; expected at least one token of at least one coordinate");
        }

        var clouds = new CloudArray(array);
        if ((long)clouds._tokens * clouds.Dimension > FormatLimits.MaxCoordinates)
        {
            throw source.Error("shape", $"{shape} is a cloud of more than {FormatLimits.MaxCoordinates} numbers; expected at most that");
        }

        int bad = array.FirstNonFinite();
        return bad < 0 ? clouds : throw source.Error(clouds.PlaceOf(bad), "is NaN or infinite; expected a finite number");
    }

    public TokenCloud Read(int cloud)
    {
        int size = _tokens * Dimension;
        double[] doubles = new double[size];
        return _array.TryCopyDoubles(cloud * size, doubles) ? TokenCloud.FromDoubles(doubles, Dimension) : ReadIntegers(cloud * size);
    }

    // Some integers beyond 2^53 are no doubles.
    private TokenCloud ReadIntegers(int start) => new(Enumerable.Range(0, _tokens).Select(token =>
        Enumerable.Range(start + (token * Dimension), Dimension).Select(at => _array[at]).ToArray()));

    private string PlaceOf(int element)
    {
        (int token, int coordinate) = Math.DivRem(element, Dimension);
        string inCloud = string.Create(CultureInfo.InvariantCulture, $"token {token % _tokens}, coordinate {coordinate}");
        return IsBatch ? string.Create(CultureInfo.InvariantCulture, $"cloud {token / _tokens}, {inCloud}") : inCloud;
    }
}
