"""``python -m scraper`` is the command ``coffeechat``."""

from scraper.cli import main

if __name__ == "__main__":
    main()
