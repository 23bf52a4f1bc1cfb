"""Names, jobs and pages in scripts other than Latin, and in languages met less often. All people are invented."""

import pytest

from scraper.extract.visible.judged import judged
from scraper.extract.visible.persons import people
from scraper.extract.website import website
from scraper.model import LeftOut, Sighting
from scraper.normalise.headline import parse
from scraper.normalise.names import clean
from scraper.page import Page
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key, name_score
from scraper.recognise.places import is_place


def found(html, url="https://conf.example/speakers"):
    return list(website(Page(url, html.encode())))


def people_of(html):
    return [(one.name, one.headline) for one in found(html) if isinstance(one, Sighting)]


@pytest.mark.parametrize("name", ["王小明", "欧阳明月", "司馬遼子", "山田花子", "김하늘", "남궁하늘", "제갈별"])
def test_names_without_blanks_are_names(name):
    assert name_score(name) >= 0.75


@pytest.mark.parametrize(
    "text",
    ["马云网络", "张江药业", "이동하기", "고객센터", "北京", "서울", "東京", "이미지", "関連イベント", "Diễn Giả"],
)
def test_four_letters_without_a_family_name_of_two_and_cities_are_no_names(text):
    assert name_score(text) < 0.45


@pytest.mark.parametrize(
    ("text", "names"),
    [("李腾 黄权彬", ("李腾", "黄权彬")), ("金子 文子", ("金子 文子",)), ("欧阳 明月", ("欧阳 明月",))],
)
def test_two_chinese_names_beside_each_other_are_two_people(text, names):
    assert clean(text) == names


def test_a_name_in_brackets_behind_the_same_in_han_is_nobody_else():
    cards = "".join(
        f"<li><h2><span class='n'>{name}</span> <span class='e'>({latin})</span></h2><h3>向日葵科技．工程師</h3></li>"
        for name, latin in [("王小明", "Xiao-Ming Wang"), ("林大海", "Da-Hai Lin"), ("陳明月", "Ming-Yue Chen")]
    )
    assert [name for name, _ in people_of(f"<h1>講者</h1><ul>{cards}</ul>")] == ["王小明", "林大海", "陳明月"]


def test_a_firm_that_reads_like_a_name_stands_where_the_firms_stand():
    firms = ["푸른은행", "바다소프트", "마루", "한빛연구소", "Wave Works"]
    names = ["김하늘", "이바다", "박구름", "최노을", "정새벽"]
    cards = "".join(
        f"<a href='#'><p class='n'>{name}</p><p>{firm}</p></a>" for name, firm in zip(names, firms, strict=True)
    )
    assert people_of(f"<h1>Speakers</h1><div>{cards}</div>") == list(zip(names, firms, strict=True))


@pytest.mark.parametrize("text", ["권하늘 (Haneul Kwon)", "山田花 (Hana Yamada)", "王小明（Xiaoming Wang）"])
def test_the_same_name_in_letters_is_no_employer(text):
    (one,), _ = people(text)
    assert (one.name, one.aside) == (text.partition("(")[0].partition("（")[0].strip(), None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Kovač, Olu Bello and Maria Lindqvist.", ["Ada Kovač", "Olu Bello", "Maria Lindqvist"]),
        ("Ada Kovač)", ["Ada Kovač"]),
    ],
)
def test_marks_behind_names_are_no_part_of_them(text, names):
    assert [one.name for one in people(text)[0]] == names


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("푸른데이터 대표", "대표", "푸른데이터"),
        ("(주)마루 프로덕트 디자이너", "프로덕트 디자이너", "(주)마루"),
        ("푸른은행 서버 개발자", "서버 개발자", "푸른은행"),
        ("한빛대학교 컴퓨터공학부 교수", "컴퓨터공학부 교수", "한빛대학교"),
        ("（一社）ひまわり協会 代表理事", "代表理事", "（一社）ひまわり協会"),
        ("东波大学 人文学院院长", "人文学院院长", "东波大学"),
        ("东波大学 海洋研究中心 大数据研究员", "大数据研究员", "东波大学"),
        ("向日葵股份有限公司．軟體工程師", "軟體工程師", "向日葵股份有限公司"),
        ("Norwind Data 數位視野．資深工程師", "資深工程師", "Norwind Data 數位視野"),
        ("向日葵科技 高级咨询师", "高级咨询师", "向日葵科技"),
        ("KAIST 전기및전자공학부 학부장", "학부장", "KAIST 전기및전자공학부"),
        ("한빛대 교수([바다의 책과 노래] 저자)", "교수", "한빛대"),
        ("高级工程师 向日葵科技有限公司", "高级工程师", "向日葵科技有限公司"),
        ("代表取締役 株式会社ノルウィンド", "代表取締役", "株式会社ノルウィンド"),
        ("海の会 有限会社ノルウィンド", None, "有限会社ノルウィンド"),
        ("株式会社ノルウィンド NORTHCLUB", None, "株式会社ノルウィンド"),
        ("株式会社Norwind Wave Works エンジニア", "エンジニア", "株式会社Norwind Wave Works"),
        ("株式会社達人堂", None, "株式会社達人堂"),
        ("株式会社ノルウィンド Rails勉強会@東京", None, "株式会社ノルウィンド"),
        ("海原システムズ/ norwind.rb", None, "海原システムズ"),
        ("DDD Europe主要讲师", "主要讲师", "DDD Europe"),
        ("Thoughtworks IoT 团队技术专家", "IoT 团队技术专家", "Thoughtworks"),
        ("滴滴出行海洋技术部首席架构师", "海洋技术部首席架构师", "滴滴出行"),
        ("滴滴出行海洋工厂的工程师", "工程师", "滴滴出行"),
        ("ředitel společnosti Říčka", "ředitel", "Říčka"),
        ("أستاذ في جامعة النخيل", "أستاذ", "جامعة النخيل"),
        ("المدير التنفيذي، شركة النخيل", "المدير التنفيذي", "شركة النخيل"),
        ("פרופסור, אוניברסיטת השקד", "פרופסור", "אוניברסיטת השקד"),
        ("vezérigazgató, Tulipán Bank", "vezérigazgató", "Tulipán Bank"),
    ],
)
def test_headlines_are_split(text, role, employer):
    assert (parse(text).role, parse(text).employer) == (role, employer)


