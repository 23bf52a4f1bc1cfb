"""From a harvest to people, with a receipt."""

from scraper.model import Edition, Harvest, LeftOut, PageRead, Sighting, Talk
from scraper.reading import as_json, make, people, receipt, summary

PAGE = "https://spring.example/2026/speakers"


def seen(name, **more):
    return Sighting(name=name, source=PAGE, method=more.pop("method", "cards"), **more)


def harvest(*sightings, **more):
    return Harvest(
        edition=more.pop("edition", None),
        sightings=sightings,
        talks=more.pop("talks", ()),
        left_out=more.pop("left_out", ()),
        unread=more.pop("unread", ()),
        pages=more.pop("pages", (PageRead(url=PAGE, adapter="website", people=len(sightings), methods=("cards",)),)),
        adapter="website",
    )


def test_person_met_twice_is_one_with_the_facts_of_both():
    found, _ = people(
        [
            seen("Dr. Ana Ruiz", headline="Nurse", talks=("Wards",)),
            seen(
                "ANA RUIZ", employer="Harbour Health", talks=("Nights", "Wards"), photo="https://spring.example/a.jpg"
            ),
        ]
    )
    (ana,) = found
    assert (ana.name, ana.role, ana.employer) == ("Ana Ruiz", "Nurse", "Harbour Health")
    assert ana.sighting.talks == ("Wards", "Nights")
    assert ana.sighting.photo == "https://spring.example/a.jpg"


def test_two_of_one_name_stay_two_when_the_platform_says_so():
    found, _ = people([seen("Li Wei", record_id="a"), seen("Li Wei", record_id="b"), seen("Li Wei", record_id="a")])
    assert [one.sighting.record_id for one in found] == ["a", "b"]


def test_pair_in_one_record_becomes_two_people_with_ids_of_their_own():
    found, _ = people([seen("Ana Ruiz & Bo Lind", record_id="7")])
    assert [(one.name, one.sighting.record_id) for one in found] == [("Ana Ruiz", "7#1"), ("Bo Lind", "7#2")]


def test_placeholder_is_left_out_with_its_reason():
    found, left_out = people([seen("TBA"), seen("Ana Ruiz")])
    assert [one.name for one in found] == ["Ana Ruiz"]
    assert [(one.name, one.reason) for one in left_out] == [("TBA", "placeholder")]


def test_somebody_found_elsewhere_is_not_listed_as_left_out():
    reading = make(
        harvest(
            seen("Ana Ruiz"),
            left_out=(LeftOut(name="Ana Ruiz", reason="organiser"), LeftOut(name="Bo Lind", reason="organiser")),
        )
    )
    assert [(one.name, one.reason) for one in reading.left_out] == [("Bo Lind", "organiser")]


def test_edition_of_the_catalogue_wins_and_gaps_are_filled_from_the_page():
    read = Edition(conference="SPRING '26", year=2026, place="Gdańsk")
    reading = make(harvest(seen("Ana Ruiz"), edition=read), known=Edition(conference="Spring School"), url=PAGE)
    assert reading.edition == Edition(conference="Spring School", year=2026, place="Gdańsk", url=PAGE)


def test_conference_without_a_name_is_called_after_its_host():
    assert make(harvest(seen("Ana Ruiz")), url="https://www.spring.example/x").edition.conference == "spring.example"


def test_receipt_counts_facts_reasons_and_pages():
    reading = make(
        harvest(
            seen("Ana Ruiz", headline="Nurse, Harbour Health", talks=("Wards",)),
            seen("Bo Lind", bio="Bo Lind is a data engineer at Tidewater Labs.", method="cards+data/json-ld"),
            left_out=(LeftOut(name="Cai Wu", reason="organiser"), LeftOut(name="Quay Oak", reason="organiser")),
            talks=(Talk(title="Wards", speakers=("Ana Ruiz",)),),
            pages=(
                PageRead(url=PAGE, adapter="website", people=2, methods=("cards",)),
                PageRead(url=PAGE + "/bo", adapter="website", error="Unreachable", message="no answer"),
                PageRead(url=PAGE + "/old", adapter="website", error="Gone", message="404"),
                PageRead(url=PAGE + "/wall", adapter="website", about="Bo Lind"),
                PageRead(url=PAGE + "/ana", adapter="website", about="Ana Ruiz", people=1),
            ),
            unread=(PageRead(url=PAGE + "/2", adapter="website"),),
        )
    )
    facts = receipt(reading)
    assert {key: facts[key] for key in facts if key != "pages"} == {
        "adapter": "website",
        "people": 2,
        "with_role": 2,
        "with_employer": 2,
        "from_bios": 1,
        "with_talks": 1,
        "unsure": 0,
        "left_out": {"organiser": 2},
        "methods": ["cards", "data/json-ld"],
        "pages_read": 3,
        "pages_failed": 1,
        "pages_gone": 1,
        "pages_silent": 1,
        "pages_unread": 1,
    }
    assert facts["pages"][3] == {
        "url": PAGE + "/wall", "adapter": "website", "people": 0, "methods": [], "about": "Bo Lind",
    }  # fmt: skip
    assert summary(reading) == (
        "2 people; left out 2 organisers; role for 2, employer for 2 (1 read from bios); "
        "3 pages, 1 could not be read, 1 not there, 1 without a word on the person, 1 more not asked for; "
        "read as cards, data/json-ld"
    )


def test_json_has_the_keys_other_programs_rely_on():
    out = as_json(make(harvest(seen("Ana Ruiz", headline="Nurse at Harbour Health")), url=PAGE))
    (ana,) = out["speakers"]
    assert {"name", "role", "employer", "headline", "bio", "talks", "topics", "links", "photo", "billing", "method", "fact_source"} <= set(ana)  # fmt: skip
    assert (ana["role"], ana["employer"], ana["fact_source"]) == (
        "Nurse",
        "Harbour Health",
        {"role": "page", "employer": "page"},
    )
    assert out["conference"]["url"] == PAGE
    assert out["left_out"] == []
    assert out["receipt"]["people"] == 1


def told(**more):
    out = as_json(make(harvest(seen("Bo Lind", bio="Bo Lind is a data engineer at Tidewater Labs.", **more))))
    (bo,) = out["speakers"]
    return {key: bo[key] for key in ("role", "employer", "company", "role_family", "fact_source", "from_bio")}


def test_json_of_a_page_completes_the_job_from_the_biography():
    assert told() == {
        "role": "data engineer",
        "employer": "Tidewater Labs",
        "company": "Tidewater Labs",
        "role_family": "data",
        "fact_source": {"role": "bio", "employer": "bio"},
        "from_bio": {"role": "data engineer", "employer": "Tidewater Labs"},
    }


def test_json_of_data_keeps_what_the_biography_tells_apart():
    assert told(method="cards+data/json-ld", role="Data Engineer", from_data=("role",)) == {
        "role": "Data Engineer",
        "employer": None,
        "company": None,
        "role_family": "data",
        "fact_source": {"role": "data", "employer": None},
        "from_bio": {"role": None, "employer": "Tidewater Labs"},
    }
