"""Which certificates are accepted over TLS, and what is wrong with one that is not, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from OpenSSL import SSL, crypto
from service_identity import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import CertificateOptions, platformTrust
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from rules.units import Allowed

_LEGACY_SERVERS = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT: servers without secure renegotiation (RFC 5746) are still many, and we send nothing secret."""
_NAMED = {
    9: "证书还没有生效",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书链里有自签名的证书",
    20: "证书不是受信任的机构签发的，或证书链不全",
    21: "证书不是受信任的机构签发的，或证书链不全",
    23: "证书已被吊销",
}
"""By OpenSSL's X509_V_ERR_* numbers (x509_vfy.h)."""
_WRONG_HOST = "证书是别的主机的，与 {} 不符"


@dataclass
class Certificates:
    """What a run makes of certificates. accepted: hosts whose faulty ones somebody allowed; faults: what was wrong, by host, in Chinese."""

    accepted: Mapping[str, Allowed] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def take(self, host: str, certificate: crypto.X509, code: int, depth: int) -> bool:
        """OpenSSL's verdict on one certificate of the chain (0: none to report), and whether to go on."""
        fault = _NAMED.get(code, f"证书验证不通过（{code}）") if code else ""
        if not fault and depth == 0 and not _is_of(certificate, host):
            fault = _WRONG_HOST.format(host)
        if fault:
            self.faults[host] = fault
        return not fault or host in self.accepted


@implementer(IPolicyForHTTPS)
class Policy:
    """Twisted's question which TLS to speak with a host: always with the certificate looked at."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates
        self._context = CertificateOptions(trustRoot=platformTrust()).getContext()
        self._context.set_options(_LEGACY_SERVERS)

    def creatorForNetloc(self, hostname: bytes | str, _port: int) -> _Connecting:
        # Scrapy's tunnels through a proxy give text where Twisted gives bytes.
        name = hostname.decode("ascii") if isinstance(hostname, bytes) else hostname
        return _Connecting(self._context, self._certificates, name.lower())


@implementer(IOpenSSLClientConnectionCreator)
class _Connecting:
    """Makes the connections to one host."""

    def __init__(self, context: SSL.Context, certificates: Certificates, host: str) -> None:
        self._context = context
        self._certificates = certificates
        self._host = host

    def clientConnectionForTLS(self, _protocol: object) -> SSL.Connection:
        connection = SSL.Connection(self._context, None)
        if not _is_ip(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._verify)
        return connection

    def _verify(self, _connection: SSL.Connection, certificate: crypto.X509, code: int, depth: int, is_good: int) -> bool:
        return self._certificates.take(self._host, certificate, 0 if is_good else code, depth)


def _is_of(certificate: crypto.X509, host: str) -> bool:
    wanted: ServiceID = IPAddress_ID(host) if _is_ip(host) else DNS_ID(host)
    try:
        verify_service_identity(extract_patterns(certificate), [wanted], [])
    except (CertificateError, VerificationError, ValueError):
        return False
    return True


def _is_ip(host: str) -> bool:
    return isIPAddress(host) or isIPv6Address(host)
