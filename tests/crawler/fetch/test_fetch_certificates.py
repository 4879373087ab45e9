"""Certificates: faulty ones are named and refused, and accepted where units.yaml says who allowed it, which the journal keeps."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.events import TlsAccepted, from_line, to_line
from rules.units import Allowed, Tls

ALLOWED = Tls(Allowed("区政府办", date(2017, 6, 1)))
NOW = datetime.now(UTC)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """A certificate authority of the test's own, and what it signs."""

    def __init__(self, folder):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self.sign(name("test authority"), self.key, name("test authority"), is_authority=True)
        self.path = folder / "authority.pem"
        self.path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def sign(self, subject, key, issuer, *, is_authority=False, host="127.0.0.1", days=1, signer=None):
        builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), NOW - timedelta(30), NOW + timedelta(days))
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        try:
            alternative = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            alternative = x509.DNSName(host)
        builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        return builder.sign(signer or self.key, hashes.SHA256())

    def context(self, *, is_self_signed=False, **told):
        """A server's context with a certificate for `host`, valid for `days`."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer = name("a server") if is_self_signed else name("test authority")
        certificate = self.sign(name("a server"), key, issuer, signer=key if is_self_signed else None, **told)
        path = self.folder / f"{certificate.serial_number}.pem"
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """The authority, trusted by this process: OpenSSL itself looks at this variable."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    return authority


def over_tls(fetching, serve, context):
    fetching.host = serve(context)
    fetching.host.put("/a.html")
    return fetching


def test_a_good_certificate_is_accepted(fetching, serve, authority):
    (answer,) = over_tls(fetching, serve, authority.context()).get("/a.html")
    assert answer.page.title == "预算公开"
    assert not [message for message in fetching.kept.messages if isinstance(message, TlsAccepted)]


FAULTS = {
    "expired": ({"days": -1}, "证书已过期"),
    "another host's name": ({"host": "www.example.cn"}, "证书是别的主机的，与 127.0.0.1 不符"),
    "another host's address": ({"host": "127.0.0.2"}, "证书是别的主机的，与 127.0.0.1 不符"),
    "self-signed": ({"is_self_signed": True}, "证书是自签名的"),
}


@pytest.mark.parametrize(("told", "detail"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_certificate_is_refused_and_its_fault_named(fetching, serve, authority, told, detail):
    (answer,) = over_tls(fetching, serve, authority.context(**told)).get("/a.html")
    assert (answer.reason, answer.detail, answer.is_transient) == ("tls", detail, False)
    assert fetching.host.heard == []


@pytest.mark.parametrize(("told", "detail"), FAULTS.values(), ids=FAULTS)
def test_it_is_accepted_where_somebody_allowed_it_and_the_journal_says_so(fetching, serve, authority, told, detail):
    fetching.site = {"tls": ALLOWED}
    over_tls(fetching, serve, authority.context(**told)).host.put("/b.html")
    first, second = fetching.get("/a.html", "/b.html")
    assert (first.page.title, second.page.title) == ("预算公开", "预算公开")
    (accepted,) = [message for message in fetching.kept.messages if isinstance(message, TlsAccepted)]
    assert (accepted.host, accepted.fault, accepted.allowed_by, accepted.on) == ("127.0.0.1", detail, "区政府办", date(2017, 6, 1))
    assert from_line(to_line(7, accepted)) == (7, accepted)


def test_an_unknown_authority_is_named(fetching, serve, tmp_path):
    (answer,) = over_tls(fetching, serve, Authority(tmp_path).context()).get("/a.html")
    assert (answer.reason, "不是受信任的机构签发" in answer.detail) == ("tls", True)


def test_a_server_that_speaks_no_tls_is_named(fetching, host):
    host.scheme = "https"
    (answer,) = fetching.get("/a.html")
    assert (answer.reason, host.heard) == ("tls", [])


def test_a_protocol_nobody_should_speak_is_a_fault_of_tls(fetching, serve, authority):
    context = authority.context()
    with pytest.warns(DeprecationWarning):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    (answer,) = over_tls(fetching, serve, context).get("/a.html")
    assert (answer.reason, answer.detail) == ("tls", "TLS 握手失败：协议或加密方式谈不拢")


def test_the_exception_is_that_sites_alone(fetching, serve, authority):
    fetching.site = {"tls": ALLOWED, "start": ("https://www.example.cn/",)}
    fetching.crawl = {"private_hosts": ("127.0.0.1",)}
    (answer,) = over_tls(fetching, serve, authority.context(days=-1)).get("/a.html")
    assert answer.reason == "tls"


def test_a_whole_crawl_says_so_in_its_journal(crawls, serve, authority):
    served = serve(authority.context(days=-1))
    served.put("/", crawls.website.answers["/"].body)
    served.put("/tzgg/", crawls.website.answers["/tzgg/"].body)
    start = (f"{served.root}/",)
    assert crawls.run(district=crawls.district(start=start)).unhealthy == (("czj", "tls"),)
    assert "证书已过期" in crawls.last_site().detail
    crawls.run(district=crawls.district(start=start, tls=ALLOWED))
    assert [event.fault for event in crawls.journal() if isinstance(event, TlsAccepted)] == ["证书已过期"]
    assert crawls.last_look().complete
