"""Pages that nothing links to: named by scripts, frames and sitemaps."""

import pytest

from scraper import registry
from scraper.crawl import Crawl, read
from scraper.errors import Blocked, Gone, NeedsJavaScript, NoSpeakers
from scraper.extract.unlinked import LAST, ROBOTS, SCRIPTS, named_sitemaps, script, sitemap, unlinked
from scraper.extract.website import website_and_links
from scraper.model import Sighting
from scraper.page import Follow, Page

HOME = "https://conf.example/"


def asks(html, url=HOME, *, has_links=False):
    return [
        (one.url.removeprefix(HOME), one.fallback)
        for one in unlinked(Page(url, html.encode()), website_and_links, has_links=has_links)
        if one.fallback != ROBOTS
    ]


def listed(*urls, home=HOME, index=False):
    inner = "".join(
        f"<{'sitemap' if index else 'url'}><loc>{url}</loc></{'sitemap' if index else 'url'}>" for url in urls
    )
    root = "sitemapindex" if index else "urlset"
    page = Page(HOME + "sitemap.xml", f'<?xml version="1.0"?><{root}>{inner}</{root}>'.encode())
    return [(one.url.removeprefix(HOME), one.fallback) for one in sitemap(page, home=home, read=website_and_links)]


@pytest.mark.parametrize(
    "html",
    [
        "<script>$(function(){ $('#nav').load('nav.html'); });</script>",
        '<div w3-include-html="nav.html"></div>',
        '<div data-include="nav.html"></div>',
        "<div ng-include=\"'nav.html'\"></div>",
        '<frameset><frame src="nav.html"><frame src="https://elsewhere.example/x.html"></frameset>',
        "<script>fetch(`./nav.html?v=3`).then(r => r.text())</script>",
    ],
)
def test_a_menu_that_is_loaded_is_read(html):
    assert asks(html) == [("nav.html", 0), ("sitemap.xml", LAST)]


def test_beside_links_to_the_people_only_what_shows_people_is_loaded():
    html = "<script>load('footer.html'); load('data/speakers.json')</script>"
    assert asks(html, has_links=True) == [("data/speakers.json", 0), ("sitemap.xml", LAST)]


def test_data_of_anything_else_is_not_loaded():
    assert asks('<a href="#about">About</a><script>get("/package.json")</script>') == [("sitemap.xml", LAST)]


def test_a_page_without_any_link_asks_for_the_sitemap_at_once():
    assert asks('<a href="#">Menu</a><div id="root"></div>') == [("sitemap.xml", 0)]
    assert asks("<p>Welcome", HOME + "2031/") == [("2031/sitemap.xml", 0), ("sitemap.xml", 0)]


def test_scripts_of_the_site_are_tried_while_nobody_was_found():
    html = '<a href="#x">x</a><script src="js/jquery.min.js"></script><script src="js/main.js"></script><script src="js/speakers.js"></script>'
    assert asks(html) == [("js/speakers.js", SCRIPTS), ("js/main.js", SCRIPTS), ("sitemap.xml", LAST)]


def test_a_script_gives_its_people_and_the_data_it_loads():
    text = (
        'const speakers = [{"name": "Ada Kovač", "company": "Loomwork"}, {"name": "Li Na", "company": "Open Atlas"}];'
    )
    found = list(script(Page(HOME + "js/speakers.js", text.encode()), home=HOME, read=website_and_links))
    assert [(one.name, one.employer) for one in found if isinstance(one, Sighting)] == [
        ("Ada Kovač", "Loomwork"),
        ("Li Na", "Open Atlas"),
    ]
    loads = 'fetch("data/speakers.json"); fetch("data/prices.json")'
    follows = [
        one
        for one in script(Page(HOME + "js/main.js", loads.encode()), home=HOME, read=website_and_links)
        if isinstance(one, Follow)
    ]
    assert [one.url for one in follows] == [HOME + "data/speakers.json"]
    menu = """$(function(){ $("header").load("header.html", function(){}); fetch("prices.json") })"""
    follows = [
        one
        for one in script(Page(HOME + "js/main.js", menu.encode()), home=HOME, read=website_and_links)
        if isinstance(one, Follow)
    ]
    assert [one.url for one in follows] == [HOME + "header.html"]


