"""One module, one ``adapter = Adapter(...)``.

Modules here import scraper.adapter, scraper.extract, scraper.page, scraper.model and scraper.text, nothing else of
ours, and no other adapter: whatever two of them share belongs into scraper.extract. The registry loads them by name.
"""
