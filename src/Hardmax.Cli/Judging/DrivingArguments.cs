using System.Collections.Immutable;
using System.CommandLine;
using Hardmax.Oracle;

namespace Hardmax.Cli.Judging;

/// <summary>The command that is judged, and how it is driven: shared by conform and replay.</summary>
internal sealed class DrivingArguments
{
    private const double MostSeconds = 86_400;
    private static readonly string[] WireNames = ["decimal", "hex"];

    private readonly Argument<string[]> _command = new("COMMAND")
    {
        Description = "The program that speaks the protocol of docs/oracle.md, and its arguments, after --.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<double> _caseTimeout = Seconds("--case-timeout", "Seconds that the program has for a case.", 10);
    private readonly Option<double> _startTimeout = Seconds("--start-timeout", "Seconds that the program has to start and say hello.", 30);
    private readonly Option<bool> _oneShot = new("--oneshot") { Description = "Start the program anew for each case." };
    private readonly Option<string> _wire = new("--wire")
    {
        Description = "How numbers are sent: shortest decimals, or strings such as \"0x1.8p-3\".",
        HelpName = string.Join('|', WireNames),
        DefaultValueFactory = _ => WireNames[0],
    };

    public DrivingArguments()
    {
        _wire.Validators.Add(result => CommonOptions.OneOf(result, WireNames));
        _command.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
            {
                result.AddError("The command is empty.");
            }
            else if (result.Tokens.Count > 0 && result.Tokens[0].Value.StartsWith('-'))
            {
                result.AddError($"Unrecognized option '{result.Tokens[0].Value}'; a program of this name is ./{result.Tokens[0].Value}.");
            }
        });
    }

    /// <summary>An option of so many seconds, more than 0.</summary>
    public static Option<double> Seconds(string name, string description, double otherwise)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "S", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            bool isNumber = result.Tokens.Count == 0 || double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out _);
            if (isNumber && result.GetValueOrDefault<double>() is not (> 0 and <= MostSeconds))
            {
                result.AddError($"{name} is more than 0 and at most {MostSeconds} seconds.");
            }
        });
        return option;
    }

    public void AddTo(Command command)
    {
        command.Add(_command);
        command.Add(_caseTimeout);
        command.Add(_startTimeout);
        command.Add(_oneShot);
        command.Add(_wire);
    }

    public DrivingOptions Read(ParseResult parsed) => new()
    {
        Command = [.. parsed.GetRequiredValue(_command)],
        CaseTimeout = TimeSpan.FromSeconds(parsed.GetValue(_caseTimeout)),
        StartTimeout = TimeSpan.FromSeconds(parsed.GetValue(_startTimeout)),
        OneShot = parsed.GetValue(_oneShot),
        Wire = parsed.GetValue(_wire) == WireNames[1] ? WireFormat.Hexadecimal : WireFormat.Decimal,
    };
}
