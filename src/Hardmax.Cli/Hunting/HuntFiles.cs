using System.Diagnostics;
using Hardmax.Cli.Output;
using Hardmax.Formats;
using Hardmax.Limits;
using Hardmax.Model;
using Hardmax.Search;

namespace Hardmax.Cli.Hunting;

/// <summary>The files of a hunt's folder: the campaign, the witness and the certificate of its limit.</summary>
internal static class HuntFiles
{
    /// <summary>The campaign.</summary>
    public const string Campaign = "campaign.sqlite";

    /// <summary>The witness, a problem file.</summary>
    public const string Witness = "witness.json";

    private const string Certificate = "certificate.json";

    /// <summary>The campaign's path in a folder, which is made where there is none.</summary>
    /// <exception cref="InvalidInputException">The folder cannot be made.</exception>
    public static string CampaignIn(string folder, string name = Campaign)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            return Path.Combine(folder, name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(folder, "folder", $"cannot be made ({failure.Message.TrimEnd('.')}); expected a place for a folder");
        }
    }

    /// <summary>Refuses a folder whose witness or certificate is somebody else's, before anything is searched.</summary>
    public static void RequireFolder(string folder) => OwnFiles.RequireFolder(folder, Witness, Certificate);

    /// <summary>Runs what uses a campaign, and reports what is wrong with its file as an invalid input.</summary>
    public static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (CampaignException failure)
        {
            throw new InvalidInputException(failure.Path, "file", failure.Reason);
        }
    }

    /// <summary>Writes the witness and, where its limit is decided, the limit's certificate; returns the witness's full path.</summary>
    /// <exception cref="InvalidInputException">A file cannot be written.</exception>
    public static string WriteWitness(string folder, HardmaxProblem problem, CancellationToken cancellation)
    {
        string path = Path.GetFullPath(Path.Combine(folder, Witness));
        _ = WholeFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(ProblemWriter.ToJson(problem, indented: true) + "\n")));
        LimitResult limit = LimitCertifier.Certify(problem, cancellation: cancellation);
        if (limit.Status != LimitStatus.Undecided)
        {
            LimitCertificate certificate = LimitAnalysis.Certificate(limit);
            if (CertificateChecker.Check(certificate) is { IsValid: false, Reason: var reason })
            {
                throw new UnreachableException($"The certificate of a witness is not accepted: {reason}");
            }

            _ = WholeFile.Write(Path.Combine(folder, Certificate), stream => stream.Write(CertificateFile.ToUtf8(certificate)));
        }

        return path;
    }
}
