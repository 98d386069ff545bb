# Bahasa Indonesia. Nama pesan dan variabelnya sama di semua bahasa.

language-name = Bahasa Indonesia

## Percakapan

start =
    Halo! Saya Kutip. Tanyakan apa saja tentang berita yang sudah diunggah redaksi. Saya menjawab hanya dengan kalimat yang bisa saya buktikan, dan di bawah setiap jawaban sumbernya bisa Anda buka. Kalau tidak ada di artikel, saya akan bilang tidak tahu.

    Langsung saja tulis pertanyaannya, dalam bahasa Indonesia atau Inggris.
start-examples = { $count ->
   *[other] Untuk memulai, coba yang ini:
}
help =
    Tulis pertanyaan seperti biasa. Pertanyaan lanjutan seperti “Kapan itu?” juga saya pahami.

    Tekan [1] di bawah jawaban untuk melihat kalimatnya di dalam artikel. Balas jawaban dengan “Sumbernya?”, atau kutip sebagian isinya, dan saya tunjukkan kalimat yang mendasarinya.

    /articles – daftar artikel, yang terbaru dulu; bisa bertanya tentang satu artikel saja
    /new – mulai percakapan baru
    /language – pilih bahasa saya
    /privacy – apa yang saya simpan tentang Anda
    /forget – hapus semuanya

    Di grup: sebut nama saya, balas pesan saya, atau tulis /ask dan pertanyaannya.
help-admin =
    Untuk admin:
    /add – tambah artikel: tulis teks atau tautannya setelah perintah ini, atau balas pesan berisi artikel dengan /add. Berkas (.txt, .md, .html, .pdf, .docx, .jsonl, .zip) cukup dikirim ke sini. Anda melihat pratinjaunya dulu; tidak ada yang terbit sebelum Anda menekan Terbitkan.
    /delete ID – hapus artikel; ID-nya tampil di /articles
    /stats 7 – pemakaian dalam 7 atau 30 hari terakhir
    /gaps – yang ditanyakan tetapi belum terjawab
    /admins – siapa saja adminnya; pemilik bot bisa menambah dan mencabutnya
    /audit – siapa melakukan apa, dan kapan
    /export – semua artikel sebagai berkas .jsonl
new-conversation = Baik, kita mulai percakapan baru. Apa yang ingin Anda ketahui?
new-conversation-all = Baik, kita mulai percakapan baru, dan saya mencari lagi di semua artikel. Apa yang ingin Anda ketahui?
ask-me = Ya? Silakan tulis pertanyaannya.
ask-how = Tulis pertanyaan setelah perintahnya, misalnya: /ask Siapa wali kota yang baru? Atau balas pesan yang berisi pertanyaan dengan /ask.
unknown-command = Perintah itu tidak saya kenal. Yang ada: { $commands }. Atau langsung saja tulis pertanyaan.
unknown-command-nearest = Perintah itu tidak saya kenal. Maksudnya { $command }?

## Yang bukan pertanyaan

cannot-read = { $kind ->
    [sticker] Stikernya bagus! Tetapi saya hanya mengerti teks. Coba tanyakan sesuatu tentang berita.
    [animation] Saya tidak bisa menonton animasi, hanya membaca teks. Coba tanyakan sesuatu tentang berita.
    [photo] Saya tidak bisa melihat gambar, hanya membaca teks. Tulis saja apa yang ingin Anda ketahui.
    [voice] Saya belum bisa mendengarkan pesan suara. Tulis saja pertanyaannya.
    [audio] Saya tidak bisa mendengarkan rekaman. Tulis saja pertanyaannya.
    [video] Saya tidak bisa menonton video. Tulis saja apa yang ingin Anda ketahui.
    [video_note] Saya tidak bisa menonton pesan video. Tulis saja pertanyaannya.
    [location] Titik di peta belum bisa saya pakai. Tulis saja nama tempatnya dalam pertanyaan.
    [poll] Saya tidak bisa ikut memilih. Coba tanyakan sesuatu tentang berita.
    [contact] Saya tidak perlu nomor siapa pun. Tulis saja namanya dalam pertanyaan.
    [dice] Semoga beruntung! Saya tidak ikut bermain, tetapi saya tahu berita: silakan bertanya.
    [game] Saya tidak ikut bermain, tetapi saya tahu berita: silakan bertanya.
    [document] Artikel hanya saya terima dari admin. Kalau ada pertanyaan, tulis saja.
   *[other] Yang ini tidak bisa saya baca, hanya teks. Tulis saja pertanyaannya.
}
caption-only = Gambar atau berkasnya tidak saya lihat, dan keterangannya tidak saya baca. Kirim pertanyaannya sebagai pesan tersendiri.
forwarded = Anda meneruskan sesuatu kepada saya. Apa yang ingin Anda ketahui tentang itu? Tulis sebagai pertanyaan, nanti saya cari di artikel.

