"""True answers to questions about two articles, written with the habits of different models.

All people, firms and places are fictional.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.knowledge.answering.drafts import Draft, dated_article

FERRY = dated_article(
    11,
    "id",
    "Kapal Sungai Tirta Mulai Melayani Tiga Dermaga",
    date(2031, 6, 18),
    "Kapal angkutan sungai Tirta mulai beroperasi di Kota Sendangarum pada 16 Juni 2031.",
    "Kapal itu melayani tiga dermaga: Kedungasri, Pasar Lama, dan Muara Biru.",
    "Tarif kapal Tirta Rp 4.000 bagi penumpang umum, sedangkan pelajar naik gratis.",
    "Pemerintah kota membeli empat kapal listrik seharga Rp 28 miliar.",
    "Setiap kapal memuat 45 penumpang.",
    "Wali Kota Retno Palupi meresmikan dermaga Pasar Lama pada Senin.",
    "“Sungai ini pernah menjadi jalan raya kota kami,” kata Retno Palupi.",
    "Suparman (52), pedagang ikan, menghemat 40 menit perjalanan setiap pagi.",
    "Pasal 5 ayat (2) peraturan daerah melarang kapal melaju lebih dari 20 kilometer per jam.",
    "Sebanyak 1.250 penumpang naik kapal pada hari pertama.",
    "Dermaga Muara Biru belum memiliki atap.",
    "Dermaga Pasar Lama seluas 600 m² dibangun di atas bekas gudang garam.",
    "Pemerintah kota berencana menambah dua kapal pada 2032.",
)
TIDE = dated_article(
    12,
    "en",
    "Tidal plant at Port Merrin feeds the grid",
    date(2031, 10, 7),
    "A tidal power plant at Port Merrin began feeding the grid on 6 October 2031.",
    "Its six turbines produce enough electricity for about 9,000 homes.",
    "The plant cost 74 million crowns, a third of it paid by the island council.",
    "Harbour master Ilse Verrander said that fishing boats may pass the turbines at any tide.",
    "“We lost two summers to storms,” said the chief engineer, Tomas Okell.",
    "Construction of the plant took four years, two more than planned.",
    "No seals were harmed during the tests, according to the marine institute.",
    "Section 7 (2) of the harbour act bans anchoring within 300 metres of the turbines.",
    "Only some of the residents will pay less for electricity.",
    "Hanna Brisk (34), a mussel farmer, sold part of her seabed to the plant.",
    "The control room covers 80 m² in the old customs house.",
    "The council plans to build a second plant at Cape Dorrel by 2035.",
)

HABITS: Mapping[str, Draft] = {
    "introduction in the sentence, labels before the full stop, what is not told, offer": Draft(
        FERRY,
        "Kapan kapal Tirta mulai beroperasi, dan siapa nakhodanya?",
        "Berdasarkan artikel yang diberikan, kapal angkutan sungai Tirta mulai beroperasi di Kota "
        "Sendangarum pada 16 Juni 2031 ‹mulai beroperasi›. Sebanyak 1.250 penumpang naik kapal pada hari "
        "pertama ‹1.250›. Maaf, artikel tidak menyebutkan nama nakhodanya.\n\n"
        "Apakah Anda ingin mengetahui hal lain?",
        (
            "Kapal angkutan sungai Tirta mulai beroperasi di Kota Sendangarum pada 16 Juni 2031.",
            "Sebanyak 1.250 penumpang naik kapal pada hari pertama.",
        ),
        sources=("mulai beroperasi", "1.250"),
    ),
    "labels in round brackets, beside an age and a law": Draft(
        FERRY,
        "Apa manfaat dan aturan kapal Tirta?",
        "Suparman (52), pedagang ikan, menghemat 40 menit perjalanan setiap pagi (‹#Suparman›). Pasal 5 "
        "ayat (2) peraturan daerah melarang kapal melaju lebih dari 20 kilometer per jam (‹#ayat›). Setiap "
        "kapal memuat 45 penumpang (‹#memuat›), dan pelajar naik gratis (‹#Tarif›).",
        (
            "Suparman (52), pedagang ikan, menghemat 40 menit perjalanan setiap pagi.",
            "Pasal 5 ayat (2) peraturan daerah melarang kapal melaju lebih dari 20 kilometer per jam.",
            "Setiap kapal memuat 45 penumpang, dan pelajar naik gratis.",
        ),
        sources=("Suparman", "ayat", "memuat"),
    ),
    "footnotes": Draft(
        FERRY,
        "Berapa harga kapal Tirta, dan berapa tarifnya?",
        "Pemerintah kota membeli empat kapal listrik seharga Rp 28 miliar[^‹#28 miliar›]. Tarif kapal Tirta "
        "Rp 4.000 bagi penumpang umum.[^‹#Tarif›]\n\n---\n\n"
        "[^‹#28 miliar›]: Kapal Sungai Tirta Mulai Melayani Tiga Dermaga, 18 Juni 2031\n"
        "[^‹#Tarif›]: Kapal Sungai Tirta Mulai Melayani Tiga Dermaga, 18 Juni 2031\n",
        (
            "Pemerintah kota membeli empat kapal listrik seharga Rp 28 miliar.",
            "Tarif kapal Tirta Rp 4.000 bagi penumpang umum.",
        ),
        sources=("28 miliar", "Tarif"),
    ),
    "table with a column of sources": Draft(
        FERRY,
        "Berapa tarif, muatan dan penumpang kapal Tirta?",
        "Berikut rangkumannya:\n\n"
        "| No | Hal | Keterangan | Sumber |\n"
        "|:--:|-----|------------|:------:|\n"
        "| 1 | **Tarif kapal Tirta** | Rp 4.000 bagi penumpang umum | ‹Tarif› |\n"
        "| 2 | **Muatan** | Setiap kapal memuat 45 penumpang | ‹memuat› |\n"
        "| 3 | **Hari pertama** | Sebanyak 1.250 penumpang naik kapal | ‹1.250› |\n\n"
        "Semoga informasi ini bermanfaat.",
        (
            "Tarif kapal Tirta: Rp 4.000 bagi penumpang umum.",
            "Muatan: Setiap kapal memuat 45 penumpang.",
            "Hari pertama: Sebanyak 1.250 penumpang naik kapal.",
        ),
        sources=("Tarif", "memuat", "1.250"),
    ),
    "headings, bold leads and a nested list": Draft(
        FERRY,
        "Ceritakan tentang dermaga kapal Tirta.",
        "## Dermaga Kapal Tirta\n\n"
        "- **Pasar Lama**\n"
        "  - **Luas:** Dermaga Pasar Lama seluas 600 m² dibangun di atas bekas gudang garam ‹600›\n"
        "  - **Peresmian:** Wali Kota Retno Palupi meresmikan dermaga Pasar Lama pada Senin ‹meresmikan›\n"
        "- Muara Biru\n"
        "  - Dermaga Muara Biru belum memiliki atap ‹atap›\n\n"
        "**Kesimpulan:** Kapal itu melayani tiga dermaga. ‹melayani›",
        (
            "Luas: Dermaga Pasar Lama seluas 600 m² dibangun di atas bekas gudang garam",
            "Peresmian: Wali Kota Retno Palupi meresmikan dermaga Pasar Lama pada Senin",
            "Dermaga Muara Biru belum memiliki atap",
            "Kapal itu melayani tiga dermaga.",
        ),
        sources=("600", "meresmikan", "atap", "melayani"),
    ),
    "named sources in round brackets": Draft(
        FERRY,
        "Apa rencana pemerintah kota untuk kapal Tirta?",
        "Tentu! Berikut jawabannya.\n\n"
        "1. Pemerintah kota berencana menambah dua kapal pada 2032 (sumber: ‹menambah›).\n"
        "2. Pemerintah kota membeli empat kapal listrik seharga Rp 28 miliar, dan setiap kapal memuat 45 "
        "penumpang (Sumber ‹#28 miliar›, ‹#memuat›).\n"
        "3. Dermaga Muara Biru belum memiliki atap (Sumber: Kapal Sungai Tirta ‹atap›), tetapi artikel tidak "
        "menyebutkan kapan atapnya dipasang.\n",
        (
            "Pemerintah kota berencana menambah dua kapal pada 2032.",
            "Pemerintah kota membeli empat kapal listrik seharga Rp 28 miliar, dan setiap kapal memuat 45 "
            "penumpang.",
            "Dermaga Muara Biru belum memiliki atap.",
        ),
        sources=("menambah", "28 miliar", "atap"),
    ),
    "JSON in a fence": Draft(
        FERRY,
        "Di mana saja kapal Tirta berhenti?",
        "```json\n{\n"
        '  "jawaban": [\n'
        '    {"kalimat": "Kapal itu melayani tiga dermaga: Kedungasri, Pasar Lama, dan Muara Biru.", '
        '"sumber": [‹#melayani›]},\n'
        '    {"kalimat": "Dermaga Muara Biru belum memiliki atap.", "sumber": ["‹atap›"]}\n'
        "  ],\n"
        '  "bahasa": "id"\n'
        "}\n```",
        (
            "Kapal itu melayani tiga dermaga: Kedungasri, Pasar Lama, dan Muara Biru.",
            "Dermaga Muara Biru belum memiliki atap.",
        ),
        sources=("melayani", "atap"),
    ),
    "raised labels beside square metres": Draft(
        FERRY,
        "Apa kata wali kota tentang kapal Tirta, dan bagaimana dermaganya?",
        "Retno Palupi mengatakan, “Sungai ini pernah menjadi jalan raya kota kami.”‹^jalan raya› Dermaga "
        "Pasar Lama seluas 600 m² dibangun di atas bekas gudang garam‹^600›. Pelajar naik gratis ‹^Tarif›.",
        (
            "Retno Palupi mengatakan, “Sungai ini pernah menjadi jalan raya kota kami.”",
            "Dermaga Pasar Lama seluas 600 m² dibangun di atas bekas gudang garam.",
            "Pelajar naik gratis.",
        ),
        sources=("jalan raya", "600", "Tarif"),
    ),
    "thinking, and sources on lines of their own": Draft(
        FERRY,
        "Bagaimana hari pertama kapal Tirta?",
        "<think>\nPengguna bertanya tentang hari pertama. Saya lihat baris [1].\n</think>\n\n"
        "Kapal angkutan sungai Tirta mulai beroperasi pada 16 Juni 2031. Sebanyak 1.250 penumpang naik kapal "
        "pada hari pertama.\n"
        "Sumber: ‹#mulai beroperasi›, ‹#1.250›\n\n"
        "Suparman (52), pedagang ikan, menghemat 40 menit perjalanan setiap pagi.\n"
        "Sumber: ‹Suparman›",
        (
            "Kapal angkutan sungai Tirta mulai beroperasi pada 16 Juni 2031.",
            "Sebanyak 1.250 penumpang naik kapal pada hari pertama.",
            "Suparman (52), pedagang ikan, menghemat 40 menit perjalanan setiap pagi.",
        ),
        sources=("mulai beroperasi", "1.250", "Suparman"),
    ),
    "heading, introduction, and labels in lenticular brackets": Draft(
        TIDE,
        "When did the tidal plant at Port Merrin start, and what did it cost?",
        "### The tidal plant at Port Merrin\n\n"
        "Here is what the articles say about it:\n\n"
        "A tidal power plant at Port Merrin began feeding the grid on 6 October 2031【‹#began›†source】. "
        "The plant cost 74 million crowns【‹#crowns›】. I hope this helps!",
        (
            "A tidal power plant at Port Merrin began feeding the grid on 6 October 2031.",
            "The plant cost 74 million crowns.",
        ),
        "en",
        sources=("began", "crowns"),
    ),
    "labels in round brackets behind the full stop, beside an age and a section": Draft(
        TIDE,
        "What does the plant change for boats and farmers?",
        "Section 7 (2) of the harbour act bans anchoring within 300 metres of the turbines. (‹#Section›) "
        "Hanna Brisk (34), a mussel farmer, sold part of her seabed to the plant. (‹#Hanna›) Fishing boats "
        "may pass the turbines at any tide, according to Ilse Verrander. (‹#Verrander›)",
        (
            "Section 7 (2) of the harbour act bans anchoring within 300 metres of the turbines.",
            "Hanna Brisk (34), a mussel farmer, sold part of her seabed to the plant.",
            "Fishing boats may pass the turbines at any tide, according to Ilse Verrander.",
        ),
        "en",
        sources=("Section", "Hanna", "Verrander"),
    ),
    "table with numbers as sources": Draft(
        TIDE,
        "What are the facts about the tidal plant at Port Merrin?",
        "| Aspect | Details | Source |\n"
        "| --- | --- | --- |\n"
        "| Construction | Construction of the plant took four years | ‹#four years› |\n"
        "| Turbines | Its six turbines produce enough electricity for about 9,000 homes | ‹#produce› |\n"
        "| Control room | It covers 80 m² in the old customs house | ‹#covers› |\n",
        (
            "Construction: Construction of the plant took four years.",
            "Turbines: Its six turbines produce enough electricity for about 9,000 homes.",
            "Control room: It covers 80 m² in the old customs house.",
        ),
        "en",
        sources=("four years", "produce", "covers"),
    ),
    "labels in front of each line, in a fence": Draft(
        TIDE,
        "Who pays for the plant, and who profits?",
        "```\n"
        "‹crowns› The island council paid a third of the cost of the plant.\n"
        "‹some of›: Only some of the residents will pay less for electricity.\n"
        "According to ‹produce›, its six turbines produce enough electricity for about 9,000 homes.\n```\n\n"
        "Let me know if you have any other questions.",
        (
            "The island council paid a third of the cost of the plant.",
            "Only some of the residents will pay less for electricity.",
            "Its six turbines produce enough electricity for about 9,000 homes.",
        ),
        "en",
        sources=("crowns", "some of", "produce"),
    ),
    "JSON without a fence": Draft(
        TIDE,
        "Were seals harmed, and is another plant planned?",
        '{"answer": "No seals were harmed during the tests, according to the marine institute. ‹seals› The '
        'council plans to build a second plant at Cape Dorrel by 2035. ‹Dorrel›", "confidence": "high"}',
        (
            "No seals were harmed during the tests, according to the marine institute.",
            "The council plans to build a second plant at Cape Dorrel by 2035.",
        ),
        "en",
        sources=("seals", "Dorrel"),
    ),
    "ranges, pairs and doubled brackets": Draft(
        TIDE,
        "How did the construction of the plant go?",
        "Construction of the plant took four years, two more than planned [‹four years›]. The chief "
        "engineer, Tomas Okell, said they lost two summers to storms [‹#summers›, ‹#four years›]. The plant "
        "at Port Merrin began feeding the grid on 6 October 2031, and its six turbines produce enough "
        "electricity for about 9,000 homes ‹began›-‹crowns›.",
        (
            "Construction of the plant took four years, two more than planned.",
            "The chief engineer, Tomas Okell, said they lost two summers to storms.",
            "The plant at Port Merrin began feeding the grid on 6 October 2031, and its six turbines produce "
            "enough electricity for about 9,000 homes.",
        ),
        "en",
        sources=("four years", "summers", "produce"),
    ),
    "labels behind a paragraph of three sentences": Draft(
        TIDE,
        "What do we know about the plant and its price?",
        "The plant cost 74 million crowns. The island council paid a third of it. Only some of the residents "
        "will pay less for electricity. ‹crowns›‹some of›\n\n"
        "The articles do not say how much the electricity will cost.",
        (
            "The plant cost 74 million crowns.",
            "The island council paid a third of it.",
            "Only some of the residents will pay less for electricity.",
        ),
        "en",
        sources=("crowns", "crowns", "some of"),
    ),
    "thinking, bold leads and named sources": Draft(
        TIDE,
        "What rules and plans are there around the plant?",
        "<think>\nThe user asks about rules. Lines [8] and [12].\n</think>\n"
        "**Rules and plans**\n\n"
        "* **Anchoring:** Section 7 (2) of the harbour act bans anchoring within 300 metres of the turbines "
        "(Source: ‹Section›)\n"
        "* **Fishing:** Fishing boats may pass the turbines at any tide (Sources ‹#Verrander› and "
        "‹#Section›)\n"
        "* **Expansion** – the council plans to build a second plant at Cape Dorrel by 2035 (see "
        "‹Dorrel›)\n\n"
        "If you need more details, just ask!<|im_end|>",
        (
            "Anchoring: Section 7 (2) of the harbour act bans anchoring within 300 metres of the turbines",
            "Fishing: Fishing boats may pass the turbines at any tide",
            "Expansion – the council plans to build a second plant at Cape Dorrel by 2035",
        ),
        "en",
        sources=("Section", "Verrander", "Dorrel"),
    ),
    "raised labels by tags, and a list of sources": Draft(
        TIDE,
        "What did Hanna Brisk sell, and how large is the control room?",
        "Hanna Brisk (34), a mussel farmer, sold part of her seabed to the plant.<sup>‹#Hanna›</sup> The "
        "control room covers 80 m<sup>2</sup> in the old customs house.<sup>[‹#covers›]</sup>\n\n"
        "**Sources:**\n"
        "‹Hanna› Tidal plant at Port Merrin feeds the grid, 7 October 2031\n"
        "‹covers› Tidal plant at Port Merrin feeds the grid, 7 October 2031\n",
        (
            "Hanna Brisk (34), a mussel farmer, sold part of her seabed to the plant.",
            "The control room covers 80 m² in the old customs house.",
        ),
        "en",
        sources=("Hanna", "covers"),
    ),
}
