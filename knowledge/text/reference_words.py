"""Word lists that show how a question refers to its conversation: pronouns, question words, roles, places.

Indonesian and English share each list, because people mix the languages and the few words that mean different
things ("dan", "it", "in") do no harm here. All words are case-folded; informal spellings are included.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split("|"))


QUESTION = _words(
    """siapa siapakah sapa apa apakah apaan kapan kapankah kpn berapa berapakah brp mengapa mengapakah
    kenapa knp napa bagaimana bagaimanakah gimana gmn gmana mana manakah dimana dimanakah kemana
    darimana who whom whose what which when where why how what's who's where's when's how's"""
)
PERSON_QUESTION = _words("siapa siapakah sapa who whom who's")

SMALL_TALK = _words(
    """terima kasih makasih makasi trims thx thanks thank you very much so a lot ok oke okay okey baik
    baiklah siap sip mantap bagus great good nice cool sure got it halo hai hi hello hey selamat
    pagi siang sore malam morning evening afternoon night bye dadah ya iya yes no tidak nggak ngga
    gak yup yep betul benar right hehe haha wah oh wow hmm banyak sekali banget ya yah deh dong min
    kak bang pak bu mas mbak lol well alright fine perfect understood noted maaf sorry please tolong
    test tes begitu i see"""
)

LEADS: tuple[tuple[str, ...], ...] = _phrases(
    """lalu bagaimana dengan | terus bagaimana dengan | dan bagaimana dengan | bagaimana dengan |
    bagaimana kalau | bagaimana jika | gimana dengan | gimana kalau | gimana kalo | gmn dengan | gmn
    kalau | gmn kalo | lalu kalau | terus kalau | trus kalau | terus kalo | trus kalo | dan kalau |
    nah kalau | trus gimana dengan | terus gimana dengan | apa kabar dengan | and what about | but
    what about | so what about | and how about | what about | how about | what of | and what of |
    and for | and in the case of | and then | and so | but then | nah terus | dan lalu | kalau soal
    | kalau untuk | kalau | kalo | klo | kl | dan | lalu | terus | trus | kemudian | nah | tapi |
    tetapi | namun | sedangkan | sementara | and | but | then | so | also"""
)
"""Phrases that introduce an elliptic follow-up: "lalu bagaimana dengan", "what about"."""

ASKING_LEADS = _words("dengan kalau kalo klo kl about of case untuk soal")
"""Last words of leads that ask the same question about something else. Other leads only continue."""

PERSON_PRONOUNS = _words("dia ia beliau he she him his her hers himself herself he's she's")
PLURAL_PRONOUNS = _words("mereka they them their theirs themselves they're keduanya both")
THING_PRONOUNS = _words(
    """it its it's itu tersebut tsb tadi that this those these ini begitu gitu demikian itself"""
)
PLACE_PRONOUNS = _words("sana situ there")
CONTINUING = _words(
    """lagi lain lainnya selain else another other others more besides selanjutnya berikutnya
    setelahnya sesudahnya sebelumnya kedua ketiga keempat pertama terakhir second third first last
    next afterwards latter former"""
)
BARE_ORDINALS = _words("kedua ketiga keempat pertama terakhir second third first last next latter former")

FUNCTION = _words(
    """yang di ke dari pada dalam untuk dengan oleh atas bawah antara tentang soal mengenai terhadap
    hingga sampai sejak saat ketika waktu sebagai seperti bahwa karena jika bila agar supaya atau
    dan tapi tetapi namun serta juga saja aja sih dong deh kok nih ya kah lah pun adalah ialah
    merupakan ada akan sudah telah sedang masih belum tidak tak bukan bisa dapat harus boleh mau
    ingin para sang si sebuah seorang suatu setiap semua banyak beberapa sangat lebih paling hanya
    kini sekarang kali menjadi jadi punya kita kami saya aku anda kamu apakah tolong coba jelaskan
    sebutkan ceritakan yg dgn utk dlm pd krn tdk gak nggak udah udh blm jg sama buat kayak menurut
    akibat sekitar per baru bagi demi usai setelah sesudah sebelum selama melalui sambil sementara
    meski meskipun walau walaupun sebanyak sejumlah selain secara hal a an the of in on at to from
    for with by about into over after before during between against under through and or but if is
    are was were be been being am do does did done doing has have had having will would can could
    shall should may might must not no than as so too very just only also any some all each every
    there here now then i you we me my your our us tell give please isn't wasn't don't didn't
    doesn't aren't still ever already s regarding concerning according since until while because
    whether up out down off that's own such anyone someone anybody somebody anything something
    everyone everything nothing nobody whose many much few several most more both either neither
    else upon within without toward towards among like used"""
)

