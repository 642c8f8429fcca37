using System.CommandLine;

namespace Hardmax.Cli.Commands;

/// <summary>hardmax sentiment: the interpretable classifier of reviews.</summary>
internal static class SentimentCommand
{
    public static Command Create() => new(
        "sentiment",
        """
        Decides whether a review is positive, exactly at infinite depth, and explains why by the words that lead.

        Example:
          hardmax sentiment explain "a wonderful film with a terrible ending"
          hardmax sentiment train reviews.csv.gz --text review --label label --dim 2 --depth 8 --epochs 10 --out model
        """)
    {
        SentimentExplainCommand.Create(),
        SentimentTrainCommand.Create(),
        SentimentEvaluateCommand.Create(),
        SentimentLeadersCommand.Create(),
    };
}
