"""The one door to the network. `Fetcher` is all of it; the events tell what it does."""

from scraper.fetch.client import Fetcher
from scraper.fetch.events import Asked, Drawn, Event, Got, OnEvent, Retrying, Waiting

__all__ = ["Asked", "Drawn", "Event", "Fetcher", "Got", "OnEvent", "Retrying", "Waiting"]
