"""One request, one answer, or one named failure. The transport is httpx-aiohttp's, behind httpx's interface.

httpx's own transport costs four times the CPU at sixteen connections (performance.md finding 1). The price of aiohttp
is that some of its errors come through as they are and some under wrong names, so `explained` sorts every failure
there is by what lies at its root. Redirects, cookies, retries and decoding are not done here or below.

Proxies are taken from the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY), as every other program does it;
this machine and private addresses are always asked directly. Behind a proxy names are resolved by the proxy, so that
only addresses written as numbers can be kept private. Passwords in ~/.netrc are never used.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import urllib.request
from collections.abc import Mapping

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.resolver import ThreadedResolver
from httpx_aiohttp import AiohttpTransport

from scraper.errors import FetchError, InputError, NotAllowed, TooLarge, Unreachable
from scraper.fetch import body
from scraper.fetch.addresses import Borders, host_of, is_private, origin
from scraper.fetch.answer import GOOD, Answer
from scraper.fetch.retry import AttemptError, Stage

CONNECT_WITHIN = 10.0
SLOWEST = 2_000  # bytes a second; every so many bytes buy an answer another second
RESPONSE_DEADLINE = 60.0  # whatever it does
CONNECTIONS = 64
KEEP_ALIVE = 15.0
ERROR_PAGE = 64_000  # bytes read of an answer that is no page


class TrapError(OSError):
    """A name resolves to private addresses only, and the user did not type it."""


class Resolver(AbstractResolver):
    """The system's name service, minus the numbers that `Borders` does not admit."""

    def __init__(self, borders: Borders) -> None:
        self._borders = borders
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of `host` that may be connected to. Raises TrapError when none may."""
        found = await self._system.resolve(host, port, family)
        admitted = set(self._borders.admit(host, [one["host"] for one in found]))
        if found and not admitted:
            raise TrapError(f"{host} resolves to a private address")
        return [one for one in found if one["host"] in admitted]

    async def close(self) -> None:
        """Nothing is held."""
        await self._system.close()


class Wire:
    """Sends requests. `transport` replaces the real one (tests)."""

    def __init__(self, borders: Borders, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._borders = borders
        self._given = transport
        self._made: dict[tuple[str, str], httpx.AsyncBaseTransport] = {}
        self._proxies: dict[str, str] = {}

    async def ask(self, url: str, headers: Mapping[str, str], *, patience: float, head: int | None = None) -> Answer:
        """The answer to one GET. `patience`: seconds until it must be there; bytes that come buy it more time.

        `head`: only so many bytes of the body are wanted. Anything but 200 and 203 is read as far as `ERROR_PAGE`.
        Raises AttemptError for what may pass, Unreachable, NotAllowed, TooLarge for what will not.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        request = httpx.Request("GET", url, headers=headers, extensions=_TIMEOUTS)
        transport = self._transport(url)
        try:
            async with asyncio.timeout(patience) as deadline:

                def more_time(size: int) -> None:
                    allowed = began + min(patience + size / SLOWEST, RESPONSE_DEADLINE)
                    if allowed > (deadline.when() or 0.0):
                        deadline.reschedule(allowed)

                response = await transport.handle_async_request(request)
                try:
                    got = await _read(response, head, more_time)
                finally:
                    await response.aclose()
        except Exception as problem:
            raise explained(problem, url, loop.time() - began) from problem
        return _answer(url, response, got)

    def ready(self, url: str) -> None:
        """Build what asking `url` takes (certificates are slow to load), so that a paced request leaves on time.

        Raises InputError for a proxy that cannot be used.
        """
        self._transport(url)

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in self._made.values():
            await transport.aclose()
        self._made.clear()

    def _transport(self, url: str) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        site = origin(url)
        if (proxy := self._proxies.get(site)) is None:
            proxy = self._proxies[site] = proxy_for(url)
        way = (url.partition(":")[0], proxy)
        if way not in self._made:
            secure = url.startswith("https:") or proxy.startswith("https:")
            resolver = ThreadedResolver() if proxy else Resolver(self._borders)
            self._made[way] = _aiohttp(resolver, proxy, secure=secure)
        return self._made[way]


def _aiohttp(resolver: AbstractResolver, proxy: str, *, secure: bool) -> httpx.AsyncBaseTransport:
    if secure:
        tls = httpx.create_ssl_context()  # certifi's roots, or $SSL_CERT_FILE
        tls.load_default_certs()  # and this machine's own: companies have some
    else:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody; loading roots takes as long as three pages
    connector = aiohttp.TCPConnector(
        ssl=tls, resolver=resolver, limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE, ttl_dns_cache=300
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        middlewares=(_once_only,),
    )
    return AiohttpTransport(verify=tls, trust_env=False, client=session, proxy=httpx.Proxy(proxy) if proxy else None)


class LostError(Exception):
    """The connection was lost."""


