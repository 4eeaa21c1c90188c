"""The shapes of the cards, and how a TOML table becomes one: every field known, none left out."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from data.errors import PanoramaError, listed

Card = TypeVar("Card")


class BrokenCatalogue(PanoramaError):
    """A card lacks a field, has one too many, or points to something that is not there."""


class Kind(StrEnum):
    """What kind of figure an indicator is."""

    STOCK = "stock"
    FLOW = "flow"
    SHARE = "share"
    INDEX = "index"


class ReferenceDate(StrEnum):
    """When in the year a source counts."""

    MID_YEAR = "mid_year"
    YEAR_END = "year_end"
    CALENDAR_YEAR = "calendar_year"
    MONTH = "month"
    JANUARY = "january"
    CENSUS = "census"
    VARIES = "varies"


class Touches(StrEnum):
    """What a flag is about: the value lacks something, or covers something else."""

    GAP = "gap"
    SCOPE = "scope"


class InSums(StrEnum):
    """When a sum carries a flag of its parts."""

    ANY = "any"
    ALL = "all"
    NEVER = "never"


class Counterpart(StrEnum):
    """What the other end of an observation is."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    ASYLUM = "asylum"
    SENDER = "sender"
    NONE = "none"


class Reporter(StrEnum):
    """Who reports a corridor: an office at its destination or at its origin, or a model of both."""

    DESTINATION = "destination"
    ORIGIN = "origin"
    MODEL = "model"


class Mapped(StrEnum):
    """Which end of an observation a map shows."""

    REF_AREA = "ref_area"
    COUNTERPART_AREA = "counterpart_area"


@dataclass(frozen=True, slots=True)
class MaySum:
    """Over what an indicator may be added up; nothing is assumed."""

    areas: bool
    time: bool
    counterparts: bool
    breakdown: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a formula: indicators that are added up, and which of their rows.

    Attributes:
        indicators: ids.
        sex: the only codes that count; all of them, each for itself, when there are none.
        age: likewise.
        counterpart_area: likewise; a group stands for its countries.
        before: the value of the period before in the same series.
    """

    indicators: tuple[str, ...]
    sex: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    counterpart_area: tuple[str, ...] = ()
    before: bool = False


class Zero(StrEnum):
    """What a denominator of zero means: a mistake in the data, or that there is no rate."""

    REFUSE = "refuse"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Formula:
    """A derived indicator: ``factor * numerator / denominator - less``.

    Attributes:
        numerator: what is divided.
        denominator: what it is divided by.
        factor: 100 for per cent, 1,000 for a rate per thousand.
        less: what is taken off (100 for a change in per cent).
        zero: what a denominator of zero means: ``refuse`` or ``not_applicable``.
        definition: what is counted, where it is not what the terms count.
        least: the least denominator above which a value is called reliable; one below it is kept
            and flagged.
    """

    numerator: Term
    denominator: Term
    factor: float
    less: float = 0.0
    zero: str = Zero.REFUSE.value
    definition: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes:
        id: its name everywhere.
        theme: the file of cards that it stands in.
        unit_measure: what is counted one by one (``data.schema.COUNTS``), ``percent``,
            ``per_1000``, ``usd``, ``usd_per_person``, ``cop_per_month``, ``years`` or ``index``.
        decimals: how many are shown.
        kind: stock, flow, share or index.
        counterpart: what the other end is: origin, destination, asylum, sender or none.
        may_sum: over what it may be added up.
        no_sum: why it may not, where the reason is one of its own: by ``areas``, ``time`` or
            ``counterparts``, the word of ``guard.<word>``.
        palette: name of the colour scale.
        classes: lower bounds of classes 2 to 5, the same for every year and filter.
        sources: ids, the first is shown unless another is asked for; joined by a dot if derived.
        default_counterpart: the other end that is shown unless another is asked for.
        parts: the indicators that it adds up.
        measures: which indicator answers each measure.
        formula: how it is derived, if it is.
        signed: whether it may be negative.
        mapped: which end a map shows: ``ref_area``, or ``counterpart_area`` where one country
            registers many nationalities.
        route: the route of which it counts one stage, empty for all else.
        corridors: whether its two ends are those of a move: where persons come from, and where
            they live, arrive or pass.
        points: whether the single events that it adds up are given as points.
    """

    id: str
    theme: str
    unit_measure: str
    decimals: int
    kind: str
    counterpart: str
    may_sum: MaySum
    no_sum: Mapping[str, str]
    palette: str
    classes: tuple[float, ...]
    sources: tuple[str, ...]
    default_counterpart: str
    parts: tuple[str, ...]
    measures: Mapping[str, str]
    formula: Formula | None
    signed: bool
    mapped: str
    route: str
    corridors: bool
    points: bool


@dataclass(frozen=True, slots=True)
class RawFile:
    """One raw file of a source.

    Attributes:
        path: below the raw folder.
        sha256: its checksum.
        rows: how many rows the table in it has (of a workbook each sheet, of JSON the matrices).
    """

    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Source:
    """The card of a producer's edition: who, when, on what terms, from which files.

    Attributes:
        id: its name everywhere.
        producer: whose figures they are.
        edition: which of the producer's editions.
        licence: the terms, as the documents at hand have them.
        citation: how it is cited.
        citation_lang: the language of the citation, a BCP 47 tag: for those who hear the page.
        reference_date: when in the year it counts.
        files: the raw files.
        published: when it was published; empty where no document at hand states it.
        url: the producer's address; likewise.
        licence_url: the address of the terms; likewise.
    """

    id: str
    producer: str
    edition: str
    licence: str
    citation: str
    reference_date: str
    files: tuple[RawFile, ...]
    published: str = ""
    url: str = ""
    licence_url: str = ""
    citation_lang: str = "en"

    def file(self, name: str) -> RawFile:
        """Give the raw file of a name.

        Raises:
            BrokenCatalogue: when the card lists no such file.
        """
        for each in self.files:
            if each.path.rsplit("/", 1)[-1] == name:
                return each
        message = f"sources/{self.id}.toml lists no file '{name}'. Add it with its sha256."
        raise BrokenCatalogue(message)


