"""A bilingual list of common news words: Indonesian and English words of the same meaning share one term.

The terms match a question with an article in the other language, where names and numbers alone are not
enough. The list is Kutip's own. Groups are separated by ``|``; in a phrase, ``_`` stands for a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

_GROUPS = """
president presiden|minister menteri|prime_minister perdana_menteri|ambassador duta_besar dubes
embassy kedutaan kedubes|governor gubernur|mayor walikota wali_kota walkot|regent bupati|vice wakil deputy
king raja|queen ratu|prince pangeran|director direktur dirut ceo chief_executive|commissioner komisaris
treasurer bendahara|rector rektor|dean dekan|commander komandan panglima|captain kapten|referee wasit
chairman ketua chair chairwoman|secretary sekretaris
spokesman jubir spokesperson juru_bicara|general jenderal|army tentara military militer
soldier prajurit serdadu|police polisi|officer petugas|judge hakim|lawyer pengacara|prosecutor jaksa
doctor dokter|nurse perawat|patient pasien|hospital rumah_sakit|clinic klinik puskesmas|teacher guru
student mahasiswa siswa murid pupil|school sekolah|headmaster headmistress kepala_sekolah
university universitas|professor profesor|expert pakar ahli|scientist ilmuwan
research penelitian riset researcher peneliti|farmer petani agriculture pertanian|fisherman nelayan
trader pedagang trade perdagangan|driver sopir pengemudi|passenger penumpang|resident warga penduduk
citizen warganegara warga_negara|people orang|man pria laki|woman perempuan wanita|child anak children
parent orang_tua|father ayah|mother ibu|husband suami|wife istri|family keluarga|brother sister saudara
victim korban|survivor penyintas|suspect tersangka|witness saksi|thief pencuri|member anggota
leader pemimpin|founder pendiri|owner pemilik|manager manajer|actor aktor|singer penyanyi
writer penulis author|journalist wartawan jurnalis|artist seniman|player pemain|coach pelatih|champion juara
athlete atlet|team tim|match pertandingan|score skor|goal gol|trophy piala cup|medal medali|stadium stadion
league liga|tournament turnamen|football soccer sepak_bola|badminton bulu_tangkis|race balapan lomba
win menang|lose kalah defeat kalahkan|government pemerintah|parliament parlemen|party partai|vote suara
campaign kampanye|candidate calon kandidat|law undang|regulation peraturan|court pengadilan
prison penjara jail|trial sidang|ministry kementerian|agency badan|council dewan|committee komite
commission komisi|office kantor dinas|company perusahaan entrepreneur pengusaha businessman business bisnis
factory pabrik|market pasar|shop toko store|restaurant restoran|union serikat
association paguyuban asosiasi perkumpulan|foundation yayasan|country negara|city kota
village desa|province provinsi|regency kabupaten|district kecamatan|region wilayah area|island pulau
mountain gunung|river sungai|lake danau|sea laut|beach pantai|forest hutan|dam bendungan|levee dike tanggul
bridge jembatan|road jalan street|airport bandara|port pelabuhan harbour|station stasiun|terminal terminal
border perbatasan|north utara|south selatan|east timur|west barat|capital ibukota ibu_kota|house rumah
roof atap|wall dinding tembok|tower menara|museum museum|library perpustakaan|church gereja|mosque masjid
temple candi kuil|park taman|field lapangan ladang|earthquake gempa gempa_bumi|flood banjir
fire kebakaran api burn bakar terbakar|eruption letusan erupsi|volcano gunung_api gunung_berapi|storm badai
landslide longsor tanah_longsor|drought kekeringan|wave gelombang ombak|rain hujan|weather cuaca
accident kecelakaan|explosion ledakan|war perang|attack serangan|shoot tembak|bomb bom|crime kejahatan
murder pembunuhan kill bunuh|corruption korupsi|drug narkoba narkotika|smuggle selundup
trafficking perdagangan_orang perdagangan_manusia perdagangan_narkoba|protest demonstrasi unjuk_rasa
strike mogok|find temu|meeting pertemuan meet bertemu|talks perundingan negotiation|promise janji
agreement perjanjian kesepakatan|treaty traktat|visit kunjungan|welcome sambut
cooperation kerjasama kerja_sama|relation hubungan relationship|help bantuan aid assist assistance
support dukungan|loan pinjaman|debt utang|price harga|cost biaya|money uang|budget anggaran|tax pajak
wage upah salary gaji|rent sewa|fine denda|profit laba keuntungan|loss kerugian rugi|damage kerusakan rusak
percent persen|million juta|billion miliar|trillion triliun|thousand ribu|hundred ratus
half separuh setengah|number jumlah total|export ekspor|import impor|inflation inflasi|currency mata_uang
interest_rate suku_bunga|investment investasi|rice beras padi|oil minyak|fuel bahan_bakar bbm
coal batubara batu_bara|electricity listrik|water air|food makanan pangan|coffee kopi|sugar gula|salt garam
car mobil|train kereta kereta_api|plane pesawat aircraft|ship kapal|boat perahu|raft rakit|ferry feri
truck truk|motorcycle sepeda_motor|bicycle sepeda|ticket tiket|journey perjalanan trip|traffic lalu_lintas
disease penyakit illness|virus virus|vaccine vaksin|medicine obat|pandemic pandemi|outbreak wabah
symptom gejala|infect terjangkit infeksi tertular|death kematian die dead tewas meninggal meninggal_dunia
injured terluka luka wounded|rescue selamat save|search cari
evacuate mengungsi ungsi evacuee refugee pengungsi|arrest tangkap|verdict vonis|punishment hukuman penalty
accuse tuduh|deny bantah|admit akui|reject tolak|approve setujui|ask minta tanya|answer jawab|say kata
explain jelas|warn peringat|hope harap|fear takut khawatir worry|angry marah|praise puji|criticize kritik
complain keluh|apologize maaf|born lahir|age usia umur|year tahun|month bulan|day hari|week pekan minggu
hour jam|minute menit|morning pagi|noon siang|evening sore|night malam
height tinggi highest tertinggi high tall|weight berat|distance jarak|long panjang length|wide lebar
deep dalam|large besar big|small kecil|new baru|old lama tua|young muda|first pertama|last terakhir
early awal|late terlambat lambat|name nama|book buku|film movie|song lagu|music musik|dance tari
award penghargaan|prize hadiah|exhibition pameran|festival festival|culture budaya kebudayaan
history sejarah|language bahasa|religion agama|world dunia|international internasional|national nasional
abroad luar_negeri|education pendidikan|health kesehatan|economy ekonomi economic|detain tahan
defence pertahanan defense|security keamanan|safety keselamatan|transport perhubungan transportasi
environment lingkungan|tourism pariwisata|tourist wisatawan turis|technology teknologi|energy energi
industry industri|job kerja work employment worker buruh pekerja labour tenaga_kerja pekerjaan labor
training pelatihan|build bangun building gedung bangunan|repair perbaikan|open buka|close tutup
inaugurate resmi|start mulai begin|finish selesai complete|continue lanjut|stop henti|delay tunda
move pindah|carry bawa|send kirim|receive terima|give beri|buy beli|sell jual|plan rencana|launch luncur
sign tanda_tangan tandatangan|publish terbit|announce umum|appoint angkat tunjuk
elect pilih election pemilu pemilihan|resign mundur|replace ganti|increase naik rise|decrease turun fall
collapse runtuh roboh jebol|sink tenggelam|lost hilang missing|reach capai|need butuh|use guna
cross seberang|learn belajar teach ajar pelajar pelajaran lesson|read baca|write tulis|sleep tidur|red merah
white putih|black hitam|blue biru|green hijau|yellow kuning|dog anjing|cat kucing|fish ikan|bird burung
tree pohon|flower bunga|gold emas|silver perak|iron besi|stone batu|opinion pendapat|reason alasan
cause sebab|result hasil|problem masalah|misunderstanding salah_paham salahpaham kesalahpahaman
target sasaran|purpose tujuan aim|condition syarat keadaan|compensation ganti_rugi|right hak|human manusia
public masyarakat
"""


def synonyms(stem: Callable[[str], str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the term of each single word of the list, by word and by stem.

    The term is ``~`` and the first word of the group. Look up the word before its stem, because different
    words may share a stem: *ketua* (chairman) and *tua* (old). A stem of two groups belongs to the first.

    >>> words, stems = synonyms(str)
    >>> words["presiden"]
    '~president'
    """
    by_word: dict[str, str] = {}
    by_stem: dict[str, str] = {}
    for term, words in _groups():
        for word in words:
            if "_" not in word:
                by_word.setdefault(word, term)
                by_stem.setdefault(stem(word), term)
    return by_word, by_stem


def phrases() -> dict[str, str]:
    """Return the term of each phrase of the list; the words of a phrase are separated by a space.

    >>> phrases()["wali kota"]
    '~mayor'
    """
    return {word.replace("_", " "): term for term, words in _groups() for word in words if "_" in word}


def _groups() -> Iterator[tuple[str, list[str]]]:
    for group in _GROUPS.strip().replace("\n", "|").split("|"):
        words = group.split()
        yield f"~{words[0]}", words
