"""One person's own page: what stands in which zone of it."""

import pytest

from scraper.extract.own.about import about
from scraper.extract.own.own_texts import is_chair, zone
from scraper.extract.website import programme, session, website, website_and_links
from scraper.model import LeftOut, Sighting, Talk
from scraper.page import Follow, Page

URL = "https://conf.example/2031/speakers/ada-kovac/"
ADA = Sighting(name="Ada Kovač", method="cards")
BIO = (
    "Ada builds boats that sort themselves, and teaches the harbour how to count them twice. She lives on one of them."
)
ABSTRACT = (
    "Why the tide tables were wrong, what we measured for two winters, and how a bucket settled it. Bring a towel."
)


def page(html, url=URL):
    return Page(url, html.encode())


def ada(html, known=ADA):
    (found,) = about(page(html), known=known)
    return found


NOISE = f"""<aside><h2>More speakers</h2><h3>Tomasz Bielak</h3><p>Baker, Loaf Ltd</p></aside>
<section><h2>Sponsors</h2><p>Harbour Bank</p></section><section><h2>Organisers</h2><strong>Li Wei</strong> <em>Chair</em></section>
<footer><p>{BIO}</p></footer>"""


@pytest.mark.parametrize(
    ("head", "headline", "role", "employer"),
    [
        ("<h1>Ada Kovač</h1><p>Staff Engineer, Acme Ltd</p>", "Staff Engineer, Acme Ltd", None, None),
        ('<h1>Ada Kovač</h1><p class="role">Product Designer</p><p class="org">Red Robotics</p>', "Product Designer, Red Robotics",
         "Product Designer", "Red Robotics"),
        ("<h1>Ada Kovač</h1><dl><dt>Job title</dt><dd>Harbour Pilot</dd><dt>Company</dt><dd>Acme Ltd</dd></dl>", None, "Harbour Pilot",
         "Acme Ltd"),
        ("<h1>Ada Kovač</h1><p>Role: Harbour Pilot</p><p>Company: Acme Ltd</p>", None, "Harbour Pilot", "Acme Ltd"),
        ("<h1>Speaker: Ada Kovač</h1><h2>CTO at Acme Ltd</h2>", "CTO at Acme Ltd", None, None),
        ('<h1>Ada Kovač</h1><p class="company">Acme Ltd; Initech</p>', "Acme Ltd", None, "Acme Ltd"),
        ("<h1>Ada Kovač, Acme Ltd</h1>", "Acme Ltd", None, None),
        ("<h1>Ada Kovač</h1><div>First name:</div><div>Ada</div><div>Company:</div><div>Acme Ltd</div>", "Acme Ltd", None, "Acme Ltd"),
        ('<h1>Ada Kovač</h1><h2><a href="https://code.example/adak"><i></i><span>Code Profile</span></a><a href="https://a.example">Website</a></h2><h3>CTO at Acme Ltd</h3>',
         "CTO at Acme Ltd", None, None),
        ('<h1>Ada Kovač</h1><a href="https://github.com/adak">adak</a><i>She/her</i><p>@adak</p><p>Berlin, Germany</p>', None, None, None),
    ],
)  # fmt: skip
def test_about_reads_the_job_from_its_own_place(head, headline, role, employer):
    found = ada(f"<main><article>{head}<p>{BIO}</p></article>{NOISE}</main>")
    assert (found.headline, found.role, found.employer, found.bio) == (headline, role, employer, BIO)


