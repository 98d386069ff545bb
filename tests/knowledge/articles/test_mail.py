"""Tests of texts that are e-mails: pasted, forwarded, answered, encoded; and others that begin like one."""

from __future__ import annotations

import base64

import pytest

from knowledge.articles.mail import MOST_FORWARDED, read_mail

BODY = "RAWAJAYA - Hujan turun semalaman di Rawajaya. Sungai naik dua meter."


def test_header_is_read_with_folded_lines_and_the_signature_left_out() -> None:
    mail = read_mail(
        "Received: from a.example\n by b.example\nFrom: Meja <meja@example.org>\nCc: a@example.org\n"
        "Cc: b@example.org\nSubject: Hujan turun\n di Rawajaya\nDate: Tue, 3 Mar 2026 22:40:00 +0000\n\n"
        f"{BODY}\n-- \nMeja"
    )

    assert mail is not None
    assert (mail.subject, mail.body) == ("Hujan turun di Rawajaya", BODY)
    assert mail.sent_on is not None
    assert mail.sent_on.isoformat() == "2026-03-03T22:40:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        f"From: a@example.org\nSubject: Fwd: Hujan\n\nMohon dimuat.\n\n------ Forwarded message ------\n"
        f"From: b@example.org\nSubject: Hujan\n\n{BODY}",
        f"---------- Pesan yang diteruskan ----------\nDari: a@example.org\nPerihal: Hujan\n\n{BODY}",
        f"From: Meja\nSent: Tuesday, March 3, 2026 9:00 AM\nSubject: RE: Hujan\n\n{BODY}\n\n"
        "From: Web\nSent: Monday, March 2, 2026 9:00 AM\nSubject: Hujan\n\nApakah hujan?",
        f"From: Meja\nSubject: Re: Hujan\n\n{BODY}\n\nOn Mon, Mar 2, 2026 Web <w@x.org> wrote:\n> Hujan?",
        f"From: Meja\nSubject: Hujan\n\n{BODY}\n\nDikirim dari iPhone saya",
    ],
)
def test_article_of_a_forwarded_or_answered_message_is_read(text: str) -> None:
    mail = read_mail(text)

    assert mail is not None
    assert (mail.subject, mail.body) == ("Hujan", BODY)


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("quoted-printable", BODY.replace("semalaman", "semal=\naman").replace("Sungai", "=53ungai")),
        ("base64", base64.b64encode(BODY.encode()).decode()),
        ("8bit", BODY),
    ],
)
def test_encoded_text_is_decoded(encoding: str, content: str) -> None:
    part = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{content}\n"
    header = "MIME-Version: 1.0\nFrom: a@example.org\nSubject: =?utf-8?q?Hujan_l=C3=A9bat?=\n"
    several = f'{header}Content-Type: multipart/alternative; boundary="x"\n\n--x\n{part}\n--x--\n'

    for text in (header + part, several):
        mail = read_mail(text)
        assert mail is not None
        assert (mail.subject, mail.body) == ("Hujan lébat", BODY)


def test_message_in_an_unknown_encoding_stays_as_it_is() -> None:
    mail = read_mail(
        "MIME-Version: 1.0\nFrom: a@example.org\nSubject: =?x-none?q?Hujan?=\n"
        "Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n\naGFs\n"
    )
    without_text = read_mail(
        "MIME-Version: 1.0\nFrom: a@example.org\nSubject: Hujan\nContent-Type: text/html\n\n<p>Hujan.</p>"
    )

    assert mail is not None
    assert (mail.subject, mail.body) == ("=?x-none?q?Hujan?=", "aGFs")
    assert without_text is not None
    assert without_text.body == "<p>Hujan.</p>"


@pytest.mark.parametrize(
    "text",
    ["Dari: cerita lama\n\nIa datang.", "From: a@example.org\n\nHujan.", "Hujan turun.\nFrom: a\nSubject: b"],
)
def test_other_text_is_no_e_mail(text: str) -> None:
    assert read_mail(text) is None


def test_messages_within_each_other_are_read_only_so_deep() -> None:
    header = "From: a@example.org\nSubject: Hujan\n\n"
    mail = read_mail(header * 2 * MOST_FORWARDED + BODY)

    assert mail is not None
    assert mail.body.count("From:") == MOST_FORWARDED
