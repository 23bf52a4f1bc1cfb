"""The patterns by which sentences of biographies are read: verbs of being and working, in many languages."""

from __future__ import annotations

import re
from functools import cache

from scraper import reference

STOP = re.compile(r"(?<=[\w)’'\"”])[.!?]+\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄĞİŞÖÜÇŁŚŻŽČŘĎŤ@¡¿\"“(])|\n+|(?<=[。！？])")
ABBREVIATION = re.compile(
    r"(?:^|[\s.(])(?:[A-Z]|Sr|Jr|St|Dr|Mr|Ms|Mrs|Prof|Dept|No|vs|Univ|Mag|Ing|Dipl|Ph\.D|e\.g|i\.e|d\.h|z\.B|U\.S|p\.ej|Sra|Dra|Lic|bzw|ca|im|ds|ім|им|ul|hab|św|pn|tzw|np|of|art|dr|prof|mgr|inż|St)$"
)
PAST = re.compile(
    r"\b(?:was|were|had been|used to|previously|formerly|prior to|before (?:that|joining|this|becoming|founding|starting|coming)|until|in the past|early in (?:his|her|their|my)|earlier|(?<!has )(?<!have )worked|(?<!has )(?<!have )served|held"
    r"|war|waren|zuvor|davor|zunächst|zuletzt|früher|ehemals|studiert|studierte|absolviert|absolvierte|leitete|wechselte|promovierte|bis \d{4}|arbeitete|était|étaient|auparavant|précédemment|a travaillé|jusqu"
    r"|fue|era|anteriormente|antes de|trabajó|ha trabajado|hasta|foi|trabalhou|antes|stato|stata|ha lavorato|in precedenza|precedentemente|fino al"
    r"|was|werkte|voorheen|był|była|wcześniej|poprzednio|pracował|pracowała|byl|byla|dříve|předtím|pracoval|pracovala|tidigare|arbetade"
    r"|был|была|ранее|раньше|работал|работала|був|була|раніше|працював|працювала|önceden|daha önce|çalıştı)\b",
    re.IGNORECASE,
)
YEARS = re.compile(r"[\s(]*(?:19|20)\d\d\s*[-–—~～]\s*(?:19|20)\d\d\b")
"""Years something lasted: a line of a life that is over."""
BE = (
    r"is|am|are|has been|have been|i[’']m|he[’']s|she[’']s|they[’']re|ist|bin|est|suis|es|soy|é|sou|è|sono|ben|jest|jestem|je|jsem|är|er|on"
    r"|является|є|és|soc|este|pełni funkcję|zastává funkci|svolge l[’']attività di|fungiert als|toimii|työskentelee|now|currently|actualmente|aktuell|derzeit|attualmente|actuellement|ahora"
)
DO = (
    r"serves|serving|works|working|work|acts|acting|employed|arbeitet|arbeite|tätig|travaille|exerce|trabaja|trabajo|trabalha|trabalho|atua|lavora|lavoro"
    r"|werkt|werk|pracuje|pracuję|působí|arbetar|arbejder|jobber|toimii|работает|работаю|працює|працюю|treballa|lucrează|ahora|now|currently"
)
AS = r"(?:as|als|comme|en tant que|como|come|jako|som|en qualitat de|com a|как|в качестве|як|na pozici|na stanowisku)"
NOW = r"(?:\s+(?:currently|now|also|presently|today|proudly|derzeit|aktuell|seit (?:\w+ )?\d{4}|since (?:\w+ )?\d{4}|desde (?:\w+ )?\d{4}|depuis (?:\w+ )?\d{4}|momentan|zurzeit|heute|actuellement|aujourd'hui|actualmente|atualmente|attualmente|oggi|momenteel|nu|obecnie|aktualnie|aktuálně|nyní|i dag|сейчас|в настоящее время|зараз|наразі|actualment))?"
COPULA = re.compile(rf"(?:^|(?<=[\s,]))(?:(?:{BE}){NOW}|(?:{DO}){NOW}\s+{AS})\s+", re.IGNORECASE)
DEGREE = re.compile(
    r"^(?:(?:es|is|è|jest|ist|est)\s+)?(?:licenciad[oa]|graduad[oa]|doctorad[oa]|técnic[oa] superior|diplomad[oa]|m[áa]ster|mag[íi]ster|doctora? en|dr\.? en|titulad[oa]|laureat[oa]|dottor(?:e|essa) in|absolwent(?:ka)?|doktor (?:nauk|habil)"
    r"|diplômée?|titulaire|docteure? en|absolvent(?:in|ka)?|vystudoval[a]?|graduated|studied|studierte|holds|earned|received|formad[oa] em|mestr[ea]|mestrado|doutora?|doutorado|doctorate|(?:possui|tem|tiene) (?:graduação|mestrado|doutorado|maestría)|bachelor|master(?:'s)? (?:of|in)|ph\.?d\.? in|\d+ anni)\b",
    re.IGNORECASE,
)
AS_A = re.compile(
    r"(?:^|(?<=\s))(?:as|als|en tant que|comme|como|come|jako|som|в качестве|як)\s+(?:(?:an?|the|ein|eine|un|une|una|um|uma|en|ett)\s+)?",
    re.IGNORECASE,
)
WORKS = re.compile(
    r"\b(?:(?:works?|working|employed|job is|based|interns|consults|researches|teaches|codes?|develops|builds|engineers)\b(?:[^.;]{0,80}?)\b(?:at|for|with|@)"
    r"|(?:leads|leading|heads|heading|manages|managing|runs|running|directs|directing|oversees|does|doing|makes|making|serves|helps|drives|responsible for)\b(?:[^.;]{0,90}?)\b(?:at|for)"
    r"|(?:recently |has |have )?(?:joined|joins|joining)|(?:he|she|they|i) (?:(?:co-?)?founded|runs|owns|leads|heads)|(?:co-?founded|founded)"
    r"|(?:arbeitet|arbeite|tätig|beschäftigt|forscht|lehrt|leitet|verantwortet|entwickelt)\b(?:[^.;]{0,80}?)\b(?:bei der|bei dem|bei|beim|für die|für|an der|am)"
    r"|(?:travaille|travaillant|exerce|dirige|enseigne|évangélise|développe|conçoit|officie|anime)\b(?:[^.;]{0,60}?)\b(?:chez|pour|au sein de|au sein du|à l['’]|à la|à)"
    r"|(?:trabaja|trabajo|trabajando|lidera|dirige|coordina|forma parte|enseña|colabora|investiga|imparte|actualmente)\b(?:[^.;]{0,60}?)\b(?:en el|en la|en|para|del|de la)"
    r"|(?:trabalha|trabalho|lidera|atua)\b(?:[^.;]{0,60}?)\b(?:na|no|em|para)"
    r"|(?:lavora|lavoro|dirige|guida|collabora|svolge)\b(?:[^.;]{0,60}?)\b(?:presso|per|in|con|alla|all['’])"
    r"|(?:werkt|werk|leidt)\b(?:[^.;]{0,60}?)\b(?:bij|voor|aan de)"
    r"|(?:pracuje|pracuję|kieruje|prowadzi)\b(?:[^.;]{0,60}?)\b(?:w firmie|we|w|dla|na|ve společnosti|ve|v|pro|u)"
    r"|(?:arbetar|jobbar|leder)\b(?:[^.;]{0,60}?)\b(?:på|hos|för|vid)"
    r"|(?:работает|работаю|руководит|возглавляет|преподаёт|преподает)\b(?:[^.;]{0,60}?)\b(?:в компании|в|на)"
    r"|(?:працює|працюю|очолює|керує)\b(?:[^.;]{0,60}?)\b(?:в компанії|у компанії|у|в|на))\s*(?=\S)",
    re.IGNORECASE,
)
LEADS = re.compile(
    r"\b(?:leads|heads|directs|chairs|runs|leitet|führt|dirige|preside|guida|coordina|leidt|leder|kieruje|vede|řídí)\s"
    r"(?:(?:currently|now|also|seit (?:\w+ )?\d{4}|sinds \d{4}|depuis \d{4}|desde \d{4}|dal \d{4})\s)?(?:the|das|die|den|le|la|l['’]|el|il|lo|het|de|o|a)\s?(?=[A-ZÀ-Þ])"
)
"""Leading an organisation that is named as the object."""
AT = re.compile(
    r"\s(?:at|bei|bei der|bei dem|beim|chez|au sein d[eu]|presso|bij|hos|w firmie|ve společnosti|в компании|employed by)\s+(?=\S)",
    re.IGNORECASE,
)
NOW_AT = re.compile(
    r"^(?:currently|now|actualmente|atualmente|attualmente|actuellement|derzeit|aktuell|obecnie|aktuálně|momenteel|för närvarande)\s+"
    r"(?:at|with|en el|en la|en|na|no|em|presso|alla|al|chez|au|à l['’]|à la|bei der|bei|beim|w firmie|w|bij|på|hos)\s+",
    re.IGNORECASE,
)
AT_START = re.compile(
    r"^(?:currently |now |today )?(?:at|bei|beim|chez|en|presso|bij|w|hos|в)\s+([^,]{2,60}),\s", re.IGNORECASE
)
CLAUSE = re.compile(
    r"\s*(?:\s[-–—]\s|;|\s(?:since|seit|depuis|desde|sinds|sedan|dal|od) (?=\w*\s?\d|la |le |l['’])|,\s(?:der|die|das|den)\s|,?\s(?:who|whose|where|which|with (?:over|more|extensive|a|\d+|years|an|his|her)|speciali[sz]ing|specialized|specialised|focus(?:ed|ing)|based|living|passionate|responsible|dedicated|helping|known|working(?! (?:at|for))|and (?:[a-z]{3,}ed|will|has|is|was|loves|enjoys|likes|works|a member|holds|lives)"
    r"|mit (?:über|mehr)|wo|sowie|und (?:hat|ist|beschäftigt)|qui|spécialisé\w*|passionné\w*|où|avec plus|et (?:a|est)|quien|donde|especializad\w+|con más|y (?:ha|es|tiene)|que|che|specializzat\w+|appassionat\w+|dove|e (?:ha|è)"
    r"|die zich|waar|en (?:heeft|is)|który|która|specjalizując\w*|gdzie|który|která|kde|a (?:je|má)|som (?!\w+ på)|där|который|которая|где|и (?:занимается)|який|яка|де)\b)",
    re.IGNORECASE,
)
DOING = re.compile(r"\b(?:am|is|are|was|working|works|worked|olarak|have|has|holds|evolving)\b", re.IGNORECASE)
BULLETS = "-–—*•· \t"
CLAUSES = re.compile(
    r"[,;]\s+|\s+(?:and|und|et|y|e|i|och|и|та)\s+(?=\w+(?:a|o|e|r|or|er|in|ka|ca)?\s+(?:at|of|en|de|del|in|bei|der|chez|w|v|в|na)\b)"
)
LEADS_IN = re.compile(
    r"^(?:(?:one of (?:the|many|several)|uno? d(?:e|ei|egli|e los)|una de las|eine?[rs]? der|l[’']une? des|um dos|uma das|jed(?:en|na) z|and|y|e|und|et|is|es|è|ist|est|jest|now|currently|actualmente|ahora|aktuell|derzeit|obecnie|attualmente|also|también|(?:works|working|serves|trabaja|arbeitet|travaille|lavora|pracuje) (?:as|como|als|comme|come|jako)(?: an?| the| une?| una| ein| eine)?)\s+)+",
    re.IGNORECASE,
)


@cache
def now() -> re.Pattern[str]:
    """The word inside a sentence that opens what somebody does today ("..., actualmente es CEO de Acme")."""
    words = (re.escape(one).replace("'", "['’]") for row in reference.table("joiners")["now"] for one in row["words"])
    return re.compile(
        rf"(?:[,;:]\s|\s(?:and|y|e|i|und|et|a|en)\s)(?:(?:y|and|e)\s)?(?:{'|'.join(words)})\b\s*,?\s*", re.IGNORECASE
    )


@cache
def today() -> re.Pattern[str]:
    """A word that says that a sentence is about today, wherever it stands."""
    rows = [row for key in ("now", "today") for row in reference.table("joiners")[key]]
    words = [re.escape(one).replace("'", "['’]") for row in rows for one in row["words"]]
    return re.compile(rf"(?:^|\s)(?:{'|'.join(words)})\s+", re.IGNORECASE)


PERSON = re.compile(
    r"^(?:i|he|she|they|ich|er|sie|je|il|elle|él|ella|ele|ela|lui|lei|egli|hij|zij|ik|on|ona|han|hon|jag|он|она|я|він|вона)(?:['’](?:m|s|re))?$",
    re.IGNORECASE,
)
