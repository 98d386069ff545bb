"""Conversations about invented news, with the words that a standalone question must and must not contain.

``FIRST`` was written before the code that it tests, ``SECOND`` after it, and ``THIRD`` after the errors that
``SECOND`` had shown were fixed.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A question after a conversation, and what its standalone form must look like.

    ``turns`` are (question, answer sentences) in order; an answer of ``()`` is an abstention. ``must`` and
    ``must_not`` are words separated by spaces.
    """

    turns: tuple[tuple[str, tuple[str, ...]], ...]
    question: str
    must: str = ""
    must_not: str = ""
    same: bool = False
    """Whether the question must stay unchanged."""
    new: bool = False
    """Whether the question is independent, not a follow-up."""
    one_article: bool = False
    """Whether all answers quote the same article; otherwise each quotes a different one."""


BRIDGE = (
    "Siapa yang meresmikan Jembatan Lembayung?",
    (
        "Wali Kota Tirta Kencana Ratna Widyasari meresmikan Jembatan Lembayung di Kecamatan Cemara pada "
        "Jumat (12/3/2021).",
    ),
)
ENVOY = (
    "Siapa duta besar baru Valdoria untuk Sorenia?",
    (
        "Menteri Luar Negeri Sorenia Pavel Dragan bertemu dengan duta besar baru Valdoria, Ilke Tasvari, di "
        "Istana Merak pada 20 April.",
    ),
)
QUAKE = (
    "Berapa kekuatan gempa di Pulau Sangkala?",
    (
        "Gempa bermagnitudo 6,1 mengguncang Pulau Sangkala pada Minggu malam, kata Badan Geologi Sangkala.",
        "Sebanyak 14 rumah di Desa Watu Lor rusak.",
    ),
)
PROFIT = (
    "Berapa laba PT Surya Samudra pada 2020?",
    ("PT Surya Samudra Tbk membukukan laba bersih Rp 1,2 triliun pada 2020, naik 8 persen.",),
)
TRAM = (
    "Who opened the Harrow Street tram depot?",
    ("Mayor Odalys Brenner opened the Harrow Street tram depot on 4 May 2023, ending two years of delays.",),
)
TRIAL = (
    "What did Dr. Ingrid O'Malley say about the fever vaccine?",
    (
        "“The fever vaccine protected nine in ten volunteers,” Dr. Ingrid O'Malley of the Lowmere Institute "
        "told reporters on Tuesday.",
    ),
)
PREMIER = (
    "Siapa perdana menteri Valdoria?",
    ("Perdana Menteri Valdoria Emre Tasgin tiba di Sorenia pada Senin untuk KTT kawasan.",),
)

FIRST: tuple[Case, ...] = (
    Case((BRIDGE,), "Kapan dia meresmikannya?", "ratna widyasari jembatan lembayung"),
    Case((BRIDGE,), "Di mana dia lahir?", "ratna widyasari lahir", "cemara"),
    Case((BRIDGE,), "berapa biayanya?", "biaya jembatan lembayung"),
    Case((BRIDGE,), "Kapan jembatan itu dibangun?", "jembatan lembayung dibangun"),
    Case((ENVOY,), "Kapan pertemuan itu?", "pertemuan ilke tasvari valdoria"),
    Case((ENVOY,), "Apa katanya soal vaksin?", "ilke tasvari vaksin kata"),
    Case((ENVOY,), "Kapan mereka bertemu?", "bertemu valdoria"),
    Case((PREMIER,), "Dan Sorenia?", "perdana menteri sorenia", "valdoria emre"),
    Case((PREMIER,), "Kalau Kartavia?", "perdana menteri kartavia", "valdoria"),
    Case((PREMIER,), "Siapa presiden Brasil?", new=True, same=True),
    Case((ENVOY,), "Berapa harga beras hari ini?", new=True, same=True),
    Case((PROFIT,), "Kalau tahun 2021?", "laba surya samudra 2021", "2020"),
    Case((PROFIT,), "Mengapa begitu?", "laba surya samudra mengapa"),
    Case((QUAKE,), "ada korban jiwa?", "korban jiwa gempa sangkala"),
    Case((QUAKE,), "terus gimana kondisi rumahnya?", "rumah gempa sangkala"),
    Case((QUAKE, ("Berapa rumah yang rusak akibat gempa itu?", ())), "Kapan gempanya?", "gempa sangkala"),
    Case((QUAKE,), "terima kasih", new=True, same=True),
    Case((TRAM,), "Where was she born?", "odalys brenner born", "depot"),
    Case((TRAM,), "How much did it cost?", "cost harrow street tram depot"),
    Case((TRAM,), "When did that happen?", "harrow street tram depot"),
    Case((TRAM,), "Who won the chess final in Pellworm?", new=True, same=True),
    Case((TRIAL,), "When did she say that?", "ingrid o'malley vaccine"),
    Case((TRIAL,), "What about the flu vaccine?", "flu vaccine o'malley", ""),
    Case((TRIAL,), "Where does he work?", "ingrid o'malley work", "fever"),
    Case(
        (PREMIER, ("Dan Sorenia?", ("Perdana Menteri Sorenia, Adela Rusk, menjadi tuan rumah KTT.",))),
        "Kapan dia dilantik?",
        "adela rusk dilantik",
        "emre tasgin valdoria",
    ),
    Case(
        (TRAM, ("Who is the mayor of Pellworm?", ())),
        "How much did the depot cost?",
        "depot cost harrow street",
        "pellworm",
    ),
)

