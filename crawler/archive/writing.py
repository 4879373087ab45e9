"""Appends the exchanges of one run to its WARC files."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from crawler.answer import RawAnswer
from crawler.archive.kinds import Exchange, WarcInfo, exchange_records, info_record


@dataclass(frozen=True)
class Kept:
    """Where an answer's record lies (file relative to the archive), how long it is there, and its payload's digest.

    What was asked lies right before it, after the answer before.
    """

    file: str
    offset: int
    length: int
    sha256: str


class ArchiveWriter:
    """Appends the answers of one run. Used by one thread alone."""

    def __init__(self, root: Path, info: WarcInfo) -> None:
        self._root = root
        self._info = info
        self._files: dict[str, IO[bytes]] = {}

    def append(self, answer: RawAnswer, at: datetime) -> Kept:
        """`add` for an answer of which nothing else is known."""
        return self.add(Exchange(answer, at))

    def add(self, exchange: Exchange) -> Kept:
        """Writes what was asked and answered and hands it to the operating system before it returns."""
        file = f"{self._info.run}/{file_name(exchange.answer.url)}"
        out = self._files.get(file) or self._open(file, exchange.at)
        request, answer = exchange_records(exchange)
        offset = out.tell() + len(request)
        out.write(request + answer)
        out.flush()
        earlier = exchange.earlier
        return Kept(file, offset, len(answer), earlier.sha256 if earlier else hashlib.sha256(exchange.answer.body).hexdigest())

    def sync(self) -> None:
        """Returns when everything written is on the disk."""
        for out in self._files.values():
            os.fsync(out.fileno())

    def close(self) -> None:
        for out in self._files.values():
            out.close()
        self._files.clear()

    def _open(self, file: str, at: datetime) -> IO[bytes]:
        path = self._root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        # Closed by close(): files stay open for the whole run.
        out = self._files[file] = path.open("ab", buffering=1 << 16)
        if out.tell() == 0:
            out.write(info_record(path.name, self._info.lines(), at))
        return out


def file_name(url: str) -> str:
    """The WARC file of an address's host.

    >>> file_name("http://WWW.Panyu.gov.cn:8080/a/")
    'www.panyu.gov.cn_8080.warc.gz'
    """
    host = urlsplit(url).netloc.rpartition("@")[2].lower()
    return re.sub(r"[^a-z0-9.-]", "_", host).strip(".") + ".warc.gz"
