"""schema.org in JSON-LD and microdata, and h-card. All people are invented."""

import json

import pytest

from scraper.extract import structured
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Page

URL = "https://conf.example/2031/speakers"


def page(body):
    return Page(URL, body.encode())


def ld(*values):
    return page(
        "".join(
            f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
            for one in values
        )
    )


def people(found):
    return [(one.name, one.role, one.employer) for one in found if isinstance(one, Sighting)]


def left(found):
    return [(one.name, one.reason) for one in found if isinstance(one, LeftOut)]


ADA = {
    "@type": "Person",
    "name": "Ada Kovač",
    "jobTitle": "Engineer",
    "worksFor": {"@type": "Organization", "name": "Globex"},
}
BEN = {"@type": "Person", "name": "Ben Okafor", "jobTitle": "CTO", "affiliation": "Initech"}
BOTH = [("Ada Kovač", "Engineer", "Globex"), ("Ben Okafor", "CTO", "Initech")]


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "Event", "name": "PyBridge", "performer": [ADA, BEN]},
        {"@type": ["BusinessEvent", "Thing"], "name": "PyBridge", "performers": [ADA, BEN]},
        {"@type": "http://schema.org/EducationEvent", "name": "PyBridge", "actor": [ADA], "performer": BEN},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": ADA}, {"@type": "ListItem", "item": BEN}],
        },
        {"@type": "ItemList", "itemListElement": [ADA, BEN]},
        [{"@type": "ProfilePage", "mainEntity": ADA}, BEN],
        {
            "@graph": [
                {"@type": "Event", "name": "PyBridge", "performer": [{"@id": "#a"}, {"@id": "#b"}]},
                {**ADA, "@id": "#a"},
                {**BEN, "@id": "#b"},
            ]
        },
        {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": {"@list": [ADA, [BEN]]}}},
        {
            "@type": "Event",
            "performer": {"@type": "PerformanceRole", "performer": {"@type": "Role", "performer": [ADA]}},
            "subEvent": {"@type": "Event", "performer": BEN},
        },
    ],
)
def test_structured_finds_speakers(value):
    assert sorted(people(structured(ld(value)))) == BOTH


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "Article", "name": "x", "author": ADA},
        {"@type": "BlogPosting", "author": {"@id": "#a"}, "publisher": BEN},
        {"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {**ADA, "@id": "#a"}]},
        {"@graph": [{"@type": "Organization", "founder": {"@id": "#a"}}, {**ADA, "@id": "#a"}]},
        {"@type": "WebSite", "author": ADA, "mainEntity": ADA},
        {"@type": "Organization", "member": [ADA]},
        {"@type": "BreadcrumbList", "itemListElement": [{"item": ADA}]},
        {"@type": "Event", "performer": [], "name": "PyBridge"},
        {"@type": "ItemList", "itemListElement": []},
        {"@type": "Person"}, {"@type": "Person", "name": ""}, {"@type": 5}, [], "x", "{broken", "[[[[", {"@id": "#a"}, {"@type": "Event", "performer": {"@id": "#nobody"}},
        {"@type": "Event", "performer": [None, 5, True, ""]},
    ],
)  # fmt: skip
def test_structured_others_are_no_speakers(value):
    assert people(structured(ld(value))) == []


def test_structured_event_people_who_do_not_speak_are_left_out():
    event = {
        "@type": "Event",
        "name": "PyBridge",
        "performer": ADA,
        "organizer": [BEN, {"@type": "Organization", "name": "Globex"}],
        "sponsor": {**BEN, "name": "Eva Lindqvist"},
    }
    found = list(structured(ld(event)))
    assert people(found) == BOTH[:1]
    assert left(found) == [("Ben Okafor", "organiser"), ("Eva Lindqvist", "sponsor")]


def test_structured_performers_that_are_nobody():
    event = {"@type": "Event", "name": "PyBridge 2031", "performer": [{"@type": "PerformingGroup", "name": "PyBridge crew"}, {"name": "PyBridge 2031"}, "PyBridge 2031", {"@type": "Person", "name": "TBA"},
             {"@type": "Person", "name": "Speaker Name"}, {"name": "Zoe Marlow"}, "Yan Petit, Ola Berg", "Sam"]}  # fmt: skip
    found = list(structured(ld(event)))
    assert people(found) == [
        ("Zoe Marlow", None, None),
        ("Yan Petit", None, None),
        ("Ola Berg", None, None),
        ("Sam", None, None),
    ]
    assert left(found) == [
        ("PyBridge crew", "not a name"),
        ("PyBridge 2031", "not a name"),
        ("Speaker Name", "placeholder"),
    ]


