"""Tests of the splitting of messages that ask several questions."""

from __future__ import annotations

import time

import pytest

from knowledge.questions.several import LONGEST_SPLIT, MOST_QUESTIONS, split

SPLIT: dict[str, list[str]] = {
    # Two sentences, lines and lists
    "Siapa wali kota? Kapan dilantik? Berapa umurnya?": [
        "Siapa wali kota?",
        "Kapan dilantik?",
        "Berapa umurnya?",
    ],
    "Who won the cup? How many people watched?": ["Who won the cup?", "How many people watched?"],
    "Siapa pemenangnya\nBerapa hadiahnya": ["Siapa pemenangnya", "Berapa hadiahnya"],
    "who coaches the team\nwhere do they play": ["who coaches the team", "where do they play"],
    "1. Siapa wali kota?\n2. Kapan dia dilantik?": ["Siapa wali kota?", "Kapan dia dilantik?"],
    "a. siapa pelatihnya\nb. kapan lombanya": ["siapa pelatihnya", "kapan lombanya"],
    "- who paid for it\n• when did it open": ["who paid for it", "when did it open"],
    "Mau tanya: 1) siapa pemenangnya 2) berapa hadiahnya": [
        "Mau tanya: siapa pemenangnya",
        "berapa hadiahnya",
    ],
    "1. Who opened the bridge? 2. What did it cost?": ["Who opened the bridge?", "What did it cost?"],
    # "dan" and "and"
    "Siapa bupatinya dan kapan dia dilantik?": ["Siapa bupatinya", "kapan dia dilantik?"],
    "Kenapa harga beras naik dan bagaimana dampaknya?": ["Kenapa harga beras naik", "bagaimana dampaknya?"],
    "Siapa dia dan sejak kapan dia menjabat?": ["Siapa dia", "sejak kapan dia menjabat?"],
    "Siapa ketuanya, siapa wakilnya, serta berapa gaji mereka?": [
        "Siapa ketuanya, siapa wakilnya",
        "berapa gaji mereka?",
    ],
    "Konser digelar kapan dan berapa harga tiketnya?": ["Konser digelar kapan", "berapa harga tiketnya?"],
    "How much did it cost and who paid?": ["How much did it cost", "who paid?"],
    "What caused the fire and how many stalls burned?": ["What caused the fire", "how many stalls burned?"],
    "Who won the cup, and in what year did they last win it?": [
        "Who won the cup",
        "in what year did they last win it?",
    ],
    # Question words that share the rest
    "Di mana dan kapan konser digelar?": ["Di mana konser digelar?", "kapan konser digelar?"],
    "When and where was the bridge opened?": ["When was the bridge opened?", "where was the bridge opened?"],
    "Tolong cari tahu kapan dan di mana konser digelar": [
        "Tolong cari tahu kapan konser digelar",
        "di mana konser digelar",
    ],
    "Can you tell me how and why the ferry sank?": [
        "Can you tell me how the ferry sank?",
        "why the ferry sank?",
    ],
    "Siapa, kapan, dan di mana pasar itu dibuka?": [
        "Siapa, kapan pasar itu dibuka?",
        "di mana pasar itu dibuka?",
    ],
    "Kapan dan\ndi mana dan kenapa pasar itu dibuka?": [
        "Kapan pasar itu dibuka?",
        "di mana pasar itu dibuka?",
        "kenapa pasar itu dibuka?",
    ],
    # What asks nothing stays with a question
    "Halo kak. Siapa wali kota? Kapan dilantik? Makasih ya": [
        "Halo kak. Siapa wali kota?",
        "Kapan dilantik? Makasih ya",
    ],
    "Siapa wali kota?\n?\nKapan dilantik?": ["Siapa wali kota?", "? Kapan dilantik?"],
    "Siapa yang meresmikan\nJembatan Kelana? Berapa\nbiayanya?": [
        "Siapa yang meresmikan Jembatan Kelana?",
        "Berapa biayanya?",
    ],
}

WHOLE = [
    "Siapa wali kota Muarasenja?",
    "Siapa yang menang???",
    "Apa kata gubernur dan wali kota?",
    "Siapa presiden dan wakil presiden?",
    "Berapa korban tewas dan luka?",
    "Kapan pasar dibuka dan ditutup?",
    "Apa yang terjadi di Pasar Lindung dan Pasar Melati?",
    "Siapa dan kapan?",
    "Konser itu digelar kapan dan di mana?",
    "Halo\nSiapa wali kota?",
    "Siapa yang menang?\n1. Andi\n2. Budi",
    "Di Jl. Melati No. 1. siapa yang tinggal?",
    "Apa bedanya versi 1. Lama dan versi 2. Baru?",
    "Siapa yang menang\ndi Muarasenja?",
    "Harga beras naik dan pedagang mengeluh",
    "What did the mayor say about when and where the market opens?",
    "What is supply and demand?",
    "When does the market open and close?",
    "Who are the mayor and the deputy mayor?",
    "I read about the flood. How many houses were damaged? Thank you.",
    "what happened and how",
    "The bridge is closed and traffic is bad",
    "??",
    "🙂",
]


@pytest.mark.parametrize("message", SPLIT)
def test_several_questions_are_told_apart_in_order(message: str) -> None:
    assert split(message) == SPLIT[message]


@pytest.mark.parametrize("message", WHOLE)
def test_one_question_stays_whole(message: str) -> None:
    assert split(message) == [" ".join(message.split())]


def test_message_without_words_has_no_question() -> None:
    assert split(" \n\t ") == []


def test_white_space_of_one_question_is_folded() -> None:
    assert split("  Siapa \n wali  kota? ") == ["Siapa wali kota?"]


def test_only_the_first_questions_are_answered() -> None:
    asked = [f"Siapa juara tahun {year}?" for year in range(2010, 2010 + MOST_QUESTIONS + 3)]
    assert split(" ".join(asked)) == asked[:MOST_QUESTIONS]


def test_a_long_text_is_not_a_list_of_questions() -> None:
    questions = "Siapa wali kota? Kapan dilantik? "
    assert len(split(questions * 10)) > 1
    assert len(split(questions * (LONGEST_SPLIT // len(questions) + 1))) == 1


@pytest.mark.parametrize("piece", ["siapa dan kapan ", "1. ", "? ", "?,;", "dan\t", "(1) apa\n", "-\n", "' "])
def test_hostile_message_is_split_quickly(piece: str) -> None:
    message = f"siapa {piece * (LONGEST_SPLIT // len(piece) - 1)}"
    begun = time.process_time()
    split(message)
    assert time.process_time() - begun < 1.0
