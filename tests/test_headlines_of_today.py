"""Headlines that tell a past beside a present, honours beside jobs, and names of several words: what somebody does today."""

from __future__ import annotations

import pytest

from scraper.normalise import headline


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Head of Design, ex-Brask, now Loomwork", "Head of Design", "Loomwork"),
        ("CTO at Brask, now at Loomwork", None, "Loomwork"),
        ("Ex-Brask. Now building search at Tilden & Moor", None, "Tilden & Moor"),
        ("Policy Lead, previously at Olmo, now with Fennel Institute", "Policy Lead", "Fennel Institute"),
        ("Früher Brask, jetzt Gründerin von Apfelkern", "Gründerin", "Apfelkern"),
        ("Dziś w Brzozie, wcześniej w Brask", None, "Brzozie"),
        ("Engineer at Brask, now on leave", "Engineer", "Brask"),
        ("Exdirectora de datos de Brask; hoy CEO de Trigal", "CEO", "Trigal"),
        ("Già direttrice di Brask, oggi presidente di Lanterna S.p.A.", "presidente", "Lanterna S.p.A."),
        ("Ancienne directrice chez Brask, désormais consultante indépendante", "consultante indépendante", None),
        ("Ehem. CTO von Brask, heute freier Berater", "freier Berater", None),
        ("Voormalig wethouder, nu adviseur bij Bureau Polder", "adviseur", "Bureau Polder"),
        ("Były CTO Brask, obecnie niezależny konsultant", "niezależny konsultant", None),
        ("Tidigare Brask, nu produktchef på Fjällkraft", "produktchef", "Fjällkraft"),
        ("Бывший CTO «Браск», сейчас основатель стартапа «Липа»", "основатель", "Липа"),
        ("元ブラスク、現在は株式会社みなもCTO", "CTO", "株式会社みなも"),
        ("Independent consultant (formerly Brask)", "Independent consultant", None),
        ("Engenheiro de dados | Lagoa | ex-Brask", "Engenheiro de dados", "Lagoa"),
        ("Docker Captain & SRE Lead, Kestrel Bank", "SRE Lead", "Kestrel Bank"),
        ("Author of “The Patient Compiler” and lecturer at Ashdown College", "lecturer", "Ashdown College"),
        ("Doing things with maps @ Cartolab", None, "Cartolab"),
        ("Kaffeetrinker und Teilzeit-Philosoph", None, None),
        ("Partner, Bell, Okafor, Lindqvist & Partners LLP", "Partner", "Bell, Okafor, Lindqvist & Partners LLP"),
        ("Senior Associate at Harrow, Finch and Daughters", "Senior Associate", "Harrow, Finch and Daughters"),
        ("Chair of Trustees, Foodshare Karrow, and GP", "Chair of Trustees", "Foodshare Karrow"),
        ("Postdoc, Dept. of Linguistics, Univ. of Karrow", "Postdoc", "Univ. of Karrow"),
        (
            "Mitarbeiterin am Lehrstuhl für Verteilte Systeme, Universität Auenstadt",
            "Mitarbeiterin",
            "Universität Auenstadt",
        ),
        (
            "Maîtresse de conférences en droit public à l'Université de Valmer",
            "Maîtresse de conférences en droit public",
            "Université de Valmer",
        ),
        ("Prezes Zarządu Fundacji Otwarte Rzeki", "Prezes Zarządu", "Fundacji Otwarte Rzeki"),
        ("Доцент кафедры прикладной математики ЛГУ", "Доцент", "ЛГУ"),
        ("Директор по ИТ", "Директор по ИТ", None),
        ("Director de produs la Stejar Digital SRL", "Director de produs", "Stejar Digital SRL"),
        ("Managing Director La Perla Norte", "Managing Director", "La Perla Norte"),
        ("Zelfstandig fotograaf", "Zelfstandig fotograaf", None),
        ("Textile Engineer · Lagos Loom", "Textile Engineer", "Lagos Loom"),
        ("Bridge Keeper | Tern Institute", "Bridge Keeper", "Tern Institute"),
        ("Diretora de Mobilidade · C. M. Porto Velho", "Diretora de Mobilidade", "C. M. Porto Velho"),
        ("Urban Designer · Milan", "Urban Designer", None),
        ("Designer | Accessibility", "Designer", None),
        (
            "Rector, National University of Science and Technology",
            "Rector",
            "National University of Science and Technology",
        ),
        ("Dean, Karrow Teachers College", "Dean", "Karrow Teachers College"),
        ("Lecturer | Universidad Técnica Aurelio Mar", "Lecturer", "Universidad Técnica Aurelio Mar"),
        ("Professor, University of Texas at Karrow", "Professor", "University of Texas at Karrow"),
        ("Professor, IT University of Karrow", "Professor", "IT University of Karrow"),
        ("Anna Moss Professor of Ethics, Karrow College", "Anna Moss Professor of Ethics", "Karrow College"),
        ("Professor at All Saints College", "Professor", "All Saints College"),
        ("CEO Science Play", "CEO", "Science Play"),
        ("Founder, Gather", "Founder", "Gather"),
        ("Socia y CEO de HR Norte", "Socia y CEO", "HR Norte"),
        ("Gerente Central de Servicios Compartidos de Brask", "Gerente Central de Servicios Compartidos", "Brask"),
        ("Directora de Consultoría en Capital Humano en Brask", "Directora de Consultoría en Capital Humano", "Brask"),
        ("Gerente de Gestión Humana del Banco del Mar", "Gerente de Gestión Humana", "Banco del Mar"),
        ("Investigadora Principal de la U. del Estuario", "Investigadora Principal", "U. del Estuario"),
        ("Head of Change Management Ministry of Tides", "Head of Change Management", "Ministry of Tides"),
        ("Jane Cook University", None, "Jane Cook University"),
        ("Website Developer", "Website Developer", None),
        ("Technical Seller", "Technical Seller", None),
        ("Norden National Laboratory (chair)", None, "Norden National Laboratory"),
    ],
)
def test_headline_tells_the_present(text, role, employer):
    assert headline.parse(text) == headline.Headline(role, employer)