def test_structured_sub_events_are_talks_and_the_whole_is_the_edition():
    event = {
        "@type": "Event", "name": "PyBridge 2031", "startDate": "2031-05-01", "location": [{"@type": "Place", "name": "Hall A"}], "url": "/2031/",
        "subEvent": [{"@type": "Event", "name": "Bridges of steel", "startDate": "2031-05-01T10:00", "description": "How.", "keywords": "steel, glass", "url": "/t/1",
                      "performer": [ADA, {"@type": "Role", "roleName": "Keynote speaker", "performer": BEN}]}],
    }  # fmt: skip
    found = list(structured(ld(event)))
    assert [(one.name, one.talks, one.billing) for one in found if isinstance(one, Sighting)] == [
        ("Ada Kovač", ("Bridges of steel",), None),
        ("Ben Okafor", ("Bridges of steel",), "keynote"),
    ]
    assert [one for one in found if isinstance(one, Talk)] == [
        Talk(
            title="Bridges of steel",
            speakers=("Ada Kovač", "Ben Okafor"),
            abstract="How.",
            topics=("steel", "glass"),
            starts="2031-05-01T10:00",
            url="https://conf.example/t/1",
            source=URL,
        )
    ]
    assert [one for one in found if isinstance(one, Edition)] == [
        Edition(conference="PyBridge", year=2031, starts="2031-05-01", place="Hall A", url="https://conf.example/2031/")
    ]


def test_structured_events_side_by_side_are_talks():
    events = [
        {"@type": "Event", "name": title, "performer": who} for title, who in (("Bridges", ADA), ("Tunnels", BEN))
    ]
    assert [one.title for one in structured(ld(*events)) if isinstance(one, Talk)] == ["Bridges", "Tunnels"]


def test_structured_list_of_organisers_is_left_out():
    found = list(structured(ld({"@type": "ItemList", "name": "Organising committee", "itemListElement": [ADA]})))
    assert (people(found), left(found)) == ([], [("Ada Kovač", "organiser")])


@pytest.mark.parametrize(
    ("extra", "fact", "value"),
    [
        ({"jobTitle": "CTO at Globex"}, "headline", "CTO at Globex"),
        ({"jobTitle": "CTO at Globex", "worksFor": "Globex"}, "headline", "CTO at Globex"),
        ({"jobTitle": ["CTO", "Founder"], "worksFor": "Globex"}, "role", "CTO"),
        ({"hasOccupation": {"@type": "Occupation", "name": "Welder"}, "worksFor": ""}, "role", "Welder"),
        ({"worksFor": [{"name": "Globex"}, {"name": "Initech"}]}, "employer", "Globex"),
        ({"worksFor": {"@type": "OrganizationRole", "worksFor": {"name": "Globex"}}}, "employer", "Globex"),
        ({"worksFor": "https://globex.example", "affiliation": {"legalName": "Globex Ltd"}}, "employer", "Globex Ltd"),
        ({"description": "Welder, Globex"}, "headline", "Welder, Globex"),
        ({"description": "Ada welds <b>bridges</b>."}, "bio", "Ada welds bridges."),
        (
            {"sameAs": ["https://a.example/x", "mailto:a@b.example"], "url": "https://conf.example/ada"},
            "links",
            ("https://a.example/x",),
        ),
        ({"sameAs": "//b.example/"}, "links", ("https://b.example/",)),
        ({"image": {"@type": "ImageObject", "contentUrl": "/a.png"}}, "photo", "https://conf.example/a.png"),
        ({"image": ["/b.png"]}, "photo", "https://conf.example/b.png"),
        ({"image": {"caption": "x"}}, "photo", None),
        ({"knowsAbout": ["Steel", {"name": "Glass"}]}, "topics", ("Steel", "Glass")),
        ({"performerIn": {"@type": "Event", "name": "Bridges"}}, "talks", ("Bridges",)),
        ({"name": None, "givenName": "Ada", "familyName": "Kovač"}, "name", "Ada Kovač"),
    ],
)
def test_structured_person_facts(extra, fact, value):
    found = [
        one for one in structured(ld({"@type": "Person", "name": "Ada Kovač", **extra})) if isinstance(one, Sighting)
    ]
    assert [getattr(one, fact) for one in found] == [value]
    assert [one.method for one in found] == ["data/json-ld"]


def test_structured_survives_a_broken_block_and_a_cycle():
    cycle = {"@graph": [{"@type": "ItemList", "@id": "#l", "itemListElement": [{"@id": "#l"}, ADA]}]}
    assert people(structured(ld("{broken", cycle, '{"@type": "Person", "name": "Ben Okafor",}'))) == [
        BOTH[0],
        ("Ben Okafor", None, None),
    ]


