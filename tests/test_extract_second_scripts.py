"""A name and the same name in another script below it are one person."""

from __future__ import annotations

import pytest

from scraper.extract.website import website
from scraper.normalise import normalise
from scraper.page import Page


def people_of(html: str) -> list[tuple[str, str | None, str | None]]:
    body = f"<html lang='ja'><body><main><h2>登壇者</h2>{html}</main></body></html>"
    page = Page(url="https://kaigi.example/speakers", body=body.encode(), status=200)
    return [(one.name, one.headline, one.employer) for one in website(page) if hasattr(one, "headline")]


CARD = "<div class='c'><h3>{}</h3><p class='en'>{}</p>{}</div>"
PEOPLE = (("山田 太郎", "Taro Yamada"), ("田中 花子", "Hanako Tanaka"), ("佐藤 次郎", "さとう じろう"))


@pytest.mark.parametrize("job", ["", "<p>株式会社ノルウィンド 取締役</p>"])
def test_reading_below_a_name_is_no_person_and_no_employer(job):
    found = people_of("".join(CARD.format(*one, job) for one in PEOPLE))
    assert [one[0] for one in found] == [one[0] for one in PEOPLE]
    assert {one[1] for one in found} == {job[3:-4] or None}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>山田 太郎（やまだ たろう）</h3><p>株式会社ノルウィンド 取締役</p>", ("株式会社ノルウィンド", "取締役")),
        ("<h3>Ada Chen(陳小花)</h3><p>CTO, Norwind</p>", ("Norwind", "CTO")),
        ("<h3>陳小花 (Ada Chen)</h3>", (None, None)),
        ("<h3>山田 太郎（ノルウィンド）</h3>", ("ノルウィンド", None)),
        ("<h3>Ada Chen（北岭）</h3>", ("北岭", None)),
        ("<h3>陳小花 (Norwind Labs)</h3>", ("Norwind Labs", None)),
    ],
)
def test_second_form_of_one_name_is_no_employer(html, expected):
    body = f"<html lang='ja'><body><h2>登壇者</h2><div class='speaker'>{html}</div></body></html>"
    page = Page(url="https://kaigi.example/speakers", body=body.encode(), status=200)
    (found,) = [made for one in website(page) if hasattr(one, "headline") for made in normalise(one)]
    assert (found.employer, found.role) == expected


def test_colleague_below_a_name_stays():
    found = people_of(CARD.format("山田 太郎", "Ada Kovač", "") + CARD.format("田中 花子", "株式会社ノルウィンド", ""))
    assert "Ada Kovač" in [one[0] for one in found]


def test_name_behind_an_organisation_in_one_line():
    lines = ("株式会社ノルウィンド エンジニア 山田 太郎", "株式会社ハーバー CTO 田中花子", "東波大学 准教授 佐藤 次郎")
    found = people_of("<ul>" + "".join(f"<li>{one}</li>" for one in lines) + "</ul>")
    assert [one[0] for one in found] == ["山田 太郎", "田中花子", "佐藤 次郎"]
    assert found[0][1] == "株式会社ノルウィンド エンジニア"


def test_people_of_a_grid_in_two_scripts_are_as_many_as_its_boxes():
    names = ("嶋田 龍平", "Ada Quillon", "永山 俊明", "Tomasz Bielak", "池奥 裕太", "norukko")
    found = people_of("".join(f"<a href='/{at}'><div><h2>{one}</h2></div></a>" for at, one in enumerate(names)))
    assert [one[0] for one in found] == list(names)