def test_of_a_sitemap_the_lists_are_read():
    urls = [HOME, HOME + "venue/", HOME + "speakers/ada-kovac/", HOME + "speakers/", HOME + "schedule/"]
    assert listed(*urls) == [("speakers/", 0), ("schedule/", 1)]


def test_of_a_sitemap_the_newest_year_is_read_unless_the_page_has_one():
    urls = [HOME + "2029/speakers", HOME + "2031/speakers", HOME + "2030/speakers"]
    assert listed(*urls) == [("2031/speakers", 0)]
    assert listed(*urls, home=HOME + "2030/") == [("2030/speakers", 0)]


def test_of_a_sitemap_the_language_of_the_page_is_read():
    urls = [HOME + "speakers", HOME + "ja/speakers", HOME + "en/speakers"]
    assert listed(*urls) == [("speakers", 0)]
    assert listed(*urls, home=HOME + "ja/") == [("ja/speakers", 0)]
    assert listed(*urls[1:], home=HOME) == [("ja/speakers", 0), ("en/speakers", 0)]


def test_of_a_list_of_sitemaps_those_of_pages_are_read():
    urls = [HOME + f"{kind}-sitemap.xml" for kind in ("post", "page", "speaker", "image")]
    assert listed(*urls, index=True) == [("page-sitemap.xml", 0), ("speaker-sitemap.xml", 0)]


def test_no_sitemap_lists_nothing():
    assert listed() == []
    assert list(sitemap(Page(HOME, b"<html><p>not found"), home=HOME, read=website_and_links)) == []


def crawled(site, errors=()):
    crawl = Crawl(registry.get("website"), HOME, platforms=registry.platforms())
    while not crawl.done:
        for step in crawl.wants(1):
            if step.url in site:
                is_script = step.url.endswith(".js")
                page = Page(step.url, site[step.url].encode(), content_type="text/javascript" if is_script else "")
                crawl.take(step, page, read(step, page))
            else:
                crawl.fail(step, dict(errors).get(step.url) or Gone("404", url=step.url))
    return crawl


def test_the_people_of_a_site_whose_menu_is_loaded_are_found():
    cards = "".join(
        f"<div class='c'><h3>{name}</h3><p>Engineer, Loomwork</p></div>" for name in ("Ada Kovač", "Li Na", "Olu Bello")
    )
    site = {
        HOME: "<div id=nav></div><script>$('#nav').load('nav.html')</script><p>Welcome to RiverConf</p>",
        HOME + "nav.html": '<a href="people.html">Speakers</a><a href="cfp.html">Call for papers</a>',
        HOME + "people.html": f"<h1>Speakers</h1>{cards}",
    }
    assert [one.name for one in crawled(site).harvest().sightings] == ["Ada Kovač", "Li Na", "Olu Bello"]


CARDS = "".join(
    f"<div class='c'><h3>{name}</h3><p>Engineer, Loomwork</p></div>" for name in ("Ada Kovač", "Li Na", "Olu Bello")
)


def test_the_people_of_a_site_whose_menu_only_a_script_file_loads_are_found():
    site = {
        HOME: "<header></header><script src='js/own.js'></script><a href='#top'>Welcome</a> to RiverConf",
        HOME + "js/own.js": "$('header').load('header.html')",
        HOME + "header.html": '<a href="people.html">Speakers</a>',
        HOME + "people.html": f"<h1>Speakers</h1>{CARDS}",
    }
    assert [one.name for one in crawled(site).harvest().sightings] == ["Ada Kovač", "Li Na", "Olu Bello"]


def test_the_people_of_a_site_only_its_sitemap_leads_to_are_found():
    listing = "".join(f"<url><loc>{HOME}{path}</loc></url>" for path in ("", "venue", "line-up"))
    site = {
        HOME: "<p>Welcome to RiverConf</p>",
        HOME + "sitemap.xml": f"<?xml version='1.0'?><urlset>{listing}</urlset>",
        HOME + "line-up": f"<h1>Speakers</h1>{CARDS}",
    }
    crawl = crawled(site)
    assert [one.name for one in crawl.harvest().sightings] == ["Ada Kovač", "Li Na", "Olu Bello"]