def test_structured_huge_and_deep_blocks_are_bounded():
    deep = {"@type": "Event", "name": "x"}
    for _ in range(300):
        deep = {"@type": "Event", "name": "x", "subEvent": deep}
    assert (
        people(structured(ld(deep, {"@type": "ItemList", "itemListElement": [{"@type": "ListItem"}] * 30_000}))) == []
    )


MICRODATA = """
<h2>{heading}</h2>
<div itemscope itemtype="https://schema.org/Person">
  <img itemprop="image" src="/a.png"><a itemprop="name" href="/ada">Ada Kovač</a> <span itemprop="jobTitle">Engineer</span>
  <span itemprop="worksFor" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Globex</b></span>
  <meta itemprop="description" content="Ada welds."><a itemprop="sameAs" href="https://a.example/1">x</a><a itemprop="sameAs" href="https://a.example/2">y</a>
  <link itemprop="sameAs" href="https://a.example/3">
</div>
"""


def test_structured_microdata():
    assert list(structured(page(MICRODATA.format(heading="Speakers")))) == [
        Sighting(name="Ada Kovač", role="Engineer", employer="Globex", bio="Ada welds.", links=("https://a.example/1", "https://a.example/2", "https://a.example/3"),
                 photo="https://conf.example/a.png", source=URL, method="data/microdata")
    ]  # fmt: skip


def test_structured_microdata_under_organisers_is_left_out():
    found = list(
        structured(page("<header><h2>Speakers</h2></header><p>x</p>" + MICRODATA.format(heading="Organisers")))
    )
    assert (people(found), left(found)) == ([], [("Ada Kovač", "organiser")])


def test_structured_microdata_event_and_article():
    body = """<div itemscope itemtype="http://schema.org/Event" itemid="#e"><span itemprop="name">Bridges</span><time itemprop="startDate" datetime="2031-05-01">May</time>
      <ul><li itemprop="performer" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ada Kovač</span></li></ul></div>
      <article itemscope itemtype="http://schema.org/Article"><b itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="name">Ben Okafor</i></b></article>
      <b itemprop="author" itemscope itemtype="http://schema.org/Person"><i itemprop="name">Eva Lindqvist</i></b><i itemprop="name">Nobody</i>"""
    found = list(structured(page(body)))
    assert people(found) == [("Ada Kovač", None, None)]
    assert [one for one in found if isinstance(one, Edition)] == [
        Edition(conference="Bridges", year=2031, starts="2031-05-01")
    ]


CARD = '<div class="h-card"><img class="u-photo" src="/a.png"><a class="p-name u-url" href="https://a.example/">{name}</a> <i class="p-job-title">Engineer</i> <i class="p-org">Globex</i><p class="p-note">Ada welds.</p></div>'


def test_structured_h_cards():
    found = list(
        structured(
            page(
                "<main>"
                + CARD.format(name="Ada Kovač")
                + CARD.format(name="TBA")
                + CARD.format(name="Buy Tickets 2031!")
                + "</main>"
            )
        )
    )
    assert found == [
        Sighting(
            name="Ada Kovač",
            role="Engineer",
            employer="Globex",
            bio="Ada welds.",
            links=("https://a.example/",),
            photo="https://conf.example/a.png",
            source=URL,
            method="data/h-card",
        ),
        LeftOut(name="TBA", reason="placeholder", source=URL),
        LeftOut(name="Buy Tickets 2031!", reason="not a name", source=URL),
    ]


def test_structured_old_vcard_without_employer():
    assert list(
        structured(page('<div class="vcard"><b class="fn">Ada Kovač</b><i class="title">Engineer at Globex</i></div>'))
    ) == [Sighting(name="Ada Kovač", headline="Engineer at Globex", source=URL, method="data/h-card")]


@pytest.mark.parametrize(
    "body",
    [
        f"<footer>{CARD.format(name='Ada Kovač')}</footer>",
        '<p class="author vcard"><b class="fn">Ada Kovač</b><i class="org">Globex</i></p>',
        '<div class="comment"><p class="vcard"><b class="fn">Ada Kovač</b><i class="org">Globex</i></p></div>',
        '<div class="vcard"><b class="fn">Globex</b><i class="org">Globex</i></div>',
        '<div class="vcard"><b class="fn">Ada Kovač</b></div>',
        '<div class="vcard"></div>',
    ],
)
def test_structured_other_cards_are_nobody(body):
    assert list(structured(page(body))) == []


def test_structured_of_json_and_plain_pages():
    assert list(structured(page('{"h-card": 1}'))) == []
    assert list(structured(page("<p>itemscope h-card ld+json"))) == []
