"""People in embedded JSON: every kind of payload, and what is left out. All people are invented."""

import html
import json
import sys
import time
from pathlib import Path

import pytest

from scraper.extract.embedded import embedded, payloads, scripts
from scraper.extract.embedded.devalue import astro, devalue
from scraper.extract.embedded.flight import flight, stream
from scraper.extract.embedded.people import people
from scraper.model import LeftOut, Sighting, Talk
from scraper.page import Page

URL = "https://conf.example/2031/speakers"
ADA = {"name": "Ada Kovač", "role": "Engineer", "company": "Northwind Labs", "bio": "Ada builds bridges."}
BEN = {"name": "Ben Okafor", "role": "CTO", "company": "Globex", "bio": "Ben leads."}
EVA = {"name": "Eva Lindqvist", "role": "Professor", "company": "Lund University", "bio": "Eva teaches."}
ALL = [ADA, BEN, EVA]
NAMES = ["Ada Kovač", "Ben Okafor", "Eva Lindqvist"]


NUXT2 = (
    '<script>window.__NUXT__=(function(a,b){return {state:{speakers:[{name:"Ada Kovač",role:a,company:"Northwind Labs",bio:b},'
    '{name:"Ben Okafor",role:"CTO",company:"Globex",bio:b},{name:"Eva Lindqvist",role:"Professor",company:"Lund University"}]}}}'
    '("Engineer","x y z."));</script>'
)


def page(body, url=URL):
    return Page(url, body.encode())


def found(value):
    return list(people(value, source=URL, method="data/test"))


def seen(things):
    return [one for one in things if isinstance(one, Sighting)]


def facts(things):
    return [(one.name, one.role, one.employer, one.method) for one in seen(things)]


def everyone(method):
    return [(one["name"], one["role"], one["company"], method) for one in ALL]


def flat(value):
    """A small devalue writer."""
    out = []

    def put(one):
        at = len(out)
        out.append(None)
        if isinstance(one, dict):
            out[at] = {key: put(inner) for key, inner in one.items()}
        elif isinstance(one, list):
            out[at] = [put(inner) for inner in one]
        else:
            out[at] = one
        return at

    put(value)
    return out


def pairs(value):
    if isinstance(value, dict):
        return [0, {key: pairs(one) for key, one in value.items()}]
    if isinstance(value, list):
        return [1, [pairs(one) for one in value]]
    return [0, value]


def js(value):
    return json.dumps(value, ensure_ascii=False)


def pushes(*rows):
    text = "".join(rows)
    cut = len(text) // 2  # pieces end anywhere
    return "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in (text[:cut], text[cut:])
    )


@pytest.mark.parametrize(
    ("body", "method"),
    [
        (f'<script id="__NEXT_DATA__" type="application/json">{js({"props": {"pageProps": {"speakers": ALL}}})}</script>', "data/next"),
        (pushes('1:I[5,[],""]\n', f'7:["$","$L1",null,{js({"speakers": ALL})}]\n'), "data/next-flight"),
        (f'<script type="application/json" id="__NUXT_DATA__">{js(flat({"data": {"speakers": ALL}}))}</script>', "data/nuxt"),
        (NUXT2, "data/nuxt"),
        (f'<script>window.__remixContext = {js({"state": {"loaderData": {"speakers": ALL}}})};</script>', "data/remix"),
        (f'<script>kit.start(app, element, {{node_ids:[0], data: [null,{{"type":"data","data":{js({"speakers": ALL})},uses:{{}}}}]}});</script>', "data/sveltekit"),
        (f'<script>kit.start(app, {{data: [{{"type":"data","data":{js(flat({"speakers": ALL}))}}}]}});</script>', "data/sveltekit"),
        (f'<script type="application/json" data-sveltekit-fetched>{js({"status": 200, "body": js({"speakers": ALL})})}</script>', "data/sveltekit"),
        (f'<astro-island uid="1" props="{html.escape(js({"speakers": pairs(ALL)}))}"></astro-island>', "data/astro"),
        (f"<script>var speakers = {js(ALL)};</script>", "data/inline"),
        (f"<SCRIPT>window.ponentes = {js(ALL)}</SCRIPT>", "data/inline"),
        (f"<script>new Vue({{data: {{speakers: {js(ALL)}, x: f()}}}})</script>", "data/inline"),
        (f"<script>const speakers = JSON.parse({js(js(ALL))})</script>", "data/inline"),
        (f'<script type="application/json">{js({"speakers": ALL})}</script>', "data/inline"),
        (js({"speakers": ALL[:1], "x": {"speaker": {**BEN, "isKeynote": True}, "people": EVA}}), "data/json"),
        (js({"result": {"data": {"allSpeaker": {"edges": [{"node": one} for one in ALL]}}}}), "data/json"),
    ],
)  # fmt: skip
def test_embedded_reads_every_kind_of_payload(body, method):
    assert facts(embedded(page(body))) == everyone(method)


