"""Where the inputs begin: the invented pages of the tests, the tour, the golden files, and a few lines for each reader."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
MOST = 120_000
"""Bytes of a seed: longer ones are cut, or every mutation of them takes too long."""
_HEADLINES = (
    "CTO, Acme", "Chief Data Officer at Harbour Health", "Professor of Public Policy, University of Lindenmouth", "Founder & CEO @ Loomwork | Author", "工程师，示例公司",
    "Geschäftsführerin der Muster GmbH", "Directora de producto en Ejemplo S.A.", "PhD student", "Senior Staff Engineer (Platform) · Example Inc.", "Rails developer by day, potter by night",
    "Ingénieure chez Exemple", "Former minister; now a baker", "Head of X/Y, A & B Co., Ltd.", "Инженер в Пример", "Partner — Law & Sons LLP", "she/her | nurse",
)  # fmt: skip
_NAMES = ("Dr. Anna Example-Muster, PhD", "KOBAYASHI Takeshi", "María José García Márquez", "王小明", "Anna & Ben Example", "Prof. Dr.-Ing. h.c. Ñandú O'Brien Jr.", "TBA", "Łukasz “Luke” Żółć (he/him)")  # fmt: skip
_BIOS = (
    "Anna Example\nAnna Example is a nurse at Harbour Clinic, where she leads a team of ten. Before that she was CTO of Acme. She lives in Lindenmouth.",
    "Ben\nI work as a data engineer for Fjordlight Data and teach at the University of Lindenmouth.\n\nIn my spare time: pottery.",
    "王小明\n王小明，示例大学教授。",
    "Carla\nCarla es directora de producto en Ejemplo S.A. y profesora.",
)
_LITERALS = ('{a:1,b:"x",c:[`t`,!0,void 0],d:new Date(0)}', '(function(a,b){return {x:a,y:[b,b]}}(1,"y"))', 'JSON.parse("{\\"a\\":[1]}")', "[{name:'Anna Example',title:\"CTO\"}]")  # fmt: skip
_XML = (
    (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE schedule><schedule><day date="2031-05-01"><room name="A"><event id="1"><title>T &amp; x</title>'
        '<persons><person id="1">Anna Example</person></persons></event></room></day></schedule>'
    ),
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "<a><![CDATA[x]]><b/></a>",
)
_YAML = ("- name: Anna Example\n  title: CTO\n  links: [https://a.example]\n", "speakers:\n  a: &x {name: A}\n  b: *x\n", "a: |\n  text\nb: >-\n  more\n? [k]\n: v\n", "%YAML 1.1\n---\n!!python/object:os.system x\n")  # fmt: skip
_CALENDAR = (
    (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Spring Conf 2031\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20310501T090000\r\nSUMMARY:A talk\\, with a comma\r\n"
        'DESCRIPTION:Speaker: Anna Example\\nCTO\\, Acme\r\nATTENDEE;CN="Anna Example";ROLE=CHAIR:mailto:a@a.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    ),
)
_SHEETS = (
    "name,role,company,event,year\nAnna Example,CTO,Acme,Spring Conf,2031\n", 'Name;Rolle;Firma\n"Example; Anna";"=1+1";Acme\n', '{"name":"Anna","event":"X","year":2031,"talks":[{"title":"T"}]}\n',
    '[{"name":"Anna","headline":"CTO, Acme"}]', "First Name\tLast Name\tTitle\nAnna\tExample\tCTO\n", 'id,name,notes\np-1,Anna Example,"\'=1+1"\n',
)  # fmt: skip
_BOOKS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Example\r\nN:Example;Anna;;;\r\nORG:Acme;R&D\r\nTITLE:CTO\r\nURL:https://a.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna\r\nEND:VCARD\r\n",
    "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnna,Example,https://x.example,,Acme,CTO,04 May 2031\n",
)
_TEMPLATES = ("Subject: {{ talk }}\n\nHi {{ name }},\n{% if role %}{{ role | upper }}{% else %}-{% endif %}\n{{ me }}", "{% for x in y %}{% endfor %}", "{{ name.__class__ }}", "{{ 'a' * 10 }}", "{# c #}{% raw %}{{ x }}{% endraw %}")  # fmt: skip
_WORDS = (
    "transport",
    '"a" OR b*',
    "name:anna NEAR(a b)",
    "a' OR 1=1 --",
    "王",
    "{x} : y",
    "-a ^b",
    "harbour health",
    "CTO AND (",
    "p-1",
    "100%_",
    "\U0001f600",
)
_ROBOTS = ("User-agent: *\nDisallow: /private\nAllow: /private/x$\nCrawl-delay: 0.5\n", "user-agent: coffeechat\nrequest-rate: 1/5s\ndisallow: /*?*\nSitemap: x\n", "\ufeffUser-agent:*\nDisallow:\n", "<!doctype html>")  # fmt: skip
_LINKS = ("https://conf.example/a?b#c", "../x", "//h.example/x", "http://user:pw@h.example/", "http://[::1]:80/", "mailto:a@b.example", "javascript:alert(1)", "HTTP://EXÄMPLE.example:0080/%7e", "http://127.1/", "http://0x7f000001/", "http://a.example:99999/")  # fmt: skip
_SHOWN = ("\x1b]8;;http://x\x07y\x1b]8;;\x07", "\u202eevil", "a\tb\nc\rd", "\x9b31m")
_MHTML = (
    (
        b'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://conf.example/\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----B"\r\n\r\n------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://conf.example/\r\n\r\n'
        b"<html><body><h2>Anna =C3=84xample</h2></body></html>\r\n------B--\r\n"
    ),
)
_LINES = {
    "heading": _HEADLINES, "name": _NAMES, "biography": _BIOS, "literal": _LITERALS, "xml": _XML, "yaml": _YAML, "calendar": _CALENDAR, "sheet": _SHEETS, "edited": _SHEETS,
    "address_book": (*_BOOKS, *_SHEETS), "message": _TEMPLATES, "search": (*_WORDS, *_HEADLINES), "rules": _ROBOTS, "link": _LINKS, "shown": _SHOWN, "chat": (*_BIOS, *_NAMES, *_SHOWN),
    "card": tuple(f"{name}\n{line}\nhttps://a.example/?x=1;y\nnote" for name, line in zip(_NAMES, _HEADLINES, strict=False)),
    "sighting": tuple(f"{name}\n{line}\n\n\n{bio}" for name, line, bio in zip(_NAMES * 2, _HEADLINES, _BIOS * 4, strict=True)),
}  # fmt: skip


@cache
def seeds(harness: str) -> tuple[bytes, ...]:
    """What fuzzing of that harness begins with; never empty."""
    lines = [line.encode() for line in _LINES.get(harness, ())]
    if harness == "mhtml":
        return (*_MHTML, *_pages()[:10])
    if harness == "packed":
        plain = _pages()[0][:3_000]
        return (
            gzip.compress(plain, mtime=0),
            gzip.compress(gzip.compress(plain, mtime=0), mtime=0),
            zlib.compress(plain),
            b"\x0b\x02\x80hello\x03",
            plain,
        )
    if harness == "json_walk":
        return tuple(page for page in _pages() if page.lstrip()[:1] in (b"{", b"["))
    if harness == "calendar":
        lines += [page for page in _pages() if page.lstrip().startswith(b"BEGIN:VCALENDAR")]
    if harness == "xml":
        lines += [page for page in _pages() if page.lstrip().startswith(b"<?xml")]
    if harness == "yaml":
        lines += list(_pages(".yml", ".yaml"))
    return tuple(lines) or _pages()


@cache
def _pages(*endings: str) -> tuple[bytes, ...]:
    """The pages of the adapters' cases and of the tour, each cut where it is long."""
    folders = (TESTS / "pages", TESTS.parent / "data" / "tour")
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    wanted = endings or (".html", ".json", ".xml", ".ics", ".yml", ".yaml", ".js", ".txt")
    return tuple(path.read_bytes()[:MOST] for path in files if path.suffix in wanted and path.name not in ("meta.json", "truth.json"))  # fmt: skip
