"""The dossier: pulled pages only, dated, with sources; addresses to look further, none of them linkedin.com's."""

from urllib.parse import parse_qs, urlsplit

from scraper.chats.dossier import known, lookups, path


def at(year, role, employer, talks=(), **more):
    return {
        "conference": "Spring Conf", "year": year, "role": role, "employer": employer, "source": f"https://c.example/{year}",
        "seen": f"{year}-05-04T09:30:00+00:00", "talks": [{"title": title, "abstract": None, "url": None} for title in talks], **more,
    }  # fmt: skip


ANA = {
    "name": "Ana Ruiz & Söhne", "role": "Product Lead", "employer": "Tidewater Labs", "company": "Tidewater Labs",
    "links": ["https://github.com/ana", "https://uk.linkedin.com/in/ana", "https://ana.example/", "javascript:alert(1)", "http://[bad"],
    "appearances": [at(2026, "Product Lead", "Tidewater Labs", ("Rivers? As tables",), billing="keynote"), at(2024, "Analyst", "Acme")],
    "sightings": [{"bio": "Ana counts.", "source": "https://c.example/2026", "seen": "2026-05-04T09:30:00+00:00"},
                  {"bio": "ana counts.", "source": "https://c.example/2024", "seen": "2024-05-04"}],
}  # fmt: skip


def test_everything_known_is_dated_and_has_its_page():
    told = [(one.what, one.says, one.source, one.day) for one in known(ANA)]
    assert told == [
        ("at Spring Conf 2026", "Product Lead, Tidewater Labs", "https://c.example/2026", "2026-05-04"),
        ("at Spring Conf 2026", "keynote", "https://c.example/2026", "2026-05-04"),
        ("talk", "Rivers? As tables", "https://c.example/2026", "2026-05-04"),
        ("at Spring Conf 2024", "Analyst, Acme", "https://c.example/2024", "2024-05-04"),
        ("biography", "Ana counts.", "https://c.example/2026", "2026-05-04"),
    ]


def test_path_is_told_where_there_is_one():
    assert path(ANA) == ["2024: Analyst, Acme", "2026: Product Lead, Tidewater Labs"]
    assert path({**ANA, "appearances": ANA["appearances"][:1]}) == []


def test_addresses_are_made_of_what_is_known_and_safe():
    found = lookups(ANA)
    assert [(one.label, one.opens) for one in found[:3]] == [
        ("code", True),
        ("LinkedIn", False),
        ("their own page", True),
    ]
    assert all(urlsplit(one.url).scheme in ("http", "https") for one in found)
    recording = next(one.url for one in found if one.label == "a recording")
    assert parse_qs(urlsplit(recording).query)["search_query"] == ['"Rivers? As tables" Ana Ruiz & Söhne']
    assert not [one.url for one in found if one.opens and "linkedin" in urlsplit(one.url).netloc]


def test_somebody_of_whom_nothing_is_known_has_nowhere_to_look():
    assert lookups({"name": "Ana", "links": [], "appearances": []}) == []
