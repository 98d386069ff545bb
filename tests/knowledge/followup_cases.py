"""Conversations over invented news, with the words that a standalone question must and must not hold.

``FIRST`` was written before the code it tests, ``SECOND`` after it.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """``told`` are (question, answer sentences) in order; an answer of ``()`` is an abstention."""

    told: tuple[tuple[str, tuple[str, ...]], ...]
    asked: str
    must: str = ""
    must_not: str = ""
    same: bool = False
    """The question must stay as typed."""
    new: bool = False
    """A topic of its own: not a follow-up, nothing in focus."""


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
