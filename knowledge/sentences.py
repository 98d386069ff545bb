"""Splits a text into sentences with exact offsets, for Indonesian, English and whatever else comes.

Three steps: lines are joined to blocks (:func:`_blocks`), each block has places where a sentence may end
(:data:`_STOP`), and each place is judged. syntok judges what no rule of ours decides: it knows English and
German well, and no Indonesian. Everything takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.models import Sentence

_LOOK = 60
"""Characters looked at on either side of a stop: longer than any word, and it keeps the time linear."""

_HEADING = 60
"""A line up to this length, without a stop, before a line that begins anew, is a heading."""

_HEADLINE = 160
"""The same for a line where nearly every word has a capital."""

_WRAP_WIDTH = 100
"""Text wrapped by a mail or text program has lines up to this width."""

_CLOSERS = "\"'”’»)\\]}›」』）】"
_STOP = re.compile(rf"(?:[.!?…‼⁇⁈⁉؟۔।॥。．！？｡](?:[ \xa0](?=\.\.))?)+[{_CLOSERS}]*")
_CJK_STOP = frozenset("。．！？｡")
_OPENING = "\"'“‘«([{‹「『（【¿¡"
_DASHES = "-–—"
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[•▪●◦‣·*]\s*\S|[-–—]\s+\S|\(?(?:\d{1,3}|[a-z])[.)]\s+\S)")
_NUMBERED = re.compile(r"\s*\d{2,3}[.)]\s")
_DATELINE = re.compile(r"[\W_]{0,3}(?:[A-Z0-9(][\w.,/()'’&:-]{0,30}[ \xa0]{1,3}){1,6}[-–—]")
_SHOUTED_DATELINE = re.compile(r"\s*[A-Z]{3}[A-Z .,]{0,40}(?:[ ,(][\w.,/() ]{1,30})?[ \xa0][-–—]")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_ROMAN = re.compile(r"[IVX]{2,6}")
_INITIAL = re.compile(r"(?:\w\.-?){0,4}[^\W\d_]")
_ENUMERATOR = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z]|[IVXivx]{2,5})")
_ADDRESS = re.compile(r"https?:|www\.|[@/\\]", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_NAME = _words(
    """
    dr drg drs dra prof h hj hjh ir kh k.h tn ny nn sdr sdri bpk ust tgk tuanku kol mayjen brigjen irjen komjen
    jend jenderal letjen letkol letda lettu kapt kompol kombes brigpol bripka iptu ipda aiptu aipda akp akbp
    pratu praka kopda serda sertu serka pelda peltu marsda marsma laksda laksma plt plh pjs pj jl jln gg ds kec
    kab kel kpg rp mr mrs ms messrs mx st sgt lt cpt capt cmdr gen col sen rep gov rev hon pres supt det insp
    mt ft vs cf e.g i.e eg viz ie a.n an.n d.a u.p s.d d.h c.q q.q y.l a.s m.e s.w.t up ca approx no nos nr
    hal hlm pp vol fig figs tel telp art ps pt cv ph rm
    """
)
"""Abbreviations that a name or a number follows, so a sentence never ends with one."""

_BEFORE_NUMBER = _words("no nos nr hal hlm pp vol fig figs art pt ps rm up an mt ft st ca tel telp rep gen col")
"""Those of them that are words of their own: a name, ``No.`` as an answer, ``PT.``; see :func:`_abbreviation`."""

_WITHIN = _words(
    """
    tbk inc corp ltd co bros jr sr s.h m.h s.e m.m m.si s.si s.sos s.pd m.pd s.ag m.ag s.ip s.ik m.hum s.hum s.kom
    m.kom s.t m.t m.sc m.a b.a m.kes s.kep s.ked m.eng m.ba ph.d b.sc sp sp.b sp.a sp.og sp.pd sp.jp lc s.farm
    u.s u.k u.n e.u d.c a.m p.m u.s.a n.y l.a b.e b.c a.d
    jan feb mar apr jun jul ags agt agu aug sept sep okt oct nov nop des dec
    sen sel rab kam jum sab min mon tue wed thu fri sat sun
    dept univ assn ave blvd rd sq bld bldg est al ed eds cs
    """
)
"""Abbreviations that a sentence may end with, but mostly does not: it needs a word that begins sentences."""

_STARTERS = _words(
    """
    Ia Dia Mereka Kami Kita Saya Aku Anda Beliau Ini Itu Hal Namun Tetapi Tapi Akan Sementara Selain Selanjutnya
    Sebelumnya Setelah Sesudah Saat Ketika Kemudian Lalu Karena Meski Meskipun Walau Walaupun Menurut Pada Di Ke Dari
    Dalam Dengan Untuk Bahkan Sedangkan Adapun Oleh Para Sejumlah Beberapa Jika Kalau Bila Apabila Hingga Sampai Sejak
    Seperti Tak Tidak Bukan Belum Sudah Telah Juga Pasalnya Sebab Keduanya Kedua Ketiga Dan Atau Serta Maka Jadi
    Sebagai Secara Sebuah Seorang Salah Semua Setiap Tentu Terkait Adalah Ada Berdasarkan Bagi Banyak Begitu Berikut
    Hari Kini Sekarang Nantinya Padahal Sebanyak Sehingga Seluruh Sebelum Usai Tapi Tersebut Tiap Yang Apa Siapa
    Kapan Mengapa Bagaimana Berapa Akibatnya Artinya Akhirnya Lebih Munculnya Rencananya Kabarnya Diketahui
    He She It They We You I This That These Those The A An In On At But However And Or If When While After Before
    Since Because Although Though There Here His Her Their Its Our My As For From By With What Who Where Why How
    Meanwhile Also Then So Yet Still Many Some Most Several All Both Not No Yes According During Until Despite
    """
)
"""Words that, with a capital, begin a sentence and hardly ever a name."""

_SAYING = _words(
    """
    said says asked asks added adds told replied answered wrote shouted cried whispered insisted explained
    kata ujar tanya ucap tutur jelas tegas tambah ungkap imbuh sebut papar tulis kicau lanjut katanya ujarnya
    bertanya menjawab berkata
    """
)
_SUFFIXES = _words(
    "com co id net org tv info my sg uk us gov go edu ac sch web io ai me app dev biz news travel xyz to fm js py"
)
"""Endings of domain and file names: ``Kompas.Com`` is one word."""

_LINKING = _words(
    """
    dan atau serta yang di ke dari pada dalam untuk dengan oleh bagi sebagai bahwa adalah akan telah sudah tidak
    para sang si baru the a an of and or in on at to for from by with that is was are were has have had new
    """
)
"""Words that a heading hardly ends with: the line was broken."""


@dataclass(slots=True)
class _Stop:
    """A place where a sentence may end: ``text[start:end]`` is the stop with its closing quotes."""

    text: str
    block: int
    sentence: int
    start: int
    end: int
    next: int

    @property
    def mark(self) -> str:
        return self.text[self.start : self.end].rstrip(_CLOSERS.replace("\\", ""))

    @property
    def closed(self) -> bool:
        return self.start + len(self.mark) < self.end

    @property
    def before(self) -> str:
        """The word before the stop, with its opening quotes; empty when there is none."""
        words = self.text[max(self.block, self.start - _LOOK) : self.start].split()
        return words[-1] if words else ""

    @property
    def after(self) -> str:
        """The word after the stop, with quotes and punctuation."""
        return self.text[self.next : self.next + _LOOK].split(maxsplit=1)[0]

    @property
    def glued(self) -> bool:
        return self.end == self.next


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; ``()`` for a text of nothing but white space.

    Sentences are not empty, do not overlap, do not begin or end with white space, and every other character
    of the text is in exactly one. A sentence broken by a line end keeps the line end. Never raises.

    >>> [s.text for s in split("Prof. B.J. Habibie tiba pukul 10.30 WIB. “Baik,” ujarnya.")]
    ['Prof. B.J. Habibie tiba pukul 10.30 WIB.', '“Baik,” ujarnya.']
    """
    found = []
    for start, end in _blocks(text):
        first = start
        for last in (*_ends(text, start, end), end):
            piece = text[first:last]
            if stripped := piece.strip():
                begin = first + len(piece) - len(piece.lstrip())
                found.append(Sentence(begin, begin + len(stripped), stripped))
            first = last
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines that run on: a blank line, a heading and a list item end one."""
    lines: list[tuple[int, int]] = []
    first = 0
    for match in _LINE_END.finditer(text):
        lines.append((first, match.start()))
        first = match.end()
    lines.append((first, len(text)))
    paragraph: list[tuple[int, int]] = []
    for span in lines:
        if text[span[0] : span[1]].strip():
            paragraph.append(span)
        elif paragraph:
            yield from _joined(text, paragraph)
            paragraph = []
    if paragraph:
        yield from _joined(text, paragraph)


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    width = max(end - start for start, end in lines)
    wrapped = width if len(lines) > 2 and width <= _WRAP_WIDTH else None
    first = lines[0][0]
    fresh = True
    for (start, end), (following, following_end) in zip(lines, lines[1:], strict=False):
        line, after = text[start:end].strip(), text[following:following_end].strip()
        if _breaks(line, after, fresh=fresh, wrapped=wrapped):
            yield first, end
            first, fresh = following, True
        else:
            fresh = _STOP.fullmatch(line[-1:]) is not None
    yield first, lines[-1][1]


def _breaks(line: str, after: str, *, fresh: bool, wrapped: int | None) -> bool:
    """Whether a line end without a blank line ends a sentence; lines that end with a stop are judged there."""
    item = _BULLET.match(line) is not None
    if _BULLET.match(after) and (item or not _NUMBERED.match(after) or line[-1] in ".:;!?"):
        return not (after[0] in "–—" and after[1:].lstrip()[:1].islower())
    if _SHOUTED_DATELINE.match(after):
        return True
    if after[0].islower() or line[-1] in ",–—-" or _ends_with_stop(line):
        return False
    if item:
        return True
    words = line[-_LOOK:].split()
    if not fresh or words[-1].lower() in _LINKING:
        return False
    if wrapped is not None and len(line) + 1 + len(after.split(maxsplit=1)[0]) > wrapped:
        return False  # The line was full: a program broke it, not a person.
    return len(line) <= _HEADING or (len(line) <= _HEADLINE and _is_headline(line))


def _ends_with_stop(line: str) -> bool:
    return re.search(rf"[.!?…。！？؟।][{_CLOSERS}]{{0,4}}$", line[-_LOOK:]) is not None


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Ends of sentences inside one block, the end of the block left out."""
    stops = [match.span() for match in _STOP.finditer(text, start, end)]
    if not stops or (len(stops) == 1 and not text[stops[0][1] : end].strip()):
        return
    proposed = _syntok(text[start:end], start)
    dateline = _DATELINE.match(text, start, min(end, start + 150))
    quotes, counted, sentence = 0, start, start
    for first, last in stops:
        if dateline and last < dateline.end():
            continue
        quotes += text.count('"', counted, last)
        counted = last
        last = _closing_quote(text, first, last, end, open_quote=quotes % 2 == 1)
        if last > counted:
            quotes, counted = quotes + text.count('"', counted, last), last
        following = _skip_space(text, last, end)
        if following == end:
            return
        stop = _Stop(text, start, sentence, first, last, following)
        verdict = _judge(stop)
        if verdict is None:
            at = bisect_right(proposed, following) - 1
            verdict = at >= 0 and proposed[at] > first
        if verdict:
            yield last
            sentence = following


