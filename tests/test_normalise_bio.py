"""The present job in biographies; people and places are invented."""

from __future__ import annotations

import pytest

from scraper.normalise import bio, sentence


@pytest.mark.parametrize(
    ("text", "name", "role", "employer"),
    [
        (
            "Ana is the data manager for Hollow Works in Old Northtown, WI. She loves tea.",
            "Ana Ruiz",
            "data manager",
            "Hollow Works",
        ),
        ("Ana Ruiz is a web developer in Northtown, WI who works with boats.", "Ana Ruiz", "web developer", None),
        (
            "Ana is a trainer at Norwind Trading—and with her law degree—likes tea.",
            "Ana Ruiz",
            "trainer",
            "Norwind Trading",
        ),
        ("Ana Ruiz is a staff engineer at Acme. She loves tea.", "Ana Ruiz", "staff engineer", "Acme"),
        ("Ana is an IT consultant at Harbour Systems.", "Ana Ruiz", "IT consultant", "Harbour Systems"),
        ("I´m a developer at Harbour Systems.", "Ana Ruiz", "developer", "Harbour Systems"),
        ("Ana works as a pilot at Free Now.", "Ana Ruiz", "pilot", "Free Now"),
        (
            "Ana is currently the Head of Design at Northwind Ltd, where she leads a team.",
            "Ana Ruiz",
            "Head of Design",
            "Northwind Ltd",
        ),
        (
            "Currently, a PhD student at the University of Northtown.",
            "Ana Ruiz",
            "PhD student",
            "University of Northtown",
        ),
        (
            "With 33 years of experience in moving crates, Ana Ruiz is the founder of Acme Logistics.",
            "Ana Ruiz",
            "founder",
            "Acme Logistics",
        ),
        (
            "Dame Ana Ruiz, Vice-Chancellor of Northtown University since 2015, is one of the isle's leading historians.",
            "Ana Ruiz",
            "Vice-Chancellor",
            "Northtown University",
        ),
        ("Ana Ruiz (she/her), a data analyst working at Norwind.", "Ana Ruiz", "data analyst", "Norwind"),
        ("Ana is a nurse and her garden is her passion.", "Ana Ruiz", "nurse", None),
        ("Ana Ruiz is a Tidewright at Norwind.", "Ana Ruiz", "Tidewright", "Norwind"),
        (
            "Depuis longtemps aux champs, Ana Ruiz est architecte indépendante.",
            "Ana Ruiz",
            "architecte indépendante",
            None,
        ),
        ("Ana est l'une des fondatrices de la société Norvent.", "Ana Ruiz", "fondatrices", "Norvent"),
        ("Risk Officer, Bank of Northtown Dr. Ruiz leads a team.", "Ana Ruiz", "Risk Officer", "Bank of Northtown"),
        ("Norwind's lead engineer.", "Ana Ruiz", "lead engineer", "Norwind"),
        ("- CTO of Norwind - Started with kites at age 7", "Ana Ruiz", "CTO", "Norwind"),
        ("Ana is a Staff Engineer at Norwind currently looking at tides.", "Ana Ruiz", "Staff Engineer", "Norwind"),
        (
            "Ana es Doctora en Letras e Ingeniera de Sistemas en Norvento.",
            "Ana Ruiz",
            "Ingeniera de Sistemas",
            "Norvento",
        ),
        ("She is a former Fellow at Norwind.", "Ana Ruiz", None, None),
        ("The simulation code is an engineer's tool at heart.", "Ana Ruiz", None, None),
        ("Ana is a tester on Norwind's web team.", "Ana Ruiz", "tester", "Norwind"),
        ("Ana is a tester at Queen's College Northtown.", "Ana Ruiz", "tester", "Queen's College Northtown"),
        ("Ana studied law at Northtown and is a judge at the Court of Tides.", "Ana Ruiz", "judge", "Court of Tides"),
        ("Ruiz, a botanist at Norwind, studies kelp.", "Ana Ruiz", "botanist", "Norwind"),
        ("Engenheira civil pela UMN, trabalha na Norvento.", "Ana Ruiz", "Engenheira civil", "Norvento"),
        ("Líder do time web, na Norvento.", "Ana Ruiz", "Líder do time web", "Norvento"),
        ("Architecte chez Norvent, Ana est la référente du pôle.", "Ana Ruiz", "Architecte", "Norvent"),
        ("Ana trabaja para la empresa española NVT como ingeniera.", "Ana Ruiz", "ingeniera", "NVT"),
        ("Ana es Lic. en Letras y doctora en Historia. Su tema es la marea.", "Ana Ruiz", None, None),
        ("Maintenant elle apporte ses idées chez Norvent.", "Ana Ruiz", None, "Norvent"),
        ("Ana works as a nurse at St. Anna Hospital.", "Ana Ruiz", "nurse", "St. Anna Hospital"),
        ("Ana Ruiz works for Northwind.", "Ana Ruiz", None, "Northwind"),
        ("Ana leads the platform team at Acme.", "Ana Ruiz", None, "Acme"),
        ("I'm a data scientist at Acme and I love maps.", "Ana Ruiz", "data scientist", "Acme"),
        ("As a software engineer at Acme, Ana writes a lot of Elm.", "Ana Ruiz", "software engineer", "Acme"),
        ("Staff engineer at Acme, Ana builds tools for teachers.", "Ana Ruiz", "Staff engineer", "Acme"),
        ("Ana is a scientist, a contributor to Foo and a researcher at Acme.", "Ana Ruiz", "researcher", "Acme"),
        ("Ana was a teacher at Northtown School. She is now an engineer at Acme.", "Ana Ruiz", "engineer", "Acme"),
        ("Previously she was CTO of Foo.", "Ana Ruiz", None, None),
        ("Ana is a designer. She is a member of the Foo Society.", "Ana Ruiz", "designer", None),
        ("She is the author of a book.", "Ana Ruiz", "author", None),
        ("Ana lives in Northtown with two cats.", "Ana Ruiz", None, None),
        (
            "Ana Ruiz ist Leiterin der Softwareentwicklung bei Blauwerk GmbH. Davor war sie Beraterin.",
            "Ana Ruiz",
            "Leiterin der Softwareentwicklung",
            "Blauwerk GmbH",
        ),
        ("Ana arbeitet als Redakteurin beim Nordblatt.", "Ana Ruiz", "Redakteurin", "Nordblatt"),
        ("Ana Ruiz est directrice technique chez Acme.", "Ana Ruiz", "directrice technique", "Acme"),
        ("Je suis développeur chez Acme depuis trois ans.", "Ana Ruiz", "développeur", "Acme"),
        ("Ana trabaja en La Gaceta del Norte.", "Ana Ruiz", None, "La Gaceta del Norte"),
        (
            "Licenciada en Periodismo, profesora en Universidad del Norte.",
            "Ana Ruiz",
            "profesora",
            "Universidad del Norte",
        ),
        ("Ana Ruiz Directora de Acme desde 2015.", "Ana Ruiz", "Directora", "Acme"),
        ("Actualmente es redactora en El Faro.", "Ana Ruiz", "redactora", "El Faro"),
        ("Ana è ricercatrice presso Politecnico di Nordia.", "Ana Ruiz", "ricercatrice", "Politecnico di Nordia"),
        ("Ana Nowak – prezes Fundacji Otwarte.", "Ana Nowak", "prezes", "Fundacji Otwarte"),
        ("Jan pracuje jako programista w Acme.", "Jan Nowak", "programista", "Acme"),
        ("Ana je vývojářka ve společnosti Acme.", "Ana Nová", "vývojářka", "Acme"),
        ("Anna är forskare vid Norra universitetet.", "Anna Norr", "forskare", "Norra universitetet"),
        ("Ana is professor aan de Universiteit van Noord.", "Ana Ruiz", "professor", "Universiteit van Noord"),
        ("Анна работает в компании Акме.", "Анна Иванова", None, "Акме"),
        ("现任北岭大学教授。", "王小明", "教授", "北岭大学"),
        ("At Acme, Ana builds compilers.", "Ana Ruiz", None, "Acme"),
        ("Ana Ruiz, PhD. She works at Acme as an engineer.", "Ana Ruiz", "engineer", "Acme"),
        ("Ana is a freelance trainer.", "Ana Ruiz", "freelance trainer", None),
        ("Ana is an illustrator born in Leeds.", "Ana Ruiz", "illustrator", None),
        ("Ana is an architect turned illustrator.", "Ana Ruiz", "illustrator", None),
        ("Ana is an architect and teaches drawing.", "Ana Ruiz", "architect", None),
        ("Ana es ingeniera egresada de muchas aulas.", "Ana Ruiz", "ingeniera", None),
        (
            "Ana is a lecturer at the Faculty of Waves at Northtown University.",
            "Ana Ruiz",
            "lecturer",
            "Northtown University",
        ),
        ("Ana is a consultant at Norwind in the Tidal Data area.", "Ana Ruiz", "consultant", "Norwind"),
        ("W Norwind zajmuje się badaniami.", "Ana Nowak", None, "Norwind"),
        ("В Норвинде с 2013 года.", "Анна Иванова", None, "Норвинде"),
        ("Since 2019 at Norwind.", "Ana Ruiz", None, "Norwind"),
        ("At Norwind Ana leads a team.", "Ana Ruiz", None, "Norwind"),
        ("Ana heads the strategy of Norwind's shops.", "Ana Ruiz", None, "Norwind"),
        ("W Polsce mieszka od lat.", "Ana Nowak", None, None),
        ("Agitatrice technique chez Norvent, Ana aime la mer.", "Ana Ruiz", "Agitatrice technique", "Norvent"),
        ("Ana was a cook at Oldcorp; today she is a pilot at Norwind.", "Ana Ruiz", "pilot", "Norwind"),
        ("Ana is an engineer at Acme. Currently Ana is a pilot at Norwind.", "Ana Ruiz", "pilot", "Norwind"),
        ("2019 wurde Ana Direktorin der Stiftung Wellenklang.", "Ana Ruiz", "Direktorin", "Stiftung Wellenklang"),
        ("Ana is oprichter van Noordwind en houdt van zeilen.", "Ana Ruiz", "oprichter", "Noordwind"),
        ("Ana is a Chief Information Officer of Norwind.", "Ana Ruiz", "Chief Information Officer", "Norwind"),
        ("Ana é engenheira na Norvento no time de dados.", "Ana Ruiz", "engenheira", "Norvento"),
        ("Ingeniera civil con especialización en mareas.", "Ana Ruiz", "Ingeniera civil", None),
        ("Engineer | Sailor | Parent", "Ana Ruiz", "Engineer", None),
        ("With Python one can do much.", "Ana Ruiz", None, None),
        ("", "Ana Ruiz", None, None),
        (None, "Ana Ruiz", None, None),
    ],
)
def test_bio_gives_the_present_job(text, name, role, employer):
    told = bio.parse(text, name)
    assert (told.role, told.employer) == (role, employer)


def test_bio_reads_only_the_first_sentences():
    assert bio.parse("It rains. " * 60 + "Ana is a designer at Acme.", "Ana").empty


@pytest.mark.parametrize(
    ("text", "possible"), [("Staff Engineer at Acme", False), ("CTO", False), ("Ana is a nurse", True)]
)
def test_may_be_sentence_looks_for_verbs(text, possible):
    assert sentence.may_be_sentence(text) is possible


def test_biography_of_nobody_by_name_is_read():
    assert bio.parse("Doctorado en Física, Universidad del Norte").role is None
