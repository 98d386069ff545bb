"""Tests that true answers in the style of real models are sent whole, nearly always without a repair call.

Models begin with yes or no, introduce their answer, offer more help at the end, write lists, and name a
speaker whom only the line before or after the cited one names. Uses the real writer, client and embedder over
a scripted server. All people, firms and places are fictional.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.knowledge.answering.draft_habits import FERRY, HABITS, TIDE
from tests.knowledge.answering.drafts import Draft, dated_article, write

MARKET = dated_article(
    1,
    "id",
    "Pasar Lembayung Ditata",
    date(2031, 2, 12),
    "Kepala Pasar Lembayung, Darma Wisesa, mengatakan penataan pasar dimulai pada 3 Maret 2031.",
    "“Sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.”",
    "Biaya penataan itu Rp 4,2 miliar dari kas kota.",
    "Pedagang buah belum mendapat tempat karena lahan di sisi timur masih menjadi sengketa.",
    "“Kami berharap sengketa lahan itu selesai sebelum Lebaran.",
    "Modal kami sudah habis,” ujar ketua paguyuban pedagang, Sri Kencana, pada Rabu.",
    "Penataan direncanakan selesai pada Desember 2031.",
)
CAR = dated_article(
    2,
    "id",
    "Sagara 200 Mulai Dijual",
    date(2031, 4, 8),
    "PT Wirama Motor mulai menjual Sagara 200 with AVANTGARDE Line di Kota Merapi pada 7 April 2031.",
    "Harga Sagara 200 with AVANTGARDE Line Rp 910 juta.",
    "Baterainya menempuh 480 kilometer sekali isi.",
    "Direktur pemasaran Bagas Lintang menyebut sekitar 60 unit sudah dipesan.",
)
BOATS = dated_article(
    3,
    "id",
    "Lomba Perahu di Dermaga Kelana",
    date(2031, 5, 13),
    "Lomba perahu naga digelar di Dermaga Kelana pada 12 Mei 2031.",
    "Regu Tanjung Layung menang setelah mengalahkan regu Seberang Kulon.",
    "Hanya sebagian penonton membayar karcis Rp 15.000.",
    "Tidak ada penonton yang terluka ketika satu perahu terbalik.",
)
LIBRARY = dated_article(
    4,
    "en",
    "Floating library reaches eleven schools",
    date(2031, 9, 16),
    "Two converted fishing boats began carrying books to eleven schools along the Kelana River on Monday.",
    "“A third of our pupils cannot read a simple paragraph aloud.",
    "They simply have nothing to read at home,” said Kirana Wibisana, who heads the education office.",
    "The programme costs Rp 720 million a year, and the city pays two thirds of it.",
    "Children may borrow three books at a time, and nobody is fined for returning one late.",
    "The city plans to test 640 pupils in December.",
)
FIRE = dated_article(
    5,
    "en",
    "Night fire destroys 57 stalls at Pasar Lindung",
    date(2031, 8, 9),
    "A fire at Pasar Lindung destroyed 57 of its 310 stalls shortly after midnight on Saturday.",
    "No one was killed, and two firefighters were treated for smoke inhalation.",
    "Police believe that the fire started in a charger at a phone repair stall.",
    "Commander Yosua Rambadeta led the nine engines that fought the flames for almost four hours.",
    "He said that the alley behind the tailors is two metres wide.",
    "At least 21 of the burnt stalls were insured.",
    "The city will move the traders to the old bus terminal on 18 August.",
)
ARTICLES = (MARKET, CAR, BOATS, LIBRARY, FIRE)


DRAFTS: Mapping[str, Draft] = {
    "ya": Draft(
        MARKET,
        "Apakah pedagang ikan mendapat kios di Pasar Lembayung?",
        "Ya, sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.‹140 kios›",
        ("Ya, sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.",),
    ),
    "tidak with a negation": Draft(
        MARKET,
        "Apakah pedagang buah sudah mendapat tempat di Pasar Lembayung?",
        "Tidak, pedagang buah belum mendapat tempat karena lahan di sisi timur masih sengketa.‹buah›",
        ("Tidak, pedagang buah belum mendapat tempat karena lahan di sisi timur masih sengketa.",),
    ),
    "tidak with another number": Draft(
        MARKET,
        "Apakah penataan Pasar Lembayung menelan Rp 5 miliar?",
        "Tidak. Biaya penataan Pasar Lembayung Rp 4,2 miliar.‹Biaya›",
        ("Tidak. Biaya penataan Pasar Lembayung Rp 4,2 miliar.",),
    ),
    "introduction, bullets and offer": Draft(
        MARKET,
        "Siapa saja yang mendapat kios di Pasar Lembayung?",
        "Berdasarkan artikel yang ada:\n\n"
        "- Sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur ‹140 kios›\n"
        "- Pedagang buah belum mendapat tempat ‹buah›\n\n"
        "Semoga membantu! Ada lagi?",
        (
            "Sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur",
            "Pedagang buah belum mendapat tempat",
        ),
    ),
    "speaker of the line before": Draft(
        MARKET,
        "Berapa kios yang disiapkan di Pasar Lembayung?",
        "Menurut Darma Wisesa, sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.‹140 kios›",
        ("Menurut Darma Wisesa, sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.",),
        cited=("140 kios", "Darma Wisesa"),
    ),
    "speaker of the line after": Draft(
        MARKET,
        "Apa harapan pedagang di Pasar Lembayung?",
        "Sri Kencana berharap sengketa lahan itu selesai sebelum Lebaran.‹berharap›",
        ("Sri Kencana berharap sengketa lahan itu selesai sebelum Lebaran.",),
        cited=("berharap", "Sri Kencana"),
    ),
    "English name in Indonesian": Draft(
        CAR,
        "Berapa harga Sagara 200?",
        "Sagara 200 with AVANTGARDE Line seharga Rp 910 juta.‹910›",
        ("Sagara 200 with AVANTGARDE Line seharga Rp 910 juta.",),
    ),
    "numbered list": Draft(
        CAR,
        "Sebutkan fakta tentang Sagara 200.",
        "Berikut beberapa fakta tentang Sagara 200:\n"
        "1. **Harga**: Sagara 200 with AVANTGARDE Line dijual Rp 910 juta.‹910›\n"
        "2. **Jarak**: Baterainya menempuh 480 kilometer sekali isi.‹480›\n"
        "3. **Pesanan**: Menurut Bagas Lintang, sekitar 60 unit sudah dipesan.‹60 unit›\n\n"
        "Jika ada pertanyaan lain, silakan tanyakan!",
        (
            "Harga: Sagara 200 with AVANTGARDE Line dijual Rp 910 juta.",
            "Jarak: Baterainya menempuh 480 kilometer sekali isi.",
            "Pesanan: Menurut Bagas Lintang, sekitar 60 unit sudah dipesan.",
        ),
    ),
    "ordinal of the question": Draft(
        BOATS,
        "Di mana lomba perahu naga ke-3 digelar?",
        "Lomba perahu naga ke-3 digelar di Dermaga Kelana pada 12 Mei 2031.‹digelar›",
        ("Lomba perahu naga ke-3 digelar di Dermaga Kelana pada 12 Mei 2031.",),
    ),
    "introduction in the sentence, and what is not told": Draft(
        BOATS,
        "Siapa pemenang lomba perahu naga, dan berapa hadiahnya?",
        "Berdasarkan artikel yang tersedia, regu Tanjung Layung menang setelah mengalahkan regu Seberang "
        "Kulon.‹menang› Namun, artikel tidak menyebutkan besar hadiahnya.",
        ("Regu Tanjung Layung menang setelah mengalahkan regu Seberang Kulon.",),
    ),
    "yes": Draft(
        LIBRARY,
        "Can children borrow more than one book?",
        "Yes, children may borrow three books at a time.‹borrow›",
        ("Yes, children may borrow three books at a time.",),
        "en",
    ),
    "no with a negation": Draft(
        FIRE,
        "Was anyone killed in the fire at Pasar Lindung?",
        "No. No one was killed in the fire, but two firefighters were treated for smoke inhalation.‹killed›",
        ("No. No one was killed in the fire, but two firefighters were treated for smoke inhalation.",),
        "en",
    ),
    "no with another number": Draft(
        FIRE,
        "Did the fire destroy all 310 stalls of Pasar Lindung?",
        "No, the fire destroyed 57 of the 310 stalls of Pasar Lindung.‹57›",
        ("No, the fire destroyed 57 of the 310 stalls of Pasar Lindung.",),
        "en",
    ),
    "no on a line of its own": Draft(
        LIBRARY,
        "Are children fined for returning a book late?",
        "**No.**\n\nChildren may borrow three books at a time, and nobody is fined for returning one late."
        "‹fined›\n",
        ("No. Children may borrow three books at a time, and nobody is fined for returning one late.",),
        "en",
    ),
    "introduction, bullets and offer in English": Draft(
        FIRE,
        "What do we know about the fire at Pasar Lindung?",
        "Sure! Here's what the articles say:\n\n"
        "* The fire destroyed **57 of the 310 stalls** of Pasar Lindung.‹57›\n"
        "* Police believe that it started in a charger at a phone repair stall.‹charger›\n"
        "* At least 21 of the burnt stalls were insured.‹insured›\n\n"
        "I hope this helps! Let me know if you have any other questions.",
        (
            "The fire destroyed 57 of the 310 stalls of Pasar Lindung.",
            "Police believe that it started in a charger at a phone repair stall.",
            "At least 21 of the burnt stalls were insured.",
        ),
        "en",
    ),
    "speaker behind a quotation of two sentences": Draft(
        LIBRARY,
        "How well do the pupils read?",
        "According to Kirana Wibisana, a third of the pupils cannot read a simple paragraph aloud.‹third of›",
        ("According to Kirana Wibisana, a third of the pupils cannot read a simple paragraph aloud.",),
        "en",
        cited=("third of", "Kirana Wibisana"),
    ),
    "speaker of a pronoun": Draft(
        FIRE,
        "How wide is the alley behind the tailors?",
        "Commander Yosua Rambadeta said that the alley behind the tailors is two metres wide.‹metres›",
        ("Commander Yosua Rambadeta said that the alley behind the tailors is two metres wide.",),
        "en",
        cited=("Yosua Rambadeta", "metres"),
    ),
    "according to the articles": Draft(
        LIBRARY,
        "What does the programme cost?",
        "Based on the articles provided, the programme costs Rp 720 million a year.‹costs› "
        "Is there anything else you would like to know?",
        ("The programme costs Rp 720 million a year.",),
        "en",
    ),
    "ordinal of the question in English": Draft(
        BOATS,
        "Where was the third dragon boat race held?",
        "The third dragon boat race was held at Dermaga Kelana on 12 May 2031.‹digelar›",
        ("The third dragon boat race was held at Dermaga Kelana on 12 May 2031.",),
        "en",
    ),
    "English answer from Indonesian evidence": Draft(
        MARKET,
        "Is the renovation of Pasar Lembayung finished?",
        "No, the renovation of Pasar Lembayung is planned to be finished in December 2031.‹Desember›",
        ("No, the renovation of Pasar Lembayung is planned to be finished in December 2031.",),
        "en",
    ),
}


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
async def test_true_answer_in_the_style_of_real_models_is_sent_whole(draft: Draft) -> None:
    written, _calls = await write(draft, ARTICLES)
    assert [statement.text for statement in written.statements] == list(draft.sent)
    assert written.dropped == ()
    assert written.error is None
    if draft.cited:
        sentences = " ".join(citation.sentence for each in written.statements for citation in each.citations)
        assert [words for words in draft.cited if words not in sentences] == []


async def test_at_most_one_of_ten_true_answers_is_repaired() -> None:
    calls = {name: (await write(draft, ARTICLES))[1] for name, draft in DRAFTS.items()}
    repaired = [name for name, count in calls.items() if count > 1]
    assert len(repaired) <= len(DRAFTS) // 10, repaired


@pytest.mark.parametrize("draft", HABITS.values(), ids=HABITS)
async def test_habits_of_real_models_cost_no_statement_and_leave_no_debris(draft: Draft) -> None:
    written, calls = await write(draft, (FERRY, TIDE))
    assert [statement.text for statement in written.statements] == list(draft.sent)
    assert written.dropped == ()
    assert written.error is None
    cited = [[citation.sentence for citation in each.citations] for each in written.statements]
    for words, sentences in zip(draft.sources, cited, strict=True):
        assert any(words in sentence for sentence in sentences), (words, sentences)
    assert calls == 1


FALSE: Mapping[str, Draft] = {
    "another number after ya": Draft(
        MARKET,
        "Apakah pedagang ikan mendapat kios di Pasar Lembayung?",
        "Ya, sebanyak 150 kios disiapkan bagi pedagang ikan dan sayur.‹140 kios›",
        (),
    ),
    "a negation that the evidence lacks after tidak": Draft(
        MARKET,
        "Apakah pedagang ikan mendapat kios di Pasar Lembayung?",
        "Tidak, pedagang ikan dan sayur tidak disiapkan 140 kios.‹140 kios›",
        (),
    ),
    "an item without its negation": Draft(
        MARKET,
        "Siapa saja yang mendapat kios di Pasar Lembayung?",
        "Berdasarkan artikel yang ada:\n- Pedagang buah mendapat tempat di sisi timur [0]‹buah›\n",
        (),
    ),
    "tidak, although it is so": Draft(
        MARKET,
        "Apakah penataan Pasar Lembayung dimulai pada 3 Maret 2031?",
        "Tidak, penataan Pasar Lembayung dimulai pada 3 Maret 2031.‹dimulai›",
        ("Penataan Pasar Lembayung dimulai pada 3 Maret 2031.",),
    ),
    "ya, although it is not so": Draft(
        MARKET,
        "Apakah pedagang buah sudah mendapat tempat di Pasar Lembayung?",
        "Ya.\nPedagang buah belum mendapat tempat.‹buah›",
        ("Pedagang buah belum mendapat tempat.",),
    ),
    "no, about something else": Draft(
        FIRE,
        "Did the fire at Pasar Lindung kill the watchman?",
        "No, police believe that the fire started in a charger at a phone repair stall.‹charger›",
        ("Police believe that the fire started in a charger at a phone repair stall.",),
        "en",
    ),
    "the speaker of another line": Draft(
        MARKET,
        "Berapa kios yang disiapkan di Pasar Lembayung?",
        "Menurut Sri Kencana, sebanyak 140 kios disiapkan bagi pedagang ikan dan sayur.‹140 kios›",
        (),
    ),
    "a speaker of no line": Draft(
        MARKET,
        "Apa harapan pedagang di Pasar Lembayung?",
        "Hendra Wiraguna berharap sengketa lahan itu selesai sebelum Lebaran.‹berharap›",
        (),
    ),
    "a speaker of what nobody said": Draft(
        CAR,
        "Sejauh apa baterai Sagara 200 menempuh jalan?",
        "Menurut Bagas Lintang, baterainya menempuh 480 kilometer sekali isi.‹480›",
        (),
    ),
    "another ordinal than asked": Draft(
        BOATS,
        "Di mana lomba perahu naga ke-3 digelar?",
        "Lomba perahu naga ke-4 digelar di Dermaga Kelana.‹digelar›",
        (),
    ),
    "a sentence of the evidence in its own language": Draft(
        CAR,
        "What does the Sagara 200 cost?",
        "Harga Sagara 200 with AVANTGARDE Line Rp 910 juta.‹910›",
        (),
        "en",
    ),
    "a claim without labels after an offer": Draft(
        MARKET,
        "Berapa biaya penataan Pasar Lembayung?",
        "Biaya penataan itu Rp 4,2 miliar.‹Biaya› Semoga membantu! Pasar ditutup tahun depan.",
        ("Biaya penataan itu Rp 4,2 miliar.",),
    ),
}


@pytest.mark.parametrize("draft", FALSE.values(), ids=FALSE)
async def test_what_is_false_in_the_style_of_real_models_is_not_sent(draft: Draft) -> None:
    written, _calls = await write(draft, ARTICLES)
    assert [statement.text for statement in written.statements] == list(draft.sent)


async def test_model_that_only_says_that_nothing_is_told_gives_no_answer() -> None:
    draft = Draft(
        BOATS, "Berapa hadiah lomba perahu?", "Maaf, artikel tidak menyebutkan besar hadiahnya.", ()
    )
    written, calls = await write(draft, ARTICLES)
    assert (written.statements, written.dropped, written.error, calls) == ((), (), None, 1)
