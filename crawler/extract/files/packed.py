"""Archives as files: each member's name as a line, then its text; within bounds of number, size, depth and ratio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.files.file_text import FileText
from crawler.extract.files.packing import Packed, gzipped, tarred, zipped
from crawler.extract.files.readers import PACKED, read_kind
from crawler.extract.files.unpack import unpacked
from crawler.extract.files.watch import Late, Watch
from crawler.extract.tables import Rows
from crawler.page import Member
from rules.office.archives import Unreadable
from rules.office.sniff import PICTURES, extension, sniff

_MOST_DEPTH = 2
"""Archives inside archives: the outermost is 0."""
_MOST_MEMBERS = 500
_MOST_MEMBER_BYTES, _MOST_BYTES = 64_000_000, 200_000_000
_MOST_RATIO, _RATIO_FROM = 300, 20_000_000
"""Text packs 50 to 1 at the best; what grows more than this beyond some size is a bomb."""
_MOST_CHARACTERS = 5_000_000
_SKIPPED = ("thumbs.db", "desktop.ini", ".ds_store")
_OFFICE = frozenset(("docx", "xlsx", "pptx", "ofd"))
_NAMED_REASONS = 3
_LOCKED = "已加密"


def read_packed(payload: bytes, kind: str, name: str, watch: Watch) -> FileText:
    """Raises Unreadable where the archive cannot be opened; where nothing in it can be read, there is a reason and no text."""
    if kind == "zip" and extension(name) in _OFFICE:
        raise Unreadable(f"不是 {extension(name)} 文件，或已损坏、没有下载完整")
    reading = _Reading(watch)
    reading.take(payload, kind, name, 0)
    if not reading.members:
        raise Unreadable(reading.broken or "压缩包是空的")
    return reading.told()


@dataclass
class _Reading:
    """What was read so far of an archive and those inside it; `room`: bytes that may still be unpacked."""

    watch: Watch
    room: int = _MOST_BYTES
    count: int = 0
    characters: int = 0
    broken: str = ""
    images: int = 0
    texts: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)

    def take(self, payload: bytes, kind: str, name: str, depth: int, path: str = "") -> None:
        """Reads the members of one archive. Raises Unreadable where none of them can be told."""
        before = len(self.members)
        try:
            for packed in _entries(payload, kind, name):
                if not _is_skipped(packed.name):
                    self.count += 1
                    if self.count > _MOST_MEMBERS:
                        self.broken = f"压缩包内文件过多，只读了前 {_MOST_MEMBERS} 个"
                        return
                    self._member(packed, depth, path + packed.name)
        except Unreadable as error:
            if len(self.members) == before:
                raise
            self.broken = str(error)

    def _member(self, packed: Packed, depth: int, name: str) -> None:
        if why := self.watch.begin():
            self._unread(name, extension(name), why)
            return
        kind = extension(name)
        try:
            content = self._content(packed)
            kind = sniff(content, "", name) if content else kind
            if kind not in PACKED or (kind == "zip" and extension(name) in _OFFICE):
                self._read(content, kind, name)
            elif depth >= _MOST_DEPTH:
                self._unread(name, kind, f"压缩包嵌套超过 {_MOST_DEPTH} 层，未展开")
            else:
                self.take(content, kind, name, depth + 1, name + "/")
        except Late:
            raise
        except Unreadable as error:
            self.images += kind in PICTURES
            self._unread(name, kind, str(error))
        except (MemoryError, RecursionError):
            self._unread(name, kind, "文件过于复杂，读取所需内存过多")
        except Exception as error:  # the border of one member: it must not cost the others
            self._unread(name, kind, f"文件无法解析（{type(error).__name__}）")

    def _content(self, packed: Packed) -> bytes:
        """Declared sizes are checked first, and since they may lie, unpacking stops at the same bounds. Raises Unreadable."""
        most = min(_MOST_MEMBER_BYTES, self.room)
        if packed.packed_size is not None:
            most = min(most, max(_RATIO_FROM, packed.packed_size * _MOST_RATIO))
        if (packed.size or 0) > most:
            raise Unreadable("解压后过大，未展开")
        content = packed.content(most + 1)
        self.room -= len(content)
        if len(content) > most:
            raise Unreadable("解压后过大，未展开")
        return content

    def _read(self, content: bytes, kind: str, name: str) -> None:
        if not content:
            raise Unreadable("文件为空")
        found = read_kind(content, kind, name, self.watch)
        if not found.text.strip() and not found.tables:
            raise Unreadable(found.reason or "文件里没有文字")
        self.characters += len(found.text)
        if self.characters > _MOST_CHARACTERS:
            raise Unreadable("压缩包内文字过多，未读取")
        self.images += found.images
        self.texts += [name, found.text]
        self.tables += found.tables
        self.members.append(Member(name, kind, True, found.reason))

    def _unread(self, name: str, kind: str, reason: str) -> None:
        self.members.append(Member(name, kind, False, reason))

    def told(self) -> FileText:
        if all(member.reason == _LOCKED for member in self.members):
            return FileText("", (), "压缩包已加密", tuple(self.members))
        unread = [f"{member.name}（{member.reason}）" for member in self.members if member.reason]
        more = f" 等 {len(unread)} 个文件" if len(unread) > _NAMED_REASONS else ""
        missing = [f"压缩包内有文件没有读全：{'、'.join(unread[:_NAMED_REASONS])}{more}"] if unread else []
        return FileText("\n".join(self.texts), tuple(self.tables), "；".join(filter(None, [*missing, self.broken])), tuple(self.members), self.images)


def _entries(payload: bytes, kind: str, name: str) -> Iterator[Packed]:
    if kind == "zip":
        return zipped(payload)
    if kind == "tar":
        return tarred(payload)
    return gzipped(payload, name) if kind == "gz" else unpacked(payload, kind)


def _is_skipped(name: str) -> bool:
    """What systems and programs leave behind: no file that people made."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].lower() in _SKIPPED or parts[-1].startswith(("~$", "._"))
