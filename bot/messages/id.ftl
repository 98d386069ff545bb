# Bahasa Indonesia. Nama pesan dan nama variabel sama di semua bahasa.

language-name = Bahasa Indonesia

## Percakapan

start =
    Halo! Saya Kutip. Tanyakan apa saja tentang berita dari redaksi kami. Saya hanya menyampaikan isi artikelnya: tekan nomor di bawah jawaban untuk melihat sumbernya. Kalau jawabannya tidak ada di artikel, saya akan bilang.

    Langsung saja tulis pertanyaannya, dalam bahasa Indonesia atau Inggris.
start-examples = { $count ->
   *[other] Untuk memulai, coba yang ini:
}
help =
    Tulis pertanyaan seperti biasa. Saya juga paham pertanyaan lanjutan, misalnya “Kapan itu?”

    Tekan [1] di bawah jawaban untuk melihat kalimatnya di dalam artikel. Balas jawaban dengan “Sumbernya?”, atau kutip sebagian isinya, dan saya tunjukkan kalimat yang mendasarinya.

    /articles – daftar artikel, yang terbaru dulu; bisa juga bertanya tentang satu artikel saja
    /new – mulai percakapan baru
    /language – pilih bahasa saya
    /corrections – nyalakan atau matikan kabar koreksi
    /privacy – apa yang saya simpan tentang Anda
    /forget – hapus semuanya

    Di grup: sebut nama saya, balas pesan saya, atau tulis /ask dan pertanyaannya.
help-admin =
    Untuk admin:
    /add – tambah artikel: tulis teks atau tautannya setelah perintah ini, atau balas pesan yang berisi artikel dengan /add. Berkas (.txt, .md, .html, .pdf, .docx, .jsonl, .zip) cukup dikirim ke sini. Anda melihat pratinjaunya dulu; tidak ada yang terbit sebelum Anda menekan Terbitkan.
    /delete ID – hapus artikel; ID-nya ada di /articles
    /stats 7 – pemakaian dalam 7 atau 30 hari terakhir
    /gaps – pertanyaan yang belum terjawab
    /admins – siapa saja adminnya; pemilik bot bisa menambah dan mengeluarkan admin
    /audit – siapa melakukan apa, dan kapan
    /export – semua artikel sebagai berkas .jsonl
new-conversation = Baik, kita mulai percakapan baru. Apa yang ingin Anda ketahui?
new-conversation-all = Baik, kita mulai percakapan baru, dan saya mencari lagi di semua artikel. Apa yang ingin Anda ketahui?
ask-me = Ya? Silakan tulis pertanyaannya.
ask-how = Tulis pertanyaan setelah perintahnya, misalnya: /ask Siapa wali kota yang baru? Atau balas pesan yang berisi pertanyaan dengan /ask.
unknown-command = Saya tidak kenal perintah itu. Yang saya kenal: { $commands }. Atau langsung saja tulis pertanyaan.
unknown-command-nearest = Saya tidak kenal perintah itu. Maksudnya { $command }?

## Pesan yang bukan pertanyaan

