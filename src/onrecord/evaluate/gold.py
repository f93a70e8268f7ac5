"""The gold format: what people say stands on a page, in files beside the pages (see docs/evaluate.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ValidationError

from onrecord.errors import GoldError
from onrecord.record import EventType, Fact, Polarity, StatementKind, Status
from onrecord.record.readings import CommitmentState, FigureKind, Stance

M = TypeVar("M", bound=Fact)

SUFFIX = ".gold.json"
PAGES = (".txt", ".html")


GoldLayer = Literal["article", "times", "actors", "statements", "events", "readings"]
"""What can be scored apart; readings are figures, commitments, positions, terms and the meeting."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name or a list of them; a name is an actor's name, or a country's code for the country and all its people."""


class Wanted(Fact):
    """Base of gold answers: an optional one costs nothing when missed and nothing when found."""

    optional: bool = False


class GoldGiven(Fact):
    """What is known of the page beside its file; `as_it_is`: the file is the article's text, as JSON lines have it."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    as_it_is: bool = False


class GoldArticle(Fact):
    """What the page is; `published: null` wants no date, and a field left out is not asked for."""

    title: str | None = None
    standfirst: str | None = None
    published: str | None = None
    modified: str | None = None
    caption: str | None = None
    credit: str | None = None
    caption_once: bool = False
    not_in_text: tuple[str, ...] = ()


class GoldStatement(Wanted):
    """A statement; a `speaker` of "" is nobody that the page names."""

    content: str
    speaker: str = ""
    country: str | None = None
    kind: StatementKind
    addressee: str | None = None
    chain: tuple[str, ...] = ()
    said: str | None = None
    polarity: Polarity | None = None
    headline: bool | None = None


class GoldTime(Wanted):
    """A time expression wherever its words stand; a `value` of None wants it left open."""

    text: str
    value: str | None
    alt_values: tuple[str | None, ...] = ()
    mod: str | None = None
    count: int = 1


class GoldActor(Wanted):
    """An actor under a name that the page uses."""

    name: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None


class GoldEvent(Wanted):
    """An event; every `alt_` field lists other right answers."""

    type: EventType
    alt_types: tuple[EventType, ...] = ()
    trigger: str
    alt_triggers: tuple[str, ...] = ()
    actors: Names = ()
    recipients: Names = ()
    date: str | None = None
    alt_dates: tuple[str, ...] = ()
    status: Status
    alt_statuses: tuple[Status, ...] = ()
    mode: str | None = None
    alt_modes: tuple[str, ...] = ()
    context: str | None = None


class Trap(Fact):
    """Words that a hasty reader would take for an event of a status that it does not have, and why it has not."""

    why: str
    trigger: str
    wrong_status: Status


class GoldFigure(Wanted):
    """A quantity; `value` may be either end of a range."""

    text: str
    value: float
    alt_values: tuple[float, ...] = ()
    unit: str | None = None
    alt_units: tuple[str, ...] = ()
    by: str | None = None
    date: str | None = None
    previous: float | None = None
    kind: FigureKind | None = None


class GoldCommitment(Wanted):
    """An undertaking."""

    what: str
    who: Names
    to: Names = ()
    announced_by: Names = ()
    due: str | None = None
    state: CommitmentState
    alt_state: CommitmentState | None = None


class GoldPosition(Wanted):
    """A stance."""

    actor: str
    issue: str
    stance: Stance
    toward: str | None = None


class GoldTerm(Wanted):
    """A loaded word."""

    term: str
    used_by: str | None = None
    report_says: str | None = None


class GoldMeeting(Fact):
    """The page's main meeting; `only_first` and `only_second` are topics of one of the first two participants."""

    channel: str | None = None
    date: str | None = None
    length: str | None = None
    participants: tuple[str, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


class Gold(Fact):
    """All gold answers for one page; where `layers` names some, the others were not annotated and are not scored."""

    about: str = ""
    page: str
    given: GoldGiven | None = None
    layers: tuple[GoldLayer, ...] | None = None
    article: GoldArticle = GoldArticle()
    statements: tuple[GoldStatement, ...] = ()
    times: tuple[GoldTime, ...] = ()
    actors: tuple[GoldActor, ...] = ()
    same_entity: tuple[tuple[str, str], ...] = ()
    different_entity: tuple[tuple[str, str], ...] = ()
    events: tuple[GoldEvent, ...] = ()
    not_events: tuple[Trap, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    commitments: tuple[GoldCommitment, ...] = ()
    positions: tuple[GoldPosition, ...] = ()
    terms: tuple[GoldTerm, ...] = ()
    meeting: GoldMeeting | None = None


class GoldConflict(Fact):
    """Words of two accounts that cannot both hold."""

    first: str
    second: str
    about: str = ""


class GoldPair(Fact):
    """What a comparison of two accounts should find, in each account's own words."""

    first: str
    second: str
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    both: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[GoldConflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A page and its gold."""

    page: Path
    gold: Gold


@dataclass(frozen=True, slots=True)
class PairCase:
    """Two pages and the gold of their comparison."""

    first: Path
    second: Path
    gold: GoldPair


def load_cases(folder: Path) -> list[Case]:
    """Read every `NAME.gold.json` of a folder with its page, in order of name.

    Raises:
        GoldError: no such folder, no gold in it, a file that is not gold, or gold without its page.
    """
    if not folder.is_dir():
        raise GoldError(f"no folder {folder}")
    cases = [_case(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    if not cases:
        raise GoldError(f"{folder} holds no NAME{SUFFIX}")
    return cases


def load_pairs(folder: Path) -> list[PairCase]:
    """Read every `pair_*.json` of a folder, in order of name; none is no error.

    Raises:
        GoldError: a file that is not the gold of a pair, or one of its pages is missing.
    """
    pairs = []
    for path in sorted(folder.glob("pair_*.json")):
        gold = _load(path, GoldPair.model_validate)
        pairs.append(PairCase(_page(path, gold.first), _page(path, gold.second), gold))
    return pairs


def _case(path: Path) -> Case:
    gold = _load(path, Gold.model_validate)
    return Case(_page(path, gold.page), gold)


def _page(gold: Path, name: str) -> Path:
    page = gold.parent / name
    if Path(name).name != name or page.suffix not in PAGES or not page.is_file():
        raise GoldError(f"{gold.name} is gold of {name!r}, which is not a page beside it (one of {', '.join(PAGES)})")
    return page


def _load(path: Path, check: Callable[[Any], M]) -> M:
    try:
        return check(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise GoldError(f"{path.name}: {where or 'the file'}: {first['msg']}") from error
    except ValueError as error:
        raise GoldError(f"{path.name} is not JSON in UTF-8: {error}") from error
