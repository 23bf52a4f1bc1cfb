"""Headlines as people write them in one language after the other: the small words and endings each joins them with."""

from __future__ import annotations

import pytest

from scraper.normalise import headline


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Geschäftsführerin bei Nordwind", "Geschäftsführerin", "Nordwind"),
        (
            "Professorin für Statistik an der Hochschule Musterstadt",
            "Professorin für Statistik",
            "Hochschule Musterstadt",
        ),
        (
            "Professor für Öffentliches Recht am Institut für Verwaltung",
            "Professor für Öffentliches Recht",
            "Institut für Verwaltung",
        ),
        (
            "Leiterin des Fraunhofer-Instituts für Wellenforschung",
            "Leiterin",
            "Fraunhofer-Instituts für Wellenforschung",
        ),
        ("Redakteurin bei der Morgenpost", "Redakteurin", "Morgenpost"),
        ("Referentin im Ministerium für Umwelt", "Referentin", "Ministerium für Umwelt"),
        ("Vorstand der Musterbank AG", "Vorstand", "Musterbank AG"),
        ("Rektor der Universität Musterstadt", "Rektor", "Universität Musterstadt"),
        (
            "Direktorin des Nordischen Forschungszentrum Wattenmeer und Professur für Ethnologie",
            "Direktorin",
            "Nordischen Forschungszentrum Wattenmeer",
        ),
        (
            "Vizepräsidentin für Lehre und Studium der Universität Musterstadt und Vizepräsidentin des Deutschen Lehrverbands",
            "Vizepräsidentin für Lehre und Studium",
            "Universität Musterstadt",
        ),
        ("Gründungsdirektor des New Institute, Hamburg", "Gründungsdirektor", "New Institute"),
        (
            "Staatsrätin in der Behörde für Wissenschaft, Forschung und Gleichstellung, Hamburg",
            "Staatsrätin",
            "Behörde für Wissenschaft, Forschung und Gleichstellung",
        ),
        ("Maître de conférences à l'Université de Valbois", "Maître de conférences", "Université de Valbois"),
        ("Directrice du Musée des Étoiles", "Directrice", "Musée des Étoiles"),
        ("Directeur de recherche au CNRS", "Directeur de recherche", "CNRS"),
        ("Chargée de mission à la Mairie de Valbois", "Chargée de mission", "Mairie de Valbois"),
        ("Chef de service au CHU de Valbois", "Chef de service", "CHU de Valbois"),
        ("Cofondatrice de Lumen", "Cofondatrice", "Lumen"),
        ("directeur de l'ingénierie chez Lumen en Suède", "directeur de l'ingénierie", "Lumen"),
        ("développeuse frontend chez 20 Minutes en France", "développeuse frontend", "20 Minutes"),
        (
            "chercheur et designer au laboratoire XRI du Centre Valbois",
            "chercheur et designer",
            "laboratoire XRI du Centre Valbois",
        ),
        (
            "Conseillère municipale déléguée à la culture, Ville de Valbois",
            "Conseillère municipale déléguée à la culture",
            "Ville de Valbois",
        ),
        ("Profesora de Derecho en la Universidad de Ribera", "Profesora de Derecho", "Universidad de Ribera"),
        ("investigadora del Instituto de Mareas", "investigadora", "Instituto de Mareas"),
        ("Directora del Museo de la Sal", "Directora", "Museo de la Sal"),
        ("Professor na UFX", "Professor", "UFX"),
        ("Engenheiro de Sistemas no CASTOR", "Engenheiro de Sistemas", "CASTOR"),
        ("Engenheiro de Sistemas no CASTOR e Google Developer Expert em Android", "Engenheiro de Sistemas", "CASTOR"),
        (
            "Analista de Inovação e Coordenadora do Startup Sebral Minas",
            "Analista de Inovação e Coordenadora",
            "Startup Sebral Minas",
        ),
        ("Pesquisadora da Fundação Maré", "Pesquisadora", "Fundação Maré"),
        ("Repórter no Jornal das Ondas e Jornalista de Dados", "Repórter", "Jornal das Ondas"),
        ("Jornalista de dados no G7", "Jornalista de dados", "G7"),
        (
            "professor emérito de Comparação das mídias na Universidade de Maresia",
            "professor emérito de Comparação das mídias",
            "Universidade de Maresia",
        ),
        ("Ricercatrice presso ENX", "Ricercatrice", "ENX"),
        (
            "Professore ordinario di diritto all'Università di Collina",
            "Professore ordinario di diritto",
            "Università di Collina",
        ),
        ("Direttore del Museo del Vetro", "Direttore", "Museo del Vetro"),
        ("CEO Rosalba", "CEO", "Rosalba"),
        ("Chairman Dondolo e Vice Presidente Esecutivo IXG", "Chairman", "Dondolo"),
        ("Astrofisico, Università di Roma Tor Colle", "Astrofisico", "Università di Roma Tor Colle"),
        ("Climatologa, Università di Collina", "Climatologa", "Università di Collina"),
        ("Astrofisica, divulgatrice", "Astrofisica, divulgatrice", None),
        ("hoogleraar Sociologie aan de Universiteit Duinstad", "hoogleraar Sociologie", "Universiteit Duinstad"),
        ("directeur van Stichting Duin", "directeur", "Stichting Duin"),
        ("onderzoeker bij TNX", "onderzoeker", "TNX"),
        ("adviseur bij het Ministerie van Water", "adviseur", "Ministerie van Water"),
        ("beleidsmedewerker bij de Gemeente Duinstad", "beleidsmedewerker", "Gemeente Duinstad"),
        ("professor i historia vid Lunds universitet", "professor i historia", "Lunds universitet"),
        ("docent i historia, Nordstads universitet", "docent i historia", "Nordstads universitet"),
        ("VD på Fjordljus", "VD", "Fjordljus"),
        ("projektledare hos Fjordljus AB", "projektledare", "Fjordljus AB"),
        ("överläkare vid Nordstads sjukhus", "överläkare", "Nordstads sjukhus"),
        ("lektor ved Fjordby Universitet", "lektor", "Fjordby Universitet"),
        ("seniorforsker ved Institut for Havmiljø", "seniorforsker", "Institut for Havmiljø"),
        ("leder for Senter for Havmiljø", "leder", "Senter for Havmiljø"),
        ("overlege ved Fjordby sykehus", "overlege", "Fjordby sykehus"),
        ("daglig leder i Fjordlys AS", "daglig leder", "Fjordlys AS"),
        ("nestleder UHX-Forskning og rektor MX vitenskapelig høyskole", "nestleder", "UHX-Forskning"),
        ("redaktør forskning.no", "redaktør", "forskning.no"),
        ("generalsekretær i Fjordforbundet", "generalsekretær", "Fjordforbundet"),
        ("tohtoriopiskelija Revonrannan yliopistosta", "tohtoriopiskelija", "Revonrannan yliopistosta"),
        ("professori, Revon yliopisto", "professori", "Revon yliopisto"),
        ("toimitusjohtaja, Revontuli Oy", "toimitusjohtaja", "Revontuli Oy"),
        (
            "co-founder and co-director of Architects for Social Housing",
            "co-founder and co-director",
            "Architects for Social Housing",
        ),
        (
            "Managing Director of Oxbow Hackspace, Core Organizer for the UK Hackspace Foundation",
            "Managing Director",
            "Oxbow Hackspace",
        ),
        ("Northtown Cancer Research Centre, Northtown", None, "Northtown Cancer Research Centre"),
        ("Norwind, Italy/Türkiye", None, "Norwind"),
        ("Curator, Museum of Transology, United Kingdom", "Curator", "Museum of Transology"),
        ("FARO, the Flemish Institution for Heritage, Belgium", None, "FARO"),
        ("ENMX sidi thabor, Tunisia", None, "ENMX sidi thabor"),
        ("Universidad de Magallan (Chile)", None, "Universidad de Magallan"),
        ("Huella Marina SAS (Colombia)", None, "Huella Marina SAS"),
        ("Head, Digital Experience—Australian War Museum", "Head, Digital Experience", "Australian War Museum"),
        ("Web Designer, Investigadora", "Web Designer, Investigadora", None),
        ("Artista, Designer e Investigador", "Artista, Designer e Investigador", None),
        ("Clinical Lead, Frostdale NHS Trust", "Clinical Lead", "Frostdale NHS Trust"),
        (
            "Vice Chancellor, Court of Chancery of the State of Delmar",
            "Vice Chancellor",
            "Court of Chancery of the State of Delmar",
        ),
        ("Cadreur - Monteur", "Cadreur - Monteur", None),
        ("Főigazgató – Hullám Mentőszolgálat", "Főigazgató", "Hullám Mentőszolgálat"),
        ("Egyetemi docens, programvezető – Hullám Egyetem", "Egyetemi docens, programvezető", "Hullám Egyetem"),
        ("Képzőművész", "Képzőművész", None),
        ("Muzeograf, Muzeul Mării", "Muzeograf", "Muzeul Mării"),
        ("Kirjastonjohtaja, Aallonrannan kaupunginkirjasto", "Kirjastonjohtaja", "Aallonrannan kaupunginkirjasto"),
        ("projektmedarbejder, Bølgebyens Bibliotek", "projektmedarbejder", "Bølgebyens Bibliotek"),
        ("Nasjonalbibliotekar", "Nasjonalbibliotekar", None),
        ("overantikvarie", "overantikvarie", None),
        ("Founder, Head of Research – Harbour Health", "Founder, Head of Research", "Harbour Health"),
        ("soudce Nejvyššího vlnového soudu", "soudce", "Nejvyššího vlnového soudu"),
        ("ředitelka Krajské knihovny", "ředitelka", "Krajské knihovny"),
        (
            "Доцент кафедри хвиль Приморського національного університету",
            "Доцент кафедри хвиль",
            "Приморського національного університету",
        ),
        (
            "przewodnicząca Powiatowego Zespołu ds. Przypływów",
            "przewodnicząca",
            "Powiatowego Zespołu ds. Przypływów",
        ),
        ("Директор Морської асоціації, Миколаїв, Україна", "Директор", "Морської асоціації"),
    ],
)
def test_headline_is_split(text, role, employer):
    assert headline.parse(text) == headline.Headline(role, employer)


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Giám đốc Công ty Cổ phần Norwind", "Giám đốc", "Công ty Cổ phần Norwind"),
        ("Phó Hiệu trưởng Trường Đại học Biển Xanh", "Phó Hiệu trưởng", "Trường Đại học Biển Xanh"),
        ("ผู้อำนวยการศูนย์วิจัยคลื่น", "ผู้อำนวยการ", "ศูนย์วิจัยคลื่น"),
        ("อาจารย์ประจำ มหาวิทยาลัยทะเลเหนือ", "อาจารย์ประจำ", "มหาวิทยาลัยทะเลเหนือ"),
        ("Norwind universiteti rektori", "rektori", "Norwind universiteti"),
        ("Xalqaro suv agentligi (XSA) Bosh direktori", "Bosh direktori", "Xalqaro suv agentligi (XSA)"),
        ("Norwind Üniversitesi Öğretim Üyesi", "Öğretim Üyesi", "Norwind Üniversitesi"),
        ("a Norwind Egyetem docense", "docense", "Norwind Egyetem"),
        ("Lappeen yliopiston tutkijatohtori", "tutkijatohtori", "Lappeen yliopiston"),
        ("Vilniaus universiteto profesorius", "profesorius", "Vilniaus universiteto"),
        ("Veri Bilimi Uzmanı", "Veri Bilimi Uzmanı", None),
    ],
)
def test_title_is_written_on_to_its_organisation(text, role, employer):
    job = headline.parse(text)
    assert (job.role, job.employer) == (role, employer)
