"""The process in which the web page reads and compares."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

SERVER = """
import os, sys, time
from pathlib import Path
from onrecord.web.bench import Bench

if __name__ == "__main__":
    bench = Bench(Path("none.db"))
    print(bench._begin(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc for a process")
def test_the_bench_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    server = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    beside = int(server.stdout.readline())
    assert _lives(beside)
    server.kill()
    server.wait()
    server.stdout.close()
    until = time.monotonic() + 20
    while _lives(beside) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(beside)


def _lives(process: int) -> bool:
    """Tell whether a process is at work; one that has ended and that nobody has asked after does not count."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