async def _once_only(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request at once when the connection is lost: that is for the pace to decide."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as problem:
        raise LostError from problem


_TIMEOUTS = {"timeout": httpx.Timeout(None, connect=CONNECT_WITHIN).as_dict()}


def proxy_for(url: str) -> str:
    """The proxy the environment names for a canonical address; "" for none.

    Raises InputError for a kind of proxy that is not supported.
    """
    host = host_of(url)
    if is_private(host):
        return ""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(url.partition(":")[0]) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(host):
        return ""
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if not proxy.startswith(("http://", "https://")):
        kind = proxy.partition(":")[0]
        raise InputError(f"the environment names a {kind} proxy, which is not supported", hint="give an http proxy")
    return proxy


async def _read(response: httpx.Response, head: int | None, on_bytes: body.OnBytes) -> body.Body:
    headers = response.headers
    if response.status_code not in GOOD:
        head = min(head or ERROR_PAGE, ERROR_PAGE)
    length = headers.get("content-length", "")
    announced = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        raise TypeError("the transport answers with something that cannot be awaited")
    return await body.read(
        stream,
        encoding=headers.get("content-encoding", ""),
        announced=announced,
        head=head,
        on_bytes=on_bytes,
    )


def _answer(url: str, response: httpx.Response, got: body.Body) -> Answer:
    headers = response.headers
    packed = headers.get("content-encoding", "").strip().lower() not in ("", "identity")
    return Answer(
        url=url,
        status=response.status_code,
        headers=headers,
        body=got.data,
        packed=got.packed,
        size=got.size,
        framed=packed or "chunked" in headers.get("transfer-encoding", "").lower(),
    )


_OWN_SITE = "if that is your own site, give its address yourself"
_CLOCK = "is this computer's clock right? Does the page open in your browser?"
# What lies at the root of a failure, what it means for the page, and how far the request came. The first that fits.
_LASTING: tuple[tuple[tuple[type[BaseException], ...], str, str | None], ...] = (
    ((socket.gaierror,), "does not answer (no such host)", None),
    (
        (ssl.SSLCertVerificationError, aiohttp.ClientConnectorCertificateError),
        "has no valid certificate, so it may be somebody else",
        _CLOCK,
    ),
    ((aiohttp.InvalidURL, httpx.UnsupportedProtocol, httpx.InvalidURL), "is an address that cannot be asked", None),
)
_PASSING: tuple[tuple[tuple[type[BaseException], ...], str, Stage], ...] = (
    ((ssl.SSLError, aiohttp.ClientSSLError), "does not speak https properly", "connect"),
    ((ConnectionRefusedError,), "does not answer (connection refused)", "connect"),
    (
        (aiohttp.ClientHttpProxyError, aiohttp.ClientProxyConnectionError, httpx.ProxyError),
        "cannot be asked: the proxy refuses or does not answer",
        "connect",
    ),
    ((aiohttp.ConnectionTimeoutError,), "does not answer in time ({seconds:.0f} s)", "connect"),
    ((TimeoutError, httpx.ReadTimeout), "does not answer in time ({seconds:.0f} s)", "wait"),
    ((aiohttp.ClientPayloadError, httpx.ReadError), "breaks off in the middle of the answer", "answer"),
    (
        (aiohttp.ClientResponseError, HttpProcessingError, httpx.ProtocolError),
        "sends something that is not HTTP",
        "answer",
    ),
    ((aiohttp.ClientConnectorError, httpx.ConnectError), "does not answer (no connection)", "connect"),
    ((aiohttp.ClientConnectionError,), "breaks off in the middle of the answer", "answer"),
    ((httpx.ConnectTimeout,), "does not answer in time ({seconds:.0f} s)", "connect"),  # what aiohttp's loss is called
)


def explained(problem: Exception, url: str, seconds: float) -> AttemptError | FetchError:
    """What a failed request means: AttemptError when it may pass, a FetchError when it will not.

    Judged by everything at its root: httpx-aiohttp calls every lost connection a ConnectTimeout, and lets some errors
    of aiohttp's through as they are.
    """
    host = host_of(url)
    roots = _roots(problem)

    def first(*kinds: type[BaseException]) -> BaseException | None:
        return next((one for one in roots if isinstance(one, kinds)), None)

    if first(TrapError):
        return NotAllowed(f"{host} is an address of a private network: not followed", url=url, hint=_OWN_SITE)
    if oversize := first(body.OversizeError):
        return TooLarge(f"the page is too large: {oversize}", url=url)
    nameless = first(socket.gaierror)
    if nameless is not None and nameless.args[:1] == (socket.EAI_AGAIN,):
        why = f"{host} cannot be found (the name service does not answer)"
        return AttemptError(Unreachable(why, url=url), stage="connect")
    for kinds, why, hint in _LASTING:
        if first(*kinds):
            return Unreachable(f"{host} {why}", url=url, hint=hint)
    for kinds, why, stage in _PASSING:
        if first(*kinds):
            return AttemptError(Unreachable(f"{host} {why.format(seconds=seconds)}", url=url), stage=stage)
    broken = first(body.BrokenError)
    why = f"sends a damaged page: {broken}" if broken else "breaks off in the middle of the answer"
    return AttemptError(Unreachable(f"{host} {why}", url=url))


def _roots(problem: BaseException | None) -> list[BaseException]:
    """A failure, what caused it, and what those carry inside."""
    found: list[BaseException] = []
    queue = [problem]
    while queue and len(found) < 20:
        one = queue.pop(0)
        if one is None or one in found:
            continue
        found.append(one)
        queue += [one.__cause__, one.__context__, getattr(one, "os_error", None)]
        if isinstance(one, BaseExceptionGroup):
            queue += one.exceptions
    return found
