"""Web pages saved as one file (RFC 2557), which office systems hand out under the name .doc: the html inside."""

from __future__ import annotations

import email
from email import policy
from email.message import Message

from rules.office.archives import Unreadable

_MOST_PARTS = 1_000


def html_inside(payload: bytes) -> bytes:
    """The first html part that is not only a frame around others, as bytes. Raises Unreadable where there is none."""
    filled = html_parts(payload)
    return next((content for content in filled if b"<frameset" not in content.lower()), filled[0])


def html_parts(payload: bytes) -> list[bytes]:
    """All html parts with anything in them: a workbook has one for each sheet. Raises Unreadable where there is none."""
    if payload.count(b"\n--") > _MOST_PARTS * 3:
        raise Unreadable("网页文件的部分过多，未读取")
    try:
        message = email.message_from_bytes(payload, policy=policy.compat32)
        found = [part.get_payload(decode=True) for part in message.walk() if isinstance(part, Message) and part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise Unreadable(f"网页文件已损坏（{type(error).__name__}）") from error
    filled = [content for content in found if isinstance(content, bytes) and content.strip()]
    if not filled:
        raise Unreadable("这是网页归档文件（MHTML），里面没有网页正文")
    return filled
