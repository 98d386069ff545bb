"""Words by which the forms recognise a sentence, of both languages together. All are case-folded."""

from __future__ import annotations

from knowledge.text import reference_words as reference
from knowledge.text.lexicon import synonyms
from knowledge.text.stop_words import STOP_WORDS, word_set

DETERMINERS = word_set("para seorang setiap sebuah banyak the a an each every")
NOT_IN_SUBJECTS = (reference.FUNCTION - reference.INNER - DETERMINERS) | reference.TIME
POINTING = (reference.QUESTION | reference.DEICTIC - {"hari"}) | word_set("""
    ia dia beliau mereka keduanya ketiganya kami kita saya aku kamu anda itu ini tersebut tsb tadi situ sana
    sini begitu demikian hal begini semua sang pihaknya lain lainnya sebelumnya berikutnya selanjutnya sama
    lagi pula kedua ketiga lalu depan mendatang dll dsb dkk yakni yaitu bagaimana sebagaimana seperti he she
    it they this that these those his her him them their its there here we our us i you my your me one another
    other others such same former latter both next last ago then so himself herself itself themselves
""")
"""A question with one of these is not understood without its article."""
SUBORDINATE = word_set("""
    yang bahwa karena lantaran akibat sebab jika bila kalau agar supaya sehingga ketika saat setelah sebelum
    usai sambil sementara meski meskipun walau walaupun seusai sejak hingga sampai selama demi guna who which
    that because after before when while as if since until although though whereas whose where unless but so
    than not is are was were will can could would must
""")
"""Words that are neither in a subject nor in what follows the verb."""
FILLERS = word_set("""
    juga pun pula lantas kemudian sendiri sontak langsung akhirnya sempat turut pernah sebenarnya memang telah
    sudah resmi kini berhasil also finally later still already eventually recently reportedly has have had
""")
"""Words that a question leaves out."""
BEFORE_VERBS = FILLERS | word_set("baru kembali who then")
OPENERS = word_set("""
    namun tetapi tapi sementara sedangkan adapun kini bahkan lalu kemudian padahal malah apalagi terlebih
    meanwhile however but and that
""")
"""Words that begin a clause and are no part of it."""
ENDS = word_set("untuk pada dengan dan serta dalam oleh termasuk dari with during")
"""Words before what a question can leave out."""
CAUSES = word_set("karena lantaran akibat gara-gara because due owing")

DATE_LEADS = word_set("pada sejak mulai hari tanggal tahun bulan awal akhir on in since until from by")
WEEKDAYS = word_set("""
    senin selasa rabu kamis jumat sabtu minggu monday tuesday wednesday thursday friday saturday sunday
""")
NUMBERS = word_set("""
    dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belasan puluhan ratusan ribuan jutaan
    belas puluh ratus ribu juta miliar milyar triliun two three four five six seven eight nine ten eleven
    twelve twenty thirty forty fifty dozens hundreds thousands hundred thousand million billion dozen
""")
AROUND_NUMBERS = word_set("""
    sebanyak sedikitnya sekitar setidaknya hampir total sejumlah lebih dari hingga nyaris about around some
    nearly almost over at least roughly more than only
""")
UNITS = word_set("""
    persen dolar euro rupiah pound yen kali hari jam menit detik tahun bulan pekan minggu musim percent cent
    dollars euros pounds hours days minutes seconds years months weeks times metres kilometres kilometers
    miles degrees points tonnes tons kilograms litres crowns coins
""")
"""Nouns after a number that say how much rather than how many."""

PEOPLE = word_set("""
    pemain aktivis mantan bekas politikus politisi pengusaha pedagang pegiat seniman musisi kiper striker bek
    gelandang penyerang ahli anggota koordinator sutradara perancang desainer pakar ekonom psikolog sejarawan
    pustakawan pembalap pebalap pelukis presenter petani nelayan manajer manager pelatih pengacara penyanyi
    aktor aktris penulis atlet petinju warga pengamat peneliti dosen guru dokter hakim jaksa seorang pimpinan
    player goalkeeper defender midfielder researcher scientist economist geologist historian analyst activist
    actor actress singer writer author farmer trader fisherman teacher headmistress headmaster nurse lawyer
    prosecutor engineer architect librarian artist painter journalist chairman chairwoman politician student
    resident organiser organizer storyteller treasurer biologist curator chef baker driver butcher pilot nun
    priest dentist director founder secretary spokesman spokeswoman leader
""")
"""Nouns for people that are written small before a name."""
OFFICES = reference.ROLES | PEOPLE
NO_NAMES = reference.FUNCTION | reference.TIME | reference.QUESTION | reference.ROLES
COMMON = reference.PLACE_HEADS | reference.ORGANISATION_HEADS | reference.RELATIONAL.union(synonyms(str)[0])
"""Words that are no name of their own, though they may be part of one."""
BEFORE_NAMES = reference.FUNCTION | PEOPLE | word_set("kebakaran kecelakaan gempa banjir kasus korban")
"""Words before a name that are no part of it: "kebakaran Pasar Lindung", but "Jembatan Kelana"."""
NO_SPEAKERS = word_set("indeks data laporan survei uu undang-undang pasal aturan jadwal pemerintah polisi")
"""Words that begin the name of what says nothing, or not as one."""
SAID = word_set("""
    kata ujar tutur ucap ungkap jelas tegas terang imbuh tambah papar beber pungkas cetus sambung kenang
    tandas tukas tulis said says added explained told
""")
"""Words before the speaker, after what was said."""
SAYS = word_set("""
    mengatakan menyatakan menjelaskan menuturkan menambahkan mengungkapkan menegaskan memaparkan menerangkan
    menyampaikan menyebut menyebutkan mengucapkan membeberkan menceritakan melanjutkan berkata bilang
    berpendapat berujar bercerita mengemukakan mengomentari menanggapi menyoroti memastikan mengingatkan
    mengaku berkomentar mencontohkan said says added explained told argued noted stated insisted claimed
    admitted confirmed stressed
""")
"""Verbs after the speaker, before what was said."""
NOT_ONE = word_set("asal seorang dan and")
"""Words in the office of somebody who may not be the only one that holds it."""
ACCORDING = (("menurut",), ("according", "to"))

NOT_TOPICS_AFTER = word_set("the di ke dari in at from to near into kepada dilansir dikutip mengutip told")
NO_PHRASE = word_set("""
    unit orang buah pihak nomor perlu angkat bicara milik minta gara macam cara baru siaran pers keterangan
    wawancara tertulis telepon hadapan ambil paksa
""").union(STOP_WORDS, POINTING, NUMBERS, UNITS, SAYS)
"""Words of no phrase that somebody speaks of."""