def _syntok(block: str, offset: int) -> list[int]:
    """Where syntok lets sentences begin."""
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    tokens = Tokenizer(replace_not_contraction=False).tokenize(block)
    return [offset + sentence[0].offset for sentence in segmenter.segment(tokens)]


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _closing_quote(text: str, first: int, last: int, end: int, *, open_quote: bool) -> int:
    """Moves the end over a closing quote set apart by a space, and back over an opening one set without."""
    if text[last - 1] in "\"'" and last - first == 2 and last < end and text[last].isalnum():
        return last - 1 if text[last].isupper() and (text[last - 1] == "'" or not open_quote) else last
    at = last
    while at < end and at - last < 3 and text[at] in " \xa0":
        at += 1
    if at > last and at < end:
        lone = at + 1 == end or text[at + 1].isspace() or text[at + 1] in ".,)"
        if text[at] in "”»" or (text[at] == '"' and open_quote and lone):
            return at + 1
    return last


def _judge(stop: _Stop) -> bool | None:
    """True: the sentence ends here; False: it goes on; None: ask syntok."""
    mark, after = stop.mark, stop.after
    head = after[0]
    if mark[-1] in _CJK_STOP:
        return head not in "、，,;:" + "".join(_CJK_STOP)
    if head in ",;:.!?…)]}”»%":
        return False
    if stop.glued:
        return _judge_glued(stop)
    line_end = _LINE_END.search(stop.text, stop.end, stop.next) is not None
    if head.islower() and not _BRAND.match(after):
        return line_end and not stop.closed and mark == "." and not _abbreviation(stop, after)
    if mark == "." and not stop.closed:
        verdict = _judge_full_stop(stop, after)
        return True if verdict is None and line_end else verdict
    if stop.closed and _attribution(stop):
        return False
    if len(mark) > 1 and set(mark) <= {".", "…", " "} or mark == "…":
        return True if line_end else None
    if line_end or mark[-1] in "؟۔।॥":
        return True
    word = after.strip(_OPENING + ",")
    return True if word in _STARTERS or _BRAND.match(after) else None


