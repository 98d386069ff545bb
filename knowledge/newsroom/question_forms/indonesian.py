"""Indonesian verbs and questions. The order of words is that of a statement."""

from __future__ import annotations

import re

from knowledge.newsroom.question_forms.language import Language
from knowledge.text.stop_words import word_set

_DOES = {
    "meminta": "diminta", "menjanjikan": "dijanjikan", "membantah": "dibantah", "mengakui": "diakui",
    "menolak": "ditolak", "mengumumkan": "diumumkan", "meluncurkan": "diluncurkan", "merilis": "dirilis",
    "memperkenalkan": "diperkenalkan", "memutuskan": "diputuskan", "mengkritik": "dikritik",
    "menghadirkan": "dihadirkan", "menyiapkan": "disiapkan", "membahas": "dibahas", "melarang": "dilarang",
    "meyakini": "diyakini", "mendukung": "didukung", "mengapresiasi": "diapresiasi", "mengecam": "dikecam",
    "mengutuk": "dikutuk", "membatasi": "dibatasi", "menerapkan": "diterapkan",
    "mengembangkan": "dikembangkan", "membatalkan": "dibatalkan", "menghentikan": "dihentikan",
    "menawarkan": "ditawarkan", "memproduksi": "diproduksi", "memamerkan": "dipamerkan", "menyita": "disita",
    "menggelar": "digelar", "mengadakan": "diadakan", "menerbitkan": "diterbitkan",
    "membenarkan": "dibenarkan", "mengusung": "diusung", "mengungkap": "diungkap",
    "menyediakan": "disediakan", "menemukan": "ditemukan", "mengalami": "dialami", "menetapkan": "ditetapkan",
    "mengajukan": "diajukan", "mengunggah": "diunggah", "membeli": "dibeli",
}  # fmt: skip
"""Verbs of which one asks what somebody does."""
_DOES_NOUNS = {
    "ajakan": "mengajak", "desakan": "mendesak", "dugaan": "menduga",
    "harapan": "berharap mengharapkan", "imbauan": "mengimbau menghimbau", "janji": "berjanji",
    "keinginan": "ingin menginginkan", "klaim": "mengklaim", "niat": "berniat", "penilaian": "menilai",
    "peringatan": "memperingatkan", "perkiraan": "memperkirakan", "prediksi": "memprediksi",
    "rencana": "berencana merencanakan", "saran": "menyarankan", "target": "menargetkan",
    "tuduhan": "menuding menuduh", "tuntutan": "menuntut", "usul": "mengusulkan",
}  # fmt: skip
_OTHERS = {
    "memiliki": "dimiliki", "membawa": "dibawa", "mencetak": "dicetak", "membukukan": "dibukukan",
    "menerima": "diterima", "menangkap": "ditangkap", "mengamankan": "diamankan", "membangun": "dibangun",
    "membuka": "dibuka", "meraih": "diraih", "mengumpulkan": "dikumpulkan", "mengoleksi": "dikoleksi",
    "mengantongi": "dikantongi", "memenangi": "dimenangi", "memenangkan": "dimenangkan",
    "menghabiskan": "dihabiskan", "membutuhkan": "dibutuhkan", "menampung": "ditampung",
    "menghasilkan": "dihasilkan", "mengirim": "dikirim", "mendapatkan": "didapatkan",
    "memperoleh": "diperoleh", "melepaskan": "dilepaskan", "menciptakan": "diciptakan",
    "meresmikan": "diresmikan", "mendirikan": "didirikan", "memimpin": "dipimpin", "melatih": "dilatih",
    "mengalahkan": "dikalahkan", "menggantikan": "digantikan", "mengunjungi": "dikunjungi",
}  # fmt: skip
_VERBS = _DOES | _OTHERS
_BARE_VERBS = word_set("""
    lahir tiba jebol pindah tutup wafat datang masuk menang kalah tewas naik turun jatuh hilang gagal lolos
    mundur pulang hadir muncul runtuh roboh selesai tumbuh bangkrut batal ambruk bocor absen unggul pergi ikut
    anjlok rusak luka tenggelam mogok bubar pensiun cedera kabur keluar kembali gabung bangkit cerai padam
    libur sakit akan tidak tak belum bisa dapat harus mampu ingin sedang
""")
"""Verbs without a prefix, and words between a subject and its verb."""
_NO_VERBS = word_set("""
    berita beras berat berbagai bersama berikut berkat berlian dinas dirinya digital direktur direksi dirut
    distrik diskon disiplin diplomat diplomatik diplomasi dinding dinamis dimensi diesel diploma divisi
    diameter dialog media medali medis member mental menteri mentor menu menit mesin meter metro mereka merah
    merek merdeka mewah melodi memori mendadak mengenai menurut menjelang melalui melainkan merata terhadap
    terkait tersebut terbaik terbesar terbaru terakhir terlalu termasuk terutama tertentu terdekat terkini
    teras terminal teror teroris terorisme ternak tertinggi terendah tercepat terpadu terima terang berkala
    bersih bernama mengingat berdasarkan tergantung beberapa berapa belanja bensin tertua termuda terkenal
    ternama terkuat menengah merupakan menjadi dibanding dibandingkan tentang ternyata
""")
"""Words that are only written like verbs."""
_VERB = re.compile(r"di[a-z]{4,}|me[lmnrwy][a-z]{3,}|be(?:r|ker|la)[a-z]{3,}|ter[a-z]{3,}")


def is_verb(word: str) -> bool:
    """Whether a word in small letters is written like a verb.

    >>> is_verb("meresmikan"), is_verb("dibuka"), is_verb("menteri"), is_verb("tutup")
    (True, True, False, True)
    """
    return word in _BARE_VERBS or (word not in _NO_VERBS and _VERB.fullmatch(word) is not None)


INDONESIAN = Language(
    is_verb=is_verb,
    verbs=_VERBS,
    moved={},
    does={verb: f"Apa yang {passive} {{name}}?" for verb, passive in _DOES.items()}
    | {f"akan {verb}": f"Apa yang akan {passive} {{name}}?" for verb, passive in _DOES.items()}
    | {verb: f"Apa {noun} {{name}}?" for noun, verbs in _DOES_NOUNS.items() for verb in verbs.split()}
    | {"meminta maaf": ""},
    plural=re.compile(r".+"),
    phrases=True,
    why="Kenapa {clause}?",
    when="Kapan {clause}?",
    how_many="Berapa {nouns} yang {clause}?",
    how_many_of="Berapa {nouns} yang {verb} {subject}?",
    who="Siapa yang {verb} {thing}?",
    who_is="Siapa {name}?",
    who_holds="Siapa {office}?",
    says="Apa yang dikatakan {name}?",
    says_of="Apa kata {name} soal {topic}?",
)
