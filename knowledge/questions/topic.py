"""Finds what a request for news, a list or a summary is about: "ringkas berita kebakaran pasar"."""

from __future__ import annotations

import re

from knowledge.text.reference_words import FUNCTION, QUESTION, SMALL_TALK
from knowledge.text.stop_words import word_set

_REQUEST = word_set(
    """
    berita beritanya kabar kabarnya info infonya informasi update updatenya artikel artikelnya laporan
    laporannya tulisan liputan cerita ceritanya isi isinya perkembangan perkembangannya kelanjutan
    kelanjutannya situasi kondisi topik topiknya tema bahasan daftar arsip koleksi judul headline gosip
    peristiwa kejadian terbaru terkini terakhir teranyar mutakhir baru terupdate anyar gres hangat ringkas
    ringkasan ringkasin ringkaskan ringkasannya rangkum rangkuman rangkumin rangkumkan rangkumannya
    simpulkan kesimpulan kesimpulannya inti intinya intisari pokok pokoknya poin poinnya poin2 garis besar
    gambaran singkat singkatnya singkatan pendek ceritakan ceritain jelasin jelaskan tolong mohon minta
    kasih kasi beri berikan tampilkan tunjukkan tunjukin lihat liat buka cari cariin carikan kirim kirimin
    bikin bikinin buat buatkan bandingkan bandingin perbandingan dua tiga kalimat kata paragraf halaman
    sebutkan tahu tau pengen pengin mau boleh bisa dapatkah bisakah tersedia punya nyimpen bahas ngebahas
    membahas seputar soal tentang ttg terkait mengenai perihal ihwal kayak macam apaan aja saja sj aj mana
    seperti terbit diterbitkan dimuat tayang terjadi versi versinya lain lainnya lagi dibahas ditanyakan
    serupa lanjut berikut berikutnya menu menunya kategori kategorinya bagian rubrik populer viral skrg
    skg baca bacaan bacain permisi link tautan ikhtisar bilang dijelaskan doang satu empat lima utamanya
    pentingnya pokok-pokok smpulkan rngkas ujung2nya maksudnya padat padatkan dipadatkan nambah tambahan
    lanjutan hari minggu pekan bulan tahun ini itu tadi lalu kemarin sekarang dong donk deh nih sih ya yah
    kah kak min mas mbak bang gan bro sis gais kutip bot redaksi secara lengkap penting utama semua
    seluruh news latest newest recent current updates story stories article articles report reports piece
    pieces coverage headlines item items happening happened happen going new anything something today now
    summary summarise summarize summarised summarized gist tldr tl dr recap rundown overview brief briefly
    short version outline digest key main points point takeaways takeaway bottom line essence nutshell
    compare comparison between both two three sentences words paragraph breaking rn fresh display other
    others another similar more next idea say says said first second last one section sections kind kinds
    sort lists listing popular trending writeup distil distill condense abridge boil down cut chase cliff
    notes bits important quick tell list show find give get see browse open pull search read available
    have got there any all every about on regarding around topic topics subject subjects archive
    collection please pls plz can could would you i me my us want need like looking look let know what's
    whats hows how's up catch fill quickly sini publish published print printed post posted
    """
)
"""Words that say what is wanted, not what about."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
_POINTING = word_set(
    """
    ini itu tersebut tsb tadi barusan this that these those it tadinya begitu ini2
    """
)

_COMPARING = word_set(
    """
    bandingkan bandingin perbandingan kedua beda bedanya perbedaan compare comparison both differ
    difference versus vs
    """
)


def topic_of(message: str, *, without: tuple[int, int] | None = None) -> str:
    """Return the words of ``message`` that say what it is about, in order; ``""`` if it names nothing.

    ``without`` is the span of a period, whose words do not belong to the topic.

    >>> topic_of("tolong ringkas berita kebakaran pasar Lindung dong")
    'kebakaran pasar Lindung'
    >>> topic_of("what's new?")
    ''
    """
    words = [match[0] for match in _words_of(message, without)]
    generic = _REQUEST | FUNCTION | QUESTION | SMALL_TALK
    generic |= _POINTING
    kept = [number for number, word in enumerate(words) if word.lower() not in generic]
    if not kept:
        return ""
    # Function words between two words of the topic belong to it: "harga beras di Jawa".
    return " ".join(
        words[number] for number in range(kept[0], kept[-1] + 1) if _stays(words[number], number in kept)
    )


def points_back(message: str, *, without: tuple[int, int] | None = None) -> bool:
    """Whether a message points at what was talked about: "ringkas artikel ini", "the latest on that".

    ``without`` is the span of a period, as for :func:`topic_of`: "berita hari ini" points at nothing.

    >>> points_back("Ringkas artikel ini"), points_back("Ringkas artikel banjir")
    (True, False)
    """
    return any(match[0].lower() in _POINTING for match in _words_of(message, without))


def asks_for_two(message: str) -> bool:
    """Whether a message asks about two articles: "compare the two flood reports".

    >>> asks_for_two("bandingkan dua berita banjir"), asks_for_two("ringkas berita banjir")
    (True, False)
    """
    return any(match[0].lower() in _COMPARING for match in _WORD.finditer(message))


def _words_of(message: str, without: tuple[int, int] | None) -> list[re.Match[str]]:
    return [
        match
        for match in _WORD.finditer(message)
        if without is None or not without[0] <= match.start() < without[1]
    ]


def _stays(word: str, is_topic: bool) -> bool:
    return is_topic or (word.lower() in FUNCTION and word.lower() not in _REQUEST | _POINTING)
