using System.Text.Json;
using Hardmax.Oracle.Fakes;

if (args is not [string kind] || !Kinds.All.TryGetValue(kind, out Fake? fake))
{
    Console.Error.WriteLine($"usage: Hardmax.Oracle.Fakes {string.Join('|', Kinds.All.Keys)}");
    return 64;
}

using var session = new Session();
while (session.Receive() is { } command)
{
    switch (command.GetProperty("cmd").GetString())
    {
        case "hello":
            fake.Hello(session);
            break;
        case "run":
            fake.Run(session, command);
            break;
        default:
            fake.Stop();
            return 0;
    }
}

return 0;