def _judge_full_stop(stop: _Stop, after: str) -> bool | None:
    """A single full stop, then white space, then anything but a small letter."""
    before = stop.before
    core = before.lstrip(_OPENING)
    if not core:
        return None
    if stop.text[stop.sentence : stop.start].strip() == before and _ENUMERATOR.fullmatch(before):
        return False
    starter = after.strip(_OPENING + ",.") in _STARTERS
    if _abbreviation(stop, after):
        return False
    if core.lower() in _WITHIN and (core[0].isupper() or "." in core):
        return starter or (after[0] in _OPENING and not after[0] == "(")
    if _INITIAL.fullmatch(core):
        return starter
    if core[-1] in _CLOSERS or _ROMAN.fullmatch(core) or _BRAND.match(after):
        return True
    if after[0] in _DASHES and len(after) == 1:
        return None
    tail = core.rsplit(".", 1)[-1]
    if tail.isdecimal() or (len(tail) > 2 and tail.isalpha()) or tail.lower() in _SUFFIXES:
        return True
    return starter or None


def _abbreviation(stop: _Stop, after: str) -> bool:
    """Whether the word before a full stop is an abbreviation that always leans on what follows."""
    word = stop.before.lstrip(_OPENING).lower()
    if word not in _BEFORE_NAME:
        return False
    if word in _BEFORE_NUMBER and not after[0].isdigit():
        # "Ms. Lee", "Rep. Ceska", but "It was a no. He left", "Saya bilang no."
        return stop.before[0].isupper() and word not in {"no", "nos", "an", "up"} and after not in _STARTERS
    return True


