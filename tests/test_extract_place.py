"""Which section of a page its people stand in."""

from scraper.extract.website import website
from scraper.model import LeftOut, Sighting
from scraper.page import Page

NAMES = ["Ada Kovač", "Olu Bello", "Maria Lind"]


def cards(note):
    return "".join(f'<div class="staff"><h4>{name}</h4><em>{note}</em></div>' for name in NAMES)


def who(html, url="https://conf.example/pages/people.html"):
    found = list(website(Page(url, html.encode())))
    return (
        [one.name for one in found if isinstance(one, Sighting)],
        [(one.name, one.reason) for one in found if isinstance(one, LeftOut)],
    )


def test_a_card_that_a_template_calls_staff_is_a_speaker_under_such_a_heading():
    assert who(f"<h3>Les orateurs</h3><div class='teams'>{cards('Orateur')}</div>") == (NAMES, [])


def test_staff_under_no_telling_heading_are_organisers():
    left_out = [(name, "organiser") for name in NAMES]
    assert who(f"<h3>Bonjour</h3><div>{cards('Engineer, Loomwork')}</div>") == ([], left_out)


def test_people_of_a_tab_stand_under_its_label():
    def panel(i, people):
        items = "".join(f"<li>{name} - Universität Lindenmünde</li>" for name in people)
        return f'<div id="t{i}" class="tab-pane" role="tabpanel" aria-labelledby="t{i}-tab"><ul>{items}</ul></div>'

    speakers, others = ["Ada Kovač", "Olu Bello", "Maria Lind"], ["Jonas Berg", "Priya Rao", "Emma Fischer"]
    tabs = '<ul role="tablist"><li><a id="t1-tab">Referenten</a></li><li><a id="t2-tab">Comitato <i>Scientifico</i></a></li></ul>'
    shown, left_out = who(f"<h1>RiverConf</h1>{tabs}{panel(1, speakers)}{panel(2, others)}", "https://conf.example/")
    assert (shown, [name for name, reason in left_out if reason == "organiser"]) == (speakers, others)
