"""Word lists: words that negate, that may imply a negation, or that have an opposite, in both languages."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATORS = _words(
    """
    tidak tak bukan belum tanpa jangan tiada enggak nggak ngga gak ga ndak tdk blm takkan tidaklah
    bukanlah belumlah janganlah tidakkah bukankah not no never without none nobody nothing neither nor
    cannot isnt dont doesnt didnt wasnt werent wont wouldnt couldnt shouldnt cant hasnt havent hadnt
    arent mustnt neednt aint
    """
)
"""Words that negate the word that they govern."""

DENIALS = _words(
    """
    membantah dibantah bantah bantahan menolak ditolak tolak penolakan gagal gagalnya kegagalan urung
    menyangkal disangkal menampik menepis ditepis mengelak sangkal menyanggah disanggah deny denies
    denied denying denial refuse refuses refused refusing refusal reject rejects rejected rejecting fail
    fails failed failing failure rebuff rebuffs rebuffed
    """
)
"""Verbs and nouns that deny what they govern."""

IMPLICIT = _words(
    """
    kurang minim minimnya sulit susah mustahil absen kosong tertunda larang larangan melarang dilarang
    cegah mencegah dicegah hindari menghindari dihindari hilang kecuali bebas jarang hanya cuma padahal
    justru melainkan alih non nihil terlarang ilegal lolos luput lupa putus henti berhenti menghentikan
    dihentikan batal dibatalkan membatalkan unable cancelled canceled cancel cancels anonymous secret
    rahasia ketidak sepi diliburkan libur sebelum minus habis lepas tutup ditutup kalah absennya hampir
    nyaris enggan ogah keberatan hapus dihapus lack lacks lacked lacking ban bans banned prevent
    prevents prevented preventing avoid avoids avoided avoiding hard difficult impossible only hardly
    barely rarely unlikely except instead rather stop stopped stops until unless before forbidden
    illegal anti missing absent yet against least less little few unknown unclear uncertain undisclosed
    unpaid unusual unprecedented halt halted refrain prohibit prohibited prohibits despite unfinished
    incomplete inability ignore ignored ignoring away lost lose miss missed neglect oppose opposed too
    stay free barred bar blocked short end ended over rid out defy defies defied defying defiance
    violate violates violated violating violation breach breached breaches flout flouted limited limits
    scarce scarcity shortage secrecy secretive reluctant reluctance hinder hinders hindered hindering
    hindrance hurdle hurdles obstacle deter deters deterred deprive deprived inadequate insufficient
    inactive incapable invalid immune exempt exempted exclude excluded excluding escape escaped evade
    evaded forget forgot forgotten remain remains remained still delay delayed postpone postponed
    withhold withheld withdraw withdrew scrap scrapped skip skipped wrong false melanggar dilanggar
    pelanggaran terbatas keterbatasan langka kelangkaan enggannya menghambat terhambat hambatan
    terkendala kendala halangan terhalang menghalangi terbebas terhindar tertutup menunda ditunda
    penundaan mengabaikan diabaikan mangkir membangkang menghapus menghilangkan mencabut dicabut keliru
    palsu accident accidental accidentally chance inadvertently irreversible mendadak sudden suddenly
    abandon abandoned absence cease ceased constant constantly continuous continuously decline declined
    declines disappear drop dropped empty vacant endless neither quit rare strange alone silent silence
    struggle struggled struggling tough difficulty difficulties trouble innocent hidden idle
    """
)
"""A paraphrase or a translation may use one of these instead of a negating word.

They are not negations themselves; they only excuse a negation that is missing on the other side.
"""

AUXILIARIES = _words(
    """
    akan bisa dapat pernah lagi juga mau ingin sempat perlu harus boleh sama sekali mampu sedang telah
    sudah pun lah saja be been being have has had to ever yet longer going even really any would will
    can could should must do does did is are was were the a an
    """
)
"""Words that may stand between a negating word and the word that it governs."""

MORE_THAN_NEGATION = _words(
    """
    hanya cuma saja sekadar sekedar only just merely kurang less least lama later jarang lain
    wonder doubt matter heran ayal ragu
    """
)
"""After a negating word, these words stop it from negating the clause: "not only", "tak lama"."""

IDIOMS = _words("paling bagaimana")
"""Before a negating word, these words stop it from negating: "paling tidak", "bagaimana tidak"."""

ENGLISH_PREFIXES = ("un", "dis", "irr", "illegal", "non")
"""Beginnings of English words with a negative meaning."""
NO_PREFIXES = tuple(
    _words(
        """
    under unit unif union univ until unan uncle discov discu disclos distrib distric disea disput discipl
    displa dish disast dispat distan distin disk discs
    """
    )
)
"""English words with these beginnings have no negative meaning, in spite of their prefix."""

CLAUSE_WORDS = _words(
    """
    tetapi tapi namun sedangkan sementara karena sehingga meski meskipun walau walaupun padahal
    melainkan but while although because though however whereas
    """
)
"""Words that begin a new clause."""

AND = _words("dan serta lalu kemudian and then")
"""Words that begin a new clause if one of :data:`SUBJECTS` follows."""
SUBJECTS = _words("ia dia kami kita saya aku mereka beliau selain he she it we they i you there")
"""Words that begin a new clause after one of :data:`AND`."""

_OPPOSITES = """
naik kenaikan meningkat peningkatan bertambah melonjak melambung menguat menaikkan dinaikkan meningkatkan
ditingkatkan rise rises rose risen rising increase increases increased increasing climb climbed climbs soar
soared surge surged jump jumped grow grew grows growth gain gained raise raised raises | turun penurunan
menurun berkurang merosot anjlok melemah menurunkan diturunkan menyusut mengurangi dikurangi fall falls fell
fallen falling decrease decreases decreased decline declines declined declining drop drops dropped plunge
plunged shrink shrank reduce reduced reduces lower lowered cut cuts ;
menang memenangkan memenangi kemenangan mengalahkan win wins won winning victory beat beats | kalah
kekalahan takluk lose loses lost losing ;
lebih more | kurang less fewer ;
sebelum before | setelah sesudah usai after ;
mendukung dukungan setuju menyetujui disetujui support supports supported approve approved approves |
menentang ditentang oppose opposes opposed ;
membuka dibuka buka open opens opened opening | menutup ditutup tutup close closes closed closing shut ;
masuk memasuki enter enters entered | keluar exit exits exited leave leaves left ;
untung keuntungan laba profit profits | rugi kerugian merugi loss losses ;
terbesar tertinggi terbanyak largest biggest highest | terkecil terendah tersedikit smallest lowest ;
hidup selamat alive survived survive | tewas meninggal wafat mati dead died killed dies ;
bersalah guilty | innocent ;
pertama first | terakhir last ;
ditangkap menangkap arrested | dibebaskan membebaskan bebas released freed ;
datang tiba arrive arrives arrived | pergi berangkat depart departs departed ;
membeli beli dibeli buy buys bought | menjual jual dijual sell sells sold ;
mulai dimulai memulai start starts started begin begins began | selesai berakhir diakhiri end ends ended ;
sehat healthy | sakit sick ill ;
aman safe | berbahaya bahaya dangerous ;
murah cheap cheaper | mahal expensive ;
cepat fast faster | lambat slow slower ;
utara north northern | selatan south southern ;
timur east eastern | barat west western
"""
SIDES = {
    word: (number, sign)
    for number, pair in enumerate(_OPPOSITES.split(";"))
    for sign, side in zip((1, -1), pair.split("|"), strict=True)
    for word in side.split()
}
"""For each word that has an opposite, the index of its pair and its side, 1 or -1."""