def test_the_topic_behind_a_sessions_number_is_nobody():
    cards = "".join(
        f"<div class='k'><h3>{name}</h3><p>Fintek Uzmanı</p><p>16 Nisan - {i}. Oturum: Finans Sektöründe Veri {i}</p></div>"
        for i, name in enumerate(["Ayşe Deniz", "Mehmet Kaya", "Zeynep Su"], 1)
    )
    assert [name for name, _ in people_of(f"<h1>Konuşmacılar</h1>{cards}")] == [
        "Ayşe Deniz",
        "Mehmet Kaya",
        "Zeynep Su",
    ]


def test_an_employer_behind_at_in_an_element_of_its_own_is_split_off():
    cards = "".join(
        f"<li><p class='speaker-name'>{name}</p><p class='speaker-title'>Web Developer<span class='org'>at {firm}</span></p></li>"
        for name, firm in [("Ada Kovač", "Loomwork"), ("Olu Bello", "Open Atlas"), ("Maria Lind", "Brightwater")]
    )
    assert people_of(f"<h2>Speakers</h2><ul>{cards}</ul>")[0] == ("Ada Kovač", "Web Developer at Loomwork")


def test_who_chairs_a_session_in_brackets_is_no_speaker():
    rows = "".join(
        f"<tr><td>{9 + i}:00</td><td>On rivers {i}. {name}</td></tr>"
        for i, name in enumerate(["Ada Kovač", "Olu Bello", "Maria Lindqvist", "Jonas Berg"])
    )
    page = found(
        f"<h1>Program</h1><table><tr><td>9:00</td><td><b>Session A</b><i>(Chair: Emma Fischer)</i></td></tr>{rows}</table>"
    )
    assert "Emma Fischer" not in [one.name for one in page if isinstance(one, Sighting)]
    assert all(one.reason == "organiser" for one in page if isinstance(one, LeftOut) and one.name == "Emma Fischer")


@pytest.mark.parametrize(
    ("one", "other"), [("関本 花", "関本花"), ("김 하늘", "김하늘"), ("アダ・コヴァチ", "アダ コヴァチ")]
)
def test_a_blank_makes_no_other_name(one, other):
    assert name_key(one) == name_key(other)


