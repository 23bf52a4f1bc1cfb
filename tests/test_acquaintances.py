"""Address books of every make: LinkedIn's export, Google's two forms, Outlook's, vCard 2.1 to 4.0, any CSV."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.chats.acquaintances import Acquaintance, read
from scraper.errors import BadFile

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ben,Holt,https://www.linkedin.com/in/benholt,,"Harbour Health, Inc.",Nurse,12 Mar 2024
Łucja,Żuraw,https://www.linkedin.com/in/lz,l@z.example,,,01 Jan 2020
,,,,,,
"""
GOOGLE = "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value\nBen,,Holt,Harbour Health,Nurse,* Work,b@h.example\n"
GOOGLE_OLD = "Name,Given Name,Family Name,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title\nBen Holt,Ben,Holt,b@h.example,Harbour Health,Nurse\n"
OUTLOOK = "Vorname;Nachname;Firma;E-Mail\r\nBen;Holt;Harbour Health;b@h.example\r\n"
OURS = "\ufeffid,name,role,employer\r\np-1,Ben Holt,Nurse,Harbour Health\r\n"
VCARD3 = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Holt;Ben;;;\r\nFN:Ben Holt\r\nORG:Harbour Health;Ward 3\r\nTITLE:Nurse\r\nEMAIL:b@h.example\r\nURL:https://ben.example/?a=1;b=2\r\nEND:VCARD\r\n"
VCARD4 = 'BEGIN:VCARD\nVERSION:4.0\nFN:Ben Holt\nORG:Harbour Health\nTITLE:Nur\n se\nEMAIL;PREF=1:b@h.example\nTEL;VALUE=uri;TYPE="voice,home":tel:+1-555\nEND:VCARD\n'
VCARD2 = "BEGIN:VCARD\nVERSION:2.1\nN:Holt;Ben\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ben=20Holt\nORG:Harbour Health\nEND:VCARD\n"


def test_linkedins_notes_before_the_header_are_passed_over():
    assert read(LINKEDIN, source="Connections.csv") == [
        Acquaintance(name="Ben Holt", role="Nurse", employer="Harbour Health, Inc.", url="https://www.linkedin.com/in/benholt", since="2024-03-12"),
        Acquaintance(name="Łucja Żuraw", email="l@z.example", url="https://www.linkedin.com/in/lz", since="2020-01-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (GOOGLE, "Nurse"),
        (GOOGLE_OLD, "Nurse"),
        (OUTLOOK, None),
        (OURS, "Nurse"),
        (VCARD3, "Nurse"),
        (VCARD4, "Nurse"),
        (VCARD2, None),
    ],
    ids=["google", "old google", "outlook", "ours", "vcard 3", "vcard 4", "vcard 2.1"],
)
def test_address_book_of_any_make_is_read(text, role):
    (ben,) = read(text, source="book")
    assert (ben.name, ben.employer, ben.role) == ("Ben Holt", "Harbour Health", role)


def test_broken_card_costs_no_other():
    people = read(
        "BEGIN:VCARD\nVERSION:3.0\nFN;;;=:x\nEND:VCARD\n" + VCARD3 + "BEGIN:VCARD\nFN:half", source="book.vcf"
    )
    assert "Ben Holt" in [one.name for one in people]


def test_same_person_stands_once():
    assert len(read(VCARD3 * 3, source="book.vcf")) == 1


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "First Name,Last Name\n", "BEGIN:VCARD\nEND:VCARD\n", "Notes:\n" * 30, "name\n123\n"]
)
def test_file_that_names_nobody_is_told(text):
    with pytest.raises(BadFile) as problem:
        read(text, source="book.csv")
    assert problem.value.hint


@settings(max_examples=40)  # three forms each
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    for start in ("First Name,Last Name,Company\n", "BEGIN:VCARD\n", ""):
        try:
            assert all(one.name for one in read(start + text, source="book"))
        except BadFile:
            continue