RELATIONAL = _words(
    """nama jumlah jumlahnya total banyaknya hasil hasilnya penyebab sebab alasan tujuan lokasi tempat
    letak biaya anggaran dampak akibat korban jiwa tewas meninggal luka terluka selamat peserta
    pemenang pelaku tersangka saksi kronologi kronologinya detail detailnya rincian penjelasan
    keterangan informasi contoh jenis macam ukuran panjang lebar tinggi luas berat kapasitas durasi
    lama jarak tanggal hari jam pukul tahun bulan minggu umur usia jabatan pekerjaan asal istri
    suami anak ayah ibu kata katanya bilang ujar ujarnya tanggapan pendapat komentar reaksi respons
    sikap terjadi berlangsung dimulai mulai selesai berakhir hadir datang pergi ikut terlibat lahir
    menang kalah bertemu dilakukan digelar diadakan dibuat menyebabkan orang pihak kondisi keadaan
    kabar kelanjutan kelanjutannya rencana langkah solusi syarat cara proses tahap posisi status
    nilai angka persen persentase kenaikan penurunan naik turun isi isinya maksud maksudnya arti
    artinya manfaat fungsi peran tugas penting benar kekuatan kerugian bantuan name names number
    amount total result results outcome cause reason reasons purpose aim location place venue cost
    costs price budget impact effect victims victim casualties died dead killed injured hurt
    survived people person attend attended participants winner suspect witness details detail
    explanation information example kind type size length height weight capacity duration long far
    date day time year month week age old job wife husband son daughter child children father mother
    say says said saying tell told comment response reaction opinion happen happened happening
    happens take took place start started begin began end ended come came go went going involved win
    won lose lost born meet met get got make made become became call called mean means cause caused
    many much big large often rise fall rose fell condition status plan plans role important else
    interesting aspects article know think thought feel felt work worked live lived lives like liked
    famous successful well receive received popular"""
)
"""Words that ask for an aspect of a topic but name no topic: a question of these alone is a follow-up."""

PERSON_NOUNS = _words(
    """kata ujar ucap tutur jelas ungkap tegas sebut bilang istri suami anak ayah ibu umur usia jabatan
    karier pendapat tanggapan komentar pekerjaan profesi kakak adik orangtua keluarga gelar riwayat
    pendidikan sikap pandangan pernyataan harapan pesan nama partai rumah kediaman gaji kekayaan
    lawan"""
)
"""Nouns whose "-nya" refers to a person rather than a thing, if the conversation mentions a person."""

NOT_POSSESSED = _words(
    """hanya tanya bertanya punya biasanya sebenarnya sebaiknya seharusnya harusnya akhirnya misalnya
    kenyataannya rupanya tampaknya umumnya khususnya bukannya pokoknya untungnya setidaknya
    sepertinya nampaknya kayaknya makanya mestinya selamanya sesungguhnya pastinya adanya sekiranya
    kiranya nanya mempunyai menanya pada umumnya sekurangnya selebihnya lamanya seluruhnya semuanya
    sepenuhnya"""
)

"""Words in which "nya" is no possessive ending."""

