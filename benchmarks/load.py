"""`python -m benchmarks.load --sessions 25`: a class that plays at once, seen from its seats.

Starts the app, opens Training in every seat, and has all of them play two networks, pause once in
the middle and play on. The clients share the machine with the server, so only figures of one run
on one machine can be compared. `--silent 1`: the first visitor stops reading once it plays.
"""

import argparse
import asyncio
import os
from collections.abc import Sequence
from contextlib import ExitStack
from time import perf_counter

from benchmarks.figures import Lesson, rows, table
from benchmarks.server import Server, running
from benchmarks.visitor import Visitor

SPREAD = 1.0  # seconds over which a class presses the same button


async def seat(visitor: Visitor, late: float, ready: asyncio.Barrier, seconds: float) -> Lesson:
    """Open the page, wait for the class, play with a pause in the middle; what was met."""
    start = perf_counter()
    lesson = Lesson(await visitor.open(), 0.0, faults=visitor.faults)
    if visitor.seen:
        await visitor.result()
    lesson.result = perf_counter() - start
    await ready.wait()
    await asyncio.sleep(late)
    for _ in range(2 if visitor.seen else 0):
        before, ticks = visitor.received, len(visitor.ticks)
        lesson.plays.append(await visitor.order("play"))
        first = len(visitor.seen)
        await asyncio.sleep(seconds / 2)
        lesson.stretches.append(visitor.seen[first:])
        lesson.received += visitor.received - before
        lesson.ticks += visitor.ticks[ticks:]
        lesson.pauses.append(await visitor.order("pause"))
    await visitor.close()
    return lesson


async def silent(visitor: Visitor, ready: asyncio.Barrier, seconds: float) -> None:
    """Open the page, play, and go on asking without reading any answer."""
    await visitor.open()
    await visitor.result()
    await ready.wait()
    await visitor.order("play")
    visitor.deaf = True
    end = perf_counter() + seconds + SPREAD
    while perf_counter() < end:
        asking = asyncio.create_task(visitor.order("more"))
        await asyncio.sleep(0.25)
        asking.cancel()
    await visitor.close()


async def hold(
    addresses: Sequence[str], sessions: int, seconds: float, query: str, mute: int = 0
) -> list[Lesson]:
    """A lesson of so many visitors, `mute` of them beside; what each of the others has met."""
    ready = asyncio.Barrier(sessions + mute)
    seats = [addresses[place % len(addresses)] for place in range(sessions)]
    beside = [silent(Visitor(addresses[0], query), ready, seconds) for _ in range(mute)]
    hushed = [asyncio.create_task(one) for one in beside]
    lessons = await asyncio.gather(
        *(
            seat(Visitor(address, query), SPREAD * place / sessions, ready, seconds)
            for place, address in enumerate(seats)
        )
    )
    await asyncio.gather(*hushed)
    return lessons


def begin(stack: ExitStack, processes: int) -> list[Server]:
    """Run the app in so many processes, each of which has shown its page once."""
    servers = [stack.enter_context(running()) for _ in range(processes)]
    for server in servers:
        asyncio.run(hold([server.address], 1, 1.0, ""))  # so that everything is imported
    return servers


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--silent", type=int, default=0)
    parser.add_argument("--query", default="", help="of the link that is opened")
    given = parser.parse_args()
    with ExitStack() as stack:
        servers = begin(stack, given.processes)
        load, start = os.getloadavg()[0], perf_counter()
        before = [server.processor() for server in servers]
        addresses = [server.address for server in servers]
        lessons = asyncio.run(
            hold(addresses, given.sessions, given.seconds, given.query, given.silent)
        )
        spent = sum(server.processor() for server in servers) - sum(before)
        measured = rows(lessons, given.seconds, sum(server.memory() for server in servers))
        print(f"{given.sessions} sessions, {given.processes} process(es), {os.cpu_count()} cores")
        print(f"load average before {load:.1f}, after {os.getloadavg()[0]:.1f}")
        print(f"processor {spent:.1f} s in {perf_counter() - start:.1f} s")
        print(table(measured))


if __name__ == "__main__":
    main()
