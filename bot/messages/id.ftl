# Bahasa Indonesia. Nama pesan dan variabelnya sama di semua bahasa.

## Percakapan

start =
    Halo! Saya Kutip. Tanyakan apa saja tentang berita yang sudah diunggah redaksi, dan saya jawab dengan kalimat asli dari artikelnya. Kalau jawabannya tidak ada di sana, saya akan bilang tidak tahu.

    Langsung saja tulis pertanyaannya, dalam bahasa Indonesia atau Inggris. /help menampilkan semua perintah.
help =
    Tulis pertanyaan seperti biasa. Pertanyaan lanjutan seperti “Kapan itu?” juga saya pahami.

    /articles – artikel terbaru
    /new – mulai percakapan baru dan lupakan yang lama
    /help – bantuan ini

    Di grup, sebut nama saya atau balas pesan saya.
help-admin =
    Untuk admin:
    /add – tambah artikel: tulis teksnya setelah perintah ini, balas pesan berisi artikel dengan /add, atau kirim berkas .txt atau .md dengan keterangan /add
    /delete ID – hapus artikel
new-conversation = Baik, percakapan sebelumnya sudah saya lupakan. Silakan bertanya tentang hal baru.
ask-me = Ya? Silakan tulis pertanyaannya.
text-only = Saat ini saya hanya bisa membaca teks. Silakan tulis pertanyaannya.
unknown-command = Perintah itu tidak saya kenal. Yang ada: { $commands }. Atau langsung saja tulis pertanyaan.

## Jawaban

sources = { $count ->
   *[other] Sumber
}
fallback-note = Model bahasa sedang tidak menjawab, jadi ini langsung kalimat-kalimat terbaiknya.
abstention-no-articles = Belum ada artikel yang diunggah, jadi saya belum bisa menjawab.
abstention-no-match = Saya belum menemukan jawabannya di artikel yang ada.
abstention-unsupported = Saya belum tahu: ada artikel yang mirip, tetapi tidak ada kalimatnya yang benar-benar menjawab pertanyaan ini.
nearest = Yang paling mendekati:

## Daftar artikel

no-articles = Belum ada artikel.
article-count = { $count } artikel
newest-articles = { $shown } artikel terbaru dari { $count }
date = { DATETIME($date, dateStyle: "long") }
added-on = ditambahkan { DATETIME($date, dateStyle: "long") }

## Artikel masuk dan keluar

added = “{ $title }” sudah ditambahkan: { $sentences } kalimat.
unchanged = “{ $title }” sudah ada, jadi tidak ada yang berubah.
replaced = “{ $title }” sudah diperbarui: { $sentences } kalimat.
article-id = ID:
add-how = Tulis teks artikel setelah /add, balas pesan berisi artikel dengan /add, atau kirim berkas .txt atau .md dengan keterangan /add.
add-failed = Artikel itu belum bisa disimpan, dan tidak ada yang berubah. Coba kirim lagi, atau kirim sebagai berkas .txt.
upload-too-large = Berkas itu terlalu besar: batasnya { $megabytes } MB. Bagi menjadi beberapa berkas, lalu kirim lagi.
upload-wrong-type = Saya hanya bisa membaca berkas .txt dan .md. Simpan artikelnya sebagai salah satunya, lalu kirim lagi.
unreadable-article = Tidak ada teks artikel yang bisa dibaca di situ: isinya kosong atau bukan teks. Kirim sebagai teks biasa, atau sebagai berkas .txt atau .md.
delete-how = Tulis ID artikelnya setelah perintah, misalnya /delete { $example }. ID-nya ada di /articles.
deleted = Artikel { $id } sudah dihapus.
unknown-article = Tidak ada artikel dengan ID { $id }. Daftar ID ada di /articles.
not-admin = Maaf, hanya admin yang bisa menambah atau menghapus artikel. Silakan bertanya kapan saja.

## Gangguan

unusable-question = Saya belum menangkap pertanyaannya. Coba tulis dengan beberapa kata.
budget-own-used-up = Jatah pertanyaan Anda hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }. Sementara itu, /articles menampilkan artikel yang bisa dibaca.
budget-of-all-used-up = Jatah jawaban saya untuk hari ini sudah habis. Silakan bertanya lagi mulai pukul { DATETIME($at, timeStyle: "short") } ({ $zone }), { DATETIME($at, dateStyle: "long") }.
try-again = Maaf, saya sedang sibuk. Coba tanyakan lagi sebentar lagi.
failure = Maaf, ada yang salah di pihak kami. Coba lagi nanti; kalau masih terjadi, sebutkan nomor { $reference } kepada admin.

## Menu perintah

command-articles = Artikel terbaru
command-new = Mulai percakapan baru
command-help = Bantuan