TIME = _words(
    """hari ini kemarin besok lusa tadi malam nanti sekarang minggu bulan tahun lalu depan pekan pagi
    siang sore januari februari maret april mei juni juli agustus september oktober november
    desember senin selasa rabu kamis jumat sabtu today yesterday tomorrow tonight now week month
    year last next ago january february march may june july august october december monday tuesday
    wednesday thursday friday saturday sunday morning evening night"""
)
INNER = _words(
    """di ke dari pada untuk yang dan dengan oleh antara tentang soal mengenai terhadap akibat dalam
    baru bagi
    of in the for to and at on with by about a an from between over as against into"""
)
"""Function words that may stand inside a phrase, between two topic words."""

SMALL_BEFORE_FRAGMENT = _words(
    "di ke dari pada in at on from to for tahun bulan year untuk dengan the of by soal"
)
"""Words before the topic of an elliptic follow-up: "di Laos", "tahun 2021"."""

TRAILING = _words("gimana bagaimana gmn how then ya")
"""Words that can be removed from the end of an elliptic follow-up: "kalau 2021 gimana?"."""

MONTHS = _words(
    """januari februari maret april mei juni juli agustus september oktober november desember january
    february march may june july august october december"""
)
DEICTIC = _words("hari kemarin besok lusa malam sekarang today yesterday tomorrow tonight now")
"""Words that refer to the day of asking. A question about today is rarely about the article just quoted."""

ROLES = _words(
    """leader pemimpin menteri perdana presiden wakil gubernur bupati wali walikota dubes duta besar
    direktur ketua
    kepala komandan jenderal kapten pelatih kapolri kapolres kapolda juru bicara sekretaris raja
    ratu pangeran sultan panglima komisaris manajer hakim jaksa pengacara pengamat peneliti guru
    dokter ustaz kiai haji bapak ibu pak bu tuan nyonya mas mbak dr prof ir hj h mr mrs ms sir lord
    dame president prime minister mayor governor senator ambassador director chairman chairwoman
    chief general captain coach secretary king queen prince princess judge professor doctor
    spokesman spokeswoman spokesperson commander commissioner superintendent inspector vice deputy
    manager officer rektor dekan camat lurah menlu menkeu menkes mendagri menhan mendikbud wapres
    wagub pm utama executive head founder pendiri penyanyi aktor aktris penulis atlet petinju
    pebalap politisi warga dosen"""
)
ROLE_COMPLEMENTS = _words(
    """dalam luar negeri pertahanan keuangan kesehatan pendidikan perdagangan perhubungan pertanian
    agama sosial hukum umum desa pariwisata kota foreign health finance defence defense interior
    education transport of"""
)
PLACE_HEADS = _words(
    """pulau kota kabupaten kecamatan desa kelurahan provinsi jalan jembatan gunung sungai danau laut
    pelabuhan bandara stasiun stadion rumah gedung istana taman kampung teluk selat pantai kawasan
    distrik lembah bendungan waduk pasar terminal island city bridge river lake mount street road
    avenue park station airport port stadium hospital valley village county district bay square hall
    palace harbour harbor museum dam"""
)
ORGANISATION_HEADS = _words(
    """kementerian universitas institut pt cv bank partai badan lembaga dinas komisi dewan yayasan
    asosiasi federasi persatuan perusahaan grup polda polres polsek tbk klub tim ministry university
    institute company corporation group council committee commission agency department party union
    association federation club team inc ltd corp authority board office bureau foundation school
    academy akademi sekolah pengadilan mahkamah court college records studios fc cup award awards
    museum series festival pictures league news bpbd kpk"""
)
PLACE_PREPOSITIONS = _words("di ke dari in at from to near into across")
SPEECH = _words(
    """mengatakan kata ujar ucap menyatakan menjelaskan menuturkan menambahkan mengungkapkan menegaskan
    menyebut menilai mengaku meminta berharap tutur said says told added explained stated announced"""
)
CONNECTORS = _words("bin binti van von de da del der den di la le el al of ibn dos")
SHORT_TITLES = _words("dr prof mr mrs ms st hj h ir drs jend kol kapt gen col capt sgt jr sr rev hon")