FLOOD = (
    "berapa warga yang mengungsi akibat banjir di kalimerah?",
    (
        "Sebanyak 230 warga Kelurahan Kalimerah mengungsi ke balai desa setelah Sungai Ranting meluap, kata "
        "Kepala BPBD Tirta Kencana Joko Prasodjo.",
    ),
)
FINAL = (
    "Siapa juara Piala Nusa 2019?",
    ("Elang Putih FC menjuarai Piala Nusa 2019 setelah mengalahkan Garuda Laut 2-1 di Stadion Mutiara.",),
)
CASE_OF_BRIBE = (
    "Kasus apa yang menjerat Bupati Lembah Hijau?",
    (
        "Bupati Lembah Hijau Sutan Marajo ditetapkan sebagai tersangka kasus suap izin tambang nikel.",
        "Penyidik menyita uang Rp 2,3 miliar dari rumahnya.",
    ),
)
SUMMIT = (
    "When did Foreign Minister Karel Voss meet the Sorenian ambassador?",
    (
        "Foreign Minister Karel Voss met the Sorenian ambassador, Lidia Amaro, in Port Calder on Thursday to "
        "discuss fishing rights.",
    ),
)
FIRE = (
    "What caused the warehouse fire in Dunmoor?",
    (
        "A faulty heater caused the warehouse fire in Dunmoor, fire chief Abel Crane said.",
        "Three workers were taken to hospital.",
    ),
)
MERGER = (
    "How much will Northlight Energy pay for Brightwater Solar?",
    ("Northlight Energy will pay $420 million for Brightwater Solar, the companies said on Monday.",),
)
HARVEST = (
    "Berapa produksi kopi Sorenia tahun 2019?",
    ("Produksi kopi Sorenia pada 2019 mencapai 48.000 ton, menurut Kementerian Pertanian.",),
)

SECOND: tuple[Case, ...] = (
    Case((FLOOD,), "kenapa?", "mengungsi banjir kalimerah"),
    Case((FLOOD,), "siapa kepala bpbd di sana?", "kepala bpbd kalimerah"),
    Case((FLOOD,), "kapan banjirnya surut?", "banjir surut kalimerah"),
    Case((FLOOD,), "berapa harga tiket konser di stadion merpati?", new=True, same=True),
    Case((FINAL,), "Di mana pertandingannya?", "pertandingan piala nusa", ""),
    Case((FINAL,), "Kalau 2020?", "juara piala nusa 2020", "2019"),
    Case((FINAL,), "Siapa pelatihnya?", "pelatih elang putih"),
    Case((FINAL,), "Berapa skornya?", "skor piala nusa"),
    Case((CASE_OF_BRIBE,), "Berapa uang yang disita dari rumahnya?", "uang disita sutan marajo"),
    Case((CASE_OF_BRIBE,), "Kapan bupati itu ditangkap?", "sutan marajo ditangkap"),
    Case((CASE_OF_BRIBE,), "Apa tanggapannya?", "tanggapan sutan marajo"),
    Case((CASE_OF_BRIBE,), "Siapa nama istrinya?", "istri sutan marajo"),
    Case((CASE_OF_BRIBE,), "Apakah beliau sudah ditahan?", "sutan marajo ditahan"),
    Case((CASE_OF_BRIBE,), "Apa itu inflasi?", new=True, same=True),
    Case((SUMMIT,), "Where did they meet?", "meet karel voss ambassador"),
    Case((SUMMIT,), "What did they discuss?", "discuss karel voss ambassador"),
    Case((SUMMIT,), "Who is the ambassador?", "ambassador lidia amaro"),
    Case((SUMMIT,), "What did he say about tuna?", "karel voss say tuna", "calder"),
    Case((FIRE,), "How many workers were hurt?", "workers hurt fire dunmoor"),
    Case((FIRE,), "Was anyone killed?", "killed fire dunmoor"),
    Case((FIRE,), "And in Pellworm?", "caused fire pellworm", "dunmoor"),
    Case((FIRE,), "thanks!", new=True, same=True),
    Case((FIRE,), "What is the population of Kartavia?", new=True, same=True),
    Case((MERGER,), "Why are they buying it?", "northlight energy brightwater"),
    Case((MERGER,), "What about Tallwood Wind?", "northlight pay tallwood wind", "brightwater solar"),
    Case((HARVEST,), "Kalau teh?", "produksi teh sorenia", ""),
    Case((HARVEST,), "Bagaimana dengan Valdoria?", "produksi kopi valdoria 2019", "sorenia"),
    Case((HARVEST,), "kalau tahun 2021 gimana?", "produksi kopi sorenia 2021", "2019"),
    Case(
        (HARVEST, ("Bagaimana dengan Valdoria?", ("Valdoria memanen 12.000 ton kopi pada 2019.",))),
        "Dan tahun 2020?",
        "produksi kopi valdoria 2020",
        "2019 sorenia",
    ),
    Case(
        (
            TRAM,
            ("Where was she born?", ("Brenner was born in the fishing town of Pellworm in 1971.",)),
            ("thanks", ()),
        ),
        "What did she study?",
        "odalys brenner study",
        "depot",
    ),
    Case(
        (
            ENVOY,
            ("Kapan pertemuan itu?", ("Pertemuan berlangsung pada 20 April di Istana Merak.",)),
        ),
        "Di mana?",
        "pertemuan ilke tasvari",
    ),
    Case(
        (
            QUAKE,
            ("Siapa presiden Brasil?", ()),
        ),
        "Sejak kapan dia menjabat?",
        "presiden brasil menjabat",
        "gempa sangkala",
    ),
    Case((PROFIT,), "Siapa direktur utama perusahaan itu?", "direktur utama surya samudra"),
    Case((PROFIT,), "PT Surya Samudra bergerak di bidang apa?", "", same=True),
    Case((BRIDGE,), "apa kata widyasari soal macet?", "", same=True),
)

