"""Indonesian and English function words, formal and informal: they do not name the topic of a question.

The lists are Kutip's own. All entries are normalised by :func:`knowledge.text.gazetteer.plain`: lower case,
no accents, no apostrophes.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the set of words of a text, split at white space.

    >>> sorted(word_set("di ke dari"))
    ['dari', 'di', 'ke']
    """
    return frozenset(words.split())


INDONESIAN = word_set(
    """
    yang yg dan dengan dgn di ke dari dr dalam pada kepada kpd untuk utk buat oleh atau ataukah itu
    ini tersebut tsb adalah ialah merupakan bahwa sebagai akan telah sudah udah sdh belum blm sedang
    lagi masih juga jg pun lah kah nya saja aja cuma hanya bisa dapat boleh harus mau ingin ada
    adakah tidak tdk gak ga nggak enggak ngga bukan bukankah jadi menjadi karena krn sebab sehingga
    agar supaya jika kalau kalo bila apabila ketika saat waktu sejak sampai hingga antara para sang
    si oh dong sih deh kok nih tuh ya yah saya aku gue gw kamu anda kita kami mereka dia ia beliau
    apa apakah apaan siapa siapakah sapa kapan kapankah bilamana berapa berapakah brp mana manakah
    dimana dimanakah kemana kemanakah darimana mengapa mengapakah kenapa kenapakah knp napa ngapain
    bagaimana bagaimanakah gimana gmn bgmn tolong mohon coba sebutkan jelaskan ceritakan beritahu
    tahu kasih nama namanya jumlah jumlahnya disebut dimaksud maksud tentang soal mengenai terkait
    oleh secara sangat
    """
)

ENGLISH = word_set(
    """
    a an the and or of in on at to for from by with about into over as is are was were be been being
    am do does did done has have had having will would can could shall should may might must not no
    nor this that these those there here it its he him his she her they them their we us our you
    your i me my who whom whos whose what whats which when where wheres why how hows many much long
    often if then than so such also just only please tell explain describe list name give say said
    says know me any some all
    """
)

STOP_WORDS = INDONESIAN | ENGLISH

# Function words of one language that are rarely used in the other, for telling the two apart.
INDONESIAN_MARKERS = INDONESIAN - {"me", "a", "an", "as", "so", "do", "am", "us", "on", "no", "list", "nor"}
ENGLISH_MARKERS = ENGLISH - {
    "a",
    "an",
    "i",
    "me",
    "am",
    "us",
    "do",
    "his",
    "so",
    "on",
    "no",
    "list",
    "may",
}