cannot-read = { $kind ->
    [sticker] Stikernya bagus! Tapi saya hanya mengerti teks. Coba tanyakan sesuatu tentang berita.
    [animation] Saya tidak bisa menonton animasi, hanya membaca teks. Coba tanyakan sesuatu tentang berita.
    [photo] Saya tidak bisa melihat gambar, hanya membaca teks. Tulis saja apa yang ingin Anda ketahui.
    [voice] Saya belum bisa mendengarkan pesan suara. Tulis saja pertanyaannya.
    [audio] Saya tidak bisa mendengarkan rekaman. Tulis saja pertanyaannya.
    [video] Saya tidak bisa menonton video. Tulis saja apa yang ingin Anda ketahui.
    [video_note] Saya tidak bisa menonton pesan video. Tulis saja pertanyaannya.
    [location] Saya belum bisa membaca lokasi di peta. Tulis saja nama tempatnya dalam pertanyaan.
    [poll] Saya tidak bisa ikut memilih. Coba tanyakan sesuatu tentang berita.
    [contact] Saya tidak perlu nomor siapa pun. Tulis saja namanya dalam pertanyaan.
    [dice] Semoga beruntung! Saya tidak ikut bermain, tapi soal berita, silakan tanya saya.
    [game] Saya tidak ikut bermain, tapi soal berita, silakan tanya saya.
    [document] Saya hanya menerima artikel dari admin. Kalau ada pertanyaan, tulis saja.
   *[other] Saya tidak bisa membaca ini, hanya teks. Tulis saja pertanyaannya.
}
caption-only = Saya tidak bisa melihat gambar atau berkas, dan keterangannya tidak saya baca. Kirim pertanyaannya sebagai pesan terpisah.
forwarded = Anda meneruskan sesuatu kepada saya. Apa yang ingin Anda ketahui tentang itu? Tulis sebagai pertanyaan, nanti saya cari jawabannya di artikel.

## Jawaban

archive-until = Arsip sampai { DATETIME($date, dateStyle: "long") }; mungkin sudah ada kabar yang lebih baru.
reports-differ = Kedua laporan ini menyebut angka yang berbeda; yang terbaru ada di atas.
fallback-note = Model bahasa sedang tidak menjawab, jadi ini kalimat-kalimat terbaik yang saya temukan.
abstention-no-articles = Belum ada artikel, jadi saya belum bisa menjawab.
abstention-no-match = Saya belum menemukan jawabannya di artikel yang ada.
abstention-unsupported = Saya belum tahu: ada artikel yang mirip, tapi tidak ada kalimat yang benar-benar menjawab pertanyaan ini.
nearest = Yang paling mendekati:
nearest-sentences = Saya tidak menemukan jawaban yang pasti. Yang paling dekat:
only-this-article = 🔎 Hanya dari “{ $title }”. /new untuk kembali ke semua artikel.
only-article-gone = Artikel yang Anda pilih sudah dihapus, jadi saya mencari di semua artikel.

## Balasan Kutip sendiri

reply-greeting = { $variant ->
    [0] Halo! Mau tahu berita apa?
    [1] Hai! Silakan tanya apa saja tentang berita di sini.
   *[other] Halo, saya Kutip. Tulis saja pertanyaannya, saya carikan jawabannya di artikel.
}
reply-thanks = { $variant ->
    [0] Sama-sama! Kalau ada yang lain, tanya saja.
    [1] Dengan senang hati.
   *[other] Sama-sama. Senang bisa membantu.
}
reply-farewell = { $variant ->
    [0] Sampai jumpa!
    [1] Sampai nanti. Kalau butuh kabar lagi, saya di sini.
   *[other] Baik, sampai ketemu lagi!
}
reply-about-bot = { $variant ->
    [0] Saya Kutip, bot yang menjawab pertanyaan tentang artikel redaksi ini, selalu dengan kalimat sumbernya. Tulis saja pertanyaannya, misalnya: siapa, kapan, berapa, atau kenapa.
    [1] Saya Kutip, sebuah program, bukan orang. Semua jawaban saya kutip dari artikel yang diterbitkan redaksi ini; yang tidak ada di sana tidak saya jawab. Selebihnya ada di /help.
   *[other] Saya Kutip. Saya mencari jawaban di artikel redaksi ini dan menunjukkan kalimatnya. Anda bisa bertanya, minta ringkasan, atau minta berita terbaru; /privacy menjelaskan apa yang saya simpan.
}
reply-complaint = Maaf, jawaban itu meleset. Tekan 👎 di bawahnya supaya redaksi tahu, atau coba tanyakan dengan kata lain.
reply-complaint-article = Maaf, jawaban itu meleset. Tekan 👎 di bawahnya supaya redaksi tahu, atau coba tanyakan dengan kata lain. Mungkin artikel ini membantu:
reply-doubt = Ini dasarnya, kata demi kata dari artikel:
reply-doubt-none = Belum ada jawaban saya yang bisa ditunjukkan sumbernya. Silakan tanya dulu.
reply-nothing = { $variant ->
    [0] 👍
    [1] Siap.
   *[other] Oke!
}
listed-newest = Berita terbaru:
listed-browse = { $count ->
    [1] Ada 1 artikel:
   *[other] Ada { $count } artikel. Yang terbaru:
}
listed-period = Berita { $period }:
listed-topic = Tentang “{ $topic }”, yang terbaru dulu:
listed-topic-period = Tentang “{ $topic }”, { $period }:
none-period = Belum ada berita { $period }.
none-topic = Saya tidak menemukan artikel tentang “{ $topic }”.
none-topic-period = Saya tidak menemukan artikel tentang “{ $topic }” { $period }.
period-day = tanggal { DATETIME($first, dateStyle: "long") }
period-days = dari { DATETIME($first, dateStyle: "long") } sampai { DATETIME($last, dateStyle: "long") }
period-until = sampai { DATETIME($last, dateStyle: "long") }
next-summary = Ringkas artikel ini
next-latest = Yang terbaru soal ini
next-week = Berita minggu ini
next-month = Berita bulan ini
next-all = Berita terbaru
part-not-found = Untuk yang ini saya belum menemukan jawabannya.

