"""Bytes to text: declared, undeclared and wrongly declared, in the encodings the world writes its pages in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.encoding import decode

WRITTEN = {
    "fr cp1252": "Élodie Lefèvre Ingénieure Société François Générale Café",
    "es cp1252": "José Ñúñez Señor María Peña Dirección Educación",
    "pt cp1252": "João Conceição Exemplo Fundação Gestão",
    "da cp1252": "Bjørn Møller Søren Ålborg Prøvesen Rådgiver",
    "de cp1252": "Jürgen Groß Müller Geschäftsführer Köln",
    "pl cp1250": "Łukasz Żółć Katarzyna Wójcik Inżynier Kierowniczka Środa",
    "cs cp1250": "Zdeněk Dvořák Šimánek Příkladová Ředitel společnosti",
    "hu cp1250": "Példa Győző Kovács Erzsébet Főmérnök Egyetem",
    "ru cp1251": "Иван Примеров Инженер Ольга Образцова Профессор университет",
    "uk cp1251": "Олена Прикладенко Інженерка Київський університет",
    "ru koi8-r": "Иван Примеров Инженер Ольга Образцова Профессор университет",
    "el cp1253": "Γιώργος Παραδείγματος Καθηγητής Πανεπιστήμιο Αθηνών",
    "tr cp1254": "Ayşe Örnekoğlu Yazılım Mühendisi İstanbul Üniversitesi Çağrı",
    "he cp1255": "יוסי דוגמה מהנדס תוכנה אוניברסיטה",
    "ar cp1256": "محمد مثال مهندس برمجيات جامعة",
    "lv cp1257": "Jānis Paraugs Ķēniņš Profesors Rīgas Universitāte",
    "th cp874": "สมชาย ตัวอย่าง วิศวกร มหาวิทยาลัย",
    "ja shift_jis": "見本太郎 代表取締役 株式会社サンプル 東京大学 研究員",
    "ja euc_jp": "見本太郎 代表取締役 株式会社サンプル 東京大学 研究員",
    "ja iso2022_jp": "見本太郎 代表取締役 株式会社サンプル 東京大学 研究員",
    "zh gb18030": "张三样 首席技术官 北京大学 教授 示例科技有限公司",
    "zh big5": "張三樣 首席技術長 臺灣大學 教授 範例科技股份有限公司",
    "ko euc_kr": "김보기 대표이사 서울대학교 연구원 예시 주식회사",
    "fr utf-16-le": "Élodie Lefèvre Ingénieure",
    "ja utf-16-be": "見本太郎 代表取締役",
    "en utf-16-le": "Ann Example Engineer",
    "pl utf-8": "Łukasz Żółć Katarzyna Wójcik",
}


def page(words, *, lang="", meta=""):
    """A page like those that carry speakers: much markup, few words."""
    cards = "".join(
        f'<div class="speaker"><h3>{word}</h3><p class="role">Speaker {n}</p></div>\n'
        for n, word in enumerate(words.split() * 6)
    )
    lang = f' lang="{lang}"' if lang else ""
    return f"<!DOCTYPE html><html{lang}><head>{meta}<title>Conference</title></head><body>{cards}</body></html>"


def read(text):
    """The words between the headings, in order, once."""
    return " ".join(dict.fromkeys(part.split("</h3>")[0] for part in text.split("<h3>")[1:]))


@pytest.mark.parametrize("key", WRITTEN)
@pytest.mark.parametrize(
    ("header", "in_page"),
    [(None, None), ("own", None), (None, "own"), ("utf-8", "utf-8"), ("x-unknown", None), ("own", "utf-8")],
    ids=["undeclared", "header", "meta", "wrongly utf-8", "nonsense", "header against meta"],
)
def test_decode_pages_of_a_language_however_declared(key, header, in_page):
    lang, encoding = key.split()
    meta = f'<meta charset="{encoding if in_page == "own" else in_page}">' if in_page else ""
    body = page(WRITTEN[key], lang=lang, meta=meta).encode(encoding)
    assert read(decode(body, encoding if header == "own" else header)) == WRITTEN[key]


@pytest.mark.parametrize("key", [key for key in WRITTEN if key.split()[1] != "cp1257"])
def test_decode_pages_that_do_not_even_name_their_language(key):
    body = page(WRITTEN[key]).encode(key.split()[1])
    assert read(decode(body)) == WRITTEN[key]


@pytest.mark.parametrize("key", ["fr cp1252", "pl cp1250", "ru cp1251", "ja shift_jis"])
def test_decode_a_template_left_in_english_does_not_mislead(key):
    body = page(WRITTEN[key], lang="en").encode(key.split()[1])
    assert read(decode(body)) == WRITTEN[key]


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        pytest.param(b"", None, "", id="nothing"),
        pytest.param(b"\xef\xbb\xbfa\xc3\xa9", "iso-8859-1", "aé", id="a mark of UTF-8 wins"),
        pytest.param("é".encode("utf-16"), "utf-8", "é", id="a mark of UTF-16 wins"),
        pytest.param("é".encode("utf-32"), None, "é", id="a mark of UTF-32 is no mark of UTF-16"),
        pytest.param("José".encode(), "iso-8859-1", "José", id="UTF-8 declared as Latin-1"),
        pytest.param(b"\x93Lead\x94 \x96 Caf\xe9\x85", "iso-8859-1", "“Lead” – Café…", id="Latin-1 is cp1252"),
        pytest.param(b"Caf\xe9", "ISO_8859-1", "Café", id="another name of it"),
        pytest.param(b"Caf\xe9", " Latin1 ", "Café", id="one more, with blanks"),
        pytest.param("①㈱".encode("cp932"), "Shift_JIS", "①㈱", id="Shift_JIS is cp932"),
        pytest.param("镕".encode("gbk"), "gb2312", "镕", id="gb2312 is gb18030"),
        pytest.param(
            "é".encode() * 300 + b"\xe9" + b" ok" * 300, None, "é" * 300 + "�" + " ok" * 300, id="mostly UTF-8"
        ),
        pytest.param(b'<?xml version="1.0" encoding="windows-1251"?><a>\xc8</a>', None, None, id="XML declares"),
        pytest.param(b"Ann\0a Null", None, "Ann\0a Null", id="a stray zero is no UTF-16"),
        pytest.param(b"\x1b[1mbold", None, "\x1b[1mbold", id="a stray escape is no Japanese"),
        pytest.param(b"\xff" * 5, "utf-8", None, id="rubbish"),
        pytest.param(b"\xe9", "base64", None, id="a codec that is no encoding of text"),
        pytest.param(b"\xe9", "idna", None, id="another"),
    ],
)
def test_decode_one_case(body, declared, text):
    decoded = decode(body, declared)
    if text is None:
        assert isinstance(decoded, str)
    else:
        assert decoded == text


def test_decode_xml_declaration_is_a_declaration():
    assert decode(b'<?xml version="1.0" encoding="windows-1251"?><a>\xc8\xe2\xe0\xed</a>').endswith("<a>Иван</a>")


def test_decode_few_accents_in_a_long_page_are_not_lost():
    body = ("<p>plain words only</p>" * 6_000 + "<h3>Señor José Muñoz</h3>").encode("cp1252")
    assert read(decode(body)) == "Señor José Muñoz"


def test_decode_a_long_page_with_its_words_at_the_end():
    body = ("<p>" + "plain words only " * 6_000 + page(WRITTEN["ru koi8-r"])).encode("koi8-r")
    assert read(decode(body)) == WRITTEN["ru koi8-r"]


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "shift_jis", "utf-7", "punycode", "\0", "hex"])
)
def test_decode_never_raises(body, declared):
    assert isinstance(decode(body, declared), str)


@given(st.text(max_size=200))
def test_decode_gives_back_any_utf8(text):
    body = text.encode("utf-8", "ignore")
    if not body.startswith((b"\xff", b"\xfe", b"\xef\xbb\xbf")) and b"\0" not in body and b"\x1b" not in body:
        assert decode(body) == body.decode()
