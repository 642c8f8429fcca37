namespace Hardmax.Oracle;

/// <summary>
/// A program could not be started, or did not answer hello as the protocol says: exit code 3. The message is one
/// printable line without a full stop that says what happened.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class HandshakeException(string message, Exception? innerException = null) : Exception(message, innerException);