STRIKE = (
    "Why did bus drivers in Lowmere go on strike?",
    (
        "Bus drivers in Lowmere went on strike over night-shift pay, union leader Petra Holm said on Friday.",
        "The strike stopped 40 bus lines.",
    ),
)
VOLCANO = (
    "Kapan Gunung Kelam meletus?",
    (
        "Gunung Kelam di Kabupaten Rimba Jaya meletus pada Rabu (8/6/2022) dini hari, kata Kepala Pos "
        "Pengamatan Wayan Sudarma.",
    ),
)
SINGER = (
    "siapa penyanyi yang tampil di festival ombak?",
    ("Penyanyi Nadira Pelangi tampil di Festival Ombak di Pantai Serai pada 3 Agustus 2022.",),
)

THIRD: tuple[Case, ...] = (
    Case((STRIKE,), "Who is the union leader?", "petra holm"),
    Case((STRIKE,), "How long did it last?", "strike bus drivers lowmere"),
    Case((STRIKE,), "What about train drivers?", "train drivers strike lowmere", "bus"),
    Case((STRIKE,), "And what did she ask for?", "petra holm ask"),
    Case((STRIKE,), "Did they win more pay?", "win pay drivers lowmere"),
    Case((STRIKE,), "Where is the tallest lighthouse in Kartavia?", new=True, same=True),
    Case((VOLCANO,), "Apakah ada korban?", "korban gunung kelam"),
    Case((VOLCANO,), "Berapa tinggi gunung tersebut?", "tinggi gunung kelam"),
    Case((VOLCANO,), "kalau gunung lawas?", "gunung lawas meletus", "kelam"),
    Case((VOLCANO,), "apa kata wayan sudarma?", "", same=True),
    Case((VOLCANO,), "Bagaimana cara membuat rendang?", new=True, same=True),
    Case((SINGER,), "umurnya berapa?", "umur nadira pelangi"),
    Case((SINGER,), "lagu apa yang dia nyanyikan?", "lagu nadira pelangi"),
    Case((SINGER,), "siapa lagi?", "penyanyi festival ombak"),
    Case((SINGER,), "di mana acaranya?", "acara festival ombak"),
    Case(
        (SINGER, ("umurnya berapa?", ("Nadira Pelangi, 24 tahun, berasal dari Kota Serai.",))),
        "dia berasal dari mana?",
        "nadira pelangi berasal",
    ),
    Case(
        (
            VOLCANO,
            (
                "Berapa warga yang mengungsi?",
                ("Sebanyak 1.200 warga Desa Watu Lor mengungsi ke balai desa.",),
            ),
        ),
        "Ke mana mereka mengungsi?",
        "mengungsi warga kelam",
        one_article=True,
    ),
)
