"""Names: what reads like one, and when two are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.recognise.names import could_be_handle, is_name, is_never, name_key, name_score, without_titles

NAMES = [
    "Ingrid Halvorsen", "Prof. Dr. Tomasz Bielak", "Amara Nwosu, PhD", "Ingrid R. Castellani", "HALVORSEN Ingrid",
    "Halvorsen, Ingrid", "van den Berg, Jan", "María José Núñez Ortega", "Jean-Luc O'Neil", "Ingrid Halvorsen (Norway)",
    'Ingrid "Inga" Halvorsen', "Esther B. Lindqvist, MSN, NP-C", "Иван Петров", "Γιώργος Παπαδάκης", "김민수", "林小舟", "花沢 由紀",
    "林小舟 Xiao-Zhou Lin", "محمد علي", "נועה לוי", "アダ・コヴァチ", "Olga North", "Vikram K", "Ingrid McKay", "Vương Thế Lạc",
    "Zorvina Oltunova", "Nur Balqis binti Zorlan",
]  # fmt: skip
NO_NAMES = [
    "", "   ", "Coffee Break", "Machine Learning", "Register now", "New York", "Our Speakers", "Session 1", "10:30", "a@b.example",
    "https://conf.example", "University of Oslo", "Lunch", "Круглый стол", "株式会社ドリーム", "懇親会", "Ada Kovač - CTO", "What is Rust?",
    "iOS GraphQL", "the", "x" * 200, "one two three", "①②",
    "Về Vương Thế Lạc",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_name_is_recognised(text):
    assert is_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_other_text_is_no_name(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("Ingrid Halvorsen", "Zxqwv Brtpl"),
        ("Zxolo Brtipal", "Zxolo"),
        ("ingrid halvorsen", "quick brown fox"),
        ("Ingrid H.", "Zxolo"),
        ("Ingrid Halvorsen", "Ingrid Halvorsen, Acme"),
        ("Olga Back", "Zxolo Back"),
        ("Ingrid Halvorsen", "GDG Ingrid"),
        ("Ingrid", "Qumulo"),
        ("김민수", "가나다라"),
        ("王小明", "中文簡介"),
        ("山田 太郎", "天気予"),
        ("山田太郎", "山田太郎次郎三郎"),
        ("林さん子", "さ"),
    ],
)
def test_name_score_orders(likely, unlikely):
    assert name_score(likely) > name_score(unlikely)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Ada Kovač", "KOVAČ, Ada"),
        ("Ada Kovač, PhD", "ada kovac"),
        ("Ada Kovač (she/her)", "Ada Kovač"),
        ("山田太郎さん", "山田太郎"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Ana-Luisa O’Neil", "Ana Luisa O'Neil"),
        ("Ada Kovač, MSN, NP-C", "Ada Kovač"),
    ],
)
def test_name_key_is_the_same_for_one_person(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada Kovač", "Ana Kovač"), ("Ana Peng", "Ana"), ("Olga Ma", "Olga"), ("", "Ada")]
)
def test_name_key_keeps_people_apart(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prof. Dr. Ada Kovač, PhD", ["Ada", "Kovač"]),
        ("Di Chen", ["Di", "Chen"]),
        ("Dr.", ["Dr."]),
        ("", []),
        ("ADA KOVAČ, PHD", ["ADA", "KOVAČ"]),
        ("Kovač, Ada", ["Kovač", "Ada"]),
        ("M. Oduya", ["M.", "Oduya"]),
        ("M. K. Oduya", ["M.", "K.", "Oduya"]),
        ("M. Jean Oduya", ["Jean", "Oduya"]),
    ],
)
def test_titles_are_taken_off(text, words):
    assert without_titles(text) == words


@pytest.mark.parametrize(
    ("text", "expected"), [("nullpier", True), ("@ada_k", True), ("register", False), ("two words", False)]
)
def test_handle(text, expected):
    assert could_be_handle(text) is expected


@pytest.mark.parametrize(("word", "expected"), [("workshop", True), ("hall", False), ("Ada", False)])
def test_word_of_no_name(word, expected):
    assert is_never(word) is expected


@given(st.text(max_size=120))
def test_name_score_stays_between_nought_and_one(text):
    assert 0 <= name_score(text) <= 1
    assert name_key(text) == name_key(name_key(text)) or not name_key(text).isascii() or name_key(text).split()


@pytest.mark.parametrize("text", ["А.П. Ковальова", "Ковальов И.С.", "سارا محمدی"])
def test_names_as_they_are_signed_are_names(text):
    assert is_name(text)


@pytest.mark.parametrize("text", ["Guru Besar ITB", "GURU BESAR ITB", "Phó Giám đốc Norwind"])
def test_titles_of_several_words_are_no_names(text):
    assert name_score(text) == 0.0


@pytest.mark.parametrize(
    "text", ["Değerli Çalışma Arkadaşlarımız", "Chers Collègues", "Tisztelt Kollégák", "Đăng Ký Ngay"]
)
def test_nobody_is_called_as_readers_are_greeted(text):
    assert name_score(text) < 0.3
