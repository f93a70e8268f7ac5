"""A report holds versions, and of a page only what its reader allows, made as small as shows the fault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.care import Finding
from onrecord.care.report import fault_of, report
from onrecord.care.shrinking import shrink
from onrecord.cli import app
from onrecord.errors import CorrectionError, NoArticleError
from onrecord.reader import Reader

PAGE = """Kenya and Uganda argue over a weir

Published: 3 March 2025

Rain fell on the hills for a third week and the roads were closed.

Kenyan envoy Amani Otieno said on Monday that the weir would be opened in April.

The river was high, and farmers moved their cattle away from its banks.

"We wait," Ugandan envoy Ruth Achieng said.
"""


class TestShrinking:
    def test_only_what_is_needed_is_kept_in_order(self) -> None:
        def same(parts: Sequence[int]) -> bool:
            return {3, 17, 18} <= set(parts)

        assert shrink(range(40), same) == [3, 17, 18]

    def test_it_asks_no_more_often_than_it_may(self) -> None:
        asked = []

        def same(parts: Sequence[int]) -> bool:
            asked.append(parts)
            return sum(parts) % 2 == 1

        assert sum(shrink(range(1000), same, tries=25)) >= 0
        assert len(asked) == 25

    @pytest.mark.parametrize("parts", [[], [1], [1, 2]])
    def test_what_cannot_be_smaller_stays(self, parts: list[int]) -> None:
        assert shrink(parts, lambda held: list(held) == parts) == parts


def test_the_page_is_cut_down_to_what_shows_the_fault(reader: Reader) -> None:
    fault = fault_of(PAGE.encode(), "the weir would be opened", reader=reader)
    assert not fault.whole
    assert "Amani Otieno said" in fault.page
    assert "cattle" not in fault.page
    assert "Achieng" not in fault.page
    assert ("statement", "Amani Otieno [KEN]") in {fact[:2] for fact in fault.facts}


def test_without_words_the_page_stays_whole(reader: Reader) -> None:
    assert fault_of(PAGE.encode(), "", reader=reader).whole


def test_a_page_that_cannot_be_read_is_cut_down_to_what_ends_so(reader: Reader) -> None:
    page = b"<html><body>" + b"<nav>Home</nav>\n" * 30 + b"</body></html>"
    fault = fault_of(page, "", reader=reader)
    assert isinstance(fault.error, NoArticleError)
    assert len(fault.page) < len(page)


@pytest.mark.parametrize("consent", [True, False])
def test_nothing_of_the_page_is_told_without_consent(reader: Reader, consent: bool) -> None:
    fault = fault_of(PAGE.encode(), "the weir would be opened", reader=reader)
    findings = [Finding("store", "wrong", "'/home/nora/desk/news.db' is damaged"), Finding("sqlite", "ok", "3.45")]
    made = report("The speaker is another.", findings, fault, consent=consent)
    assert ("Otieno" in made, "weir" in made) == (consent, consent)
    assert "The speaker is another." in made
    assert "models and tables:" in made
    assert "news.db is damaged" in made
    assert "nora" not in made
    assert "3.45" not in made


def test_an_error_is_told_with_its_lines_and_its_words_only_with_consent(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Otieno has no index")

    monkeypatch.setattr("onrecord.reader.read_actors", fail)
    fault = fault_of(PAGE.encode(), "", reader=reader)
    told, untold = (report("", [], fault, consent=consent) for consent in (True, False))
    assert "ValueError" in untold
    assert "onrecord/reader.py line" in untold
    assert "Otieno" not in untold
    assert "ValueError: Otieno has no index" in told


def test_a_fence_holds_whatever_the_page_holds(reader: Reader) -> None:
    made = report("", [], fault_of(b"Ana Reyes said ````x```` was true. It was so.", "", reader=reader), consent=True)
    assert made.count("\n`````\n") == 2


class TestCommand:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
        monkeypatch.setattr("onrecord.care.examine", lambda store=None: iter(()))
        monkeypatch.setattr("onrecord.reader.Reader", lambda: reader)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["bug-report", *arguments])

    def page(self, tmp_path: Path) -> str:
        (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
        return str(tmp_path / "page.txt")

    def test_a_program_that_cannot_be_asked_leaves_the_page_out(self, tmp_path: Path) -> None:
        shown = self.run(self.page(tmp_path), "--words", "the weir would be opened").stdout
        assert "did not say that it may be" in shown
        assert "Otieno" not in shown

    def test_the_page_is_in_it_when_that_is_said(self, tmp_path: Path) -> None:
        out = tmp_path / "report.md"
        done = self.run(self.page(tmp_path), "--words", "the weir would be", "--with-page", "--out", str(out))
        assert (done.exit_code, done.stdout) == (0, "")
        assert "Otieno" in out.read_text(encoding="utf-8")

    def test_versions_alone_need_no_page(self) -> None:
        shown = self.run("--what", "It is slow.").stdout
        assert "It is slow." in shown
        assert "- Python: 3." in shown

    def test_words_on_which_nothing_is_read_are_told(self, tmp_path: Path) -> None:
        assert type(self.run(self.page(tmp_path), "--words", "no such words").exception) is CorrectionError


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete -o"), ("zsh", "#compdef onrecord"), ("fish", "complete")]
)
def test_each_shell_gets_its_completion(shell: str, sign: str) -> None:
    shown = CliRunner().invoke(app, ["completion", shell])
    assert shown.exit_code == 0
    assert sign in shown.stdout
    assert "_ONRECORD_COMPLETE" in shown.stdout


def test_a_shell_that_asks_is_told_the_commands() -> None:
    asked = {"_ONRECORD_COMPLETE": "complete_bash", "COMP_WORDS": "onrecord cor", "COMP_CWORD": "1"}
    shown = CliRunner().invoke(app, [], env=asked, prog_name="onrecord").stdout
    assert shown.split() == ["correct", "corrections"]