## Jawaban

fallback-note = Model bahasa sedang tidak menjawab, jadi ini langsung kalimat-kalimat terbaiknya.
abstention-no-articles = Belum ada artikel yang diunggah, jadi saya belum bisa menjawab.
abstention-no-match = Saya belum menemukan jawabannya di artikel yang ada.
abstention-unsupported = Saya belum tahu: ada artikel yang mirip, tetapi tidak ada kalimatnya yang benar-benar menjawab pertanyaan ini.
nearest = Yang paling mendekati:
only-this-article = 🔎 Hanya dari “{ $title }”. /new untuk kembali ke semua artikel.
only-article-gone = Artikel yang tadi Anda pilih sudah dihapus, jadi saya mencari di semua artikel.

## Sumber

open-article = Buka di artikelnya ↗
source-gone = Artikel ini sudah dihapus, jadi tidak saya kutip lagi.
source-changed = Isi artikel ini sudah berubah, dan kalimat itu tidak ada lagi di dalamnya.
source-shown = Sudah tampil di bawah jawaban.
turn-gone = Jawaban ini sudah dihapus, jadi tombolnya tidak berlaku lagi.
button-unknown = Tombol ini tidak berlaku lagi. /help menampilkan yang bisa saya lakukan.
message-gone = Pesan ini tidak bisa saya lihat lagi. Silakan tulis pertanyaannya.
cited-sentences = { $count ->
    [1] Kalimat ini dasarnya:
   *[other] Kalimat-kalimat ini dasarnya:
}
no-cited-sentences = Di situ saya tidak memberi jawaban, jadi tidak ada sumbernya.

## Penilaian

feedback-thanks = Terima kasih, sudah saya catat.
feedback-why = Terima kasih. Apa yang salah?
feedback-wrong-source = Sumbernya salah
feedback-wrong-fact = Faktanya salah
feedback-not-answered = Tidak terjawab
feedback-other = Lainnya

## Daftar artikel

no-articles = Belum ada artikel.
article-count = { $count ->
    [one] 1 artikel
   *[other] { $count } artikel, yang terbaru dulu
}
articles-how = Tekan sebuah nomor untuk bertanya tentang artikel itu saja.
newer-articles = ‹ Lebih baru
older-articles = Lebih lama ›
date = { DATETIME($date, dateStyle: "long") }
added-on = ditambahkan { DATETIME($date, dateStyle: "long") }
now-only = Mulai sekarang saya hanya mencari di “{ $title }”. /new untuk kembali ke semua artikel.
now-all = Saya mencari lagi di semua artikel.
ask-all-articles = Kembali ke semua artikel
article-gone = Artikel ini sudah dihapus. /articles menampilkan artikel yang ada.

## Bahasa

language-ask = Di sini sebaiknya saya memakai bahasa apa?
language-automatic = Otomatis
language-set = Mulai sekarang saya memakai bahasa Indonesia di sini.
language-set-automatic = Mulai sekarang saya menjawab dalam bahasa pertanyaan Anda.

## Privasi