def test_a_talk_told_elsewhere_is_no_employer():
    """The strip shows name and talk, the agenda below name, firm and talk."""
    names = ["関本花", "山田空", "鈴木海"]
    talks = [
        "川の水位を読む小さなエージェントの作り方",
        "橋の点検を続けるための地図とデータの話",
        "雨の日の通勤を数えるためのサーバーレス",
    ]
    firms = ["ひまわり合同会社", "株式会社さくら", "かえで電機株式会社"]
    strip = "".join(f"<li><p><b>{name}</b><br>{talk}</p></li>" for name, talk in zip(names, talks, strict=True))
    agenda = "".join(
        f"<div class='slot'><h4>{talk}</h4><div class='who'>{name[:2]} {name[2:]} ({firm})</div></div>"
        for name, talk, firm in zip(names, talks, firms, strict=True)
    )
    page = found(f"<h2>Speakers</h2><ul>{strip}</ul><h2>Agenda</h2>{agenda}", "https://conf.example/")
    seen = {one.name.replace(" ", ""): one.employer or one.headline for one in page if isinstance(one, Sighting)}
    assert seen == dict(zip(names, firms, strict=True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("รศ.มานี ใจดี", "มานี ใจดี"),
        ("รองศาสตราจารย์ ดร.นายแพทย์ ปิติ ชูใจ", "ปิติ ชูใจ"),
        ("อาจารย์วีระ เรืองงาม", "วีระ เรืองงาม"),
        ("คุณากร เรืองงาม", "คุณากร เรืองงาม"),
        ("PGS.TS.Lê Minh Hà", "Lê Minh Hà"),
        ("Tiến sĩ Lê Minh Hà", "Lê Minh Hà"),
        ("Dr.Võ Minh Hà", "Võ Minh Hà"),
        ("H.Okafor", "H.Okafor"),
        ("张小舟副教授", "张小舟"),
        ("秦若水副研究员", "秦若水"),
        ("Av. Uzl. Ayşe Deniz", "Ayşe Deniz"),
        ("Psk. Ayşe Deniz", "Ayşe Deniz"),
    ],
)
def test_titles_written_on_or_before_are_no_part_of_the_name(text, name):
    assert clean(text) == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Uzm. Psk. Ayşe Deniz - Kl. Psk. Zeynep Su Kaya", ["Uzm. Psk. Ayşe Deniz", "Kl. Psk. Zeynep Su Kaya"]),
        ("Nguyễn Minh Hà và Lê Thị Mai", ["Nguyễn Minh Hà", "Lê Thị Mai"]),
        ("Budi Santoso dan Siti Rahayu", ["Budi Santoso", "Siti Rahayu"]),
        ("Dan Okafor", ["Dan Okafor"]),
        ("Ada Kovač - Acme Lisbon", []),
    ],
)
def test_several_people_are_parted_by_dashes_and_small_words(text, names):
    assert [one.name for one in people(text)[0]] == names


def test_an_organisation_behind_several_names_is_that_of_each():
    rows = "".join(
        f"<tr><td>{title}</td><td>{who} / Dalga Derneği</td></tr>"
        for title, who in (
            ("Denizin sesini dinlemek ve anlamak", "Dr. Ayşe Deniz - Mehmet Kaya"),
            ("Taşın sesini yazmak üzerine notlar", "Zeynep Su - Ali Demir"),
        )
    )
    assert people_of(f"<h1>Program</h1><table>{rows}</table>") == [
        (name, "Dalga Derneği") for name in ("Dr. Ayşe Deniz", "Mehmet Kaya", "Zeynep Su", "Ali Demir")
    ]


def test_a_title_with_its_length_is_nobody():
    parts = "".join(
        f"<h3>{title}（{size}分）</h3><p><b>{name}</b> 波の話をします。</p>"
        for title, size, name in (("前説", 5, "森本 花"), ("入門", 20, "岸本 健之"), ("金子みすず", 25, "田所真一"))
    )
    assert [name for name, _ in people_of(f"<h2>プログラム</h2>{parts}")] == ["森本 花", "岸本 健之", "田所真一"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marta Costa e Silva", ["Marta Costa e Silva"]),
        ("Ramón Puig y Soler", ["Ramón Puig y Soler"]),
        ("Marta y Luis", ["Marta", "Luis"]),
        ("Marta Costa y Luis Soler", ["Marta Costa", "Luis Soler"]),
        ("Anna Zielna i Jan Polny", ["Anna Zielna", "Jan Polny"]),
        ("Нина Ветрова и Илья Лугов", ["Нина Ветрова", "Илья Лугов"]),
    ],
)
def test_one_word_behind_a_small_one_is_half_a_family_name(text, names):
    """Spanish and Portuguese people have two, joined; of two people each has a whole name, or neither."""
    assert [person.name for person in people(text)[0]] == names


@pytest.mark.parametrize("text", ["Polski", "Angielski", "Английский", "英語", "Français"])
def test_language_of_a_talk_is_nobodys_employer(text):
    """Programmes say it beside each name."""
    assert employer_score(text) == 0.0
    assert judged(text).kind == "noise"


@pytest.mark.parametrize(
    "text", ["Ульяновск", "Казань, Россия", "서울", "เชียงใหม่", "臺北", "دبي", "תל אביב", "Wisconsin"]
)
def test_places_are_known_in_their_own_script(text):
    """Where somebody is from is no employer, however it is written."""
    assert is_place(text)