@pytest.mark.parametrize(
    ("talks", "titles"),
    [
        (f"<h2>Talks</h2><section><h3>Boats for bees</h3><p>Day 1, 10:30</p><p>{ABSTRACT}</p></section><h3>On call for a tide</h3>",
         ("Boats for bees", "On call for a tide")),
        (f'<h2>Session</h2><article class="talk"><h3>Boats for bees</h3><p class="when"><span>Health</span> 09:30 · Room 4</p><p>{ABSTRACT}</p></article>',
         ("Boats for bees",)),
        ('<h2>Presenting:</h2><p><strong>30-minute Talk:</strong> <a href="/t/7">Boats for bees</a></p>', ("Boats for bees",)),
        ("<h2>Vorträge</h2><ul><li>Boote für Bienen</li><li>10:30 Uhr</li><li>Saal 4</li></ul>", ("Boote für Bienen",)),
        ('<h2>Sessions</h2><div class="session-title">Boats for bees</div><div class="room">Hall 4</div>', ("Boats for bees",)),
        (f"<p>Title: Boats for bees and birds</p><p><strong>Abstract:</strong></p><p>{ABSTRACT}</p>", ("Boats for bees and birds",)),
        (f"<h2>How boats learn to count bees</h2><p>{ABSTRACT}</p>", ("How boats learn to count bees",)),
        (f"<h2>Talk</h2><p>Boats for bees (BfB)</p><h3>Abstract</h3><p>{ABSTRACT}</p>", ("Boats for bees (BfB)",)),
        (f"<h2>Talks</h2><p>{ABSTRACT}</p>", ()),
        ('<h2>Sessions</h2><h3><a href="/t/7">Boats for bees</a></h3><h4>Clarity</h4><h4>3:00 - 3:45</h4>', ("Boats for bees",)),
        ("<h2>Elsewhere</h2><p>Website</p>", ()),
    ],
)  # fmt: skip
def test_about_reads_titles_and_no_abstracts(talks, titles):
    found = ada(f"<main><article><h1>Ada Kovač</h1><p>CTO, Acme Ltd</p><p>{BIO}</p>{talks}</article>{NOISE}</main>")
    assert (found.talks, found.headline, found.bio) == (titles, "CTO, Acme Ltd", BIO)


def test_about_keeps_billing_links_photo_and_topics():
    found = ada(
        f"""<main><article><p>Keynote</p><img src="/ada.jpg"><h1>Ada Kovač</h1><ul class="topics"><li>Tides</li><li>Bees</li></ul>
        <p>{BIO}</p><h2>Elsewhere</h2><a href="https://ada.example/me">Website</a></article>{NOISE}</main>"""
    )
    assert (found.billing, found.photo, found.topics) == ("keynote", "https://conf.example/ada.jpg", ("Tides", "Bees"))
    assert found.links == ("https://ada.example/me",)


def test_about_reads_biographies_under_their_heading():
    found = ada(
        f"<main><h1>Ada Kovač</h1><p>CTO, Acme Ltd</p><h2>Biography</h2><p>{BIO}</p><h2>Tags</h2><p>Tides</p></main>"
    )
    assert (found.bio, found.topics) == (BIO, ("Tides",))


def test_a_function_in_the_heading_and_the_author_of_a_page_are_nobody():
    html = "<main><h1>Ada Kovač | Orador Principal</h1><p>CTO, Acme Ltd</p></main>"
    assert [one.name for one in about(page(html), known=ADA)] == ["Ada Kovač"]
    author = '<title>Owl Days</title><script type="application/ld+json">{"@type": "Person", "name": "Owl Days 2031"}</script>'
    found = [*website_and_links(page(f"{author}<h1>Speakers</h1>{CARDS}"))]
    assert [one.name for one in found if isinstance(one, Sighting)] == ["Ada Kovač", "Tomasz Bielak", "Amara Nwosu"]


def test_about_gives_both_of_a_pair():
    html = f"<main><h1>Ada Kovač &amp; Li Wei</h1><p>Co-directors, Acme Ltd</p><p>{BIO}</p><h2>Talk</h2><p>Boats for bees</p></main>"
    found = list(about(page(html), known=ADA))
    assert [(one.name, one.headline, one.talks) for one in found] == [
        ("Ada Kovač", "Co-directors, Acme Ltd", ("Boats for bees",)),
        ("Li Wei", "Co-directors, Acme Ltd", ("Boats for bees",)),
    ]


TALK = f"""<main><h1>How boats learn to count</h1><h2>Abstract</h2><p>{ABSTRACT}</p><h2>Speakers</h2>
<ul><li>Ada Kovač, Acme Ltd</li><li>Tomasz Bielak, Loaf Ltd</li></ul>
<h2>Bios</h2><p>Ada Kovač is a staff engineer at Acme Ltd. {BIO}</p><p>Tomasz Bielak is a baker at Loaf Ltd. {BIO}</p></main>"""


def test_about_tells_the_people_of_one_talk_apart():
    found = list(about(page(TALK), known=ADA, others=(Sighting(name="Tomasz Bielak"),)))
    assert [(one.name, one.headline, one.talks) for one in found] == [
        ("Ada Kovač", "Acme Ltd", ("How boats learn to count",)),
        ("Tomasz Bielak", "Loaf Ltd", ("How boats learn to count",)),
    ]
    assert [one.bio.split(" is ")[0] for one in found] == ["Ada Kovač", "Tomasz Bielak"]


