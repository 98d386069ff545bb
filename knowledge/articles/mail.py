"""Reads a text that is an e-mail: pasted with the lines above it, forwarded, or a whole message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_string
from email.header import decode_header, make_header
from email.message import Message

from knowledge.text.dates import find_dates

MOST_HEADER_CHARACTERS = 20_000
"""The lines of servers above a message may be long; an article has none of them."""

MOST_FORWARDED = 5
"""E-mails within each other of which the innermost is read, at most."""

_KINDS = {
    "from": "from dari pengirim von",
    "to": "to kepada untuk cc bcc",
    "subject": "subject subjek perihal hal judul betreff",
    "date": "date tanggal sent dikirim",
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_FIELD = re.compile(r"\*{0,2}([A-Za-z][A-Za-z0-9-]{1,40})\*{0,2}\s?:\*{0,2}[ \t]*(.*)")
_FORWARDED = re.compile(
    r"[-_=>\s]{0,80}(?:(?:begin )?forwarded message|original message|pesan (?:yang )?diteruskan|pesan asli)"
    r"[-_=: \t]{0,80}\n",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\n(?={_FORWARDED.pattern}|(?:From|Dari): .{{1,200}}\n(?:Sent|Date|Dikirim|Tanggal): )"
    r"|\n(?:On|Pada) .{1,200} (?:wrote|menulis):\s*\n",
    re.IGNORECASE,
)
"""What stands between a message and the one that it forwards or answers."""
_REPLIES = re.compile(r"^(?:(?:re|fwd?|tr|bls|trs)\s?:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\n-- ?\n.*\Z|\n+(?:sent from my|dikirim dari|get outlook for)\b[^\n]*\s*\Z", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail: what its header says, and the text without header and signature."""

    subject: str
    sent_on: date | None
    body: str


def read_mail(text: str) -> Mail | None:
    r"""Returns the e-mail that a text is; None for any other text.

    It must begin with lines of a header, with a sender and a subject or date.

    >>> mail = read_mail("From: a@example.org\nSubject: Fwd: Feri tiba\n\nFeri itu tiba.")
    >>> mail.subject, mail.body
    ('Feri tiba', 'Feri itu tiba.')
    """
    mail = None
    for _each in range(MOST_FORWARDED):
        inner = _read(text)
        if inner is None:
            break
        mail, text = inner, inner.body
    return mail


def _read(text: str) -> Mail | None:
    text = _unmarked(text)
    fields, body = _fields(text)
    if "from" not in fields or not {"subject", "date"} & fields.keys():
        return None
    if "mime-version" in fields or "content-transfer-encoding" in fields:
        body = _decoded(text) or body
    if earlier := _EARLIER.search(body):
        # The longer one is the article: the other says "Here it is", or asked for it.
        own, other = body[: earlier.start()], body[earlier.end() :]
        body = other if len(_fields(_unmarked(other))[1]) > len(own) else own
    found = next(find_dates(fields.get("date", "")), None)
    return Mail(
        subject=_REPLIES.sub("", _decoded_words(fields.get("subject", "")).strip()),
        sent_on=(found.moment or found.day) if found else None,
        body=_SIGNATURE.sub("", body).strip(),
    )


def _unmarked(text: str) -> str:
    """The text without the line "Forwarded message" above it."""
    text = text.lstrip()
    forwarded = _FORWARDED.match(text)
    return text[forwarded.end() :].lstrip() if forwarded else text


def _fields(text: str) -> tuple[dict[str, str], str]:
    """The fields of the header by their kinds or names in lower case, the first of each, and the rest."""
    fields: dict[str, str] = {}
    last = ""
    lines = text[:MOST_HEADER_CHARACTERS].split("\n")
    position = 0
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field:
            name = field[1].lower()
            last = _KIND.get(name, name)
            if last in fields:
                last = ""
            else:
                fields[last] = field[2]
        elif line[:1] in {" ", "\t"} and line.strip() and fields:
            if last:
                fields[last] += " " + line.strip()
        else:
            break
        position += len(line) + 1
    return fields, text[position:].strip()


def _decoded(text: str) -> str:
    """The plain text of a message with encoded parts; ``""`` if it has none."""
    message = message_from_string(text)
    for part in message.walk():
        if part.get_content_type() == "text/plain" and not part.is_multipart():
            return _content(part).strip()
    return ""


def _content(part: Message) -> str:
    payload = part.get_payload()
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in {"base64", "quoted-printable"}:
        return str(payload)
    data = part.get_payload(decode=True)
    try:
        return bytes(data).decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return str(payload)


def _decoded_words(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError):
        return text