privacy =
    Yang saya simpan:
    • pertanyaan Anda dan jawaban saya, dengan nomor akun Telegram Anda dan waktunya, supaya pertanyaan lanjutan dan tombol di bawah jawaban berfungsi
    • 👍 dan 👎 dari Anda, serta pilihan Anda di /language dan /articles
    • berapa pertanyaan Anda dalam sehari, supaya semua orang kebagian
    • artikel yang dikirim admin dan belum diterbitkan, paling lama sehari
    • tentang admin: namanya di Telegram, serta apa yang dilakukannya dengan artikel dan kapan; catatan ini tetap ada setelah /forget

    Dari orang lain saya tidak menyimpan nama, nomor telepon, atau apa pun yang tidak Anda tulis kepada saya. Di grup saya hanya menyimpan yang ditujukan kepada saya. Pengelola bot ini bisa membaca yang tersimpan.

    Semuanya tersimpan sampai Anda menghapusnya dengan /forget. Setelah /new, percakapan lama tidak dipakai lagi, tetapi tetap tersimpan sampai saat itu. Kalau jawaban ditulis oleh model bahasa, pertanyaan Anda dan kalimat-kalimat artikel dikirim kepadanya.
forget-ask = Hapus semua yang tersimpan tentang Anda: pertanyaan Anda di sini dan di grup, jawaban saya, penilaian, dan pilihan Anda? Ini tidak bisa dibatalkan.
forget-ask-group = Hapus pertanyaan Anda di grup ini, jawaban saya, dan penilaiannya? Pertanyaan orang lain tetap ada. Ini tidak bisa dibatalkan.
forget-yes = Ya, hapus
forget-no = Tidak jadi
forget-kept = Baik, tidak ada yang dihapus.
forget-not-yours = Hanya yang menulis /forget yang bisa menekan tombol ini.
forgotten = { $turns ->
    [0] Tidak ada pertanyaan Anda yang tersimpan
   *[other] Sudah dihapus: { $turns } pertanyaan beserta jawaban dan penilaiannya
}{ $settings ->
    [yes] , dan pilihan Anda juga dihapus.
   *[no] ; tidak ada pilihan yang tersimpan.
}
forgotten-group = { $turns ->
    [0] Anda belum pernah bertanya di sini, jadi tidak ada yang dihapus.
   *[other] Sudah dihapus: { $turns } pertanyaan Anda beserta jawaban dan penilaiannya.
}

## Artikel masuk dan keluar

added = “{ $title }” sudah ditambahkan: { $sentences } kalimat.
unchanged = “{ $title }” sudah ada, jadi tidak ada yang berubah.
replaced = “{ $title }” sudah diperbarui: { $sentences } kalimat.
article-id = ID:
add-how = Tulis teks atau tautan artikel setelah /add, balas pesan berisi artikel dengan /add, atau kirim berkas .txt, .md, .html, .pdf, .docx, .jsonl, atau .zip dengan keterangan /add.
add-failed = Artikel itu belum bisa disimpan, dan tidak ada yang berubah. Coba kirim lagi, atau kirim sebagai berkas .txt.
upload-too-large = Berkas itu terlalu besar: batasnya { $megabytes } MB. Bagi menjadi beberapa berkas, lalu kirim lagi.
upload-too-many = Artikel di berkas itu terlalu banyak untuk satu kali kirim: batasnya { $count } artikel. Bagi menjadi beberapa berkas, atau pakai kutip add di server.
upload-wrong-type = Saya bisa membaca berkas .txt, .md, .html, .pdf, .docx, .jsonl, dan .zip. Simpan artikelnya sebagai salah satunya, lalu kirim lagi.
unreadable-article = Tidak ada teks artikel yang bisa dibaca di situ: isinya kosong, dipindai, terkunci, atau bukan teks. Kirim sebagai teks biasa, atau sebagai berkas .txt atau .md.
link-unusable = Tautan itu tidak bisa saya buka: alamatnya salah, halamannya tidak ada, atau bukan untuk umum. Periksa alamatnya, atau kirim teks artikelnya.
link-unavailable = Situs di balik tautan itu sedang tidak menjawab. Coba lagi sebentar lagi, atau kirim teks artikelnya.

## Pratinjau sebelum terbit