def test_about_stops_at_the_next_person_of_a_panel():
    html = "<main><h1>Panel</h1><p>Moderator:</p><h3>Li Wei</h3><p>Editor, Harbour Post</p><p>Panelists:</p><h3>Ada Kovač</h3><p>CTO, Acme Ltd</p><h3>Tomasz Bielak</h3><p>Baker, Loaf Ltd</p></main>"
    found = ada(html)
    assert (found.headline, found.billing) == ("CTO, Acme Ltd", "panellist")


@pytest.mark.parametrize("name", ["Ada M. Kovač", "Dr. Ada Kovač", "KOVAČ Ada"])
def test_about_knows_a_name_spelled_otherwise(name):
    assert ada(f"<main><h1>{name}</h1><p>CTO, Acme Ltd</p></main>").headline == "CTO, Acme Ltd"


def test_about_a_card_of_theirs_above_their_own_part_is_not_taken_for_it():
    related = "<aside><h2>More speakers</h2><article><h3>Tomasz Bielak</h3></article><article><h3>Ada Kovač</h3></article></aside>"
    own = f"<article><h1>Ada Kovač</h1><p>CTO, Acme Ltd</p><section><h2>About</h2><p>{BIO}</p></section></article>"
    found = ada(f"<main>{related}</main><footer><p>Harbour Bank</p></footer>{own}")
    assert (found.headline, found.bio) == ("CTO, Acme Ltd", BIO)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Speakers</h1><p>CTO, Acme Ltd</p>",
        "<h1>We value your privacy</h1><p>CTO, Acme Ltd</p>",
        "<h1>Cookie settings</h1><p>CTO, Acme Ltd</p>",
        "<h1>Before you continue</h1><p>CTO, Acme Ltd</p>",
        "<h1>Service unavailable</h1><p>CTO, Acme Ltd</p>",
        "<p>Nobody</p>",
        "",
        '{"a": 1}',
        "<main></main>",
    ],
)
def test_about_a_page_of_nobody_gives_nothing(html):
    assert list(about(page(html), known=ADA)) == []


@pytest.mark.parametrize("called", ["adak", "@adak", "DJ Tide", "Augusta King"])
def test_about_a_page_that_calls_them_otherwise_is_theirs(called):
    assert ada(f"<main><h1>{called}</h1><p>CTO, Acme Ltd</p></main>").headline == "CTO, Acme Ltd"


def test_about_merges_what_data_tells():
    html = '<main><h1>Ada Kovač</h1><p>CTO, Acme Ltd</p></main><script type="application/ld+json">{"@type":"Event","name":"Conf","performer":{"@type":"Person","name":"Ada Kovač","jobTitle":"CTO"}}</script>'
    assert (ada(html).headline, ada(html).method) == ("CTO, Acme Ltd", "own page+data/json-ld")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Talks", "talks"), ("Session:", "talks"), ("Über mich", "bio"), ("Abstract", "abstract"), ("Links", "elsewhere"), ("Topics", "topics"),
     ("More speakers", "others"), ("Our sponsors", "end"), ("Boats for bees", None), ("x" * 90, None)],
)  # fmt: skip
def test_zone_of_a_heading(text, kind):
    assert zone(text) == kind


@pytest.mark.parametrize(
    ("label", "expected"), [("Session chair", True), ("座長", True), ("Moderator", False), ("Speaker", False)]
)
def test_chairs_lead_sessions(label, expected):
    assert is_chair(label) is expected


# The programme, and the pages of sessions


def rows(*held):
    return (
        "<h1>Programme</h1><table>"
        + "".join(f"<tr><td>{title}</td><td>{who}</td></tr>" for title, who in held)
        + "</table>"
    )


PROGRAMME = rows(
    ("How boats learn to count bees", "Ada Kovač (Acme Ltd)"),
    ("A harbour for every cloud", "Tomasz Bielak (Loaf Ltd)"),
    ("The night the tide forgot us", "Amara Nwosu (Harbour Bank)"),
    ("What lighthouse keepers know", "Renzo Castellani (Initech)"),
    ("Mending nets in the open", "Session chair: Maria Schneider (Initech)"),
)


