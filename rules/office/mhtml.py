"""Web pages saved as one file (RFC 2557), which office systems hand out under the name .doc: the html inside."""

from __future__ import annotations

import email
from email import policy
from email.message import Message

from rules.office.archives import Unreadable

_MOST_PARTS = 1_000


def html_inside(payload: bytes) -> bytes:
    """The first html part as bytes. Raises Unreadable where there is none."""
    if payload.count(b"\n--") > _MOST_PARTS * 3:
        raise Unreadable("网页文件的部分过多，未读取")
    try:
        message = email.message_from_bytes(payload, policy=policy.compat32)
        found = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = found.get_payload(decode=True) if isinstance(found, Message) else None
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise Unreadable(f"网页文件已损坏（{type(error).__name__}）") from error
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable("这是网页归档文件（MHTML），里面没有网页正文")
    return content
