"""Why a connection failed, in words that lead on."""

import ssl


def why_lost(error: BaseException) -> str:
    """Return what an error says, or what it means where TLS is at fault."""
    fault = _ssl_fault(error)
    if fault is None:
        return str(error) or type(error).__name__
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"the server's certificate is not accepted: {fault.verify_message}; it must be of this authority and name this host"
    reason = str(fault.reason or fault)
    if "ALERT" in reason:
        return f"the server does not accept this certificate ({reason.lower()}); it must be of the server's authority, and in force"
    if reason in {"WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}:
        return "no TLS is spoken there; the server runs without --tls"
    return f"TLS failed ({reason.lower()})"


def _ssl_fault(error: BaseException | None) -> ssl.SSLError | None:
    # Pyro5 wraps errors of the socket in ones of its own, without naming the cause.
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None
