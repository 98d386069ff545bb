"""Common news words that mean the same in Indonesian and English: one term for both. Our own short list.

Names and numbers alone are too little to match a question with an article in the other language; offices,
events and quantities that news is full of are added. Words are brought together by their stems.
"""

from __future__ import annotations

from collections.abc import Callable

_GROUPS = """
president presiden|minister menteri|prime perdana|ambassador duta dubes embassy|governor gubernur
mayor walikota|king raja|queen ratu|prince pangeran|director direktur|chairman ketua chair chairwoman
secretary sekretaris|spokesman jubir spokesperson|general jenderal|army tentara military militer
police polisi|officer petugas|judge hakim|lawyer pengacara|prosecutor jaksa|doctor dokter|nurse perawat
patient pasien|hospital rumahsakit|teacher guru|student mahasiswa siswa pelajar|school sekolah
university universitas|professor profesor|expert pakar ahli|scientist ilmuwan|researcher peneliti
research penelitian riset|farmer petani|fisherman nelayan|worker buruh pekerja|trader pedagang
driver sopir pengemudi|passenger penumpang|resident warga penduduk|citizen warganegara|people orang
man pria|woman perempuan wanita|child anak children|husband suami|wife istri|family keluarga
victim korban|suspect tersangka|member anggota|leader pemimpin|founder pendiri|owner pemilik|actor aktor
singer penyanyi|player pemain|coach pelatih|champion juara|team tim|match pertandingan|score skor
goal gol|trophy piala cup|stadium stadion|league liga|tournament turnamen|government pemerintah
parliament parlemen|party partai|election pemilu|vote suara|law undang hukum|court pengadilan
prison penjara|ministry kementerian|agency badan|council dewan|committee komite|company perusahaan
bank bank|factory pabrik|market pasar|shop toko|country negara|city kota|village desa|province provinsi
regency kabupaten|region wilayah area|island pulau|mountain gunung|river sungai|lake danau|sea laut
beach pantai|forest hutan|bridge jembatan|road jalan street|airport bandara|port pelabuhan harbour
station stasiun|border perbatasan|north utara|south selatan|east timur|west barat|capital ibukota
building gedung bangunan|house rumah|hotel hotel|museum museum|earthquake gempa|flood banjir
fire kebakaran|eruption letusan erupsi|storm badai|landslide longsor|accident kecelakaan
explosion ledakan|war perang|attack serangan|crime kejahatan|murder pembunuhan|corruption korupsi
drug narkoba narkotika|trafficking perdagangan trade|protest demonstrasi unjukrasa
strike mogok pemogokan|meeting pertemuan meet|talks perundingan negotiation
agreement perjanjian kesepakatan|visit kunjungan|cooperation kerjasama|relation hubungan relationship
help bantuan aid assist assistance|support dukungan|loan pinjaman|price harga|cost biaya|money uang
budget anggaran|tax pajak|wage upah salary gaji|percent persen|million juta|billion miliar|thousand ribu
export ekspor|import impor|rice beras padi|oil minyak|gas gas|coal batubara|electricity listrik
water air|food makanan pangan|coffee kopi|car mobil|train kereta|plane pesawat aircraft|ship kapal
bus bus|motorcycle motor|ticket tiket|disease penyakit|virus virus|vaccine vaksin|medicine obat
pandemic pandemi|symptom gejala|death kematian die dead tewas meninggal|injured terluka luka
arrest tangkap|sentence vonis|born lahir|age usia umur|year tahun|month bulan|day hari|week pekan
hour jam|minute menit|morning pagi|night malam|height tinggi|weight berat|distance jarak|long panjang
wide lebar|large besar big|small kecil|new baru|old lama tua|first pertama|last terakhir
highest tertinggi|name nama|book buku|film movie|song lagu|award penghargaan|prize hadiah
exhibition pameran|festival festival|culture budaya kebudayaan|language bahasa|religion agama
church gereja|mosque masjid|world dunia|international internasional|national nasional|foreign luar
education pendidikan|health kesehatan|economy ekonomi economic|defence pertahanan defense
security keamanan|transport perhubungan|environment lingkungan|build bangun|open buka|close tutup
buy beli|sell jual|win menang|lose kalah|plan rencana|launch luncur|sign tanda|publish terbit|red merah
white putih|black hitam|blue biru|green hijau|dog anjing|cat kucing|fish ikan|tree pohon|gold emas
silver perak|opinion pendapat|reason alasan|cause sebab|result hasil|problem masalah
misunderstanding salahpaham kesalahpahaman|target sasaran
"""


def synonyms(stem: Callable[[str], str]) -> dict[str, str]:
    """From each listed word's stem to the common term, ``~`` with the group's first word.

    >>> synonyms(str)["presiden"]
    '~president'
    """
    found: dict[str, str] = {}
    for group in _GROUPS.strip().replace("\n", "|").split("|"):
        words = group.split()
        for word in words:
            found.setdefault(stem(word), f"~{words[0]}")
    return found