def test_embedded_flight_as_a_file():
    text = f'1:["$","$L1",null,{js({"speakers": ALL})}]\n'
    assert facts(embedded(page(text, "https://conf.example/speakers.txt"))) == everyone("data/next-flight")


@pytest.mark.parametrize(
    "body",
    [
        "<p>no data</p>",
        '<script id="__NEXT_DATA__" type="application/json">{"speakers": [</script>',
        '<script type="application/json" id="__NUXT_DATA__">{"name":1}</script>',
        "<script>window.__NUXT__=function(a){return name}(</script>",
        "<script>window.__remixContext = name</script>",
        "<script>kit.start(app, {name: 1, data: [{data: 5}, {data: [5]}, 3]})</script>",
        "<script>var speakers = [{name: f(x)}]</script>",
        '<script src="x.js">var speakers = [{"name": "Ada Kovač"}]</script>',
        '<script>self.__next_f.push([1,"7:[{\\"speakers\\": \\n"])</script>',
        '<astro-island props="{&quot;speakers&quot;"></astro-island><astro-island props="[]">',
        "<script>var a = 1",
        "{broken",
        '{"a": ' + "[" * 3000 + "]" * 3000 + "}",
    ],
)
def test_embedded_broken_payloads_give_nobody(body):
    assert list(embedded(page(body))) == []


def test_payloads_of_a_page_are_bounded(monkeypatch):
    monkeypatch.setattr(sys.modules["scraper.extract.embedded"], "MAX_PAYLOADS", 2)
    body = "".join(f"<script>var speakers{n} = {js(ALL)}</script>" for n in range(5))
    assert len(list(payloads(page(body)))) == 2


def test_scripts_of_an_unclosed_page():
    assert list(scripts("<script>a()</script><script>b(")) == [("", "a()")]


def test_devalue_cycles_and_tags():
    value = devalue(
        [
            {"a": 1, "b": 5, "c": 6, "d": -1, "e": 8, "m": 9},
            ["Reactive", 2],
            {"self": 0, "x": 3},
            ["Set", 4],
            "in",
            ["Date", "2031"],
            ["Weird", 4],
            None,
            ["Ref", 4],
            ["Map", 4, 5],
        ]
    )
    assert value["a"]["self"] is value
    assert value["a"]["x"] == ["in"]
    assert [value[key] for key in "bcdem"] == ["2031", ["in"], None, "in", {"in": "2031"}]


@pytest.mark.parametrize("flat_list", [{}, [], "x", None])
def test_devalue_of_something_else_is_refused(flat_list):
    with pytest.raises(ValueError, match="devalue"):
        devalue(flat_list)


def test_devalue_wrappers_that_point_to_themselves_end():
    assert devalue([["Ref", 0]]) is None


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ([0, 5], 5),
        ([1, [[0, "a"]]], ["a"]),
        ([3, "2031-01-01"], "2031-01-01"),
        ([0, {"a": [0, None]}], {"a": None}),
        ("x", None),
        ([True, 1], None),
        ([9, {}], None),
    ],
)
def test_astro_values(given, value):
    assert astro(given) == value