## Sumber

open-article = Buka di artikelnya ↗
source-gone = Artikel ini sudah dihapus, jadi tidak saya kutip lagi.
source-changed = Isi artikel ini sudah berubah, dan kalimat itu tidak ada lagi di dalamnya.
source-shown = Sudah ditampilkan di bawah jawaban.
turn-gone = Jawaban ini sudah dihapus, jadi tombolnya tidak berlaku lagi.
button-unknown = Tombol ini tidak berlaku lagi. Lihat /help untuk tahu apa yang bisa saya lakukan.
message-gone = Saya tidak bisa melihat pesan ini lagi. Silakan tulis pertanyaannya.
cited-sentences = { $count ->
    [1] Berdasarkan kalimat ini:
   *[other] Berdasarkan kalimat-kalimat ini:
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
    [1] 1 artikel
   *[other] { $count } artikel, yang terbaru dulu
}
articles-how = Tekan nomornya untuk bertanya tentang artikel itu saja.
newer-articles = ‹ Lebih baru
older-articles = Lebih lama ›
date = { DATETIME($date, dateStyle: "long") }
added-on = ditambahkan { DATETIME($date, dateStyle: "long") }
now-only = Mulai sekarang saya hanya mencari di “{ $title }”. /new untuk kembali ke semua artikel.
now-all = Saya kembali mencari di semua artikel.
ask-all-articles = Cari di semua artikel
article-gone = Artikel ini sudah dihapus. Artikel lainnya ada di /articles.

## Bahasa

language-ask = Bahasa apa yang saya pakai di sini?
language-automatic = Otomatis
language-set = Mulai sekarang saya memakai bahasa Indonesia di sini.
language-set-automatic = Mulai sekarang saya menjawab dalam bahasa pertanyaan Anda.

## Privasi

privacy =
    Yang saya simpan:
    • pertanyaan Anda dan jawaban saya, beserta ID Telegram Anda dan waktunya, supaya pertanyaan lanjutan dan tombol di bawah jawaban berfungsi
    • 👍 dan 👎 dari Anda, serta pilihan Anda di /language, /corrections, dan /articles
    • berapa pertanyaan Anda dalam sehari, supaya semua orang kebagian
    • artikel yang dikirim admin dan belum diterbitkan, paling lama sehari
    • tentang admin: namanya di Telegram, serta apa yang dilakukannya dengan artikel dan kapan; catatan ini tetap ada setelah /forget

    Selain itu saya tidak menyimpan nama, nomor telepon, atau apa pun yang tidak Anda tulis kepada saya. Di grup saya hanya menyimpan yang ditujukan kepada saya. Pengelola bot ini bisa membaca yang tersimpan.

    Semuanya tersimpan sampai Anda menghapusnya dengan /forget. Setelah /new, percakapan lama tidak dipakai lagi, tapi tetap tersimpan. Kalau jawaban ditulis oleh model bahasa, pertanyaan Anda dan kalimat dari artikel dikirim ke model itu.
