"""One person or two: the name's rarity and what both appearances show; never two of one edition."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import reference
from scraper.identity import (
    Evidence,
    Known,
    generation,
    group,
    keys,
    pictures,
    probes,
    profiles,
    same,
    without_others,
)
from scraper.identity.forms import match
from scraper.identity.shares import limits, others
from scraper.identity.signs import Sign, together
from scraper.identity.texts import community, kin
from scraper.recognise.names import name_key

COMMON, RARE = "David Smith", "Zebedee Quillfeather"


def known(name=COMMON, number=0, **more):
    sets = {key: frozenset(value) if isinstance(value, set) else value for key, value in more.items()}
    return Known(**{"id": number, "name_key": name_key(name), "edition": number, **sets})


def kinds(found):
    return found and {sign.name for sign in found.signs}


def is_one(found):
    return found is not None and found.weight >= limits()["one"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ana Ruiz", "RUIZ, Ana", "equal"),
        ("Ádám Kőszegi", "Adam Koszegi", "equal"),
        ("Jürgen Zwölfer", "Juergen Zwoelfer", "spelling"),
        ("Анатолий Щукарев", "Anatoly Shchukarev", "spelling"),
        ("Γιώργος Παπαλαμπρίδης", "Giorgos Papalampridis", "spelling"),
        ("김민준", "Minjun Kim", "spelling"),
        ("Kim Min-jun", "Minjun Kim", "spelling"),
        ("王小明", "Xiaoming Wang", "spelling"),
        ("Bill Quillfeather", "William Quillfeather", "nickname"),
        ("Sasha Quillov", "Oleksandr Quillov", "nickname"),
        ("Paco Quillfeather", "Francisco Quillfeather", "nickname"),
        ("Ana B. Quillfeather", "Ana Quillfeather", "middle"),
        ("Ana Belinda Quillfeather", "Ana Quillfeather", "shorter"),
        ("Ana Quillfeather-Obi", "Ana Quillfeather", "shorter"),
        ("A. Quillfeather", "Ana Quillfeather", "initials"),
        ("Ana Quillfeather", "Bea Quillfeather", "partly"),
        ("Ana", "Ana Quillfeather", "lone"),
        ("Li Wu", "Wu Li", "equal"),
    ],
)
def test_match_tells_how_two_names_go_together(one, other, kind):
    found = match(name_key(one), name_key(other))
    assert found is not None
    assert found.kind == kind
    back = match(name_key(other), name_key(one))
    assert back is not None
    assert back.kind == kind
    if kind not in ("partly", "lone"):
        assert keys(name_key(one)) & probes(name_key(other))
        assert keys(name_key(other)) & probes(name_key(one))


@pytest.mark.parametrize(("one", "other"), [("Ana Ruiz", "Bo Lind"), ("", "Ana Ruiz"), ("", ""), ("A. B.", "A. C.")])
def test_match_of_two_other_names_is_none(one, other):
    assert match(name_key(one), name_key(other)) is None


def test_a_common_name_has_many_others_and_a_rare_one_none():
    smiths, rare = others((("david",), ("smith",))), others((("zebedee",), ("quillfeather",)))
    assert rare < 0.01
    assert smiths > 1
    assert others((("bill", "william"), ("smith",))) >= others((("william",), ("smith",)))
    assert others((("wei",), ("wang",))) > 1


def test_a_rare_name_alone_is_one_person_and_a_common_one_never():
    assert is_one(same(known(RARE, 1), known(RARE, 2)))
    for name in (COMMON, "Wei Wang", "Anna Müller", "Maria Garcia", "Kim Minjun", "Jan Novák", "Ahmed Hassan"):
        assert not is_one(same(known(name, 1), known(name, 2))), name


@pytest.mark.parametrize(
    ("ours", "theirs", "sign", "one"),
    [
        ({"links": {"github.com/dsmith"}}, {"links": {"github.com/dsmith", "smith.example"}}, "account", True),
        ({"photos": {"cdn.example/d.jpg"}}, {"photos": {"cdn.example/d.jpg"}}, "picture", True),
        ({"platform": "a" * 36}, {"platform": "a" * 36}, "platform", True),
        ({"company": "acme"}, {"company": "acme"}, "company", False),
        ({"company": "acme tools"}, {"bio": "He builds things at Acme Tools."}, "company_in_text", False),
        ({"company": "acme"}, {"company": "globex"}, "other_company_then", False),
        ({"company": "acme", "year": 2012}, {"company": "globex", "year": 2018}, "other_company_later", False),
        ({"work": "research", "year": 2016}, {"work": "student", "year": 2018}, "other_work", False),
        ({"series": "spring conf"}, {"series": "spring conf"}, "series", False),
        ({"series": "zebraconf"}, {"series": "zebra days"}, "kin", False),
        ({"links": {"github.com/dsmith"}}, {"links": {"github.com/other"}}, "other_account", False),
        ({"links": {"github.com/dsmith77"}}, {"bio": "Find me as dsmith77."}, "handle_in_text", False),
        ({"talks": ("How owls fly at night",)}, {"talks": ("How Owls Fly at Night!",)}, "talk", True),
        ({"talks": ("How owls fly at night",)}, {"talks": ("How owls fly",)}, "talk_alike", False),
        ({"bio": "Keeps bees in the north of the old town."}, {"bio": "He keeps bees in the north of the old town."},
         "bio", True),
        ({"topics": {"kubernetes"}}, {"topics": {"kubernetes"}}, "topic", False),
        ({"topics": {"kubernetes"}}, {"topics": {"gardening"}}, "other_field", False),
        ({"year": 2009}, {"year": 2026}, "far", False),
    ],
)  # fmt: skip
def test_each_sign_is_seen_weighed_and_told(ours, theirs, sign, one):
    found = same(known(number=1, **ours), known(number=2, **theirs))
    assert found is not None
    assert sign in kinds(found)
    assert is_one(found) is one
    row = reference.table("identity")["sign"][sign]
    told = next(each for each in found.signs if each.name == sign)
    assert told.weight * row["weight"] > 0
    assert any(told.says in reason for reason in found.reasons)


def test_several_weak_signs_make_a_common_name_one_person():
    ours = {"company": "acme", "series": "spring conf"}
    found = same(known(number=1, **ours), known(number=2, **ours))
    assert is_one(found)


def test_two_people_of_one_edition_are_never_one():
    account = {"links": {"github.com/zeb"}}
    assert same(known(RARE, 1, edition="x", **account), known(RARE, 2, edition="x", **account)) is None


def test_another_account_speaks_against_a_name_that_is_not_rare():
    ours, theirs = {"links": {"github.com/a"}, "series": "x"}, {"links": {"github.com/b"}, "series": "x"}
    assert not is_one(same(known("Ana Ruiz", 1, **ours), known("Ana Ruiz", 2, **theirs)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana Quillfeather", "Ben Quillfeather"), ("Ana Quillfeather", "Ana Obi"), ("Zed", "Zed Quillfeather")],
)
def test_a_changed_name_needs_an_account_a_picture_or_the_same_words(one, other):
    assert same(known(one, 1, company="acme"), known(other, 2, company="acme")) is None
    shared = {"links": {"orcid.org/0000-0001"}}
    assert same(known(one, 1, **shared), known(other, 2, **shared)) is not None


def test_a_changed_given_name_with_the_same_account_is_one_person():
    shared = {"links": {"orcid.org/0000-0001"}}
    assert is_one(same(known("Ramona Quillfeather", 1, **shared), known("Carl Quillfeather", 2, **shared)))


KIN = {"links": {"github.com/quills"}, "company": "quill works", "series": "quill days", "year": 2020}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # kin, with the account of the family's firm; a person who took another family name
        (known("Ramona Quillfeather", 1, **KIN), known("Carl Quillfeather", 2, **KIN), "asked"),
        (known("Hannah Quillfeather", 1, **KIN), known("Hannah Zebrowska", 2, **KIN), "one"),
        # brothers in one picture, and somebody who goes by a part of the given name
        (
            known("Jean Luc Quillfeather", 1, photos={"a.example/us.jpg"}),
            known("Jean Paul Quillfeather", 2, photos={"a.example/us.jpg"}),
            "asked",
        ),
        (known("Bas Quillfeather", 1, **KIN), known("Sebastiaan Quillfeather", 2, **KIN), "one"),
        # two spellings of one alphabet are mostly two names
        (known("Julia Nowak", 1, series="zebra"), known("Julia Novak", 2, series="zebra"), "one"),
        # back at one conference: with another employer a name that is not rare at home leaves a question
        (known("Laura Rossi", 1, series="zebra", year=2020), known("Laura Rossi", 2, series="zebra", year=2022), "one"),
        (
            known("Laura Rossi", 1, series="zebra", company="a", year=2020),
            known("Laura Rossi", 2, series="zebra", company="b", year=2022),
            "asked",
        ),
        (
            known(RARE, 1, series="zebra", company="a", year=2020),
            known(RARE, 2, series="zebra", company="b", year=2022),
            "one",
        ),
        (known("Julia Nowak", 1, company="a", year=2020), known("Julia Novak", 2, company="b", year=2020), "two"),
        # two who gave one talk together, each at another conference
        (
            known("Piet Quillfeather", 1, talks=("How we moved a bank to the quay",), company="quill works"),
            known("Paul Quillfeather", 2, talks=("How we moved a bank to the quay",), company="quill works"),
            "asked",
        ),
        (known(RARE, 1, generation="younger", company="quill farm"), known(RARE, 2, company="quill farm"), "asked"),
        (known(RARE, 1, generation="younger", **KIN), known(RARE, 2, generation="elder", **KIN), "asked"),
        (known(RARE, 1, generation="younger", **KIN), known(RARE, 2, **KIN), "one"),
        # a common name: many work there, and not at the same things
        (
            known("James Lee", 1, company="google", work="engineering"),
            known("James Lee", 2, company="google", work="law"),
            "two",
        ),
        (
            known("James Lee", 1, company="quill works", work="engineering"),
            known("James Lee", 2, company="quill works", work="data"),
            "asked",
        ),
        # a title that anybody may give a talk, and one that is a person's
        (known(talks=("Introduction to Docker",)), known(number=2, talks=("Introduction to Docker",)), "two"),
        (
            known(talks=("Owls, otters and Docker volumes",)),
            known(number=2, talks=("Owls, otters and Docker volumes",)),
            "one",
        ),
        # names that cannot be compared
        (known("佐藤健太", 1, **KIN), known("Kenta Sato", 2, **KIN), "one"),
        (known("nightjar", 1, **KIN), known(RARE, 2, **KIN), "one"),
        (known("佐藤健太", 1, company="quill works"), known("Kenta Sato", 2, company="quill works"), None),
        # one company in two alphabets
        (known("Юлия Громова", 1, company="лодка софт"), known("Iuliia Gromova", 2, company="lodka soft"), "one"),
    ],
)
def test_what_settles_it_and_what_a_person_is_asked(one, other, expected):
    found = same(one, other)
    if expected is None:
        assert found is None
    else:
        limit = limits()
        said = "one" if found.weight >= limit["one"] else "asked" if found.weight >= limit["ask"] else "two"
        assert said == expected, found.reasons
        assert (found.doubt in found.reasons[-1]) if found.doubt else True


@pytest.mark.parametrize(
    ("link", "is_own"),
    [
        ("twitter.com/acmelabs", False),
        ("github.com/acme-labs-hq", False),
        ("acmelabs.example/team", False),
        ("acmelabs.example/people/quillfeather", True),
        ("github.com/owldays", False),
        ("owldays.example", False),
        ("github.com/zquill", True),
        ("github.com/acme/quillfeather", True),
    ],
)
def test_an_address_of_the_employer_or_the_conference_is_nobodys(link, is_own):
    assert without_others([link], name_key(RARE), ("acme labs", "owl days norwich", None)) == (
        {link} if is_own else set()
    )


def test_a_firm_called_after_its_owner_leaves_the_owner_their_page():
    own = {"zebedeequillfeather.example"}
    assert without_others(own, name_key(RARE), ("zebedee quillfeather consulting",)) == own
    assert not without_others({"quillfeatherfarm.example"}, name_key(RARE), ("quillfeather farm",))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Ana Ruiz Jr.", "younger"), ("Ana Ruiz, Sr.", "elder"), ("Ana Ruiz (hija)", ""), ("Junior", ""), ("", "")],
)
def test_generation_is_what_a_name_ends_in(name, kind):
    assert generation(name) == kind


def test_an_initial_that_fits_two_people_joins_nobody():
    people = [
        known(name, at, company="steppe lab", series="yeast days")
        for at, name in enumerate(("J. Zhao", "Jing Zhao", "Jun Zhao"))
    ]
    pairs = {frozenset((a.id, b.id)): found for a, b in itertools.combinations(people, 2) if (found := same(a, b))}
    found = group({one.id: one for one in people}, pairs, rank={one.id: one.id for one in people})
    assert len(found.people) == 3
    assert {frozenset((0, 1)), frozenset((0, 2))} == {pair for pair, _ in found.doubtful}


def test_who_goes_by_their_account_is_found():
    one, other = known("zquill", 1, series="zebra"), known(RARE, 2, series="zebra", links={"github.com/zquill"})
    assert is_one(same(one, other))
    assert keys(one.name_key) & probes(other.name_key, other.links)
    assert keys(other.name_key, other.links) & probes(one.name_key)


def test_together_counts_each_sign_once_and_drops_what_a_stronger_one_settles():
    name = Sign("equal", -1.0, "the same name")
    found = together(
        [
            Evidence(name=name, signs=(Sign("company", 4.0, "a"), Sign("far", -0.5, "b"))),
            Evidence(name=name, signs=(Sign("other_company_then", -1.0, "c"), Sign("company", 3.0, "d"))),
        ]
    )
    assert found.weight == -1.0 + 4.0 - 0.5


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("rubyconf", "rubykaigi", "ruby"),
        ("pycon us", "pycon de", "pycon"),
        ("devfest nord", "devfest nord en", "devfest"),
        ("spring conf", "autumn conf", ""),
        ("data day", "tech day", ""),
        ("", "", ""),
    ],
)
def test_kin_finds_the_telling_word_of_two_conferences(one, other, shared):
    assert kin(one, other) == shared


def test_a_conference_has_topics_in_its_name():
    assert "ruby" in community("rubykaigi")
    assert community("spring days") == frozenset()


# many at once


def put_together(everyone, *, one=(), two=()):
    by_id = {person.id: person for person in everyone}
    found = {}
    for first, second in itertools.combinations(everyone, 2):
        if (evidence := same(first, second)) is not None:
            found[frozenset((first.id, second.id))] = evidence
    rank = {person.id: (person.series, person.year, person.name_key, person.id) for person in everyone}
    return group(by_id, found, rank=rank, one=one, two=two)


CROWD = [
    known(COMMON, 1, company="acme", series="a", links={"github.com/ds"}),
    known(COMMON, 2, company="acme", series="b"),
    known(COMMON, 3, series="b", links={"github.com/ds"}),
    known(COMMON, 4, company="globex", series="c"),
    known(RARE, 5, series="a"),
    known("Zeb Quillfeather", 6, series="b"),
    known(RARE, 7, edition=5, series="a"),
    known("Ana Ruiz", 8, company="acme"),
    known("Ana Ruiz", 9, company="acme"),
]


@given(st.permutations(CROWD))
def test_the_order_people_come_in_does_not_matter(everyone):
    expected, found = put_together(CROWD), put_together(everyone)
    assert set(found.people) == set(expected.people)
    assert found.because == expected.because
    assert [pair for pair, _ in found.doubtful] == [pair for pair, _ in expected.doubtful]


def test_of_two_who_fit_equally_well_neither_is_taken_and_a_person_is_asked():
    twins = [
        known("Li Wei", 1, edition=1, company="acme", series="s"),
        known("Li Wei", 2, edition=1, company="acme", series="s"),
    ]
    found = put_together([*twins, known("Li Wei", 3, company="acme", series="s")])
    assert set(map(len, found.people)) == {1}
    assert found.doubtful


def test_what_a_person_said_wins_over_all_evidence():
    rare = [known(RARE, 1, series="a"), known(RARE, 2, series="b")]
    assert len(put_together(rare).people) == 1
    assert len(put_together(rare, two=[frozenset((1, 2))]).people) == 2
    strangers = [known("Ana Ruiz", 1), known("Bo Lind", 2)]
    assert len(put_together(strangers).people) == 2
    assert len(put_together(strangers, one=[frozenset((1, 2))]).people) == 1


def test_who_was_told_apart_is_not_joined_through_a_third():
    three = [known(RARE, number, series="a") for number in (1, 2, 3)]
    for order in itertools.permutations(three):
        people = put_together(list(order), two=[frozenset((1, 2))]).people
        assert all({1, 2} - set(part) for part in people)


def test_groups_hold_everybody_once():
    random.seed(7)
    names = ["Ana Ruiz", "A. Ruiz", "Ana Ruiz Obi", COMMON, RARE, "Zeb Quillfeather"]
    crowd = [
        known(random.choice(names), number, edition=random.randrange(4), company=random.choice([None, "acme"]))  # noqa: S311
        for number in range(40)
    ]
    people = put_together(crowd).people
    assert sorted(number for part in people for number in part) == list(range(40))
    assert all(len({crowd[number].edition for number in part}) == len(part) for part in people)


# addresses


@pytest.mark.parametrize(
    ("link", "profile"),
    [
        ("https://www.GitHub.com/Ana/repo?tab=x", "github.com/ana"),
        ("http://github.com/ana/", "github.com/ana"),
        ("https://x.com/@Ana", "twitter.com/ana"),
        ("https://mobile.twitter.com/ana/status/1", "twitter.com/ana"),
        ("https://de.linkedin.com/in/ana-ruiz/", "linkedin.com/in/ana-ruiz"),
        ("https://ana.example/me/", "ana.example/me"),
        ("www.ana.example", "ana.example"),
        ("mailto:Ana@Example.org?subject=x", "mailto:ana@example.org"),
    ],
)
def test_profiles_of_one_account_are_equal(link, profile):
    assert profiles([link]) == {profile}


@pytest.mark.parametrize("link", ["https://github.com/", "https://twitter.com/intent/tweet?x=1", "http://[bad", ""])
def test_what_is_nobodys_is_no_profile(link):
    assert profiles([link]) == frozenset()


@pytest.mark.parametrize(
    ("photo", "picture"),
    [
        ("https://cdn.example/ana.jpg?w=90", {"cdn.example/ana.jpg"}),
        ("https://one.example/avatar/0123456789abcdef0123456789abcdef?s=80", {"0123456789abcdef0123456789abcdef"}),
        ("ana.jpg", set()),
        (None, set()),
        ("http://[bad", set()),
        ("https://a.example/img/no-photo.png", set()),
        ("https://gravatar.com/avatar/00000000000000000000000000000000?d=mm", set()),
    ],
)
def test_pictures_are_compared_by_address_or_fingerprint(photo, picture):
    assert pictures([photo]) == picture


# any input


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_can_be_compared_both_ways_alike(one, other):
    first, second = Known(id=1, name_key=name_key(one)), Known(id=2, name_key=name_key(other))
    there, back = same(first, second), same(second, first)
    assert (there and there.weight) == (back and back.weight)


GIVEN = st.lists(
    st.sampled_from(["ana", "anna", "bill", "william", "will", "j", "li", "obi", "йосиф", "josef"]), max_size=2
)


@given(GIVEN, GIVEN)
def test_whoever_may_be_one_person_is_found(one, other):
    first, second = name_key(" ".join(["quillfeather", *one])), name_key(" ".join([*other, "quillfeather"]))
    found = match(first, second)
    assert found
    if found.kind not in ("partly", "lone"):
        assert keys(first) & probes(second)
        assert keys(second) & probes(first)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_is_taken_for_a_link_or_not(texts):
    assert len(profiles(texts)) <= len(texts)
    assert len(pictures(texts)) <= len(texts)


def test_every_row_of_the_table_of_weights_says_something():
    table = reference.table("identity")
    for kind in ("form", "sign"):
        for name, row in table[kind].items():
            assert isinstance(row["weight"], float), name
            assert row["says"], name
    assert table["limits"]["ask"] < table["limits"]["one"]