def test_astro_depth_is_bounded():
    deep = [0, "x"]
    for _ in range(400):
        deep = [1, [deep]]
    assert str(astro(deep)).count("[") <= 202


def test_flight_follows_pointers_and_counts_texts_in_bytes():
    bio = "Ada zeichnet Brücken.\nUnd mehr."
    text = f'a:T{len(bio.encode()):x},{bio}b:{{"bio":"$a","me":"$Lc","at":"$b:bio","cost":"$$5","day":"$D2031","none":"$undefined","odd":"$zz"}}\nc:["$","p","k",{{"x":1}}]\nd:"$c:props:x"\n'
    rows = flight(text)
    assert rows == [
        {
            "bio": bio,
            "me": ["$", "p", "k", {"x": 1}],
            "at": bio,
            "cost": "$5",
            "day": "2031",
            "none": None,
            "odd": "$zz",
        },
        ["$", "p", "k", {"x": 1}],
    ]


def test_flight_cycle_ends():
    rows = flight('1:{"a":"$2"}\n2:{"b":"$1","n":"$1:a:0"}\n')
    assert rows[0]["a"]["b"] is rows[0]


def test_stream_leaves_broken_pushes_out():
    assert stream('self.__next_f.push([1,"a"])self.__next_f.push([1,"\\x"])self.__next_f.push([1,"b"])') == "ab"


@pytest.mark.parametrize(
    ("key", "reason"),
    [("team", "organiser"), ("sponsors", "sponsor"), ("programCommittee", "organiser"), ("organizers", "organiser"), ("jury", "organiser"),
     ("mentors", "organiser"), ("testimonials", "quoted"), ("pastSpeakers", "past speaker")],
)  # fmt: skip
def test_people_lists_of_others_are_left_out(key, reason):
    things = found({"speakers": ALL[:1], key: ALL[1:]})
    assert [one.name for one in seen(things)] == ["Ada Kovač"]
    assert [one for one in things if isinstance(one, LeftOut)] == [
        LeftOut(name=one["name"], reason=reason, source=URL) for one in ALL[1:]
    ]


def test_people_block_headed_otherwise_is_left_out():
    things = found(
        {"blocks": [{"title": "Our speakers", "items": ALL[:1]}, {"title": "Organising committee", "items": ALL[1:]}]}
    )
    assert [one.name for one in seen(things)] == ["Ada Kovač"]
    assert {one.reason for one in things if isinstance(one, LeftOut)} == {"organiser"}


@pytest.mark.parametrize(
    "value",
    [
        {"menu": [{"name": "Home", "url": "/"}, {"name": "Tickets", "url": "/t"}, {"name": "Venue", "url": "/v"}]},
        {"items": [{"name": "Blue Widget", "image": "/a.png"}, {"name": "Red Widget", "image": "/b.png"}, {"name": "Big Widget", "image": "/c.png"}]},
        {"items": ALL[:2]},  # too few under a key that says nothing
        {"tracks": [{"name": "Data Engineering", "talks": [{"title": "Big Joins", "speakers": ["Ada Kovač"], "room": "1"}]}] * 3},
        [], {}, "x", None, 5, [[]], {"speakers": []}, {"speakers": [None, 1]}, {"speakers": {"a": 1}},
        {"posts": [{"title": "A post of ours", "description": "x", "authors": [ADA]}]},
    ],
)  # fmt: skip
def test_people_other_lists_are_nobody(value):
    assert [one for one in seen(found(value)) if one.name != "Ada Kovač" or "posts" in value] == []


