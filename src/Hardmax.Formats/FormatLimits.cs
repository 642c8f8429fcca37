namespace Hardmax.Formats;

/// <summary>
/// The sizes beyond which an input is refused, so that no input exhausts memory. They bound what a reader allocates;
/// what a file says about its own size never does.
/// </summary>
public static class FormatLimits
{
    /// <summary>Bytes of a JSON or CSV file: 256 MiB.</summary>
    public const int MaxTextBytes = 256 << 20;

    /// <summary>Bytes of a .npy or .npz file, and of a stored entry: 1 GiB.</summary>
    public const int MaxArrayBytes = 1 << 30;

    /// <summary>Bytes that a deflated entry of a .npz may inflate to: 256 MiB.</summary>
    public const int MaxInflatedBytes = 256 << 20;

    /// <summary>Entries of a .npz.</summary>
    public const int MaxEntries = 1024;

    /// <summary>Coordinates of one cloud, n times d: 2^22. A batch has as many clouds as its file holds.</summary>
    public const int MaxCoordinates = 1 << 22;

    /// <summary>Entries of a matrix, d times d: 2^22.</summary>
    public const int MaxMatrixEntries = 1 << 22;

    /// <summary>Values and field names of a JSON file: 2^23.</summary>
    public const int MaxJsonValues = 1 << 23;

    /// <summary>Arrays and objects within each other in a JSON file.</summary>
    public const int MaxJsonDepth = 16;

    /// <summary>Bytes that the numbers of one text file take, beyond 160 for each: "1e20000" takes 8 KiB. 64 MiB.</summary>
    public const int MaxNumberBytes = 64 << 20;

    /// <summary>Bytes of the header of a .npy.</summary>
    public const int MaxNpyHeaderBytes = 1 << 16;

    /// <summary>Axes of an array.</summary>
    public const int MaxAxes = 32;
}
