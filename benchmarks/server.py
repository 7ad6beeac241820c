"""The app as a process of its own on this machine: its address, and the memory it holds."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self, peak: bool = False) -> float:
        """MB that the process holds, or has held at most; 0 where it has ended."""
        name = "VmHWM" if peak else "VmRSS"
        try:
            rows = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return sum(int(row.split()[1]) for row in rows if row.startswith(name)) / 1000

    def processor(self) -> float:
        """Seconds of processor time that the process has taken; 0 where it has ended."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / 100

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:  # a busy machine
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str, seconds: float = 12) -> bool:
    """Whether something answers there, soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return True
        except urllib.error.HTTPError:
            return True  # it answers, below a base path
        except OSError:
            time.sleep(0.05)
    return False


@contextmanager
def running(*options: str, script: str | Path = "app.py") -> Iterator[Server]:
    """Run the app, or another script, with Streamlit's options, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(port, process)
    try:
        answers(f"{server.address}/_stcore/health")
        yield server
    finally:
        server.stop()
