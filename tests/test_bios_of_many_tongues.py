"""Sentences of biographies in one language after the other, and what each tells of the present job."""

from __future__ import annotations

import pytest

from scraper.normalise import bio


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        (
            "Ada has been the President and CEO of Business Tides & Growth (BTG) for almost eight years. BTG is a membership organization.",
            "President and CEO",
            "Business Tides & Growth (BTG)",
        ),
        (
            "Ada Kovač is a strategic advisor for emerging ventures and Executive Director of CLX Joules, a non-profit accelerator.",
            "Executive Director",
            "CLX Joules",
        ),
        (
            "Ada Kovač is an experienced technology executive. Upon graduation she spent 10 years at Delltown Computers. She then co-founded Kieldon, a startup. She is now Operating Partner at INDIGO Fund.",
            "Operating Partner",
            "INDIGO Fund",
        ),
        (
            "Ada Kovač is the co-founder and managing principal of Northtown-based Binary Tides, LLC. Ada has twenty years of experience.",
            "co-founder and managing principal",
            "Binary Tides, LLC",
        ),
        (
            "Ada Kovač, Senior Curator of the Modern Collections at the Museum of Northtown will talk about kettles.",
            "Senior Curator of the Modern Collections",
            "Museum of Northtown",
        ),
        (
            "Ada Kovač is Managing Director of Oxbow Hackspace, Core Organizer for the UK Hackspace Foundation, a lifelong activist.",
            "Managing Director",
            "Oxbow Hackspace",
        ),
        (
            "Ada is an Assistant Professor of Science, Technology, and Society, and will address how we maintain.",
            "Assistant Professor of Science, Technology, and Society",
            None,
        ),
        (
            "Ada is a builder of participatory software enabling radical collaboration.",
            "builder of participatory software",
            None,
        ),
        ("I am a developer at Norwind. I like tea.", "developer", "Norwind"),
        ("I'm a data scientist working at Norwind on forecasting.", "data scientist", "Norwind"),
        ("I work as a product designer for Norwind in Leeds.", "product designer", "Norwind"),
        (
            "My name is Ada, and I am a PhD student at the Faculty of Waves, University of Northtown.",
            "PhD student",
            "University of Northtown",
        ),
        (
            "I am a researcher in Cognitive Psychology. In previous work I have studied memory.",
            "researcher in Cognitive Psychology",
            None,
        ),
        (
            "Dr. Ada Kovač holds a PhD in Applied Mathematics and works in the Research and Development department at Norwind in France.",
            None,
            "Norwind",
        ),
        (
            "Prof. Kovač is the Vice President (Research) and Chair Professor of Learning at Lingsea University, Harbour City.",
            "Vice President (Research) and Chair Professor of Learning",
            "Lingsea University",
        ),
        (
            "Ada is an engineer. She moved to Leeds to conduct research at the University of Northtown.",
            "engineer",
            None,
        ),
        (
            "Ada is an engineer. She holds a B.S. in Tides from the University of Lingsea at Green Shore.",
            "engineer",
            None,
        ),
        ("Ada is a baker. Before that, she received the prize of Norwind. She has served as an editor.", "baker", None),
        ("Ada is a baker. As a former columnist for Norwind, she speaks of tides.", "baker", None),
        ("Ada is pursuing her Ph.D. in Tides at Northtown University.", None, "Northtown University"),
        ("Yet another innovation is the ability to lead engineers.", None, None),
        ("Ada is a sailor. Her work extends to standards, for the Norwind rules.", "sailor", None),
        (
            "Ada became Chief Executive of Norwind in April 2014 in the first year of its life.",
            "Chief Executive",
            "Norwind",
        ),
        (
            "Ada Kovač wurde 2015 geehrt. 2017 wurde sie Direktorin der Stiftung Wellenklang.",
            "Direktorin",
            "Stiftung Wellenklang",
        ),
        ("Ada is an MCP and CEO of Norwind Inc. Kovač has a deep understanding of tides.", "CEO", "Norwind Inc"),
        (
            "Ada is Professor at the University of Northtown and was a guest at Lingsea (2013-2017).",
            "Professor",
            "University of Northtown",
        ),
        (
            "Ada is CEO of the National Commission on Waves, Tides and Reefs (NCWTR) and Chair of the Reef Group.",
            "CEO",
            "National Commission on Waves, Tides and Reefs (NCWTR)",
        ),
        (
            "Ada is Dean of the Department of Tides in Lingsea University, President of the Reef Group.",
            "Dean",
            "Lingsea University",
        ),
        ("Ada is an author and the CEO at Norwind: we offer kettles.", "CEO", "Norwind"),
        ("Seit 15 Jahren Beraterin bei Norwind.", "Beraterin", "Norwind"),
        ("Ada est la fondatrice de Norvent une société de voiles.", "fondatrice", "Norvent"),
        ("Ada es ingeniera naval egresada de la Universidad de Ribera.", "ingeniera naval", None),
        (
            "Ingeniera naval por la Universidad de Ribera, Directora del Centro de Mareas.",
            "Directora",
            "Centro de Mareas",
        ),
        ("After ten years at Oldcorp, Ada joined Norwind as Chief Scientist in 2021.", "Chief Scientist", "Norwind"),
        (
            "Ada Kovač ist Professorin für Statistik an der Hochschule Nordstadt. Zuvor war sie bei Altwerk tätig.",
            "Professorin für Statistik",
            "Hochschule Nordstadt",
        ),
        ("Ich arbeite bei Norwind als Softwareentwicklerin.", "Softwareentwicklerin", "Norwind"),
        ("Ich bin Entwicklerin bei der Norwind GmbH und lebe in Leipzig.", "Entwicklerin", "Norwind GmbH"),
        (
            "Nach dem Studium der Physik in Nordstadt arbeitet sie heute als Beraterin bei Norwind.",
            "Beraterin",
            "Norwind",
        ),
        (
            "Ada Kovač studierte Germanistik. Seit 2015 ist sie Geschäftsführerin der Stiftung Wellenklang.",
            "Geschäftsführerin",
            "Stiftung Wellenklang",
        ),
        (
            "Dr. Ada Kovač, geboren 1970, ist Leiterin des Museums für Wellen in Nordstadt.",
            "Leiterin",
            "Museums für Wellen",
        ),
        (
            "Ada Kovač ist Gründerin und Inhaberin von Wellhuber & Partner.",
            "Gründerin und Inhaberin",
            "Wellhuber & Partner",
        ),
        ("Ada Kovač ist selbständige Beraterin und Autorin.", "selbständige Beraterin und Autorin", None),
        (
            "Ada Kovač ist wissenschaftliche Mitarbeiterin am Lehrstuhl für Logik der Universität Nordstadt.",
            "wissenschaftliche Mitarbeiterin",
            "Universität Nordstadt",
        ),
        ("Ada est développeuse frontend chez Norvent en France.", "développeuse frontend", "Norvent"),
        (
            "Ada Kovač est maître de conférences à l'Université de Valbois.",
            "maître de conférences",
            "Université de Valbois",
        ),
        (
            "Ada Kovač est chargée de recherches au Centre National des Marées (CNM) en poste à l’Institut des vagues.",
            "chargée de recherches",
            "Centre National des Marées (CNM)",
        ),
        ("Je suis ingénieure logiciel chez Norvent depuis 2019.", "ingénieure logiciel", "Norvent"),
        (
            "Ada est graphiste et illustratrice indépendante en Belgique.",
            "graphiste et illustratrice indépendante",
            None,
        ),
        (
            "Ada Kovač es investigadora del Instituto de Mareas y profesora en la Universidad de Ribera.",
            "investigadora",
            "Instituto de Mareas",
        ),
        (
            "Graduada en Historia por la Universidad de Ribera, actualmente es becaria en el Centro de Mareas.",
            "becaria",
            "Centro de Mareas",
        ),
        ("Trabajo en Norvento como ingeniera de datos.", "ingeniera de datos", "Norvento"),
        ("Ada es periodista de datos en El Faro de Ribera.", "periodista de datos", "El Faro de Ribera"),
        (
            "Catedrática de Derecho en la Universidad de Ribera, ha dedicado su esfuerzo a la historia.",
            "Catedrática de Derecho",
            "Universidad de Ribera",
        ),
        (
            "Ada é professora de Inglês na Universidade de Maresia, na Suécia.",
            "professora de Inglês",
            "Universidade de Maresia",
        ),
        ("Sou desenvolvedora na Norvento e moro em Lisboa.", "desenvolvedora", "Norvento"),
        ("Trabalha no Norvento como designer.", "designer", "Norvento"),
        ("Ada Kovač è ricercatrice presso ENX e docente all'Università di Collina.", "ricercatrice", "ENX"),
        ("Lavoro come sviluppatrice presso Norvento.", "sviluppatrice", "Norvento"),
        (
            "Ada Kovač è hoogleraar Gezondheidseconomie aan de Vrije Universiteit Duinstad.",
            "hoogleraar Gezondheidseconomie",
            "Vrije Universiteit Duinstad",
        ),
        (
            "Ada Kovač is hoogleraar Gezondheidseconomie aan de Universiteit Duinstad en aan de Universiteit Zee.",
            "hoogleraar Gezondheidseconomie",
            "Universiteit Duinstad",
        ),
        ("Ada werkt sinds 2012 als deskundige bij het Duinoverleg.", "deskundige", "Duinoverleg"),
        ("Ik ben ontwikkelaar bij Noordwind.", "ontwikkelaar", "Noordwind"),
        (
            "Ada Kovač är professor i teoretisk fysik vid Nordstads universitet.",
            "professor i teoretisk fysik",
            "Nordstads universitet",
        ),
        (
            "Ada Kovač är statssekreterare för utbildning, forskning och innovation.",
            "statssekreterare för utbildning, forskning och innovation",
            None,
        ),
        ("Ada arbetar som projektledare på Nordvind.", "projektledare", "Nordvind"),
        ("Jag jobbar som utvecklare hos Nordvind.", "utvecklare", "Nordvind"),
        ("Ada Kovač er lektor ved Fjordby Universitet.", "lektor", "Fjordby Universitet"),
        ("Ada Kovač er seniorforsker ved Institut for Havmiljø.", "seniorforsker", "Institut for Havmiljø"),
        ("Ada Kovač er generalsekretær i Fjordforbundet.", "generalsekretær", "Fjordforbundet"),
        (
            "Ada Kovač on tohtoriopiskelija Revonrannan yliopistosta. Hän puhuu aalloista.",
            "tohtoriopiskelija",
            "Revonrannan yliopistosta",
        ),
        ("Ada Kovač on Revonrannan yliopiston professori.", "professori", "Revonrannan yliopiston"),
        (
            "Ada is Director General of Waves and Winds Museum (WWM), the principal museum of Northtown.",
            "Director General",
            "Waves and Winds Museum (WWM)",
        ),
        (
            "Ada is adjunct professor of Art History in the School of Plastic Arts at the University of Costa Verde.",
            "adjunct professor of Art History",
            "University of Costa Verde",
        ),
        (
            "Ada is President of the International Association of Wave Presidents (IAWP) for 2021-2024.",
            "President",
            "International Association of Wave Presidents (IAWP)",
        ),
        ("Ada is a web developer for more than a decade.", "web developer", None),
        ("Owner: TideAscent - Mathematician and engineer", "Owner", "TideAscent"),
        ("Software developer with 8 years of experience", "Software developer", None),
    ],
)
def test_bio_tells_the_present_job(text, role, employer):
    assert bio.parse(text, "Ada Kovač") == bio.Headline(role, employer)


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Ada Kovač is Norwind's Product Manager for tidal data.", "Product Manager for tidal data", "Norwind"),
        ("Ada is a data lead at Norwind with expertise in tides.", "data lead", "Norwind"),
        ("Currently, I hold the role of Senior Cloud Engineer at Norwind.", "Senior Cloud Engineer", "Norwind"),
        ("My name is Ada Kovač, and I'm a Frontend Developer.", "Frontend Developer", None),
        ("Ada works with maps and tide tables for Norwind.", None, "Norwind"),
        ("Ada is the founder and director of the tide software company Norwind.", "founder and director", "Norwind"),
        (
            "Ada is Chief Executive Officer, Norwind Worldwide, the global agency.",
            "Chief Executive Officer",
            "Norwind Worldwide",
        ),
        ("Ada is an active voice in a community of makers.", None, None),
        ("Ada Kovač on johtajana Norwind Oy:ssä.", "johtajana", "Norwind Oy"),
        ("Ada toimii Norwindilla tietoturvakonsulttina.", "tietoturvakonsultti", "Norwind"),
        ("Ada toimii suunnittelijana Revonrannan yliopistossa.", "suunnittelijana", "Revonrannan yliopistossa"),
        ("Ada Kovač on väitellyt aalloista. Nykyään hän on Norwindin kehitysjohtaja.", "kehitysjohtaja", "Norwindin"),
        ("Ada Kovač, Norwind'de yazılım mühendisi olarak çalışıyor.", "yazılım mühendisi", "Norwind"),
        ("Aktuell ist sie Leiterin der Forschung bei Norwind.", "Leiterin der Forschung", "Norwind"),
        ("Ada doceert logica aan de Universiteit Duinstad.", None, "Universiteit Duinstad"),
        ("Ada undervisar i logik vid Nordstads universitet.", None, "Nordstads universitet"),
        ("Ada lucrează la Norvent din 2014.", None, "Norvent"),
        ("Siden 2015 har Ada vært direktør for Tidevannsinstituttet.", "direktør", "Tidevannsinstituttet"),
        ("Ada je vedoucím oddělení ve společnosti Norwind.", "vedoucím oddělení", "Norwind"),
        ("Ada Kovač radi kao voditeljica razvoja u tvrtki Norwind.", "voditeljica razvoja", "Norwind"),
        ("Pracuje ako programátorka v spoločnosti Norwind.", "programátorka", "Norwind"),
        ("Vyštudovala informatiku, momentálne je riaditeľkou firmy Norwind.", "riaditeľkou", "Norwind"),
        ("Desenvolvedora na Norvento trabalhando com Ruby, usando Rails.", "Desenvolvedora", "Norvento"),
        ("Ada Kovač a Norwind szoftverfejlesztője.", "szoftverfejlesztője", "Norwind"),
        ("A Kékparti Tudományegyetem docense.", "docense", "Kékparti Tudományegyetem"),
        ("Mérnökként végzett. Jelenleg a Norwind Kft. ügyvezetője.", "ügyvezetője", "Norwind Kft"),
        ("Ada a Norwindnél dolgozik vezető fejlesztőként.", "vezető fejlesztő", "Norwind"),
        ("Fondator și director general al Norwind.", "Fondator și director general", "Norwind"),
        ("Hiện chị là Giám đốc công nghệ của Norwind.", "Giám đốc công nghệ", "Norwind"),
        ("Ada Kovač adalah dosen di Universitas Tanjung Biru.", "dosen", "Universitas Tanjung Biru"),
        ("Ада Ковач работает ведущим разработчиком в компании Норвинд.", "ведущим разработчиком", "Норвинд"),
        ("Ада Ковач є керівником відділу в компанії Норвінд.", "керівником відділу", "Норвінд"),
        ("Η Άντα είναι καθηγήτρια στο Πανεπιστήμιο Βορρά.", "καθηγήτρια", "Πανεπιστήμιο Βορρά"),
        ("2014년부터 앱을 만들었고, 현재는 한빛데이터에서 지도 앱을 개발하고 있습니다.", None, "한빛데이터"),
        ("서울에서 개발하고 있습니다.", None, None),
        ("株式会社ノルウィンドでは、取締役として、開発組織をまとめている。", "取締役", "株式会社ノルウィンド"),
    ],
)
def test_job_is_told_in_many_ways(text, role, employer):
    job = bio.parse(text, "Ada Kovač")
    assert (job.role, job.employer) == (role, employer)
