"""Biographies in Chinese, Japanese and Korean, and texts that are none; people and organisations are invented."""

from __future__ import annotations

import pytest

from scraper.normalise import bio


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        (
            "株式会社ノルウィンドでエンジニアとして働いています。休みの日は港を歩きます。",
            "エンジニア",
            "株式会社ノルウィンド",
        ),
        ("東波大学の准教授。専門は海の音。", "准教授", "東波大学"),
        ("ふつうのプログラマ。株式会社ひまわり代表取締役。日本の海の会理事。", "代表取締役", "株式会社ひまわり"),
        (
            "自由な物書きで有限会社デザイナーズ・ノルド代表取締役（2代目）。",
            "代表取締役",
            "有限会社デザイナーズ・ノルド",
        ),
        (
            "2015年に株式会社ノルウィンドに入社。現在はプロダクトマネージャーとして活動中。",
            "プロダクトマネージャー",
            None,
        ),
        ("現在はNorwind! JAPANに勤務。", None, "Norwind! JAPAN"),
        (
            "1986年 東波大学医学部卒業 1992年 東波病院眼科医師 2017年 北岭アイセンター病院 院長 現在に至る",
            "院長",
            "北岭アイセンター病院",
        ),
        ("目前任職於 Norwind，負責各項產品開發。", None, "Norwind"),
        ("北岭信息科技有限公司CEO,飞鸟博客博主,国内最早的爱好者.", "CEO", "北岭信息科技有限公司"),
        ("北岭云成CTO,10年互联网从业经验. 此前在东波任职", "CTO", "北岭云成"),
        ("熱愛音樂創作的工程師，目前在 Norwind 擔任 Android Team Leader。", "Android Team Leader", "Norwind"),
        ("目前任職於北岭科技產品設計總監職務。", "產品設計總監", "北岭科技"),
        ("现任北岭科技有限公司首席架构师，曾任东波软件工程师。", "首席架构师", "北岭科技有限公司"),
        ("目前任職於北岭軟體擔任技術經理，喜歡看海。", "技術經理", "北岭軟體"),
        ("norwind 工程師，Mac 軟體 Tide 作者，曾任 Harbour Taipei Organizer。主力語言為 Scala。", "工程師", "norwind"),
        ("0norwind co-founder, 熟悉 Tide Framework。喜歡聚焦在前端開發，希望能回饋社會。", "co-founder", "0norwind"),
        ("曾是記者、編輯，喜歡看海。", None, None),
        ("メソッドなどがその代表です。海の大会で北岭県代表。", None, None),
        ("本トークでは海で起動する機械を開発します。", None, None),
        ("푸른데이터에서 백엔드 개발자로 일하고 있습니다.", "백엔드 개발자", "푸른데이터"),
        ("한빛대학교 컴퓨터공학부 교수입니다.", "컴퓨터공학부 교수", "한빛대학교"),
    ],
)
def test_joined_bio_tells_the_present_job(text, role, employer):
    assert bio.parse(text, "山田花") == bio.Headline(role, employer)


@pytest.mark.parametrize(
    "text",
    [
        "この発表ではエンジニアが知っておくべき設計を紹介します。",
        "波の模型は海を支援するライブラリーです。高速にデータにアクセスできる機能を提供します。",
        "動機は、エンジニアの文化を変えることです。",
        "今日、事業の基盤に新しい言語を選択することはよくあります。実際にチームを直接率いることになり、苦しかったのです。",
        "言語「ナミ」の開発者であり、世界的に高く評価されている。",
        "曾任东波软件工程师。",
        "本次演讲介绍工程师如何落地新的方法。",
    ],
)
def test_joined_bio_takes_no_job_from_abstracts_and_what_was(text):
    assert bio.parse(text, "山田花") == bio.NOTHING
