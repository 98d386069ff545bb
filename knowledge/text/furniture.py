"""Recognises lines that stand among the text of an article and are not part of it.

These are links to other articles, prompts to subscribe or to follow, credits, and what widgets leave behind.
They read like sentences, and "BACA JUGA: Gaji Bupati Naik" would be quoted as if the article said so.
"""

from __future__ import annotations

import re

LONGEST_LINE = 300
"""Characters. A longer line is a paragraph of the article, whatever it begins with."""

LONGEST_CREDIT = 120
LONGEST_LABEL = 40

_ALSO = (
    r"(?:baca|lihat|simak|tonton|dengar(?:kan)?|cek)\s(?:juga|pula)\b|(?:also\sread|read\s(?:also|next|too)"
    r"|see\salso|watch\salso)\b"
)
_RELATED = (
    r"baca(?:\s(?:selengkapnya|berita|artikel))?|(?:simak|lihat|tonton)(?:\svideo(?:nya)?)?|(?:berita|artikel|tulisan)\s(?:terkait|lain(?:nya)?)"
    r"|terkait|terpopuler|pilihan\s(?:redaksi|editor)|rekomendasi\suntuk\sanda"
    r"|read(?:\smore)?|watch|related(?:\s(?:articles?|stories|story|news|posts?|links?|reading))?|recommended"
    r"|more\s(?:on\sthis|stories|coverage)|you\s(?:may|might)\salso\slike|don['’]t\smiss|editor['’]s\spicks?|trending"
)
_LINK = re.compile(rf"[\W_]*(?:{_ALSO}|(?:{_RELATED})(?:\s?[:|»>]|\s[-–—]\s|$))", re.IGNORECASE)
_LABEL = re.compile(rf"[\W_]*(?:{_ALSO}|{_RELATED})[\W_]*", re.IGNORECASE)
_INVITING = re.compile(
    r"(?:jangan\s(?:lupa|lewatkan|ketinggalan)|yuk|ayo|mari|please|want|ingin)?[\s,]*(?:ikuti|follow|dapatkan|get|gabung"
    r"|bergabung(?:lah)?|join|unduh|download|instal+|daftar(?:kan)?|langganan|berlangganan(?:lah)?|subscribe|sign\sup"
    r"|klik|click|pantau|aktifkan|nyalakan|like|share|bagikan|temukan|cek|saksikan|stay)\b",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    r"\b(?:whats\s?app|telegram|google\snews|instagram|facebook|twitter|tiktok|youtube|threads|saluran|channel|kanal"
    r"|newsletters?|buletin|aplikasi|apps?|notifikasi|notifications?|e-?paper|podcast|inbox|email|media\ssosial"
    r"|social\smedia|fan\s?page|grup|group)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:kami|our|us|berita|artikel|news|stor(?:y|ies)|articles?|headlines?|updates?|redaksi"
    r"|[\w-]+\.(?:com|net|id|co|org|news|tv))\b",
    re.IGNORECASE,
)
_LEFT_BY_WIDGETS = re.compile(
    r"(?:advertisements?|iklan|sponsored|bagikan|share|komentar|comments?|loading)\W*$"
    r"|(?:bagikan|share)\s(?:artikel|berita|this|ke|on|to)\b|(?:salin|copy)\s(?:tautan|link)\b"
    r"|scroll\s(?:to|ke|untuk|down)\b.{0,40}\b(?:continue|lanjut|membaca|content|bawah)|gulir\s(?:untuk|ke)\b"
    r"|(?:lanjut(?:kan)?\s(?:membaca|ke\shalaman)|halaman\s(?:selanjutnya|berikutnya)|continue\sreading|next\spage)\b"
    r"|\[gambas:|view\sthis\spost\son\b|lihat\spostingan\sini\b|a\spost\sshared\sby\b|sebuah\skiriman\sdibagikan\b"
    r"|(?:[^\s]+\s){0,40}pic\.twitter\.com/\w+\W*$"
    r"|(?:this|artikel|berita)\s(?:article|story|ini)\b.{0,40}\b(?:tayang|dimuat|(?:first|originally)\s"
    r"(?:appeared|published))\b|(?:copyright|hak\scipta)\b.{0,80}$|©|dilarang\s(?:keras\s)?(?:menyalin|mengutip)"
    r"|\([a-z]{2,4}(?:[/-][a-z]{2,4}){0,3}\)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[(\[]?(?:(?P<person>penulis|editor|reporter|wartawan|pewarta|jurnalis|fotografer|photographer|penyunting|redaktur"
    r"|penerjemah|kontributor|author|writer|written\sby|reported\sby|edited\sby|photos?\sby)"
    r"|foto|photos?|gambar|images?|grafis|infografis|videografer|sumber(?:\s(?:foto|gambar|berita|artikel|data))?"
    r"|sources?|laporan|dok(?:umentasi)?|courtesy|credits?|kredit|tags?|topik|kata\skunci|keywords?)\s?[:/|.]\s?"
    r"(?P<names>\S.*)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:(?:photos?\s)?by|(?:foto\s)?oleh|laporan)\s(?P<names>\S.*)", re.IGNORECASE)
_CONNECTING = frozenset(["dan", "and", "bin", "binti", "van", "de", "der", "al", "of", "the", "via", "dari"])


def is_furniture(line: str) -> bool:
    """Whether a line, or a sentence, is no part of the article in which it stands.

    >>> is_furniture("BACA JUGA: Gaji Bupati Naik"), is_furniture("Penulis: Ratna Ayu. Editor: Bimo Sakti")
    (True, True)
    >>> is_furniture("Baca puisi adalah hobinya."), is_furniture("Sumber: air berasal dari sungai.")
    (False, False)
    """
    text = line.strip()
    if not text or len(text) > LONGEST_LINE:
        return False
    if _LINK.match(text) or _LEFT_BY_WIDGETS.match(text):
        return True
    if _INVITING.match(text) and _PLATFORM.search(text) and _OURS.search(text):
        return True
    return _is_credit(text)


def is_link_label(line: str) -> bool:
    """Whether a line announces links to other articles and has none itself: "Baca juga:".

    >>> is_link_label("BACA JUGA:"), is_link_label("Baca juga: Gaji Bupati Naik")
    (True, False)
    """
    return len(line) <= LONGEST_LABEL and _LABEL.fullmatch(line.strip()) is not None


def _is_credit(text: str) -> bool:
    if len(text) > LONGEST_CREDIT or text.endswith("?"):
        return False
    credit = _CREDIT.match(text)
    if credit is None:
        byline = _BYLINE.fullmatch(text)
        return byline is not None and len(text.split()) <= 6 and _are_names(byline["names"])
    words = credit["names"].split()
    return _are_names(credit["names"]) or (credit["person"] is not None and len(words) <= 4)


def _are_names(text: str) -> bool:
    words = [word.strip("()[].,;:|/-–—&*\"'“”") for word in text.split()]
    return all(not word or not word[0].islower() or word in _CONNECTING for word in words)