forget-ask = Hapus semua milik Anda: pertanyaan Anda di sini dan di grup, jawaban saya, penilaian, dan pengaturan Anda? Ini tidak bisa dibatalkan.
forget-ask-group = Hapus pertanyaan Anda di grup ini beserta jawaban saya dan penilaiannya? Pertanyaan orang lain tetap ada. Ini tidak bisa dibatalkan.
forget-yes = Ya, hapus
forget-no = Tidak jadi
nothing-deleted = Baik, tidak ada yang dihapus.
forget-not-yours = Hanya orang yang menulis /forget yang bisa menekan tombol ini.
forgotten = { $turns ->
    [0] Tidak ada pertanyaan Anda yang tersimpan
   *[other] Sudah dihapus: { $turns } pertanyaan beserta jawaban dan penilaiannya
}{ $settings ->
    [yes] . Pengaturan Anda juga sudah dihapus.
   *[no] . Tidak ada pengaturan yang tersimpan.
}
forgotten-group = { $turns ->
    [0] Anda belum pernah bertanya di sini, jadi tidak ada yang dihapus.
   *[other] Sudah dihapus: { $turns } pertanyaan Anda beserta jawaban dan penilaiannya.
}

## Unggahan

added = “{ $title }” sudah ditambahkan: { $sentences } kalimat.
unchanged = “{ $title }” sudah terbit dengan teks yang sama, jadi tidak ada yang berubah.
replaced = “{ $title }” sudah diperbarui: { $sentences } kalimat.
article-id = ID:
add-how = Tulis teks atau tautan artikel setelah /add, balas pesan yang berisi artikel dengan /add, atau kirim berkas .txt, .md, .html, .pdf, .docx, .jsonl, atau .zip dengan keterangan /add.
add-failed = Artikel itu belum bisa disimpan, dan tidak ada yang berubah. Coba kirim lagi, atau kirim sebagai berkas .txt.
upload-too-large = Berkas itu terlalu besar: batasnya { $megabytes } MB. Bagi menjadi beberapa berkas, lalu kirim lagi.
upload-too-many = Artikel di berkas itu terlalu banyak: batasnya { $count } artikel per berkas. Bagi menjadi beberapa berkas, atau pakai kutip add di server.
upload-wrong-type = Saya bisa membaca berkas .txt, .md, .html, .pdf, .docx, .jsonl, dan .zip. Simpan artikelnya dalam salah satu format itu, lalu kirim lagi.
unreadable-article = Tidak ada teks artikel yang bisa dibaca di situ: isinya kosong, hasil pindaian, terkunci, atau bukan teks. Kirim sebagai teks biasa, atau sebagai berkas .txt atau .md.
link-unusable = Tautan itu tidak bisa saya buka: alamatnya salah, halamannya tidak ada, atau tidak terbuka untuk umum. Periksa alamatnya, atau kirim teks artikelnya.
link-unavailable = Situs di tautan itu sedang tidak merespons. Coba lagi sebentar lagi, atau kirim teks artikelnya.

## Pratinjau sebelum terbit

