"""Pages read, and people made of them, in other processes, through the `concurrent.futures.Executor` interface.

    with workers.open_pool("4") as pool:                    or "dask://HOST:PORT"
        looked = await pool.look(step, page)                what scraper.crawl.look gives here
        made = pool.normalise(sightings)                    what scraper.normalise gives here, in the same order

Adapters are loaded by name on the other side. A page that hangs, crashes or eats the memory of its process costs only
itself (`Unreadable`): the process is killed and another one takes its place. A worker is a fence, not a sandbox: what it
runs may do what this program may.

The rooms: `parcels` (what travels, as bytes), `job` (what is done there), `fence` (one process that may be killed),
`pool` (several of them, or a cluster), `sharing` (used by themselves where reading is what a pull waits for).
"""

from scraper.workers.pool import Pool, open_pool
from scraper.workers.sharing import Sharing

__all__ = ["Pool", "Sharing", "open_pool"]