def test_programme_gives_talks_to_the_known_and_adds_who_is_missing():
    known = frozenset(("ada kovac", "bielak tomasz", "amara nwosu"))
    found = list(programme(page(PROGRAMME, "https://conf.example/programme"), known=known))
    talks = {(one.title, one.speakers) for one in found if isinstance(one, Talk)}
    assert talks == {
        ("How boats learn to count bees", ("Ada Kovač",)),
        ("A harbour for every cloud", ("Tomasz Bielak",)),
        ("The night the tide forgot us", ("Amara Nwosu",)),
    }
    assert [one.name for one in found if isinstance(one, Sighting)] == ["Renzo Castellani"]


def test_programme_tells_the_job_of_those_whose_list_does_not():
    known = frozenset(("ada kovac", "bielak tomasz", "amara nwosu"))
    jobless = frozenset(("ada kovac", "bielak tomasz"))
    found = list(programme(page(PROGRAMME, "https://conf.example/programme"), known=known, jobless=jobless))
    told = {one.name: (one.headline, one.talks) for one in found if isinstance(one, Sighting) and not one.talks}
    assert told == {"Ada Kovač": ("Acme Ltd", ()), "Tomasz Bielak": ("Loaf Ltd", ())}


def test_a_room_of_the_programme_is_nobodys_job():
    rooms = rows(*((title, f"{name} ({room})") for title, name, room in [
        ("How boats learn to count bees", "Ada Kovač", "Rope Walk"),
        ("A harbour for every cloud", "Tomasz Bielak", "Net Loft"),
        ("The night the tide forgot us", "Amara Nwosu", "Rope Walk"),
    ]))  # fmt: skip
    known = frozenset(("ada kovac", "bielak tomasz", "amara nwosu"))
    found = list(programme(page(rooms, "https://conf.example/programme"), known=known, jobless=known))
    assert [one.name for one in found if isinstance(one, Sighting)] == []


def test_programme_beside_a_list_that_tells_the_talks_adds_who_is_missing_only():
    known = frozenset(("ada kovac", "bielak tomasz", "amara nwosu"))
    found = list(programme(page(PROGRAMME, "https://conf.example/programme"), known=known, is_told=True))
    assert not [one for one in found if isinstance(one, Talk)]
    assert [one.name for one in found if isinstance(one, Sighting)] == ["Renzo Castellani"]


def test_title_of_the_talk_and_a_notice_of_rights_are_nobodys_employer():
    known = Sighting(name="Tomasz Bielak", talks=("Harbour of the Future",))
    html = (
        "<h1>Tomasz Bielak</h1><h2>Harbour of the Future</h2><p>We will look at cranes.</p><p>© Harbour Conf 2031</p>"
    )
    (told,) = about(page(html, "https://conf.example/program/harbour.html"), known=known)
    assert (told.headline, told.role, told.employer) == (None, None, None)


def test_programme_of_other_people_adds_nobody():
    found = list(programme(page(PROGRAMME, "https://conf.example/programme"), known=frozenset(("ada kovac",))))
    assert [one.name for one in found if isinstance(one, Sighting)] == []


def test_session_chairs_are_left_out():
    found = list(website(page(PROGRAMME, "https://conf.example/programme")))
    assert "Maria Schneider" not in {one.name for one in found if isinstance(one, Sighting)}
    assert [(one.name, one.reason) for one in found if isinstance(one, LeftOut)] == [("Maria Schneider", "organiser")]


def test_session_pages_tell_of_all_their_people():
    html = f"<h1>Panel</h1><h2>Speakers</h2><div><h3>Ada Kovač</h3><p>CTO, Acme Ltd</p></div><div><h3>Tomasz Bielak</h3><p>Baker, Loaf Ltd</p></div><div><h3>Amara Nwosu</h3><p>Banker, Harbour Bank</p></div><p>{ABSTRACT}</p>"
    found = list(session(page(html, "https://conf.example/talks/7"), known=ADA))
    assert {one.name for one in found} == {"Ada Kovač", "Tomasz Bielak", "Amara Nwosu"}


NAMELESS = (
    "Harbour pilot at Acme Ltd for twelve winters, and before that a baker of long loaves. Likes ropes, and tides."
)


