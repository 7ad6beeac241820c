"""One visitor of Training as the server sees it: the messages that its browser sends and reads.

It does what static/…/workbench/remote.js and orders.js do: it tells its orders again until they are
heard, and while the run moves asks for more frames when the last ones have been played.
"""

import asyncio
import http.client
import json
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from explorer.live.message.wire import decode

AGAIN = 1.5  # seconds without an answer after which an order is told again, then twice as many
LONGEST = 12.0  # and at most
PATIENCE = 30.0  # and after which nobody waits for it any longer
OPENING = 180.0  # likewise for a page
PAGE = "training"


@dataclass(frozen=True)
class Told:
    """What one message to the workbench said, and when it came."""

    at: float
    heard: int
    step: int
    mode: str
    playing: bool
    seconds: float
    size: int  # bytes
    said: str = ""


def told(data: bytes, now: float) -> Told:
    """What these bytes say. Raises ValueError where they are no message of the workbench."""
    header, arrays = decode(data)
    try:
        fields = {name: header[name] for name in ("heard", "mode", "playing", "seconds", "said")}
        return Told(at=now, step=int(arrays["step"][-1]), size=len(data), **fields)
    except (KeyError, IndexError) as error:
        raise ValueError(f"a message of {len(data)} bytes lacks {error}") from error


def rerun(
    query: str, page: str, fragment: str = "", component: str = "", value: Any = None
) -> bytes:
    """The message that asks for a run of the page, or of a fragment for what a component says."""
    message = BackMsg()
    state = message.rerun_script
    state.query_string, state.page_script_hash = query, page
    state.page_name = "" if page else PAGE
    state.context_info.timezone, state.context_info.locale = "UTC", "en"
    if component:
        state.fragment_id = fragment
        widget = state.widget_states.widgets.add()
        widget.id = f"$$STREAMLIT_INTERNAL_KEY_{component}__events"
        widget.json_trigger_value = json.dumps([{"event": "orders", "value": value}])
    return message.SerializeToString()


@dataclass
class Visitor:
    """A visitor at an address, whose link has this query; `deaf`, it asks but does not read."""

    address: str
    query: str
    speed: int = 5
    deaf: bool = False
    ticks: list[float] = field(default_factory=list)  # seconds from asking to the answer
    seen: list[Told] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    received: int = 0  # bytes
    cookies: str = ""
    lost: bool = False  # the server has closed the connection

    def __post_init__(self) -> None:
        """Nothing is known of the page yet."""
        self._page = self._fragment = self._component = ""
        self._last = 0  # number of the last order
        self._waiting: list[dict] = []  # orders not known to be heard
        self._told = 0.0  # when they were told last
        self._patience = AGAIN
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task] = []

    # ---- the connection

    async def open(self) -> float:
        """Open the page; seconds until its picture is there."""
        start = perf_counter()
        self.cookies = await asyncio.to_thread(self._load)
        place = self.address.replace("http", "ws", 1)
        self._socket = await connect(
            f"{place}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self.cookies, "Origin": self.address},
            max_size=None,
            open_timeout=OPENING,
        )
        self._tasks = [asyncio.create_task(self._read())]
        await self._socket.send(rerun(self.query, ""))
        await self._until(lambda: bool(self.seen), "the page")
        if not self.seen:
            return OPENING
        self._tasks += [asyncio.create_task(self._follow()), asyncio.create_task(self._repeat())]
        return perf_counter() - start

    def _load(self) -> str:
        """Fetch the page itself, as a browser does first; the cookies that came with it."""
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.netloc, timeout=OPENING)
        with suppress(OSError):
            connection.request("GET", f"{place.path}/", headers={"Cookie": self.cookies})
            answer = connection.getresponse()
            if given := answer.headers.get_all("Set-Cookie"):
                return "; ".join(cookie.split(";")[0] for cookie in given)
        return self.cookies

    async def close(self) -> None:
        """Leave."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.close()

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for raw in self._socket:
                self.received += len(raw)
                message = ForwardMsg()
                message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
                self._take(message)
                while self.deaf:
                    await asyncio.sleep(0.25)
        self.lost = True
        self._news.set()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                self.faults.append(element.exception.message)
            elif element.WhichOneof("type") == "bidi_component" and element.bidi_component.bytes:
                self._component = element.bidi_component.id
                self._fragment = message.delta.fragment_id
                self._show(element.bidi_component.bytes)

    def _show(self, data: bytes) -> None:
        try:
            latest = told(data, perf_counter())
        except ValueError as error:
            self.faults.append(str(error))
            return
        self.seen.append(latest)
        before = len(self._waiting)
        self._waiting = [order for order in self._waiting if order["id"] > latest.heard]
        if len(self._waiting) < before:
            self._patience = AGAIN
        self._news.set()

    # ---- what the hand and the player ask for

    async def _follow(self) -> None:
        """Ask for more while the run moves, each time when the frames before have been played."""
        asked = -1e9
        while not self.lost:
            latest = self.seen[-1]
            if not latest.playing:
                await self._next()
                continue
            await asyncio.sleep(max(0.0, latest.seconds - (perf_counter() - asked)))
            if self.seen[-1].playing:
                asked = perf_counter()
                took = await self.order("more")
                self.ticks.append(took)

    async def order(self, name: str) -> float:
        """Give an order; seconds until the server says that it was heard."""
        start = perf_counter()
        self._last = max(self._last + 1, int(start * 1000))
        order = {"name": name, "id": self._last}
        self._waiting.append(order)
        await self._tell()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while order in self._waiting and not self.lost:
                    await self._next()
                return perf_counter() - start
        self._waiting.remove(order)
        if not self.deaf:
            self.faults.append(f"no answer to {name} in {PATIENCE:g} s")
        return PATIENCE

    async def _tell(self) -> None:
        """Tell the server all orders that it may not have heard, now and again later."""
        self._told = perf_counter()
        asked = {"orders": self._waiting, "speed": self.speed, "view": "probability"}
        asked["at"] = self._told
        data = rerun(self.query, self._page, self._fragment, self._component, asked)
        with suppress(ConnectionClosed):
            await self._socket.send(data)

    async def _repeat(self) -> None:
        """Tell them again where no answer comes."""
        while not self.lost:
            await asyncio.sleep(max(0.05, self._told + self._patience - perf_counter()))
            if self._waiting and perf_counter() >= self._told + self._patience:
                self._patience = min(2 * self._patience, LONGEST)
                await self._tell()

    async def _next(self) -> None:
        """Wait for the next message."""
        self._news.clear()
        await self._news.wait()

    async def _until(self, true: Any, what: str) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(OPENING):
                while not true():
                    await self._next()
                return
        self.faults.append(f"{what} did not come in {OPENING:g} s")

    async def result(self) -> None:
        """Wait until the run has come to the result that a page opens with."""
        await self._until(lambda: not self.seen[-1].playing, "the opening result")
