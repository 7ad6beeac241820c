"""`python -m benchmarks.load --sessions 25`: a class that plays at once, seen from its seats.

Starts the app, opens Training in every seat, and has all of them play two networks, pause once in
the middle and play on. The clients share the machine with the server, so only figures of one run
on one machine can be compared. `--silent 1`: one more visitor plays and stops reading. Several
processes stand behind nginx; of those that are killed the visitors reload.
"""

import argparse
import asyncio
import os
from collections.abc import Sequence
from contextlib import ExitStack
from time import perf_counter

from benchmarks.figures import Lesson, rows, table
from benchmarks.proxy import proxied
from benchmarks.server import Server, running
from benchmarks.visitor import Visitor

WARM = argparse.Namespace(sessions=1, silent=0, seconds=1.0, query="")
SPREAD = 1.0  # seconds over which a class presses the same button


async def seat(visitor: Visitor, late: float, ready: asyncio.Barrier, seconds: float) -> Lesson:
    """Open the page, wait for the class, play with a pause in the middle; what was met."""
    start = perf_counter()
    lesson = Lesson(await visitor.open(), 0.0)
    if visitor.seen:
        await visitor.result()
    lesson.result = perf_counter() - start
    await ready.wait()
    await asyncio.sleep(late)
    for _ in range(2 if visitor.seen else 0):
        await stretch(visitor, lesson, seconds / 2)
        if visitor.lost:
            visitor = await again(visitor, lesson)
    lesson.faults += visitor.faults
    await visitor.close()
    return lesson


async def stretch(visitor: Visitor, lesson: Lesson, seconds: float) -> None:
    """Press Play, and Pause so many seconds later."""
    before, ticks = visitor.received, len(visitor.ticks)
    played = await visitor.order("play")
    first = len(visitor.seen)
    await asyncio.sleep(seconds)
    if visitor.lost:
        return
    paused = await visitor.order("pause")
    if not visitor.lost:
        lesson.plays.append(played)
        lesson.pauses.append(paused)
        lesson.stretches.append([one for one in visitor.seen[first:] if one.playing])
        lesson.received += visitor.received - before
        lesson.ticks += visitor.ticks[ticks:]


async def again(old: Visitor, lesson: Lesson) -> Visitor:
    """Reload the page, as somebody does whose connection is lost."""
    lesson.faults += old.faults
    visitor = Visitor(old.address, old.query, cookies=old.cookies)
    lesson.reloads.append(await visitor.open())
    await visitor.result()
    return visitor


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
    address: str, given: argparse.Namespace, victims: Sequence[Server] = ()
) -> list[Lesson]:
    """A lesson of `given.sessions` visitors, and what each has met; `given.silent` sit beside them.

    The processes `victims` end a quarter of the way through.
    """
    ready = asyncio.Barrier(given.sessions + given.silent + 1)
    beside = [
        asyncio.create_task(silent(Visitor(address, given.query), ready, given.seconds))
        for _ in range(given.silent)
    ]
    seats = [
        asyncio.create_task(
            seat(
                Visitor(address, given.query),
                SPREAD * place / given.sessions,
                ready,
                given.seconds,
            )
        )
        for place in range(given.sessions)
    ]
    await ready.wait()
    await asyncio.sleep(given.seconds / 4 + SPREAD)
    for victim in victims:
        victim.process.kill()
    lessons = await asyncio.gather(*seats)
    await asyncio.gather(*beside)
    return lessons


def begin(stack: ExitStack, processes: int) -> list[Server]:
    """Run the app in so many processes, each of which has shown its page once."""
    servers = [stack.enter_context(running()) for _ in range(processes)]
    for server in servers:
        asyncio.run(hold(server.address, WARM))  # so that everything is imported
    return servers


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--silent", type=int, default=0)
    parser.add_argument("--kill", type=int, default=0, help="processes that end in the middle")
    parser.add_argument("--query", default="", help="of the link that is opened")
    given = parser.parse_args()
    with ExitStack() as stack:
        servers = begin(stack, given.processes)
        load, start = os.getloadavg()[0], perf_counter()
        before = [server.processor() for server in servers]
        one = len(servers) == 1
        address = servers[0].address if one else stack.enter_context(proxied(servers))
        victims = servers[len(servers) - given.kill :]
        lessons = asyncio.run(hold(address, given, victims))
        spent = sum(server.processor() for server in servers) - sum(before)
        measured = rows(lessons, given.seconds, sum(server.memory() for server in servers))
        print(f"{given.sessions} sessions, {given.processes} process(es), {os.cpu_count()} cores")
        print(f"load average before {load:.1f}, after {os.getloadavg()[0]:.1f}")
        print(f"processor {spent:.1f} s in {perf_counter() - start:.1f} s")
        print(table(measured))


if __name__ == "__main__":
    main()
