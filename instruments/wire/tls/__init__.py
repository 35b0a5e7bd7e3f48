"""Mutual TLS: a lab's own authority, identities with a role in their certificates, and what a role may do."""

from fractoscope.instruments.wire.tls.identity import Identity
from fractoscope.instruments.wire.tls.role_guard import RoleGuard
from fractoscope.instruments.wire.tls.tls_folder import TlsFolder

__all__ = ["Identity", "RoleGuard", "TlsFolder"]
