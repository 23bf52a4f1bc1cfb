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


def test_labels_with_marks_drawn_around_them_are_labels():
    one = "<dt><span>{}</span><br>{}</dt><dd><p>●講演内容<br>{}</p><p>●所属<br>{}</p><p>【講師プロフィール】<br>{}</p></dd>"
    people = (
        (
            "港の計算とその先",
            "大塚 光",
            "港の計算について話します。",
            "株式会社ノルウィンド CTO",
            "港で育ち、海が好き。",
        ),
        (
            "明日の船のつくり方",
            "秋山 ちひろ",
            "船の設計を話します。",
            "株式会社ハーバー デザイナー",
            "船を描くのが好き。",
        ),
        ("海の地図を作る仕事", "井川 大輔", "地図の作り方を話します。", "東波大学 准教授", "地図を集めている。"),
    )
    links = "".join(f"<a href='#s'>●{who}</a><br>" for _, who, *_ in people)
    body = f"<html lang='ja'><body><h2>講師</h2><p>{links}</p><dl>{''.join(one.format(*who) for who in people)}</dl></body></html>"
    page = Page(url="https://kaigi.example/speaker.html", body=body.encode(), status=200)
    found = [made for one in website(page) if hasattr(one, "headline") for made in normalise(one)]
    told = {one.name: (one.role, one.employer) for one in found if one.employer}
    assert {one.name for one in found} == {who for _, who, *_ in people}
    assert told == {
        "大塚 光": ("CTO", "株式会社ノルウィンド"),
        "秋山 ちひろ": ("デザイナー", "株式会社ハーバー"),
        "井川 大輔": ("准教授", "東波大学"),
    }


def test_titles_with_a_capital_inside_a_word_are_no_employers_among_titles():
    titles = (
        "Гавань глазами моряка и рыбака",
        "Море и FooScript",
        "Как построить лодку за три недели",
        "Что видно с маяка в тумане",
        "Магия BarJS",
        "Почему пчёлы не любят ветер и дождь",
    )
    names = ("Иван Гаврилов", "Мария Лодкина", "Пётр Маяков", "Анна Туманова", "Олег Волнов", "Нина Штормова")
    cells = "".join(f"<td><div>{who}</div><div>{title}</div></td>" for who, title in zip(names, titles, strict=True))
    body = f"<html lang='ru'><body><h2>Докладчики</h2><table><tr>{cells}</tr></table></body></html>"
    page = Page(url="https://conf.example/", body=body.encode(), status=200)
    found = [one for one in website(page) if hasattr(one, "headline")]
    assert [(one.name, one.employer, one.talks) for one in found] == [
        (who, None, (title,)) for who, title in zip(names, titles, strict=True)
    ]