draft-preview = Pratinjau. Sebelum diterbitkan, artikel ini belum bisa ditanyakan.
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
    [no-date] Tanggal terbitnya tidak ditemukan. Isi lewat “Ubah tanggal”, supaya saya bisa menjawab pertanyaan tentang waktu.
    [very-short] Teksnya sangat pendek. Apakah sudah lengkap?
    [looks-like-login] Ini mirip halaman masuk atau persetujuan cookie, bukan artikel.
    [instructions] Ada kalimat yang mirip perintah untuk model bahasa:
    [garbled] Hurufnya sepertinya rusak, misalnya karena salah pengodean. Bandingkan dulu dengan aslinya.
    [embargo] Teks ini menyebut embargo. Terbitkan setelah waktunya tiba.
   *[hidden-characters] Di sumbernya ada karakter yang tersembunyi atau yang membalik arah tulisan.
}
draft-alike = Mirip dengan artikel yang sudah terbit:
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
draft-other-gone = Artikel itu sudah berubah atau sudah tidak ada. Pratinjaunya sudah saya perbarui.
draft-refused = “{ $title }” tidak bisa diterbitkan: teks ini sudah ditarik.
draft-title-ask = Apa judul yang benar? Balas pesan ini dengan judulnya.
draft-date-ask = Kapan artikel ini terbit? Balas pesan ini dengan tanggalnya, misalnya 3 Maret 2025.
draft-title-how = Judul harus satu baris, paling banyak { $most } karakter, dan ada hurufnya. Silakan kirim lagi.
draft-date-how = Tanggal itu tidak bisa saya baca. Tulis lengkap dengan tahunnya, misalnya 3 Maret 2025 atau 2025-03-03.
draft-title-set = Judulnya sudah diubah di pratinjau.
draft-date-set = Tanggalnya sudah diubah di pratinjau.
drafts-preview = { $count ->
   *[other] Pratinjau { $count } artikel. Sebelum diterbitkan, isinya belum bisa ditanyakan.
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
    [looks-like-login] mirip halaman masuk atau persetujuan cookie
    [instructions] berisi kalimat yang mirip perintah untuk model bahasa
    [garbled] dengan huruf yang sepertinya rusak
    [embargo] menyebut embargo
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
   *[other] { $count } sudah terbit sebelumnya.
}
drafts-failed = { $count ->
   *[other] { $count } tidak bisa diterbitkan.
}
drafts-cancelled = { $count ->
   *[other] { $count } artikel tidak diterbitkan.
}
offer-link = Ini tautan. Kalau isinya artikel, saya bisa membacanya dan menampilkan pratinjaunya.
offer-forwarded = Yang Anda teruskan itu bisa juga saya tambahkan sebagai artikel.
offer-add = ➕ Tambahkan sebagai artikel

## Administrasi

delete-how = Tulis ID artikelnya setelah perintah, misalnya /delete { $example }. ID-nya ada di /articles.
unknown-article = Tidak ada artikel dengan ID { $id }. ID artikel ada di /articles.
not-admin = Maaf, itu hanya untuk admin. Tapi Anda boleh bertanya kapan saja.
not-owner = Maaf, hanya pemilik bot yang bisa menambah atau mengeluarkan admin.
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
gaps-empty = Tidak ada pertanyaan yang belum terjawab dari 30 hari terakhir.
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
admins-how = Untuk menambah admin, balas pesan orangnya dengan /admins add. Untuk mengeluarkannya, balas dengan /admins remove. Di percakapan pribadi, teruskan dulu pesannya ke sini.
admins-added = { $name } sekarang menjadi admin.
admins-already = { $name } sudah menjadi admin.
admins-removed = { $name } bukan admin lagi.
admins-was-none = { $name } memang bukan admin.
admins-is-owner = { $name } adalah pemilik bot. Pemilik diubah di pengaturan, bukan di sini.
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
action-dismiss-admin = mengeluarkan { $subject } dari daftar admin
action-export = mengekspor { $subject } artikel
exported = { $count } artikel sudah diekspor. Perintah kutip add bisa membacanya kembali.
export-privately = Ekspor hanya saya kirim di percakapan pribadi. Tulis /export kepada saya di sana.

## Koreksi

help-corrections =
    Artikel yang sudah terbit:
    /show ID – lihat artikel dan isinya
    /history ID – versi-versinya, dan kalimat yang berubah
    /replace ID – koreksi: tulis teks barunya setelah ID, atau balas pesan atau berkas yang berisi teks itu dengan perintah ini
    /retract ID alasan – tarik artikel; siapa pun yang menanyakannya diberi tahu kapan dan mengapa
