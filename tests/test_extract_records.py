"""One record of unknown JSON to one person; the declarative reader. All people are invented."""

import json

import pytest

from scraper.errors import NotAPage
from scraper.extract import person, records
from scraper.extract.fields import read, squeezed
from scraper.extract.plain import address, first, many, plain
from scraper.model import LeftOut, Sighting
from scraper.page import Page

URL = "https://conf.example/2031/speakers.json"


def told(record, *facts):
    found = person(record, source=URL)
    return tuple(getattr(found, fact) for fact in facts) if found else None


@pytest.mark.parametrize(
    ("key", "short"),
    [("speakerName", "name"), ("speaker_bio_en", "bio"), ("photo-url", "photourl"), ("jobTitle", "jobtitle"), ("Photo URL", "photourl"), ("name_de", "name"),
     ("speaker", "speaker"), ("en", "en"), ("должность", "должность"), ("x" * 100, "")],
)  # fmt: skip
def test_squeezed_keys(key, short):
    assert squeezed(key) == short


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"name": "Ada Kovač"}, "Ada Kovač"),
        ({"fullName": "Ada Kovač", "name": "ada-k"}, "Ada Kovač"),
        ({"first_name": "Ada", "last_name": "Kovač"}, "Ada Kovač"),
        ({"prenom": "Ada", "nom": "Kovač"}, "Ada Kovač"),
        ({"nombre": "Ada", "apellidos": "Kovač Ruiz"}, "Ada Kovač Ruiz"),
        ({"name": "Ada Kovač", "firstName": "Ada", "lastName": "Kovač"}, "Ada Kovač"),
        ({"name": {"first": "Ada", "last": "Kovač"}}, "Ada Kovač"),
        ({"name": {"de": "Ada Kovač DE", "en": "Ada Kovač"}}, "Ada Kovač"),
        ({"title": {"rendered": "Ada Kov&#269;"}, "acf": {"job_title": "CTO"}}, "Ada Kovč"),
        ({"node": {"frontmatter": {"title": "Ada Kovač", "company": "Globex"}}}, "Ada Kovač"),
        ({"attributes": {"speakerName": "Ada Kovač"}}, "Ada Kovač"),
        ({"lastName": "Kovač"}, "Kovač"),
        ({"name": "  Ada \n Kovač "}, "Ada Kovač"),
        ({"speaker": "Ada Kovač", "title": "A talk"}, "Ada Kovač"),
        ({"姓名": "王小明", "公司": "某公司"}, "王小明"),
    ],
)
def test_person_name(record, name):
    assert told(record, "name") == (name,)


@pytest.mark.parametrize(
    "record",
    [{}, {"name": ""}, {"name": None}, {"title": "Opening"}, {"name": "-"}, {"name": 5}, {"company": "Globex"}],
)
def test_person_without_a_name_is_nobody(record):
    assert person(record) is None


@pytest.mark.parametrize(
    ("record", "work"),
    [
        ({"role": "CTO", "company": "Globex"}, ("CTO", "Globex", None)),
        ({"role": "CTO at Globex"}, (None, None, "CTO at Globex")),
        ({"role": "CTO", "company": ""}, ("CTO", None, None)),
        ({"title": "CTO", "company": "Globex"}, ("CTO", "Globex", None)),
        ({"title": "CTO na Globex", "company": "Globex"}, (None, "Globex", "CTO na Globex")),
        ({"title": "CTO at Globex", "bio": "Ada."}, (None, None, "CTO at Globex")),
        ({"tagline": "CTO, Globex"}, (None, None, "CTO, Globex")),
        ({"company": "Software Engineer"}, (None, None, "Software Engineer")),
        ({"company": "Freelance"}, (None, None, "Freelance")),
        ({"company": "Engineer"}, (None, "Engineer", None)),
        ({"company": {"name": "Globex", "url": "x"}, "position": "CTO"}, ("CTO", "Globex", None)),
        ({"companies": ["Globex", "Initech"], "position": "CTO"}, ("CTO", "Globex", None)),
        ({"role": "Speaker", "title": "CTO", "company": "Globex"}, ("CTO", "Globex", None)),
        ({"company": "conf.speakers.ada.company", "role": "N/A"}, (None, None, None)),
        ({"description": "CTO, Globex"}, (None, None, "CTO, Globex")),
        ({"bio": "CTO, Globex"}, (None, None, "CTO, Globex")),
        ({"bio": "Chief Engineer", "company": "Globex"}, (None, "Globex", "Chief Engineer")),
        ({"role": "CTO", "title": "Dr.", "company": "Globex"}, ("CTO", "Globex", None)),
    ],
)
def test_person_work(record, work):
    assert told({"name": "Ada Kovač", **record}, "role", "employer", "headline") == work


