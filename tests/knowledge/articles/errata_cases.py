"""Invented errata, each with the article that it corrects and with one about something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from knowledge.models import Article
from knowledge.text import sentences


@dataclass(frozen=True)
class Case:
    """An erratum, the article that it corrects, and an article that it does not: each title and text."""

    erratum: tuple[str, str]
    corrected: tuple[str, str]
    unrelated: tuple[str, str]


def article(title: str, text: str, *, number: int = 1, day: date | None = None) -> Article:
    """Makes an article with the sentences that Kutip finds; its id is its revision ``number``."""
    return Article(
        id=str(number),
        revision=number,
        title=title,
        text=text,
        sentences=tuple(sentences.split(text)),
        language="id",
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        published_on=day,
    )


CASES = [
    Case(
        (
            "Ralat: Jumlah Rumah Rusak di Tegalwaru",
            "Dalam berita tanggal 4 Maret 2026 kami menulis bahwa 730 rumah rusak akibat angin kencang di "
            "Tegalwaru. Angka yang benar adalah 73 rumah. Kami mohon maaf atas kesalahan ini.",
        ),
        (
            "Angin Kencang Rusak 730 Rumah di Tegalwaru",
            "Angin kencang melanda Kecamatan Tegalwaru pada Selasa sore. Sebanyak 730 rumah rusak, "
            "sebagian besar kehilangan atap. Warga mengungsi ke balai desa.",
        ),
        (
            "Angin Kencang Tumbangkan Pohon di Pelabuhan",
            "Angin kencang menumbangkan sebelas pohon di sekitar Pelabuhan Sanur Baru pada Selasa sore. "
            "Dua mobil rusak. Sebanyak 730 penumpang feri menunggu hingga malam.",
        ),
    ),
    Case(
        (
            "Koreksi: Harga Tiket Trem Layang Kota Arjuna",
            "Harga tiket trem layang Kota Arjuna seharusnya tertulis Rp 6.000, bukan Rp 60.000. Redaksi "
            "mohon maaf atas kekeliruan tersebut.",
        ),
        (
            "Trem Layang Kota Arjuna Beroperasi Mulai Juni",
            "Trem layang pertama di Kota Arjuna akan melayani penumpang mulai Juni. Tiket sekali jalan "
            "dijual Rp 60.000 di semua halte. Wali kota menyebut jalur kedua dibangun tahun depan.",
        ),
        (
            "Tarif Parkir Stasiun Naik",
            "Tarif parkir di Stasiun Bukitlawang naik menjadi Rp 60.000 sehari. Pengelola beralasan lahan "
            "terbatas. Penumpang kereta mengeluh di media sosial.",
        ),
    ),
    Case(
        (
            "Pembetulan",
            "Nama kepala museum dalam berita tentang koleksi keris di Museum Wiralaga yang benar adalah "
            "Satrio Panduwinata, bukan Satrio Panduwijaya.",
        ),
        (
            "Museum Wiralaga Pamerkan Keris Abad Ke-17",
            "Museum Wiralaga memamerkan 40 bilah keris dari abad ke-17. Kepala museum, Satrio Panduwijaya, "
            "mengatakan koleksi itu dikumpulkan selama dua dasawarsa.",
        ),
        (
            "Perpustakaan Daerah Pamerkan Naskah Kuno",
            "Perpustakaan daerah memamerkan naskah lontar. Kurator pameran, Satrio Panduwijaya, pernah "
            "bekerja di luar negeri selama sepuluh tahun.",
        ),
    ),
    Case(
        (
            "Catatan Redaksi tentang Festival Layang-layang",
            "Kami keliru menulis tanggal Festival Layang-layang Pantai Gelora. Festival itu digelar pada "
            "21 Juli, bukan 12 Juli.",
        ),
        (
            "Festival Layang-layang Kembali ke Pantai Gelora",
            "Festival Layang-layang akan kembali digelar di Pantai Gelora pada 12 Juli. Peserta dari "
            "sembilan kota sudah mendaftar. Panitia menyediakan tempat parkir bagi 900 kendaraan.",
        ),
        (
            "Pasar Malam Pantai Gelora Ditutup",
            "Pasar malam di Pantai Gelora ditutup mulai 12 Juli karena ombak tinggi. Pedagang dipindahkan "
            "ke terminal lama.",
        ),
    ),
    Case(
        (
            "Ralat Berita Kecelakaan Bus di Tanjakan Cemara",
            "Sebelumnya tertulis bahwa kecelakaan bus di Tanjakan Cemara menewaskan lima orang. Menurut "
            "polisi, korban tewas tiga orang. Yang benar adalah tiga orang tewas dan dua orang luka berat.",
        ),
        (
            "Bus Masuk Jurang di Tanjakan Cemara",
            "Sebuah bus wisata masuk jurang di Tanjakan Cemara pada Minggu pagi. Kecelakaan itu menewaskan "
            "lima orang. Sopir bus diduga mengantuk.",
        ),
        (
            "Kecelakaan Truk di Jalan Tol Purwa",
            "Kecelakaan truk di jalan tol Purwa menewaskan lima orang pada Minggu pagi. Polisi menduga rem "
            "truk blong.",
        ),
    ),
    Case(
        (
            "Ralat: Anggaran Stadion Lembayung",
            "Anggaran renovasi Stadion Lembayung bukan Rp 45 miliar melainkan Rp 4,5 miliar.",
        ),
        (
            "DPRD Setujui Renovasi Stadion Lembayung",
            "DPRD menyetujui anggaran Rp 45 miliar untuk renovasi Stadion Lembayung. Rumput dan lampu akan "
            "diganti sebelum musim baru.",
        ),
        (
            "DPRD Setujui Anggaran Jalan Desa",
            "DPRD menyetujui anggaran Rp 45 miliar untuk jalan desa. Pengerjaan dimulai setelah musim hujan.",
        ),
    ),
    Case(
        (
            "Correction: school places in Northmere",
            "An earlier version of this article misstated the number of new school places in Northmere as "
            "3,400. The correct figure is 340.",
        ),
        (
            "Northmere to open two schools in autumn",
            "Northmere will open two primary schools in autumn. Together they offer 3,400 new places, the "
            "council said. Teachers have welcomed the plan.",
        ),
        (
            "Harbour festival draws record crowd",
            "The harbour festival drew 3,400 visitors on its first day. Organisers opened a second gate at "
            "noon. Local schools sent choirs.",
        ),
    ),
    Case(
        (
            "Corrections and clarifications",
            "Our report on the Elmsworth reservoir should have read 12 metres, not 21 metres. We regret "
            "the error.",
        ),
        (
            "Elmsworth reservoir falls to lowest level",
            "Water in the Elmsworth reservoir has fallen by 21 metres since April. Engineers call it the "
            "lowest level since the dam was built.",
        ),
        (
            "Climbers rescued from quarry",
            "Two climbers fell 21 metres at a disused quarry on Sunday. Both were flown to hospital with "
            "broken legs.",
        ),
    ),
    Case(
        (
            "Erratum",
            "The opening of the Saltmarsh bridge will be on Thursday, not Tuesday as we reported.",
        ),
        (
            "Saltmarsh bridge opens after five years",
            "The Saltmarsh bridge will open on Tuesday after five years of work. Lorries must still take "
            "the old road.",
        ),
        (
            "Ferry strike called off",
            "The ferry strike planned for Tuesday has been called off after talks. Services to the islands "
            "resume at dawn.",
        ),
    ),
    Case(
        (
            "Ralat Jumlah Pendaftar Sekolah Perawat Sekarmadu",
            "Jumlah pendaftar Sekolah Perawat Sekarmadu tahun ini 1.260 orang. Kami mohon maaf atas "
            "kekeliruan dalam berita sebelumnya.",
        ),
        (
            "Pendaftar Sekolah Perawat Sekarmadu Melonjak",
            "Pendaftar Sekolah Perawat Sekarmadu tahun ini mencapai 2.160 orang, dua kali lipat tahun "
            "lalu. Sekolah itu hanya menyediakan 300 kursi.",
        ),
        (
            "Rumah Sakit Sekarmadu Kekurangan Tempat Tidur",
            "Rumah Sakit Sekarmadu kekurangan tempat tidur sejak awal bulan. Perawat bekerja dua giliran "
            "berturut-turut, dan pasien menunggu di lorong.",
        ),
    ),
    Case(
        (
            "Kebakaran Gudang Kertas Majuparna (Ralat)",
            "Api yang melalap gudang kertas Majuparna pada Jumat padam dalam dua jam. Berita kami "
            "sebelumnya menyebut dua belas jam. Kerugian sedang dihitung.",
        ),
        (
            "Gudang Kertas Majuparna Terbakar",
            "Gudang kertas milik Majuparna terbakar pada Jumat dini hari. Api baru padam setelah dua belas "
            "jam. Tidak ada korban, dan kerugian sedang dihitung.",
        ),
        (
            "Gudang Beras Roboh",
            "Gudang beras di Desa Palasari roboh pada Jumat. Petugas mencari penjaga gudang selama dua "
            "belas jam sebelum ia ditemukan selamat.",
        ),
    ),
    Case(
        (
            "Ralat: Panen Garam Teluk Rantih",
            "Petani garam Teluk Rantih memanen 800 ton pada September. Sebelumnya tertulis 8.000 ton.",
        ),
        (
            "Panen Garam Teluk Rantih Terbesar dalam Sepuluh Tahun",
            "Petani garam di Teluk Rantih memanen 8.000 ton pada September, hasil terbesar dalam sepuluh "
            "tahun. Harga garam turun karena pasokan berlimpah.",
        ),
        (
            "Panen Padi Turun karena Hama",
            "Petani padi di Lembah Sari hanya memanen 8.000 ton pada September karena hama wereng. Dinas "
            "pertanian membagikan bibit baru.",
        ),
    ),
]
