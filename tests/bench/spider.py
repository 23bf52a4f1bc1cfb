"""Scrapy, its own way, for the same job. Run by a Python that has it: python tests/bench/spider.py BASE FILE AT_ONCE."""

import sqlite3
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

BASE, FILE, AT_ONCE = sys.argv[1], sys.argv[2], int(sys.argv[3])


class Store:
    def open_spider(self):
        self.database = sqlite3.connect(FILE)
        self.database.execute("CREATE TABLE speakers (name, role, employer)")

    def process_item(self, item):
        self.database.execute("INSERT INTO speakers VALUES (?, ?, ?)", (item["name"], item["role"], item["employer"]))
        return item

    def close_spider(self):
        self.database.commit()


class Speakers(scrapy.Spider):
    name = "speakers"
    start_urls = (f"{BASE}/speakers/",)

    def parse(self, response):
        for link in response.css("div.card a::attr(href)").getall():
            yield response.follow(link, self.one)

    def one(self, response):
        facts = {"name": "h1", "role": "p.role", "employer": "p.org"}
        yield {fact: response.css(f"{where}::text").get() for fact, where in facts.items()}


process = CrawlerProcess({
    "CONCURRENT_REQUESTS": AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE, "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "ITEM_PIPELINES": {Store: 1},
})  # fmt: skip
process.crawl(Speakers)
process.start()