show-how = Tulis ID artikelnya setelah perintah, misalnya /show { $example }. ID-nya ada di /articles.
show-sentences = { $count ->
   *[other] { $count } kalimat
}
show-cut = Artikelnya masih berlanjut, tapi terlalu panjang untuk obrolan.
show-history = Riwayat
show-delete = Hapus
delete-ask = Hapus “{ $title }” beserta semua versinya?
deleted-for-now = “{ $title }” sudah dihapus. Ini masih bisa dibatalkan selama { $minutes } menit; setelah itu artikelnya hilang selamanya.
undo = Batalkan
deletion-undone = “{ $title }” sudah dipulihkan.
undo-too-late = Sudah lewat { $minutes } menit, jadi artikel ini tidak bisa dipulihkan lagi.
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
change-added = Ditambahkan:
change-more = { $count ->
   *[other] … dan { $count } kalimat lagi.
}
withdrawn-on = Artikel ini ditarik pada { DATETIME($date, dateStyle: "long") }.
retract-how = Tulis ID dan alasannya setelah perintah, misalnya /retract { $example } Angkanya keliru. Pembaca akan melihat alasan itu.
retracted = “{ $title }” sudah ditarik.
replace-how = Tulis ID dan teks barunya setelah perintah, misalnya /replace { $example } lalu teksnya, atau balas pesan atau berkas (.txt, .md, .html, .pdf, .docx) yang berisi teks itu dengan /replace { $example }.
replace-wrong-type = Saya bisa membaca berkas .txt, .md, .html, .pdf, dan .docx. Simpan artikelnya dalam salah satu format itu, lalu kirim lagi.
corrected = { $count ->
    [0] “{ $title }” sudah dikoreksi. Tidak ada kalimat yang berubah.
   *[other] “{ $title }” sudah dikoreksi: { $count } perubahan.
}
answers-cited = { $count ->
    [0] Belum ada jawaban yang mengutipnya.
   *[other] { $count } jawaban sebelumnya mengutipnya.
}
corrections-set-on = Mulai sekarang saya beri tahu di sini kalau artikel yang pernah saya kutip dikoreksi.
corrections-set-off = Koreksi tidak saya kabarkan lagi di sini. /corrections on untuk menyalakannya lagi.
corrections-are-on = Saya beri tahu di sini kalau artikel yang pernah saya kutip dikoreksi. /corrections off untuk mematikannya.
corrections-are-off = Koreksi tidak saya kabarkan di sini. /corrections on untuk menyalakannya.
notice-corrected = Koreksi: salah satu jawaban saya di sini mengutip “{ $title }”, yang sudah dikoreksi redaksi.
notice-retracted = Koreksi: salah satu jawaban saya di sini mengutip “{ $title }”. Mohon jangan dijadikan pegangan lagi.
notice-how-to-stop = /corrections off untuk menghentikan pesan seperti ini.
command-corrections = Nyalakan atau matikan kabar koreksi
command-show = Lihat artikel
command-history = Riwayat artikel
command-replace = Koreksi artikel
command-retract = Tarik artikel

## Umpan dan kanal

help-following =
    Umpan dan kanal:
    /follow – ikuti umpan (feed): tulis tautannya, atau tautan situs Anda, setelah perintah ini. Untuk mengikuti kanal Anda, jadikan saya adminnya, lalu tulis /follow @nama atau balas kiriman yang diteruskan dengan /follow
    /following – apa saja yang diikuti dan kapan terakhir dibaca; bisa dijeda atau dihentikan