def test_people_object_keyed_by_id_and_sessions_by_id():
    value = {
        "speakers": {"101": {**ADA, "id": 101}, "ben": {**BEN, "sessions": ["s2"]}},
        "sessions": {
            "s1": {
                "id": "s1",
                "title": "Bridges of steel",
                "speakers": [101, "ben"],
                "room": "A",
                "startsAt": "2031-05-01T10:00:00",
                "tags": ["Steel"],
            },
            "s2": {
                "id": "s2",
                "title": "Leading by listening",
                "speakers": ["ben", "Zoe Marlow, Yan Petit"],
                "abstract": "How.",
            },
            "s3": {"id": "s3", "title": "Elsewhere", "speakers": ["x9"], "room": "B"},
        },
    }
    things = found(value)
    assert [(one.name, one.record_id, one.talks) for one in seen(things)] == [
        ("Ada Kovač", "101", ("Bridges of steel",)),
        ("Ben Okafor", None, ("Bridges of steel", "Leading by listening")),
        ("Zoe Marlow", None, ("Leading by listening",)),
        ("Yan Petit", None, ("Leading by listening",)),
    ]
    assert [one for one in things if isinstance(one, Talk)] == [
        Talk(
            title="Bridges of steel",
            speakers=("Ada Kovač", "Ben Okafor"),
            speaker_ids=("101", "ben"),
            topics=("Steel",),
            starts="2031-05-01T10:00:00",
            source=URL,
        ),
        Talk(
            title="Leading by listening",
            speakers=("Ben Okafor", "Zoe Marlow", "Yan Petit"),
            speaker_ids=("ben",),
            abstract="How.",
            source=URL,
        ),
        Talk(title="Elsewhere", speaker_ids=("x9",), source=URL),
    ]


def test_people_of_a_session_about_teams_are_no_team():
    value = {"title": "Team building for welders", "persons": [ADA], "start": "10:00", "room": "A", "abstract": "How."}
    assert [(one.name, one.talks) for one in seen(found({"events": [value] * 3}))] == [
        ("Ada Kovač", ("Team building for welders",))
    ]


def test_people_contentful_references():
    entry = {"sys": {"id": "e1"}, "fields": {"name": "Ada Kovač", "jobTitle": "Engineer", "company": "Northwind Labs"}}
    value = {
        "speakers": [entry],
        "session": {
            "title": "Bridges",
            "room": "A",
            "speakers": [{"sys": {"id": "e1"}, "fields": {"name": "Ada Kovač"}}],
        },
    }
    assert {(one.name, one.role, one.employer) for one in seen(found(value))} >= {
        ("Ada Kovač", "Engineer", "Northwind Labs")
    }


@pytest.mark.parametrize(
    ("extra", "reason"),
    [({"isSpeaker": False}, "not a speaker"), ({"test": True}, "test record"), ({"published": False}, "not published"), ({"status": "draft"}, "not published"),
     ({"draft": True}, "not published"), ({"name": "TBA"}, "placeholder")],
)  # fmt: skip
def test_people_flagged_records_are_left_out(extra, reason):
    things = found({"speakers": [ADA, {**BEN, **extra}, EVA]})
    assert [one.name for one in seen(things)] == ["Ada Kovač", "Eva Lindqvist"]
    assert [one.reason for one in things if isinstance(one, LeftOut)] == [reason]


@pytest.mark.parametrize(
    "extra", [{"isSpeaker": True}, {"published": True}, {"status": "confirmed"}, {"hidden": False}, {"active": False}]
)
def test_people_harmless_flags_change_nothing(extra):
    assert [one.name for one in seen(found({"speakers": [{**ADA, **extra}]}))] == ["Ada Kovač"]


def test_people_ids_of_rows_are_not_trusted():
    value = {"keynotes": [{**ADA, "id": 1}, {**BEN, "id": 2}], "speakers": [{**EVA, "id": 1}, {**ADA, "id": 2}]}
    assert [one.record_id for one in seen(found(value))] == [None, None, None, None]


def test_people_namesakes_keep_their_ids():
    value = {"speakers": [{**ADA, "id": "k7"}, {**ADA, "id": "m3", "company": "Initech"}]}
    assert [(one.record_id, one.employer) for one in seen(found(value))] == [
        ("k7", "Northwind Labs"),
        ("m3", "Initech"),
    ]


