"""The one door to the network. `client.Fetcher` is all of it; the `events` tell what it does."""
