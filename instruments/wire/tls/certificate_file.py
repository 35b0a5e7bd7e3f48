"""Certificates on disk."""

from pathlib import Path

from cryptography import x509

from fractoscope.instruments.errors import BadFile


def read_certificate(path: Path) -> x509.Certificate:
    """Return the certificate in a PEM file.

    Raises
    ------
    BadFile
        If there is none.
    """
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = f"is no certificate ({getattr(error, 'strerror', None) or error})"
        raise BadFile(path=str(path), reason=reason, remedy="give a folder that `fractoscope sem certs` made") from error


def server_names(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the host names and addresses that a certificate is good for, in its order."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(name.value) for name in names if isinstance(name, x509.DNSName | x509.IPAddress))
