"""`python -m benchmarks.soak --minutes 30`: whether a server's memory grows while a class plays on.

So many visitors play two networks without a pause. Prints the server's memory at every minute, and
how much it has grown after the fifth.
"""

import argparse
import asyncio
from contextlib import ExitStack

from benchmarks.figures import grown, share
from benchmarks.load import begin
from benchmarks.server import Server
from benchmarks.visitor import Visitor

SETTLED = 5  # minutes after which nothing is to grow


async def soak(server: Server, sessions: int, minutes: int, query: str) -> list[float]:
    """Play so long; MB that the server holds, at the beginning and after every minute."""
    visitors = [Visitor(server.address, query) for _ in range(sessions)]
    await asyncio.gather(*(visitor.open() for visitor in visitors))
    await asyncio.gather(*(visitor.result() for visitor in visitors))
    await asyncio.gather(*(visitor.order("play") for visitor in visitors))
    held = [server.memory()]
    print("| minute | MB | tick p95, s | first at step | faults |\n| --- | --- | --- | --- | --- |")
    for minute in range(1, minutes + 1):
        for visitor in visitors:
            visitor.ticks.clear()
            del visitor.seen[:-1]
        await asyncio.sleep(60)
        held.append(server.memory())
        ticks = [tick for visitor in visitors for tick in visitor.ticks]
        step, faults = visitors[0].seen[-1].step, sum(len(one.faults) for one in visitors)
        row = f"{minute} | {held[-1]:.1f} | {share(ticks, 0.95):.3f} | {step:,} | {faults}"
        print(f"| {row} |", flush=True)
    for visitor in visitors:
        await visitor.close()
    return held


def main() -> None:
    """Play, and print a row a minute."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--query", default="", help="of the link that is opened")
    given = parser.parse_args()
    with ExitStack() as stack:
        (server,) = begin(stack, 1)
        held = asyncio.run(soak(server, given.sessions, given.minutes, given.query))
        print(f"growth after minute {SETTLED}: {grown(held, SETTLED):.1f} MB")


if __name__ == "__main__":
    main()
