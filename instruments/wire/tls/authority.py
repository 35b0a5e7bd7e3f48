"""A lab's own certificate authority."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fractoscope.instruments.errors import BadFile
from fractoscope.instruments.wire.tls.certificate_file import read_certificate
from fractoscope.instruments.wire.tls.identity import Identity

AUTHORITY_LIFETIME = timedelta(days=3650)
SERVER_LIFETIME = timedelta(days=730)
CLIENT_LIFETIME = timedelta(days=365)
"""An authority outlives an instrument's software; a client's certificate is renewed with the yearly safety instruction."""

SKEW = timedelta(hours=1)
"""A certificate holds from so long before it was made: lab computers without a time server differ."""

Issued = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


class Authority:
    """Signs certificates of one server and its clients.

    Parameters
    ----------
    certificate, key
        Its own.
    """

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self.certificate = certificate
        self.key = key

    @classmethod
    def make(cls, now: datetime) -> Self:
        """Return a new authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(f"Fractoscope authority {now:%Y-%m-%d}")
        builder = _builder(subject, subject, key, now, now + AUTHORITY_LIFETIME)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_key_usage(signs_certificates=True), critical=True)
        return cls(builder.sign(key, hashes.SHA256()), key)

    @classmethod
    def read(cls, certificate: Path, key: Path) -> Self:
        """Return the authority of two PEM files.

        Raises
        ------
        BadFile
            If they are not a certificate and its key.
        """
        found = read_certificate(certificate)
        try:
            secret = load_pem_private_key(key.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            reason = f"is no private key without a password ({getattr(error, 'strerror', None) or error})"
            raise BadFile(path=str(key), reason=reason, remedy="put the authority's own key back") from error
        if not isinstance(secret, ec.EllipticCurvePrivateKey) or secret.public_key() != found.public_key():
            raise BadFile(path=str(key), reason=f"does not belong to {certificate.name}", remedy="put the authority's own key back")
        return cls(found, secret)

    def issue_server(self, hosts: Sequence[str], now: datetime) -> Issued:
        """Return a server's certificate and key.

        Parameters
        ----------
        hosts
            Names and addresses by which clients reach it; the first is the one it is told by.
        now
            Time of day in UTC.
        """
        names = x509.SubjectAlternativeName([_host(host) for host in hosts])
        return self._issue(_name(hosts[0]), names, ExtendedKeyUsageOID.SERVER_AUTH, now, SERVER_LIFETIME)

    def issue_client(self, identity: Identity, now: datetime) -> Issued:
        """Return a client's certificate and key; its name and role stand in a URI."""
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(identity.uri)])
        return self._issue(_name(identity.name), names, ExtendedKeyUsageOID.CLIENT_AUTH, now, CLIENT_LIFETIME)

    def _issue(
        self, subject: x509.Name, names: x509.SubjectAlternativeName, purpose: x509.ObjectIdentifier, now: datetime, lifetime: timedelta
    ) -> Issued:
        key = ec.generate_private_key(ec.SECP256R1())
        # Nothing outlives its authority: OpenSSL would refuse it from then on, with a message that names the wrong certificate.
        until = min(now + lifetime, self.certificate.not_valid_after_utc)
        builder = _builder(subject, self.certificate.subject, key, now, until)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_key_usage(signs_certificates=False), critical=True)
        # A client's certificate must not serve, nor a server's act as a client.
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        builder = builder.add_extension(names, critical=False)
        issuer = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), critical=False)
        return builder.sign(self.key, hashes.SHA256()), key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - SKEW).not_valid_after(until)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64])])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
