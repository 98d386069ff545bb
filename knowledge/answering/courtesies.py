"""Recognises what a model writes around its answer: introductions, offers of help, and that it found nothing.

Such sentences have no labels, claim nothing about the news, and are left out of an answer.
"""

from __future__ import annotations

import re

from knowledge import verification

LONGEST = 200
"""Characters. A longer sentence is taken for a claim."""

_ARTICLES = (
    r"(?:artikel(?:-artikel)?|berita(?:-berita)?|bukti(?:-bukti)?|kutipan"
    r"|(?:articles?|evidence|excerpts?|passages?))"
)
_WHICH = (
    r"(?: (?:yang|ada|tersedia|diberikan|disediakan|di|atas|terkait|saya|temukan|ini"
    r"|provided|given|available|above|here|i|have|found|you|in|the))*"
)
_INTRODUCTION = re.compile(
    rf"(?:berdasarkan|menurut|dari|based on|according to|from)(?: (?:the|semua|para|all|provided|available))*"
    rf" {_ARTICLES}{_WHICH}\s?[,:]\s?",
    re.IGNORECASE,
)
"""Written in front of an answer. "Menurut artikel Warta Kelana" names a source and is none."""

_OFFER = re.compile(
    r"(?:semoga\b|mudah-mudahan (?:ini |informasi )?(?:membantu|bermanfaat)"
    r"|(?:jika|bila|kalau|apabila)\b.{0,60}\b"
    r"(?:tanya\w*|pertanyaan|tahu|butuh\w*|bantu\w*|perlu\w*|detail|rincian)"
    r"|sil[ae]h?kan (?:tanya|hubungi|beri|ajukan)|jangan (?:ragu|sungkan)"
    r"|(?:tolong )?beri ?tahu (?:saya|kami)|saya (?:siap|senang) |senang (?:bisa |dapat )?membantu"
    r"|terima kasih\W*$|sama-sama\b"
    r"|(?:demikian|itulah) (?:jawaban|ringkasan|informasi|penjelasan|rangkuman)\w*\W*$"
    r"|(?:i )?hope (?:this|that|it) helps|let me know\b|feel free\b|please (?:let|feel|ask)\b"
    r"|(?:do not|don['’]t) hesitate|if you(?:['’]d| would| have| need| want)\b"
    r"|(?:i['’]m |i am )?(?:happy|glad) to (?:help|assist|answer)|thank(?:s| you)\W*$|you['’]re welcome"
    r"|(?:ada|apakah (?:ada|anda|kamu)|mau|ingin|anything|is there|would you|do you|can i|may i)\b.*\?$)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:tentu(?: saja)?|baik(?:lah)?|oke?|siap|sure|of course|certainly|absolutely"
    r"|(?:great|good) question|pertanyaan (?:yang )?bagus)(?:\W*$|\W+(?:berikut|ini|here)\b[^\d]*$)"
    r"|(?:berikut|here(?:['’]s| is| are))\b[^\d]*$)",
    re.IGNORECASE,
)
"""Left out only without labels: "Berikut nama mereka, Rini dan Budi" may be an answer."""

_SPEAKER = re.compile(
    r"\b(?:menurut|kata|ujar|according to|said|says)\s(?:[^\W\d_]+,?\s){0,8}?(?-i:[A-Z])", re.IGNORECASE
)

_NOT_TOLD = re.compile(
    r"(?:(?:namun|tetapi|akan tetapi|sayangnya|however|but|unfortunately)[, ]+)?(?:"
    r"(?:maaf|sorry|i['’]m sorry)\b|tidak ada (?:informasi|keterangan|bukti|artikel)\b"
    r"|(?:saya|i) (?:tidak|belum|could not|couldn['’]t|cannot|can['’]t|did not|didn['’]t|do not|don['’]t)"
    r" (?:menemukan|tahu|dapat|bisa|find|know|see|have|answer)\b"
    rf"|there (?:is|was) no (?:information|mention|{_ARTICLES})\b|no {_ARTICLES} (?:mention|say|state)"
    rf"|(?:the |semua |para )?{_ARTICLES}{_WHICH}(?: (?:itu|tersebut))?"
    r" (?:tidak|belum|do(?:es)? not|do(?:es)?n['’]t)(?: (?:secara|explicitly|ada|yang|\w+ly))*"
    r" (?:me\w+|disebut\w*|dijelaskan|mention|say|state|specify|provide|contain|include|give|explain"
    r"|discuss|indicate|reveal|tell|name)\b)",
    re.IGNORECASE,
)


def without_introduction(text: str) -> str:
    """A statement without "Based on the articles, …" in front of it; the text itself if nothing is left.

    >>> without_introduction("Berdasarkan artikel yang ada, air naik.")
    'Air naik.'
    """
    introduction = _INTRODUCTION.match(text)
    rest = text[introduction.end() :] if introduction is not None else ""
    if not any(map(str.isalnum, rest)):
        return text
    return rest[:1].upper() + rest[1:]


def is_courtesy(text: str) -> bool:
    """Whether a sentence without labels is a question, an offer, or the introduction of what follows.

    The heading of a list that says whose words follow ("Menurut Rini:") is none.

    >>> is_courtesy("Semoga membantu!"), is_courtesy("Ada lagi?"), is_courtesy("Air naik di Merak.")
    (True, True, False)
    """
    text = text.strip()
    if len(text) > LONGEST:
        return False
    if text.endswith("?") or verification.claims_nothing(text):
        return True
    if text.endswith(":"):
        return _SPEAKER.search(text) is None
    if _OFFER.match(text) or _OPENING.match(text):
        return True
    introduction = _INTRODUCTION.match(text)
    return introduction is not None and introduction.end() == len(text)


def is_offer(text: str) -> bool:
    """Whether a sentence wishes well or offers more help, so that it is left out whatever it cites.

    >>> is_offer("I hope this helps!"), is_offer("Berikut harganya:")
    (True, False)
    """
    return len(text) <= LONGEST and _OFFER.match(text.strip()) is not None


def says_nothing_found(text: str) -> bool:
    """Whether a sentence without labels says that the evidence does not tell something.

    >>> says_nothing_found("Artikel tidak menyebutkan hadiahnya."), says_nothing_found("Ia tidak hadir.")
    (True, False)
    """
    return len(text) <= LONGEST and _NOT_TOLD.match(text.strip()) is not None