def test_a_refused_sitemap_is_not_why_nobody_was_found():
    drawn = '<div id="root"></div><script src="/bundle.js"></script>'
    crawl = crawled({HOME: drawn}, {HOME + "sitemap.xml": Blocked("403", url=HOME + "sitemap.xml")})
    with pytest.raises(NeedsJavaScript):
        crawl.harvest()


def test_a_script_is_asked_for_nothing_that_pages_embed():
    """Platforms look for their marks in markup; a large script read as markup is hostile, and would be told as the reason."""
    tag = "<a " + " ".join(f"a{i}=1" for i in range(5_000)) + ">"
    words = "Three days on the river, with boats, bread and good company. " * 9
    site = {
        HOME: f'<a href="#x">Welcome</a><p>{words}<script src="/js/main.js"></script>',
        HOME + "js/main.js": f"const t = '{tag}'",
    }
    crawl = crawled(site)
    with pytest.raises(NoSpeakers, match="nobody on the page"):
        crawl.harvest()


def wished(html, url=HOME):
    found = unlinked(Page(url, html.encode()), website_and_links, has_links=False)
    return [(one.url, one.fallback, one.why) for one in found]


@pytest.mark.parametrize(
    "script",
    [
        "window.location.href = '/2031/';",
        'location.replace("/2031/")',
        "document.location='2031/'",
        "top.location.assign(`/2031/`)",
    ],
)
def test_a_page_that_only_leads_on_is_followed(script):
    assert (HOME + "2031/", 0, "the page leads on") in wished(f"<body><script>{script}</script>One moment</body>")


def test_a_script_that_may_lead_elsewhere_is_left_on_a_page_with_text():
    html = f"<body><script>if (old) location.href = '/old/'</script><p>{'Boats and tides. ' * 40}</p></body>"
    assert "the page leads on" not in [why for _, _, why in wished(html)]


def test_a_page_that_leads_to_itself_ends():
    assert "the page leads on" not in [why for _, _, why in wished("<script>location.href='/'</script>")]


def test_sitemaps_a_robots_txt_names_are_read():
    text = "User-agent: *\nDisallow: /x\nSitemap: https://conf.example/maps/all.xml\nsitemap: https://other.example/s.xml\nSITEMAP: ftp://conf.example/a"
    (one,) = named_sitemaps(Page(HOME + "robots.txt", text.encode()), home=HOME, read=website_and_links)
    assert (one.url, one.extract.func, one.extract.keywords["home"]) == (HOME + "maps/all.xml", sitemap, HOME)


def test_a_robots_txt_is_asked_last():
    asked = list(unlinked(Page(HOME, b"<p>x</p>"), website_and_links, has_links=True))
    assert (asked[-1].url, asked[-1].fallback) == (HOME + "robots.txt", max(one.fallback for one in asked))


def test_the_people_of_a_site_only_its_robots_txt_leads_to_are_found():
    site = {
        HOME: "<a href='#top'>Welcome</a> to RiverConf",
        HOME + "robots.txt": f"User-agent: *\nSitemap: {HOME}maps/pages.xml",
        HOME + "maps/pages.xml": f"<urlset><url><loc>{HOME}2031/line-up</loc></url></urlset>",
        HOME + "2031/line-up": f"<h1>Speakers</h1>{CARDS}",
    }
    assert [one.name for one in crawled(site).harvest().sightings] == ["Ada Kovač", "Li Na", "Olu Bello"]


def test_the_people_of_the_newest_edition_are_found_where_the_first_page_shows_none():
    site = {
        HOME: "<title>RiverConf</title><h1>RiverConf</h1><nav><a href='/2030/'>2030</a><a href='/2029/'>2029</a></nav>",
        HOME + "2029/": f"<h1>Speakers</h1>{CARDS.replace('Ada', 'Eva')}",
        HOME + "2030/": "<title>RiverConf 2030</title><h1>RiverConf 2030</h1><a href='line-up'>Line-up</a>",
        HOME + "2030/line-up": f"<title>RiverConf 2030</title><h1>Speakers</h1>{CARDS}",
    }
    harvest = crawled(site).harvest()
    assert [one.name for one in harvest.sightings] == ["Ada Kovač", "Li Na", "Olu Bello"]
    assert (harvest.edition.conference, harvest.edition.year) == ("RiverConf", 2030)
