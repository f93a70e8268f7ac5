"""The README tells every exit status, and no two errors share one."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord import errors

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
NAMED = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.OnrecordError)]


def test_every_exit_status_is_told() -> None:
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", README, flags=re.M)}
    assert {e.exit_code for e in NAMED} - {1} <= told


def test_no_two_errors_share_an_exit_status() -> None:
    own = [e.exit_code for e in NAMED if "exit_code" in vars(e)]
    assert len(own) == len(set(own))


def test_every_error_has_a_code_of_its_own() -> None:
    assert len({e.code for e in NAMED}) == len(NAMED)
