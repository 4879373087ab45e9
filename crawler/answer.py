"""One answer of a site exactly as it came over the wire: the type between fetching, the archive and reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawAnswer:
    """Status, headers and body as received; only chunking is undone, Content-Encoding is not.

    The names of headers come in the spelling the HTTP client gives them (they are not case-sensitive).
    """

    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    protocol: str = "HTTP/1.1"

    def header(self, name: str) -> str:
        """The first value of a header, or "" (bytes beyond ASCII read as Latin-1).

        >>> RawAnswer("http://a/", 200, ((b"Content-Type", b"text/html"),), b"").header("content-type")
        'text/html'
        """
        wanted = name.lower().encode("ascii")
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), "")
