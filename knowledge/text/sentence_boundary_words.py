"""Punctuation and word lists for finding sentence boundaries: abbreviations, starters, verbs of saying.

Abbreviations are in lower case, without their last full stop.
"""

from __future__ import annotations

SENTENCE_END_MARKS = ".!?…‼⁇⁈⁉؟۔।॥。．！？｡"
"""Punctuation marks that may end a sentence."""

CLOSERS = "\"'”’»)]}›」』）】"
"""Closing quotes and brackets; after the end of a sentence they belong to that sentence."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_NAME = _words(
    """
    dr drg drs dra prof h hj hjh ir kh k.h tn ny nn sdr sdri bpk ust tgk kol mayjen brigjen irjen komjen
    jend letjen letkol letda lettu kapt kompol kombes brigpol bripka iptu ipda aiptu aipda akp akbp pratu
    praka kopda serda sertu serka pelda peltu marsda marsma laksda laksma plt plh pjs pj jl jln gg ds kec
    kab kel kpg rp mr mrs ms messrs mx st sgt lt cpt capt cmdr maj adm gen col sen gov rev hon pres supt det
    insp mt ft vs cf e.g i.e eg viz ie a.n an.n d.a u.p s.d d.h c.q q.q y.l a.s m.e s.w.t up ca approx no
    rep nos nr hal hlm psl pp vol fig figs tel telp art ps pt cv ph rm
    """
)
"""Abbreviations before a name or a number; a sentence does not end with one of them."""

WORDS_TOO = _words(
    """
    no nos hal art an ps rm up mt ft st ca tel rep gen col kol sen kel ds hon det pres sup eg pp vol figs
    pt cv ph
    """
)
"""Entries of :data:`BEFORE_NAME` that are also words (``kol`` cabbage, ``hal`` thing).

They count as abbreviations only before a number or with a capital.
"""

MOSTLY_WITHIN = _words(
    """
    tbk inc corp ltd co bros jr sr s.h m.h s.e m.m m.si s.si s.sos s.pd m.pd s.ag m.ag s.ip s.ik m.hum
    s.hum s.kom m.kom s.t m.t m.sc m.a b.a m.kes s.kep s.ked m.eng m.ba ph.d b.sc sp sp.b sp.a sp.og sp.pd
    sp.jp lc s.farm u.s u.k u.n e.u d.c a.m p.m u.s.a n.y l.a b.e b.c a.d jan feb mar apr jun jul ags agt
    agu aug sept sep okt oct nov nop des dec sen sel rab kam jum sab min mon tue wed thu fri sat sun dept
    univ assn ave blvd rd sq bld bldg est al ed eds cs
    """
)
"""Abbreviations that rarely end a sentence: only if a word of :data:`STARTERS` follows."""

STARTERS = _words(
    """
    Ia Dia Mereka Kami Kita Saya Aku Anda Beliau Ini Itu Hal Namun Tetapi Tapi Akan Sementara Selain
    Selanjutnya Sebelumnya Setelah Sesudah Saat Ketika Kemudian Lalu Karena Meski Meskipun Walau Walaupun
    Menurut Pada Di Ke Dari Dalam Dengan Untuk Bahkan Sedangkan Adapun Oleh Para Sejumlah Beberapa Jika
    Kalau Bila Apabila Hingga Sampai Sejak Seperti Tak Tidak Bukan Belum Sudah Telah Juga Pasalnya Sebab
    Keduanya Kedua Ketiga Dan Atau Serta Maka Jadi Sebagai Secara Sebuah Seorang Salah Semua Setiap Tentu
    Terkait Adalah Ada Berdasarkan Bagi Banyak Begitu Berikut Hari Kini Sekarang Nantinya Padahal Sebanyak
    Sehingga Seluruh Sebelum Usai Tapi Tersebut Tiap Yang Apa Siapa Kapan Mengapa Bagaimana Berapa
    Akibatnya Artinya Akhirnya Lebih Munculnya Rencananya Kabarnya Diketahui He She It They We You I This
    That These Those The A An In On At But However And Or If When While After Before Since Because
    Although Though There Here His Her Their Its Our My As For From By With What Who Where Why How
    Meanwhile Also Then So Yet Still Many Some Most Several All Both Not No Yes According During Until
    Despite
    """
)
"""Capitalised words that begin a sentence and hardly ever a name."""

SAYING = _words(
    """
    said says asked asks added adds told replied answered wrote shouted cried whispered insisted explained
    kata ujar tanya ucap tutur jelas tegas tambah ungkap imbuh sebut papar tulis kicau lanjut katanya
    ujarnya bertanya menjawab berkata
    """
)
"""Verbs of saying; after a closing quote they continue the sentence."""

DOMAIN_ENDINGS = _words(
    """
    com co id net org tv info my sg uk us gov go edu ac sch web io ai me app dev biz news travel xyz to fm
    js py
    """
)
"""Endings of domain and file names: ``Kompas.Com`` is one word."""

LINKING = _words(
    """
    dan atau serta yang di ke dari pada dalam untuk dengan oleh bagi sebagai bahwa adalah akan telah sudah
    tidak para sang si baru the a an of and or in on at to for from by with that is was are were has have
    had new
    """
)
"""Words that rarely end a heading: a line that ends with one is continued on the next line."""
