"""Indonesian words by which the forms of questions recognise what a sentence says. All are case-folded."""

from __future__ import annotations

import re

from knowledge.newsroom.question_forms.indonesian_verbs import is_verb
from knowledge.text.stop_words import INDONESIAN, word_set

POINTING = word_set(
    """
    ia dia beliau mereka keduanya ketiganya kami kita saya aku kamu anda itu ini tersebut tsb tadi
    situ sana sini begitu demikian hal begini semua sang pihaknya lain lainnya sebelumnya berikutnya
    selanjutnya sama lagi pula kedua ketiga kemarin besok lusa sekarang lalu depan mendatang hal-hal
    dll dsb dkk yakni yaitu bahwa apa siapa bagaimana sebagaimana seperti
    """
)
"""A question with one of these is not understood without its article."""
SUBORDINATE = word_set(
    """
    yang bahwa karena lantaran akibat sebab jika bila kalau agar supaya sehingga ketika saat setelah
    sebelum usai sambil sementara meski meskipun walau walaupun seperti seusai sejak hingga sampai
    selama demi guna
    """
)
CAUSES = word_set("karena lantaran akibat gara-gara")
ADVERBS = word_set(
    """
    juga pun pula lantas kemudian sendiri sontak langsung akhirnya sempat turut sebenarnya memang
    sebetulnya
    """
)
DANGLING = word_set(
    """
    mulai akan hanya baik bukan selain oleh sebagian termasuk terutama justru salah semata
    semata-mata mungkin diduga antara tak tidak telah sudah baru masih dan atau serta di ke dari
    pada untuk dengan dalam sebagai bagi bisa dapat harus boleh ingin mau jadi menjadi adalah lebih sangat
    paling cukup cuma sekadar disebabkan dikarenakan yakni bisa-bisa entah bahkan diperkirakan
    dikabarkan disebut lebih-lebih sekitar hampir sebab satunya
    """
)
"""A clause that ends with one of these is cut off."""
QUANTIFIERS = word_set(
    """
    sebanyak sedikitnya sekitar setidaknya hampir total sejumlah kurang-lebih sekurangnya lebih dari
    hingga nyaris
    """
)
NUMBER_WORDS = word_set(
    """
    dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belasan puluhan ratusan ribuan
    jutaan selusin
    """
)
SCALES = word_set("belas puluh ratus ribu juta miliar milyar triliun lebih")
UNITS = word_set(
    """
    persen dolar euro rupiah poundsterling pound yen yuan ringgit kali hari jam menit detik tahun
    bulan pekan
    """
)
"""Nouns after a number that say how much rather than how many."""
CURRENCIES = re.compile(r"(?:Rp|US\$|USD|S\$|\$|€|£)\.?\d*")
VALUE_VERBS = word_set(
    """
    mencapai sebesar sebanyak senilai adalah yakni yaitu menjadi naik turun sekitar hanya
    diperkirakan ditaksir tercatat berkisar menembus menyentuh dipatok ditetapkan dibanderol
    meningkat melonjak anjlok bertambah berada ialah tinggal kini sudah telah akan masih ditargetkan
    diprediksi berjumlah melebihi seharga dijual hampir merosot menyusut melesat tembus setara
    sejumlah dinyatakan
    """
)
MEASURES = word_set(
    """
    harga biaya anggaran kerugian jumlah total nilai luas panjang tinggi lebar berat usia umur
    kapasitas kecepatan jarak suhu tarif gaji upah denda pendapatan laba omzet omset keuntungan
    utang investasi populasi produksi penjualan ekspor impor inflasi pertumbuhan rata-rata
    persentase tingkat ketinggian kedalaman durasi daya kekuatan hadiah taksiran target modal stok
    kuota rating lama realisasi penerimaan keuntungan belanja transaksi volume
    """
)
"""Nouns with a value: "Berapa harga beras di Pasar Lindung?"."""
AMOUNTS_OF = word_set(
    """
    pendapatan laba keuntungan kerugian investasi dana denda hadiah modal pinjaman pendanaan bantuan
    omzet anggaran penjualan
    """
)
DURATIONS = word_set("hari jam menit detik tahun bulan pekan minggu")
ASKED_NOUNS = word_set(
    """
    gejala penyebab syarat tujuan manfaat alasan keunggulan target tema motif dampak fungsi kendala
    tantangan kunci rahasia penyakit ciri tanda kelebihan kekurangan dasar misi visi modus tugas
    rencana agenda
    """
)
"""Nouns of which "… adalah" tells what they are: "Apa gejala demam kelok?"."""
THING_HEADS = word_set(
    """
    perusahaan aplikasi layanan platform organisasi lembaga penyakit program portal fitur sistem
    klub partai teknologi perangkat produk situs startup badan kelompok komunitas yayasan alat
    metode proses sebuah istilah gangguan kondisi virus obat makanan minuman tanaman hewan spesies
    film album lagu gim game permainan festival ajang kompetisi acara pameran proyek bank maskapai
    produsen pengembang penyedia merek seri ponsel smartphone mobil motor pesawat kapal satelit
    jaringan upacara tradisi konsep bakteri senyawa zat operator asosiasi federasi
    """
)
"""Nouns that tell what a thing is: "GERD adalah penyakit …"."""
PERSON_HEADS = word_set(
    """
    pemain pria wanita perempuan aktivis mantan bekas politisi politikus pengusaha pedagang pengamat
    pegiat seniman musisi kiper striker bek gelandang penyerang winger pelatih direktur ketua kepala
    menteri gubernur bupati wali presiden rektor dosen peneliti pendiri pemimpin juru sekretaris
    komandan kapten penyanyi aktor aktris penulis atlet koordinator wakil anggota guru dokter hakim
    jaksa pengacara sutradara perancang desainer ahli pakar ekonom psikolog sejarawan pustakawan
    manajer ceo seorang pembalap petinju pelukis komedian presenter
    """
)
OFFICES = word_set(
    """
    presiden wakil menteri perdana gubernur bupati wali ketua kepala direktur rektor panglima
    kapolri kapolda kapolres sekretaris duta dubes jenderal raja ratu sultan komisaris camat lurah
    dekan sekjen dirjen juru
    """
)
"""Offices that are written with a capital: "Ketua Komisi Pemilihan Kota", but "pelatih Persada Lintang"."""
NO_SPEAKERS = word_set(
    """
    indeks data laporan survei uu undang-undang pasal perpres perppu aturan jadwal pemerintah polisi
    """
)
"""Words that begin the name of what says nothing by itself, or not as one."""
EVENTS = word_set(
    """
    kebakaran terbakar gempa banjir kecelakaan ledakan meledak longsor meletus letusan kericuhan
    bentrokan bentrok penembakan perampokan tsunami jebol runtuh ambruk roboh kerusuhan
    """
)
"""What happens at a place: "Apa yang terjadi di Pasar Lindung?"."""
AGAINST = word_set("atas dari kontra melawan lawan dengan oleh")
NO_TOPICS = (POINTING | NUMBER_WORDS | SCALES | UNITS | DURATIONS | INDONESIAN) | word_set(
    """
    unit orang buah musim pihak nomor perlu angkat bicara milik minta gara macam cara baru
    konferensi siaran pers keterangan wawancara tertulis telepon kepada hadapan bernama ambil paksa
    """
)


def is_topic_noun(word: str) -> bool:
    """Whether a word in small letters may be part of what somebody speaks of.

    >>> is_topic_noun("dana"), is_topic_noun("juta"), is_topic_noun("dibuka")
    (True, False, False)
    """
    return word not in NO_TOPICS and not is_verb(word) and not word.endswith("nya")