def test_people_session_records_with_their_speaker_inside():
    value = [
        {"speaker": "Ada Kovač", "title": "Why do bridges sing?", "company": "Northwind Labs", "abstract": "Resonance."}
    ]
    things = found({"speakers": value})
    assert [(one.name, one.employer, one.talks) for one in seen(things)] == [
        ("Ada Kovač", "Northwind Labs", ("Why do bridges sing?",))
    ]


def test_people_cycles_end():
    ring = {"speakers": list(ALL)}
    ring["again"] = ring
    ring["speakers"][0] = {**ADA, "friends": ring}
    assert [one.name for one in seen(found(ring))] == NAMES


def test_people_deep_nesting_and_huge_lists_are_bounded():
    deep = {"speakers": ALL}
    for _ in range(20_000):
        deep = {"a": [deep]}
    assert [one.name for one in seen(found(deep))] == NAMES
    started = time.process_time()
    assert found({"numbers": [[1]] * 50_000, "objects": [{"a": {}} for _ in range(50_000)]}) == []
    assert time.process_time() - started < 10


def test_people_lists_of_scalars_beside_records():
    assert [one.name for one in seen(found({"speakers": [*ALL, "x", 3, None]}))] == NAMES


SAMPLES = Path(__file__).parents[2] / "shared" / "platforms" / "samples"


@pytest.mark.corpus
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real payloads are not here")
@pytest.mark.parametrize(
    ("sample", "url"),
    [
        ("embedded/nuxt3.touraine-tech-2026.speakers", "https://conf.example/speakers"),
        ("embedded/next-pages.europython-2022.session", "https://conf.example/session"),
        ("embedded/gatsby.satsummit-2022.static-query.people", "https://conf.example/sq/d/1.json"),
        ("hoverboard/devfest-nantes-2018.speakers", "https://conf.example/data/speakers.json"),
        ("openevent/fbf817.speakers", "https://conf.example/speakers"),
    ],
)
def test_embedded_finds_the_people_of_real_payloads(sample, url):
    from scraper.recognise.names import name_key

    path = next(one for one in (SAMPLES / f"{sample}.html", SAMPLES / f"{sample}.json") if one.exists())
    truth = json.loads((SAMPLES / f"{sample}.truth.json").read_text(encoding="utf-8"))
    want = {name_key(one["name"]) for one in truth["speakers"]}
    also = {name_key(one) for one in truth.get("also", [])}
    got = {name_key(one.name) for one in embedded(Page(url, path.read_bytes())) if isinstance(one, Sighting)}
    assert got - also == want - also


def test_scripts_without_an_end_or_a_body():
    assert list(scripts('<script src="a.js"></script><script')) == []


def test_flight_of_odd_streams():
    assert flight("no rows at all") == []
    assert flight('junk\n1:{"a":1}\n2:I[1]\n3:{broken\n') == [{"a": 1}]
    assert flight('1:{"a":"$2:props:y","b":"$2:9","c":"$3:x"}\n2:["$","p",null,{"y":5}]\n3:"text"\n')[0] == {
        "a": 5,
        "b": None,
        "c": "text",
    }


def test_people_sessions_of_a_conference_are_bounded():
    crowd = {"title": "PyBridge", "room": "A", "speakers": [f"Ada{n} Kovač{n}" for n in range(40)]}
    assert found({"event": crowd}) == []
    assert found({"page": {"title": "Our speakers", "room": "A", "speakers": ["Ada Kovač"]}}) == []
    assert found({"talk": {"title": "Bridges", "room": "A", "speakers": [True, None, "x y " * 100]}}) == [
        Talk(title="Bridges", source=URL)
    ]


def test_embedded_a_value_inside_a_value_is_read_once():
    body = f"<script>window.app = {{cfg: {{a: 1}}, speakers: {js(ALL)}}}; var other = {{b: {{name: 1}}}}</script>"
    assert [name for _, name, _ in payloads(page(body))] == ["app", "other"]
    assert facts(embedded(page(body))) == everyone("data/inline")