def _judge_glued(stop: _Stop) -> bool | None:
    """No white space between the stop and the next character: a sentence only when clearly so."""
    before, after = stop.before.lstrip(_OPENING), stop.after
    core = after.lstrip(_OPENING)
    word = re.match(r"[^\W\d_]*", core)
    name = word.group() if word else ""
    if not before or _ADDRESS.search(before) or not core[:1].isupper():
        return False
    if stop.mark[-1] in "!?" or stop.closed or core != after:
        return len(name) > 1 or name in _STARTERS
    if name.lower() in _SUFFIXES or not (name[1:].islower() or name in _STARTERS):
        return False
    if "." in before or before.lower() in _BEFORE_NAME | _WITHIN or len(before) < 3:
        return False
    # Names are written with dots too (Detik.Finance): after a capital only a clear beginning will do.
    return not before[0].isupper() or name in _STARTERS


def _attribution(stop: _Stop) -> bool:
    """Whether ``John asked`` or ``Budi Santoso bertanya`` follows a closing quote."""
    if not any(quote in stop.text[stop.start : stop.end] for quote in "\"'”’»"):
        return False
    words = stop.text[stop.next : stop.next + _LOOK].split()[:4]
    for count, word in enumerate(words):
        if count and word.rstrip(".,:") in _SAYING:
            return True
        if not word[0].isupper() or not word[-1].isalpha():
            return False
    return False
