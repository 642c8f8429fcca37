using System.Text.Json;
using Hardmax.Oracle.Fakes;

if (args is ["zoo"])
{
    await Console.Out.WriteLineAsync(string.Join('\n', Zoo.Names)).ConfigureAwait(false);
    return 0;
}

if (args is ["zoo", string name])
{
    using var pipes = new Session();
    return await Zoo.ServeAsync(name, pipes).ConfigureAwait(false) ? 0 : 64;
}

if (args is not [string kind] || !Kinds.All.TryGetValue(kind, out Fake? fake))
{
    await Console.Error.WriteLineAsync($"usage: Hardmax.Oracle.Fakes zoo [NAME]|{string.Join('|', Kinds.All.Keys)}").ConfigureAwait(false);
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
