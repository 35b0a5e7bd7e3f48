"""Who makes the remote call that this thread is serving."""

from Pyro5.callcontext import current_context

from fractoscope.instruments.errors import NotPermitted
from fractoscope.instruments.wire.tls.identity import Identity


def caller() -> Identity:
    """Return the identity of the client whose call this is; raise `NotPermitted` if it has shown none."""
    identity = getattr(current_context.client, "identity", None)
    if not isinstance(identity, Identity):
        raise NotPermitted(identity="somebody without a certificate", role="none", wanted="call the microscope")
    return identity