draft-preview = Pratinjau – belum bisa ditanyakan sebelum diterbitkan.
draft-language = { $language ->
    [id] bahasa Indonesia
    [en] bahasa Inggris
   *[other] bahasa lain
}
draft-no-date = tanpa tanggal
draft-sentences = { $count ->
   *[other] { $count } kalimat
}
draft-warning = ⚠️ { $warning ->
    [no-date] Tanggal terbitnya tidak ditemukan. Isi dengan Ubah tanggal, supaya pertanyaan tentang waktu terjawab.
    [very-short] Teksnya sangat pendek. Apakah sudah lengkap?
    [looks-like-login] Ini mirip halaman masuk atau persetujuan, bukan artikel.
    [instructions] Ada kalimat yang berbunyi seperti perintah untuk model bahasa:
   *[hidden-characters] Ada karakter yang tersembunyi atau yang membalik arah tulisan di sumbernya.
}
draft-alike = Mirip dengan artikel yang sudah ada:
draft-identical = Teks yang sama persis sudah terbit, jadi tidak ada yang perlu ditambahkan:
draft-replaces = Artikel ini menggantikan “{ $title }”, yang sudah terbit dengan ID yang sama.
draft-publish = ✅ Terbitkan
draft-publish-all = ✅ Terbitkan semua
draft-keep-both = Simpan keduanya
draft-replace = Ganti “{ $title }”
draft-skip = Lewati
draft-edit-title = Ubah judul
draft-edit-date = Ubah tanggal
draft-cancel = Batal
draft-cancelled = “{ $title }” tidak diterbitkan.
draft-gone = Pratinjau ini sudah selesai atau kedaluwarsa. Kirim lagi artikelnya kalau masih perlu.
draft-other-gone = Artikel itu sudah berubah atau sudah tidak ada. Pratinjaunya saya perbarui.
draft-refused = “{ $title }” tidak bisa diterbitkan: teks ini pernah ditarik.
draft-title-ask = Apa judul yang benar? Balas pesan ini dengan judulnya.
draft-date-ask = Kapan artikel ini terbit? Balas pesan ini dengan tanggalnya, misalnya 3 Maret 2025.
draft-title-how = Judul itu satu baris, paling banyak { $most } karakter, dan ada hurufnya. Kirim sekali lagi.
draft-date-how = Tanggal itu belum saya pahami. Tulis lengkap dengan tahunnya, misalnya 3 Maret 2025 atau 2025-03-03.
draft-title-set = Judulnya sudah diubah di pratinjau.
draft-date-set = Tanggalnya sudah diubah di pratinjau.
drafts-preview = { $count ->
   *[other] Pratinjau { $count } artikel – belum bisa ditanyakan sebelum diterbitkan.
}
drafts-more = { $count ->
   *[other] … dan { $count } lagi
}
drafts-unreadable = { $count ->
   *[other] ⚠️ { $count } tidak bisa dibaca dan dilewati
}
drafts-warning = ⚠️ { $count } { $warning ->
    [no-date] tanpa tanggal
    [very-short] sangat pendek
    [looks-like-login] mirip halaman masuk atau persetujuan
    [instructions] berisi kalimat seperti perintah untuk model bahasa
   *[hidden-characters] berisi karakter tersembunyi
}
drafts-replace = { $count ->
   *[other] { $count } menggantikan artikel yang sudah terbit dengan ID yang sama
}
drafts-publishing = Sedang diterbitkan …
drafts-published = { $count ->
   *[other] { $count } artikel sudah terbit.
}
drafts-unchanged = { $count ->
   *[other] { $count } sudah ada sebelumnya.
}
drafts-failed = { $count ->
   *[other] { $count } tidak bisa diterbitkan.
}
drafts-cancelled = { $count ->
   *[other] { $count } artikel tidak diterbitkan.
}
offer-link = Ini tautan. Kalau isinya artikel, saya bisa membacanya dan menampilkan pratinjaunya.
offer-forwarded = Yang Anda teruskan itu bisa juga menjadi artikel.
offer-add = ➕ Tambahkan sebagai artikel

## Artikel yang sudah ada