@dataclass(frozen=True, slots=True)
class Definition:
    """What was counted, in short tokens that can be compared; their words are in data/words."""

    id: str
    concept: str
    population_base: str
    legal_basis: str
    duration_rule: str
    left_out: str
    source_type: str
    reference_date: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark of a row.

    Attributes:
        id: its name.
        touches: ``gap`` when the value lacks something, ``scope`` when it covers something else.
        in_sums: a sum carries it when ``any`` of its parts does, when ``all`` do, or ``never``.
        marked: whether a figure that carries it has a mark wherever it is written, and is never
            called the highest or the lowest; unless the card says so, that of a ``gap`` has.
    """

    id: str
    touches: str
    in_sums: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Statuses:
    """The codes of ``obs_status``, the worst first."""

    priority: tuple[str, ...]


def read_toml(file: Path) -> dict[str, Any]:
    """Read one TOML file, with a sentence when it is missing or broken."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        message = f"{file.name}: {fault}. Mend the file of the catalogue."
        raise BrokenCatalogue(message) from fault


def card(kind: type[Card], given: Mapping[str, Any], where: str) -> Card:
    """Make a card of a table whose fields must be exactly the card's.

    >>> card(RawFile, {"path": "a.csv", "sha256": "0f", "rows": 3}, "sources/a.toml").path
    'a.csv'

    Raises:
        BrokenCatalogue: naming unknown fields, missing fields and fields of another type.
    """
    shape = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    needed = {name for name, each in shape.items() if each.default is MISSING}
    faults = [f"unknown field '{name}'" for name in sorted(given.keys() - shape.keys())]
    faults += [f"missing field '{name}'" for name in sorted(needed - given.keys())]
    faults += [
        f"'{name}' must be {shape[name].type.__name__}"  # type: ignore[union-attr]
        for name, value in given.items()
        if name in shape
        and shape[name].type in (str, int, bool)
        and type(value) is not shape[name].type
    ]
    if faults:
        message = f"{where}: {given.get('id', '')} has {listed(faults)}. Mend the card."
        raise BrokenCatalogue(message)
    return kind(**given)


def indicator(name: str, theme: str, given: Mapping[str, Any]) -> Indicator:
    """Make the card of an indicator of a theme."""
    file = f"indicators/{theme}.toml"
    where = f"{file}: {name}"
    filled: dict[str, Any] = {
        "parts": (),
        "measures": {},
        "no_sum": {},
        "formula": None,
        "signed": False,
        "mapped": Mapped.REF_AREA.value,
        "route": "",
        "corridors": False,
        "points": False,
        **given,
    }
    may_sum = card(MaySum, filled.get("may_sum", {}), f"{where}.may_sum")
    for field in ("classes", "sources", "parts"):
        if field in filled:
            filled[field] = tuple(filled[field])
    if filled["formula"] is not None:
        filled["formula"] = formula(filled["formula"], f"{where}.formula")
    made = card(Indicator, {"id": name, "theme": theme, **filled, "may_sum": may_sum}, file)
    one_of(Kind, made.kind, where)
    one_of(Counterpart, made.counterpart, where)
    one_of(Mapped, made.mapped, where)
    return made


def formula(given: Mapping[str, Any], where: str) -> Formula:
    """Make a formula; a term that is one indicator may be written as its id."""
    terms: dict[str, Term] = {}
    for side in ("numerator", "denominator"):
        asked = given.get(side, {})
        fields_of = {"indicators": [asked]} if isinstance(asked, str) else asked
        told = {k: tuple(v) if isinstance(v, list) else v for k, v in fields_of.items()}
        terms[side] = card(Term, told, f"{where}.{side}")
    made = card(Formula, {**given, **terms}, where)
    one_of(Zero, made.zero, where)
    return made


def one_of(choices: type[StrEnum], value: str, where: str) -> None:
    """Refuse a value that is none of the choices."""
    allowed = [choice.value for choice in choices]
    if value not in allowed:
        message = f"{where}: '{value}' must be one of {', '.join(allowed)}. Mend the card."
        raise BrokenCatalogue(message)


def source(given: Mapping[str, Any], where: str) -> Source:
    """Make the card of a source."""
    files = tuple(card(RawFile, each, where) for each in given.get("files", []))
    made = card(Source, {**given, "files": files}, where)
    one_of(ReferenceDate, made.reference_date, where)
    return made


def flag(name: str, given: Mapping[str, Any]) -> Flag:
    """Make the card of a flag."""
    gap = given.get("touches") == Touches.GAP
    made = card(Flag, {"id": name, "marked": gap, **given}, "flags.toml")
    one_of(Touches, made.touches, f"flags.toml: {name}")
    one_of(InSums, made.in_sums, f"flags.toml: {name}")
    return made


def statuses(given: Mapping[str, Any], where: str) -> Statuses:
    """Read the order of the codes of ``obs_status``."""
    return Statuses(tuple(card(Statuses, given, where).priority))
