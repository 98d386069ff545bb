"""Indonesian verbs by which the forms of questions recognise what a sentence says. All are case-folded."""

from __future__ import annotations

import re

from knowledge.text.stop_words import word_set

SAYING_NOUNS = word_set(
    """
    kata ujar tutur ucap ungkap jelas tegas terang imbuh tambah papar beber pungkas cetus sambung
    kenang tandas tukas tulis cuit
    """
)
"""Words before the speaker, after what was said: "…," kata Rani Tirta."""
SAYING_VERBS = word_set(
    """
    mengatakan menyatakan menjelaskan menuturkan menambahkan mengungkapkan menegaskan memaparkan
    menerangkan menyampaikan menyebut menyebutkan mengucapkan membeberkan menceritakan melanjutkan
    berkata bilang berpendapat berujar bercerita mengemukakan mengomentari menanggapi menyoroti
    memastikan mengingatkan mengaku berkomentar mencontohkan menyayangkan
    """
)
WHAT_BY_VERB = {
    "meminta": "Apa yang diminta {}?", "memohon": "Apa yang dimohon {}?", "mengimbau": "Apa imbauan {}?",
    "menghimbau": "Apa imbauan {}?", "mengajak": "Apa ajakan {}?", "berharap": "Apa harapan {}?",
    "mengharapkan": "Apa harapan {}?", "berjanji": "Apa janji {}?",
    "menjanjikan": "Apa yang dijanjikan {}?", "menilai": "Apa penilaian {}?",
    "menduga": "Apa dugaan {}?", "membantah": "Apa yang dibantah {}?", "mengakui": "Apa yang diakui {}?",
    "menolak": "Apa yang ditolak {}?", "mengusulkan": "Apa usul {}?", "menyarankan": "Apa saran {}?",
    "mengeluhkan": "Apa yang dikeluhkan {}?", "khawatir": "Apa yang dikhawatirkan {}?",
    "mengkhawatirkan": "Apa yang dikhawatirkan {}?", "mengumumkan": "Apa yang diumumkan {}?",
    "meluncurkan": "Apa yang diluncurkan {}?", "merilis": "Apa yang dirilis {}?",
    "memperkenalkan": "Apa yang diperkenalkan {}?", "menargetkan": "Apa target {}?",
    "merencanakan": "Apa rencana {}?", "berencana": "Apa rencana {}?",
    "memperingatkan": "Apa peringatan {}?", "mengancam": "Apa ancaman {}?",
    "menuntut": "Apa tuntutan {}?", "memutuskan": "Apa yang diputuskan {}?",
    "menyesalkan": "Apa yang disesalkan {}?", "mengkritik": "Apa yang dikritik {}?",
    "mengklaim": "Apa klaim {}?", "menghadirkan": "Apa yang dihadirkan {}?",
    "menyiapkan": "Apa yang disiapkan {}?", "membahas": "Apa yang dibahas {}?",
    "memuji": "Siapa yang dipuji {}?", "mendesak": "Apa desakan {}?",
    "melarang": "Apa yang dilarang {}?", "meyakini": "Apa yang diyakini {}?",
    "mendukung": "Apa yang didukung {}?", "mengapresiasi": "Apa yang diapresiasi {}?",
    "mempertanyakan": "Apa yang dipertanyakan {}?", "meragukan": "Apa yang diragukan {}?",
    "membuktikan": "Apa yang dibuktikan {}?", "ingin": "Apa keinginan {}?",
    "menginginkan": "Apa keinginan {}?", "berniat": "Apa niat {}?", "bertekad": "Apa tekad {}?",
    "menuding": "Apa tuduhan {}?", "menuduh": "Apa tuduhan {}?", "mengecam": "Apa yang dikecam {}?",
    "mengutuk": "Apa yang dikutuk {}?", "memprediksi": "Apa prediksi {}?",
    "memperkirakan": "Apa perkiraan {}?", "mempertimbangkan": "Apa yang dipertimbangkan {}?",
    "menerapkan": "Apa yang diterapkan {}?", "menghapus": "Apa yang dihapus {}?",
    "mengembangkan": "Apa yang dikembangkan {}?", "membatasi": "Apa yang dibatasi {}?",
    "membatalkan": "Apa yang dibatalkan {}?", "menghentikan": "Apa yang dihentikan {}?",
    "menawarkan": "Apa yang ditawarkan {}?", "memproduksi": "Apa yang diproduksi {}?",
    "memamerkan": "Apa yang dipamerkan {}?", "mempromosikan": "Apa yang dipromosikan {}?",
    "menyita": "Apa yang disita {}?", "meneliti": "Apa yang diteliti {}?",
    "menggelar": "Apa yang digelar {}?", "mengadakan": "Apa yang diadakan {}?",
    "menerbitkan": "Apa yang diterbitkan {}?", "membenarkan": "Apa yang dibenarkan {}?",
    "mengusung": "Apa yang diusung {}?", "mengungkap": "Apa yang diungkap {}?",
    "mempersiapkan": "Apa yang dipersiapkan {}?", "menyepakati": "Apa yang disepakati {}?",
    "mencabut": "Apa yang dicabut {}?",
}  # fmt: skip
"""What somebody says or does, by the verb after the name; the name takes the place of ``{}``."""
PASSIVES = {
    "memiliki": "dimiliki", "membawa": "dibawa", "menampung": "ditampung", "mencetak": "dicetak",
    "memborong": "dicetak", "membukukan": "dibukukan", "menjual": "dijual", "memproduksi": "diproduksi",
    "menyediakan": "disediakan", "menyiapkan": "disiapkan", "mengirim": "dikirim",
    "mengirimkan": "dikirimkan", "menerima": "diterima", "mempekerjakan": "dipekerjakan",
    "menangkap": "ditangkap", "menyita": "disita", "mengamankan": "diamankan",
    "mengoperasikan": "dioperasikan", "membangun": "dibangun", "membuka": "dibuka", "meraih": "diraih",
    "mengumpulkan": "dikumpulkan", "mengoleksi": "dikoleksi", "mengantongi": "dikantongi",
    "memenangi": "dimenangi", "memenangkan": "dimenangkan", "menanam": "ditanam", "memasang": "dipasang",
    "menawarkan": "ditawarkan", "menargetkan": "ditargetkan", "mengerahkan": "dikerahkan",
    "meraup": "diraup", "mencatat": "dicatat", "mencatatkan": "dicatatkan",
    "mengeluarkan": "dikeluarkan", "membeli": "dibeli", "membayar": "dibayar",
    "menghabiskan": "dihabiskan", "menginvestasikan": "diinvestasikan",
    "menggelontorkan": "digelontorkan", "mengalokasikan": "dialokasikan", "membutuhkan": "dibutuhkan",
    "memerlukan": "diperlukan", "menyelamatkan": "diselamatkan", "melayani": "dilayani",
    "memakai": "dipakai", "menggunakan": "digunakan", "mengekspor": "diekspor", "mengimpor": "diimpor",
    "menghasilkan": "dihasilkan", "merekrut": "direkrut", "menurunkan": "diturunkan",
    "menyalurkan": "disalurkan", "membagikan": "dibagikan", "mengevakuasi": "dievakuasi",
    "mengunjungi": "dikunjungi", "menghadirkan": "dihadirkan", "merusak": "dirusak",
    "merendam": "direndam", "membentuk": "dibentuk", "memeriksa": "diperiksa", "mendapat": "didapat",
    "mendapatkan": "didapatkan", "memperoleh": "diperoleh", "menyumbang": "disumbang",
    "menyumbangkan": "disumbangkan",
}  # fmt: skip
"""The passive of verbs that are followed by a number of things."""
ACTIVES = {
    "didirikan": "mendirikan", "dibuka": "membuka", "diresmikan": "meresmikan", "dipimpin": "memimpin",
    "dilatih": "melatih", "disutradarai": "menyutradarai", "dibintangi": "membintangi",
    "ditulis": "menulis", "dibuat": "membuat", "dibangun": "membangun", "dikembangkan": "mengembangkan",
    "diproduksi": "memproduksi", "dicetak": "mencetak", "didesain": "mendesain",
    "dirancang": "merancang", "digarap": "menggarap", "dikelola": "mengelola", "ditemukan": "menemukan",
    "diperankan": "memerankan", "diketuai": "mengetuai", "dinyanyikan": "menyanyikan",
    "dimiliki": "memiliki", "dijuarai": "menjuarai", "dipandu": "memandu",
    "diselenggarakan": "menyelenggarakan", "diluncurkan": "meluncurkan", "diciptakan": "menciptakan",
    "dimenangi": "memenangi", "dimenangkan": "memenangkan", "dihadiri": "menghadiri",
    "didukung": "mendukung", "ditunjuk": "menunjuk", "diusulkan": "mengusulkan",
    "diprakarsai": "memprakarsai", "didanai": "mendanai",
}  # fmt: skip
"""Verbs of what is often said to be done by somebody."""
WHO_VERBS = word_set(
    """
    meresmikan membuka mendirikan memimpin melatih mengalahkan menaklukkan menangkap mengunjungi
    menggantikan menulis memenangi memenangkan menjuarai menyutradarai membintangi membeli
    mengakuisisi menciptakan menemukan memerankan mengetuai mengelola merancang mendesain menggugat
    melaporkan menabrak menembak menusuk membunuh membangun menikahi meninggalkan mendatangkan
    menyingkirkan menggulingkan mengepalai memandu menyanyikan memotret menyelamatkan menutup
    melantik memecat menunjuk
    """
)
"""Verbs of which one asks who did it."""
AUXILIARIES = word_set(
    """
    akan bisa mampu dapat berhasil telah sudah resmi baru kembali juga pun sempat kini
    """
)
BARE_VERBS = word_set(
    """
    lahir tiba jebol pindah tutup wafat datang masuk menang kalah tewas naik turun jatuh hilang
    gagal lolos mundur pulang hadir muncul runtuh roboh selesai tumbuh bangkrut batal ambruk bocor
    absen unggul pergi ikut anjlok melemah rusak terluka luka tenggelam mogok bubar pensiun cedera
    mangkir kabur keluar kembali gabung hijrah bangkit cerai takluk tersingkir juara padam libur
    sakit
    """
)
NO_VERBS = word_set(
    """
    berita beras berat berbagai bersama berikut berkat berlian beruang dinas dirinya digital
    direktur direksi dirut distrik diskon disiplin diplomat diplomatik diplomasi dinding dinamis
    dinasti dimensi diesel diploma divisi diameter diagnosis dialog diaspora media medali medis
    member mental menteri mentor menu menit mesin meter metro mereka merah merek meriam merdeka
    mewah melodi memori mendadak mengenai menurut menjelang melalui melainkan merata terhadap
    terkait tersebut terbaik terbesar terbaru terakhir terlalu termasuk terutama tertentu terdekat
    terkini teras terminal teritorial teror teroris terorisme ternak tertinggi terendah terjemahan
    tercepat terpadu terima terang berkala bersih bernama mengingat berdasarkan bersangkutan
    tergantung terjadinya beranda beberapa berapa belanja besaran bensin tertua termuda terkenal
    ternama terkuat terpopuler terpercaya menengah member merupakan menjadi dibanding dibandingkan
    tentang ternyata
    """
)
_VERB = re.compile(r"(?:di[a-z]{4,}|me[lmnrwy][a-z]{3,}|be(?:r|ker|la)[a-z]{3,}|ter[a-z]{3,})")
EVENT_VERBS = word_set(
    """
    berlangsung digelar diadakan dilaksanakan diselenggarakan terjadi ditemukan ditangkap dimakamkan
    dirawat bertemu tinggal dibangun berkantor berlokasi terletak diluncurkan dibuka tewas wafat
    meninggal dipamerkan bermarkas lahir dilahirkan diresmikan diproduksi mendarat jatuh tenggelam
    berada ditahan disidang dibesarkan diamankan dikuburkan
    """
)
MOTION_VERBS = word_set(
    """
    pindah mengungsi bertolak terbang berangkat hijrah dibawa dilarikan dipindahkan dievakuasi kabur
    """
)
WINS = word_set(
    """
    menang unggul menaklukkan mengalahkan membekuk menghajar membungkam melibas menggulung
    menundukkan
    """
)
LOSSES = word_set("kalah takluk tumbang menyerah dikalahkan ditaklukkan imbang ditahan")


def is_verb(word: str) -> bool:
    """Whether a word in small letters is written like a verb.

    >>> is_verb("meresmikan"), is_verb("dibuka"), is_verb("menteri"), is_verb("tutup")
    (True, True, False, True)
    """
    return word in BARE_VERBS or (word not in NO_VERBS and _VERB.fullmatch(word) is not None)