@pytest.mark.parametrize(
    ("below", "bio"),
    [
        (f"<p class='by'>Ada Kovač | Friday 12:30</p><p>{ABSTRACT}</p>", None),
        (f"<p class='by'>Ada Kovač</p><p>{ABSTRACT}</p><p>{BIO}</p>", BIO),
        (f"<p class='by'>Ada Kovač</p><p>{ABSTRACT}</p><h2>Biography</h2><p>{NAMELESS}</p>", NAMELESS),
        (f"<p>{ABSTRACT}</p><h2>Ada Kovač</h2><p>{NAMELESS}</p>", NAMELESS),
    ],
)
def test_what_a_talk_is_about_is_nobodys_biography(below, bio):
    talk = page(f"<main><h1>The bucket that settled it</h1>{below}</main>", "https://conf.example/talks/7")
    (found,) = session(talk, known=ADA)
    assert found.bio == bio


def test_about_reads_labels_before_a_double_slash():
    html = f"<h1>Ada Kovač</h1><p>TITLE // Ropes that hold in any storm</p><p>LANGUAGE // ENGLISH</p><p>Short bio // {BIO}</p>"
    found = ada(html)
    assert (found.headline, found.employer, found.talks, found.bio) == (
        None,
        None,
        ("Ropes that hold in any storm",),
        BIO,
    )


CARDS = "".join(
    f'<div class="card"><h3><a href="/speakers/{slug}">{name}</a></h3><p>{job}</p></div>'
    for slug, name, job in (
        ("ada", "Ada Kovač", "CTO at Acme Ltd"),
        ("tomasz", "Tomasz Bielak", ""),
        ("amara", "Amara Nwosu", "Banker at Harbour Bank"),
        ("tba", "To be announced", ""),
    )
)


def test_own_pages_are_wished_for_jobs_first_and_the_programme_beside():
    html = f'<nav><a href="/schedule">Schedule</a></nav><main><h1>Speakers</h1>{CARDS}</main>'
    found = list(website_and_links(page(html, "https://conf.example/speakers/")))
    wishes = [(one.url.removeprefix("https://conf.example"), one.why) for one in found if isinstance(one, Follow)]
    assert wishes == [
        ("/speakers/tomasz", "speaker's own page"),
        ("/speakers/ada", "speaker's own page"),
        ("/speakers/amara", "speaker's own page"),
        ("/schedule", "programme"),
    ]
    assert [(one.name, one.reason) for one in found if isinstance(one, LeftOut)] == [("To be announced", "placeholder")]


def test_people_of_one_session_share_its_page():
    held = "".join(
        f'<tr><td><a href="/talks/{i}">{title}</a></td><td>{who}</td></tr>'
        for i, (title, who) in enumerate(
            (
                ("How boats learn to count bees", "Ada Kovač, Tomasz Bielak"),
                ("A harbour for every cloud", "Amara Nwosu"),
                ("What lighthouse keepers know", "Renzo Castellani"),
            )
        )
    )
    found = website_and_links(page(f"<h1>Programme</h1><table>{held}</table>", "https://conf.example/programme"))
    wishes = [(one.url, one.known.name, one.why) for one in found if isinstance(one, Follow) and one.known]
    assert wishes == [
        ("https://conf.example/talks/0", "Ada Kovač", "session's own page"),
        ("https://conf.example/talks/1", "Amara Nwosu", "session's own page"),
        ("https://conf.example/talks/2", "Renzo Castellani", "session's own page"),
    ]


def test_sessions_that_share_one_cell_have_a_page_each():
    held = "".join(
        f'<div class="session"><p class="title"><a href="/talks/{i}">{title}</a></p><p class="speaker">{who}</p></div>'
        for i, (title, who) in enumerate(
            (
                ("How boats learn to count bees", "Ada Kovač"),
                ("A harbour for every cloud", "Amara Nwosu"),
                ("What lighthouse keepers know", "Renzo Castellani"),
            )
        )
    )
    html = f"<h2>17 July</h2><table><tr><th>10:00 - 12:00</th><td>{held}</td></tr></table>"
    found = website_and_links(page(html, "https://conf.example/ja/talks"))
    wishes = [(one.url[-8:], one.known.name) for one in found if isinstance(one, Follow) and one.known]
    assert wishes == [("/talks/0", "Ada Kovač"), ("/talks/1", "Amara Nwosu"), ("/talks/2", "Renzo Castellani")]