@pytest.mark.parametrize(
    ("record", "bio"),
    [
        ({"bio": "<p>Ada <b>b</b>uilds.</p><p>And&nbsp;more.</p>"}, "Ada builds. And more."),
        ({"shortBio": "Ada.", "bio": "Ada builds bridges."}, "Ada builds bridges."),
        ({"bio": {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Ada builds."}]}]}}, "Ada builds."),
        ({"bio": [{"_type": "block", "children": [{"_type": "span", "text": "Ada"}, {"_type": "span", "text": "builds."}]}]}, "Ada builds."),
        ({"bio": {"blocks": [{"text": "Ada builds."}]}}, "Ada builds."),
        ({"bio": {"root": {"children": [{"children": [{"text": "Ada builds."}]}]}}}, "Ada builds."),
        ({"bio": {"en": "Ada builds.", "de": "Ada baut."}}, "Ada builds."),
        ({"description": "Ada builds bridges of steel and glass for cities of all sizes, and has done so for twenty years now."}, "Ada builds bridges of steel and glass for cities of all sizes, and has done so for twenty years now."),
        ({"bio": {"childMarkdown": {"x": 1}}}, None),
    ],
)  # fmt: skip
def test_person_bio(record, bio):
    assert told({"name": "Ada Kovač", **record}, "bio") == (bio,)


@pytest.mark.parametrize(
    ("record", "links"),
    [
        ({"twitter": "@adak"}, ("https://twitter.com/adak",)),
        ({"twitterHandle": "adak", "github_url": "https://github.com/adak", "siteUrl": "https://river.example/x", "webUrl": "/x"},
         ("https://twitter.com/adak", "https://github.com/adak")),
        ({"twitter": "https://twitter.com/", "github": "adak"}, ("https://github.com/adak",)),
        ({"linkedin": "linkedin.com/in/adak"}, ("https://linkedin.com/in/adak",)),
        ({"mastodon": "@adak@social.example"}, ("https://social.example/@adak",)),
        ({"website": "adak.example"}, ("https://adak.example",)),
        ({"website": "/speakers/ada", "url": "https://conf.example/ada"}, ()),
        ({"socials": [{"icon": "twitter", "link": "https://twitter.com/adak"}, {"network": "github", "handle": "adak"}, "https://adak.example/", {"x": 1}, 5]},
         ("https://twitter.com/adak", "https://github.com/adak", "https://adak.example/")),
        ({"social": {"twitter": "adak", "site": "//adak.example/x"}}, ("https://twitter.com/adak", "https://adak.example/x")),
        ({"email": "ada@globex.example", "website": "ada@globex.example", "twitter": "not a handle!"}, ()),
        ({"website": "http://[bad"}, ()),
    ],
)  # fmt: skip
def test_person_links(record, links):
    assert told({"name": "Ada Kovač", **record}, "links") == (links,)


@pytest.mark.parametrize(
    ("photo", "url"),
    [
        ("/img/ada.jpg", "https://conf.example/img/ada.jpg"),
        ("ada k.jpg", "https://conf.example/2031/ada%20k.jpg"),
        ({"fields": {"file": {"url": "//cdn.example/a.png"}}}, "https://cdn.example/a.png"),
        ([{"src": "https://cdn.example/b.png"}], "https://cdn.example/b.png"),
        ("data:image/png;base64,AAAA", None),
        ("ada", None),
        ("@/assets/ada.png", None),
        ({"a": {"b": {}}}, None),
        ("http://[bad/", None),
    ],
)
def test_person_photo(photo, url):
    assert told({"name": "Ada Kovač", "photo": photo}, "photo") == (url,)


@pytest.mark.parametrize(
    ("record", "talks", "billing"),
    [
        ({"talks": ["Bridges of steel", "s17"]}, ("Bridges of steel",), None),
        ({"sessions": [{"id": 1, "title": "Bridges of steel"}, {"id": 2}]}, ("Bridges of steel",), None),
        ({"talkTitle": "Bridges of steel", "type": "Keynote"}, ("Bridges of steel",), "keynote"),
        (
            {"type": "Workshop", "title": "Learning to weld in an age of glue"},
            ("Learning to weld in an age of glue",),
            "workshop",
        ),
        ({"role": "Moderator"}, (), "moderator"),
        ({"isKeynote": True, "moderator": False}, (), "keynote"),
        ({"moderator": True}, (), "moderator"),
        ({"tema": "Bridges of steel"}, ("Bridges of steel",), None),
        ({"role": "Keynote Speaker", "company": "Globex"}, (), "keynote"),
        (
            {"role": "CTO", "title": "Bridges of steel and glass", "company": "Globex"},
            ("Bridges of steel and glass",),
            None,
        ),
    ],
)
def test_person_talks_and_billing(record, talks, billing):
    assert told({"name": "Ada Kovač", **record}, "talks", "billing") == (talks, billing)


def test_person_id_and_topics():
    assert told(
        {"name": "Ada Kovač", "id": 7, "tags": ["Steel", {"name": "Glass"}, "Steel"]}, "record_id", "topics"
    ) == ("7", ("Steel", "Glass"))
    assert told({"name": "Ada Kovač", "id": True, "expertise": "Steel; Glass"}, "record_id", "topics") == (
        None,
        ("Steel", "Glass"),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a <<<< b", "a <<<< b"), ("x &lt; y", "x < y"), (None, None), (True, None), (3, None), ([], None), ({}, None), ("undefined", None), ("T.B.A", "T.B.A"),
        ({"value": {"text": {"label": "x"}}}, "x"), ({"a": "b"}, None), (["x", "y"], "x y"), ({"rendered": ""}, None),
        ([{"insert": "Ada "}, {"insert": "builds"}], "Ada builds"),
    ],
)  # fmt: skip
def test_plain(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Cook at the [Tern Institute](https://tern.example/a)", "Cook at the Tern Institute"),
        ('A [page](https://a.example/w_(b) "of mine") here', "A page here"),
        ("![Ana](https://a.example/a.png) Ana digs", "Ana digs"),
        ("[Heron][1], [Otter][]", "Heron, Otter"),
        ("**Ana** is a *staff* engineer, ***really***", "Ana is a staff engineer, really"),
    ],
)
def test_plain_takes_markdown_off(typed, text):
    assert plain(typed) == text


@pytest.mark.parametrize(
    "text",
    [
        "rows[0](x) of [Foo](bar)",
        "a[1][2]",
        "2 * 3 * 4",
        "*args and **kwargs",
        "__init__.py",
        "A* and C*",
        "Ana* (remote)",
    ],
)
def test_plain_leaves_what_only_resembles_markdown(text):
    assert plain(text) == text


@pytest.mark.parametrize("piece", ["[", "[a](", "*a", "*", "[](http://", "[a](http://(", "[a][", "[ab", "*a*"])
def test_plain_of_much_broken_markdown_ends(piece):
    plain(piece * 20_000)


def test_plain_of_a_deep_value_ends():
    deep = "x"
    for _ in range(10_000):
        deep = {"value": deep}
    assert plain(deep) is None
    tree = [{"text": "x"}]
    for _ in range(5_000):
        tree = {"content": [tree, "y"]}
    assert plain(tree) is None


def test_first_and_many_and_address():
    assert first([None, {"name": "Globex"}]) == "Globex"
    assert many("a, b;c") == ("a", "b", "c")
    assert many({"name": "a"}) == ("a",)
    assert address({"formats": {"thumb": {"url": "/a.png"}}}, URL) == "https://conf.example/a.png"


def test_read_takes_no_more_than_a_record_can_have():
    assert not read({f"key{n}": n for n in range(5000)} | {"name": "Ada"}).has("name")


def page(value):
    return Page(URL, json.dumps(value).encode())


def test_records_by_path_and_known_keys():
    extract = records("data.people.*")
    assert list(
        extract(page({"data": {"people": [{"name": "Ada Kovač", "role": "CTO", "company": "Globex"}, {"x": 1}, 5]}}))
    ) == [Sighting(name="Ada Kovač", role="CTO", employer="Globex", source=URL, method="data/json")]


def test_records_with_own_keys():
    extract = records(
        "days.*.slots.0",
        name="who.label",
        employer=("org", "firm"),
        talk="what",
        links="web",
        photo="pic",
        record_id="nr",
        topics="about",
        method="data/own",
    )
    value = {
        "days": [
            {
                "slots": [
                    [
                        {
                            "who": {"label": "Ada Kovač"},
                            "firm": "Globex",
                            "what": "Bridges",
                            "web": "https://a.example",
                            "pic": "/a.png",
                            "nr": 3,
                            "about": ["Steel"],
                        }
                    ]
                ]
            }
        ]
    }
    assert list(extract(page(value))) == [
        Sighting(name="Ada Kovač", employer="Globex", talks=("Bridges",), links=("https://a.example",), photo="https://conf.example/a.png", record_id="3",
                 topics=("Steel",), source=URL, method="data/own")
    ]  # fmt: skip


def test_records_keep_says_who_speaks():
    extract = records(keep=lambda record: record["talks"] > 0)
    assert list(extract(page({"a": {"name": "Ada Kovač", "talks": 1}, "b": {"name": "Ben Okafor", "talks": 0}}))) == [
        Sighting(name="Ada Kovač", source=URL, method="data/json"),
        LeftOut(name="Ben Okafor", reason="not a speaker", source=URL),
    ]


@pytest.mark.parametrize("path", ["a..b", ".a", "a."])
def test_records_bad_path_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        records(path)


def test_records_of_a_page_that_is_no_json():
    with pytest.raises(NotAPage):
        list(records()(Page(URL, b"<p>")))


def test_records_path_that_leads_nowhere_gives_nobody():
    assert list(records("x.y.9")(page({"x": {"y": [1]}}))) == []
    assert list(records(name="a.b.0")(page([{"a": {"b": []}}, {"a": 5}]))) == []


def test_title_of_a_talk_beside_a_biography_is_no_headline():
    one = {
        "nome": "Ada Kovač",
        "titulo": "Marés: Uma Porta para o Mar",
        "miniBio": "Oceanógrafa. Gosta de barcos e de chá.",
    }
    assert told(one, "headline", "talks") == (None, ("Marés: Uma Porta para o Mar",))
    assert told({**one, "titulo": "Oceanógrafa"}, "headline", "talks") == ("Oceanógrafa", ())
