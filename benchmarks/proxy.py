"""nginx before several processes of the app, on this machine, with the configuration of deploy/."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server import Server, answers, free_port

CONFIGURATION = Path(__file__).parents[1] / "deploy" / "nginx.conf"
SERVICE = "server app:8501 resolve "  # as Docker knows the processes


def configured(text: str, ports: Sequence[int], port: int, folder: str) -> str:
    """The configuration for processes at these ports of this machine, itself at `port`.

    Raises ValueError where the text is not as expected, so that nothing else is measured.
    """
    (line,) = [line for line in text.splitlines() if SERVICE in line] or [""]
    own = "\n".join(line.replace(SERVICE, f"server 127.0.0.1:{one} ") for one in ports)
    changes = {
        line: own,
        "listen 80;": f"listen 127.0.0.1:{port};",
        "events {": f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{",
        "http {": "\n".join(
            [
                "http {",
                *(
                    f"    {kind}_temp_path {folder}/{kind};"
                    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                ),
            ]
        ),
    }
    for old, new in changes.items():
        if not old or text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in nginx.conf; expected once")
        text = text.replace(old, new)
    return text


@contextmanager
def proxied(servers: Sequence[Server]) -> Iterator[str]:
    """nginx before these servers, until the block ends; its address."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nginx.conf"
        ports = [server.port for server in servers]
        path.write_text(configured(CONFIGURATION.read_text(), ports, port, folder))
        command = ["nginx", "-p", folder, "-c", str(path), "-g", "daemon off;"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            if not answers(f"http://127.0.0.1:{port}/_stcore/health"):
                raise RuntimeError("nginx does not answer")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)