delete-how = Tulis ID artikelnya setelah perintah, misalnya /delete { $example }. ID-nya ada di /articles.
unknown-article = Tidak ada artikel dengan ID { $id }. Daftar ID ada di /articles.
not-admin = Maaf, itu hanya untuk admin. Silakan bertanya kapan saja.
not-owner = Maaf, hanya pemilik bot yang bisa menambah atau mencabut admin.
stats-title = { $days } hari terakhir
stats-articles = Artikel: { $count }
stats-nothing = Belum ada yang bertanya.
stats-questions = Pertanyaan: { $count }
stats-outcomes = Terjawab: { $answered } · tidak terjawab: { $abstained }
stats-feedback = 👍 { $up } · 👎 { $down }
stats-latency = Waktu jawab: median { $median } detik; 95% dalam { $slow } detik
stats-tokens = Token model bahasa: { $input } masuk, { $output } keluar
stats-more = /stats { $days } menampilkan { $days } hari terakhir.
stats-how = Tulis /stats untuk 7 hari terakhir, atau /stats 30 untuk 30 hari.
stats-answered = terjawab
stats-abstained = tidak terjawab
gaps-title = Yang paling sering ditanyakan dalam 30 hari terakhir dan belum terjawab:
gaps-empty = Tidak ada pertanyaan yang menunggu jawaban dari 30 hari terakhir.
gaps-one = { $number }. { $question } ({ $count ->
   *[other] { $count } kali
})
gaps-answered-by = ✓ Sekarang terjawab oleh “{ $title }”.
gaps-tell = Kabari penanya nomor { $number }
gaps-telling = Baik, saya kabari.
gaps-none-waits = Tidak ada lagi yang menunggu jawaban itu.
gaps-told = { $count ->
   *[other] { $count } penanya sudah dikabari.
}
gaps-now-answered = Anda pernah bertanya: “{ $question }”. Sekarang ada jawabannya:
admins-owners = { $count } pemilik bot ditetapkan di pengaturan. Admin lainnya:
admins-one = • { $name }, sejak { DATETIME($date, dateStyle: "long") }
admins-how = Untuk menambah admin, balas pesan orangnya dengan /admins add. Untuk mencabutnya, balas dengan /admins remove. Di percakapan pribadi, teruskan dulu pesannya ke sini.
admins-added = { $name } sekarang admin.
admins-already = { $name } sudah admin.
admins-removed = { $name } bukan admin lagi.
admins-was-none = { $name } memang bukan admin.
admins-is-owner = { $name } pemilik bot: haknya diatur di pengaturan, bukan di sini.
admins-no-bot = Bot tidak bisa menjadi admin. Balas pesan seseorang.
audit-title = Yang terakhir dilakukan para admin (waktu UTC)
audit-empty = Belum ada yang tercatat.
audit-entry = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who } { $what }
action-add = menambah artikel { $subject }
action-replace = mengganti artikel { $subject }
action-retract = menarik artikel { $subject }
action-delete = menghapus artikel { $subject }
action-restore = memulihkan artikel { $subject }
action-name-admin = menjadikan { $subject } admin
action-dismiss-admin = mencabut { $subject } sebagai admin
action-export = mengekspor { $subject } artikel
exported = { $count } artikel ada di berkas itu. `kutip add` bisa membacanya kembali.
export-privately = Ekspor hanya saya kirim di percakapan pribadi. Tulis /export kepada saya di sana.

## Koreksi

help-corrections =
    Artikel yang sudah terbit:
    /show ID – lihat artikel dan isinya
    /history ID – versi-versinya, dan kalimat yang berubah
    /replace ID – perbaiki: tulis teks barunya setelah ID, atau balas pesan atau berkas berisi teks itu dengan perintah ini
    /retract ID alasan – tarik artikel; siapa pun yang menanyakannya diberi tahu kapan dan mengapa