follow-how = Tulis tautan umpan atau situs Anda setelah perintah, misalnya /follow https://kabarkota.id, atau @nama kanal Anda. Bisa juga teruskan satu kiriman kanal itu ke sini, lalu balas dengan /follow.
follow-no-feed = Saya tidak menemukan umpan di sana. Kirim tautan umpan RSS, Atom, atau JSON-nya langsung, atau peta situs beritanya.
follow-not-admin = Saya belum bisa membaca kanal itu. Jadikan saya adminnya dulu, lalu kirim lagi perintahnya.
follow-no-channel = Itu bukan kanal. Kirim @nama sebuah kanal, atau tautan umpan.
followed-feed = Saya mengikuti “{ $title }”. Artikelnya sedang ditambahkan; setelah itu yang baru dan yang berubah saya ambil sendiri. Perkembangannya ada di /following.
followed-channel = Saya mengikuti “{ $title }”. Mulai sekarang kirimannya langsung menjadi artikel; kiriman sebelumnya tidak bisa saya lihat. Ingin pratinjau dulu? Ubah di /following.
followed-already = “{ $title }” sudah diikuti. Perkembangannya ada di /following.
following-owners-only = Maaf, hanya pemilik bot yang bisa mengubah apa yang diikuti. Daftarnya ada di /following.
following-none = Belum ada yang diikuti. Mulai dengan /follow dan tautan umpan, atau @nama kanal Anda.
following-count = { $count } sumber diikuti
following-how = Ketuk nomornya untuk melihat lebih banyak, menjeda, atau berhenti mengikuti.
following-back = ‹ Kembali
following-more = Lainnya ›
following-list = ‹ Semua sumber
followed-read = terakhir dibaca { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-post = kiriman terakhir { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-nothing-yet = belum ada yang dibaca
followed-paused = dijeda
followed-newest = Artikel terbaru: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
followed-waiting = { $count ->
   *[other] { $count } menunggu diterbitkan
}
followed-preview = Admin melihat pratinjau setiap artikel dulu.
followed-direct = Artikelnya langsung terbit.
followed-by-settings = Kanal ini disebut di pengaturan (CHANNELS), jadi di sini hanya bisa dijeda.
followed-silent = ⚠️ Sudah lebih lama diam daripada biasanya.
followed-failed = { $count ->
    [1] ⚠️ Terakhir kali tidak bisa dibaca: { $error }
   *[other] ⚠️ { $count } kali terakhir tidak bisa dibaca: { $error }
}
followed-gone = Ini tidak diikuti lagi.
follow-pause = Jeda
follow-resume = Lanjutkan
follow-preview = Pratinjau dulu
follow-direct = Langsung terbit
follow-drop = Berhenti mengikuti
unfollow-ask = Berhenti mengikuti ini? Artikelnya tetap ada.
unfollow-yes = Ya, berhenti
unfollow-no = Tidak, tetap ikuti
unfollowed = “{ $title }” tidak saya ikuti lagi. Artikelnya tetap ada.
silent = ⚠️ “{ $title }” sudah lebih lama diam daripada biasanya.
silent-since = ⚠️ “{ $title }” diam sejak { DATETIME($at, dateStyle: "medium", timeStyle: "short") }, lebih lama daripada biasanya. Selengkapnya di /following.
withdrawn-by-publisher = Penerbitnya menarik berita ini.
action-follow = mulai mengikuti { $subject }
action-unfollow = berhenti mengikuti { $subject }
command-follow = Ikuti umpan atau kanal Anda
command-following = Apa saja yang diikuti

## Gangguan dan batas

unusable-question = Saya belum menangkap pertanyaannya. Coba tulis dengan beberapa kata.
quota-own-used-up = Jatah pertanyaan Anda hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }. Sementara itu, artikel yang bisa dibaca ada di /articles.
quota-of-all-used-up = Jatah jawaban saya untuk hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }.
try-again = Maaf, saya sedang sibuk. Coba lagi sebentar lagi.
failure = Maaf, ada yang salah di pihak kami. Coba lagi nanti. Kalau masih terjadi, sebutkan nomor { $reference } kepada admin.

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
command-gaps = Pertanyaan yang belum terjawab
command-admins = Siapa saja adminnya
command-audit = Siapa melakukan apa, dan kapan
command-export = Ekspor semua artikel