@pytest.mark.parametrize(
    ("html", "facts"),
    [
        ('<p class="job">Harbour Pilot</p><h3>Ada Kovač</h3><p class="company">Acme Ltd</p>', {"role": "Harbour Pilot", "employer": "Acme Ltd"}),
        ("<h1>Ada Kovač</h1><p>Keynote: How boats learn to count</p>", {"billing": "keynote", "talks": ("How boats learn to count",)}),
        ('<h1>Ada Kovač</h1><p>CTO</p><div class="talk-name">Boats for bees</div>', {"talks": ("Boats for bees",)}),
        ("<h1>Ada Kovač</h1><h2>Keynote</h2><p>CTO, Acme Ltd</p>", {"billing": "keynote", "headline": "CTO, Acme Ltd"}),
        ('<h1>Ada Kovač</h1><p class="location">Hall of the bees</p><p>CTO</p>', {"headline": "CTO"}),
    ],
)  # fmt: skip
def test_about_sorts_what_stands_around_the_name(html, facts):
    found = ada(f"<main>{html}</main>")
    assert {fact: getattr(found, fact) for fact in facts} == facts


def test_about_a_title_the_list_told_is_no_job():
    html = """<main><h1>Ada Kovač</h1><p>Essential boatyard debugging tools for the modern engineer</p>
        <ul><li>Acme Labs</li></ul><p>Ada Kovač likes ropes, tides and the long way round to every harbour.</p></main>"""
    title = "Essential boatyard debugging tools for the modern engineer"
    (found,) = about(page(html), known=Sighting(name="Ada Kovač", talks=(title,)))
    assert (found.role, found.employer, found.talks) == (None, "Acme Labs", (title,))


def test_about_when_it_was_published_and_a_title_beside_the_name_are_no_job():
    title = "The Guard Dog of the Harbour"
    html = f"<h1>Ada Kovač, Ph.D. | {title}</h1><p>January 8, 2031 By Tomasz Bielak</p><h2>Bio</h2><p>{BIO}</p>"
    (found,) = about(page(html), known=Sighting(name="Ada Kovač", talks=(title,)))
    assert (found.headline, found.role, found.employer, found.bio) == (None, None, None, BIO)
    (found,) = session(page(html), known=Sighting(name="Ada Kovač", talks=(title,)))
    assert (found.headline, found.role, found.employer, found.bio) == (None, None, None, BIO)


def test_about_goes_on_behind_a_heading_with_a_title_the_list_told():
    html = """<main><h1>Ada Kovač</h1><h2>Ropes that hold</h2><ul><li>Acme Labs</li></ul>
        <p>Every rope breaks in the end. We will look at how, and at what a pilot can do about it, in three storms.</p>
        <p>Ada is a harbour pilot who likes ropes, tides and the long way round to every harbour.</p></main>"""
    (found,) = about(page(html), known=Sighting(name="Ada Kovač", talks=("Ropes that hold",)))
    assert (found.employer, found.talks) == ("Acme Labs", ("Ropes that hold",))
    assert found.bio == "Ada is a harbour pilot who likes ropes, tides and the long way round to every harbour."


def test_a_page_of_all_biographies_is_read_as_the_list_it_is():
    # each article's class differs (as a style for every other one does): only the list tells whose line is whose
    people = {"Ada Kovač": "CTO", "Tomasz Bielak": "Baker", "Amara Nwosu": "Banker", "Renzo Castellani": "Keeper"}
    grid = "".join(f'<li><a href="bios.html#{name[:3]}"><h3>{name}</h3></a></li>' for name in people)
    (follow,) = [
        one
        for one in website_and_links(page(f"<h1>Speakers</h1><ul>{grid}</ul>", "https://conf.example/speakers/"))
        if isinstance(one, Follow) and one.known
    ]
    bios = "".join(
        f'<article class="p {"odd" if i % 2 else "even"}" id="{name[:3]}"><h3>{name}</h3>'
        f'<h5><span class="job">{job}</span>, <em class="org">Acme {i} Ltd</em></h5><p>{BIO}</p></article>'
        for i, (name, job) in enumerate(people.items())
    )
    told = follow.extract(page(f"<h1>Speaker bios</h1><section>{bios}</section>", follow.url))
    assert follow.url == "https://conf.example/speakers/bios.html"
    assert [(one.name, one.headline) for one in told if isinstance(one, Sighting)] == [
        (name, f"{job}, Acme {i} Ltd") for i, (name, job) in enumerate(people.items())
    ]
