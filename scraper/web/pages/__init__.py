"""The handlers, one file a page. How to add one is told in `scraper.web`."""