show-how = Tulis ID artikelnya setelah perintah, misalnya /show { $example }. ID-nya ada di /articles.
show-sentences = { $count ->
   *[other] { $count } kalimat
}
show-cut = Artikelnya masih berlanjut, tetapi terlalu panjang untuk obrolan.
show-history = Riwayat
show-delete = Hapus
delete-ask = Hapus “{ $title }” beserta semua versinya?
deleted-for-now = “{ $title }” sudah dihapus. Selama { $minutes } menit masih bisa dibatalkan; setelah itu hilang untuk selamanya.
undo = Batalkan
deletion-undone = “{ $title }” sudah kembali.
undo-too-late = Sudah lewat { $minutes } menit, jadi artikel ini hilang untuk selamanya.
undo-taken = Artikel yang sama sudah ditambahkan lagi, jadi tidak ada yang diubah.
history-how = Tulis ID artikelnya setelah perintah, misalnya /history { $example }. ID-nya ada di /articles.
history-since = Sejak { DATETIME($date, dateStyle: "long") }
history-replaced = Diganti pada { DATETIME($date, dateStyle: "long") }
history-retracted = Ditarik pada { DATETIME($date, dateStyle: "long") }
history-same-sentences = Tidak ada kalimat yang berubah.
because = Alasannya: { $reason }
change-old = Tadinya:
change-new = Sekarang:
change-gone = Dihapus:
change-added = Baru:
change-more = { $count ->
   *[other] … dan { $count } kalimat lagi.
}
withdrawn-on = Artikel ini ditarik pada { DATETIME($date, dateStyle: "long") }.
retract-how = Tulis ID dan alasannya setelah perintah, misalnya /retract { $example } Angkanya keliru. Pembaca akan melihat alasan itu.
retracted = “{ $title }” sudah ditarik.
replace-how = Tulis ID dan teks barunya setelah perintah, misalnya /replace { $example } lalu teksnya, atau balas pesan atau berkas (.txt, .md, .html, .pdf, .docx) yang berisi teks itu dengan /replace { $example }.
replace-wrong-type = Saya bisa membaca berkas .txt, .md, .html, .pdf, dan .docx. Simpan artikelnya sebagai salah satunya, lalu kirim lagi.
corrected = { $count ->
    [0] “{ $title }” sudah diperbaiki. Tidak ada kalimat yang berubah.
   *[other] “{ $title }” sudah diperbaiki: { $count } perubahan.
}
answers-cited = { $count ->
    [0] Belum ada jawaban yang mengutip bagian ini.
   *[other] { $count } jawaban terdahulu mengutip bagian ini.
}
corrections-set-on = Mulai sekarang saya beri tahu di sini kalau ada koreksi atas yang pernah saya kutip.
corrections-set-off = Koreksi tidak saya kabarkan lagi di sini. /corrections on untuk menyalakannya lagi.
corrections-are-on = Saya beri tahu di sini kalau ada koreksi atas yang pernah saya kutip. /corrections off untuk mematikannya.
corrections-are-off = Koreksi tidak saya kabarkan di sini. /corrections on untuk menyalakannya lagi.
notice-corrected = Koreksi: salah satu jawaban saya di sini mengutip “{ $title }”, dan artikel itu sudah diperbaiki redaksi.
notice-retracted = Koreksi: salah satu jawaban saya di sini mengutip “{ $title }”. Mohon jangan dijadikan pegangan lagi.
notice-how-to-stop = /corrections off untuk menghentikan pesan seperti ini.
command-corrections = Kabar koreksi, mau atau tidak
command-show = Lihat artikel
command-history = Riwayat artikel
command-replace = Perbaiki artikel
command-retract = Tarik artikel

## Gangguan

unusable-question = Saya belum menangkap pertanyaannya. Coba tulis dengan beberapa kata.
quota-own-used-up = Jatah pertanyaan Anda hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }. Sementara itu, /articles menampilkan artikel yang bisa dibaca.
quota-of-all-used-up = Jatah jawaban saya untuk hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }.
try-again = Maaf, saya sedang sibuk. Coba tanyakan lagi sebentar lagi.
failure = Maaf, ada yang salah di pihak kami. Coba lagi nanti; kalau masih terjadi, sebutkan nomor { $reference } kepada admin.

## Menu perintah

command-ask = Ajukan pertanyaan
command-articles = Daftar artikel, yang terbaru dulu
command-new = Mulai percakapan baru
command-language = Pilih bahasa saya
command-help = Bantuan
command-privacy = Apa yang saya simpan tentang Anda
command-forget = Hapus yang saya simpan tentang Anda
command-add = Tambah artikel
command-delete = Hapus artikel
command-stats = Statistik pemakaian
command-gaps = Yang belum terjawab
command-admins = Siapa saja adminnya
command-audit = Siapa melakukan apa
command-export = Ekspor semua artikel
