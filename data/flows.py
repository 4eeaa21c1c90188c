"""Who moves where: the corridors of one question, for all its periods at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data import observations, periods, selection
from data.catalogue import Indicator
from data.codes import is_unit
from data.corridor_totals import elsewhere_in, shown, steps_up_to, totals_of, unsplit_in
from data.folds import added_up, with_groups
from data.guard import Permit, Refusal, Sum, judge
from data.periods import Freq
from data.schema import NOT_NAMED, PARTIAL_PERIOD, TOTAL, WORLD
from data.store import Store
from data.sums import has_flag, totals_by
from data.view import Chart, Direction, FlowsView

PAIR = ["origin", "destination"]
ENDS = {"counterpart_area": "origin", "ref_area": "destination"}
# A threshold that nobody asked for leaves out the least corridors, and keeps this part of persons.
KEPT = 0.98
FEW = 30  # corridors that need no threshold, and that one leaves where there are more
FOLDED = (Chart.SANKEY, Chart.CHORD)


@dataclass(frozen=True, slots=True)
class Ends:
    """Which corridors a view is about.

    Attributes:
        into: their destinations, any when there are none.
        out_of: their origins, likewise.
        either: whether one of both is enough.
    """

    into: tuple[str, ...]
    out_of: tuple[str, ...]
    either: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked next to a view of corridors.

    Attributes:
        indicators: those whose two ends are those of a move.
        sources: that have corridors of the indicator.
        directions: that the source has corridors of.
        sexes: with a value.
        ends: countries that any corridor of the view begins or ends in.
        others: the far ends that may be asked for.
        leading: the largest of them in the latest period, largest first.
        periods: with a value.
        partial: by period that lacks months, the flags that say which it has.
        stops: every period from the first to the last.
        latest: the last that is no projection beyond the source's edition.
        steps: thresholds, from none up.
    """

    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    directions: tuple[Direction, ...]
    sexes: tuple[str, ...]
    ends: tuple[str, ...]
    others: tuple[str, ...]
    leading: tuple[str, ...]
    periods: tuple[str, ...]
    partial: Mapping[str, str]
    stops: tuple[str, ...]
    latest: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All periods of one view of corridors.

    Attributes:
        view: what was asked.
        indicator: its card.
        options: what may be asked next.
        here: the countries at the near end that stand for 'here': those of the nine that the
            source has there, or the country of a register.
        both_sides: whether the view shows one country's corridors in both directions.
        ends: which corridors are asked for.
        standing: the destinations and the origins that are asked for by name and that the source
            has, whether it has figures of them in every period or not.
        corridors: one row a corridor and period: ``origin, destination, time_period, obs_value,
            obs_status, flags``; folded ones where the view has no room for each.
        into: totals of destinations and of the regions that they are in: ``destination,
            time_period, obs_value, partial``.
        out_of: totals of origins, likewise.
        whole: totals of all corridors: ``time_period, obs_value, partial``.
        within: of those between two of the nine, likewise.
        shown: totals of the corridors of at least some persons: ``step, time_period, obs_value,
            partial``, and ``corridors``, how many there are.
        definitions: ids of what was counted.
        unsplit: by period, the destinations that have persons but not by sex, where one sex is
            asked for: the totals of the period lack them.
        elsewhere: by period, the destinations without a figure whose source has them at other
            levels of the procedure only.
        lacking: the flags of a figure that lacks something or is doubtful.
        verdict: the guard's on the sum of all.
    """

    view: FlowsView
    indicator: Indicator
    options: Options
    here: tuple[str, ...]
    both_sides: bool
    ends: Ends
    standing: tuple[tuple[str, ...], tuple[str, ...]]
    corridors: pd.DataFrame
    into: pd.DataFrame
    out_of: pd.DataFrame
    whole: pd.DataFrame
    within: pd.DataFrame
    shown: pd.DataFrame
    definitions: tuple[str, ...]
    unsplit: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[str, tuple[str, ...]]
    lacking: tuple[str, ...]
    verdict: Permit | Refusal


def freq_of(answer: Answer) -> str:
    """Tell the kind of period of an answer."""
    stops = answer.options.stops
    return periods.freq_of(stops[0]).value if stops else Freq.ANNUAL.value


def offered(store: Store) -> tuple[str, ...]:
    """List the indicators whose two ends are those of a move."""
    return tuple(name for name, card in store.catalogue.indicators.items() if card.corridors)


def sources_of(store: Store, indicator: str) -> tuple[str, ...]:
    """List the sources of an indicator that have a table, in the catalogue's order."""
    there = store.shelf.entries[indicator]["sources"]
    return tuple(each for each in store.catalogue.indicators[indicator].sources if each in there)


def homes(store: Store, indicator: str) -> tuple[str, ...]:
    """Give the destinations that stand for 'here': the nine, or the country of a register.

    A register of passage counts in one country, which is none of the nine.
    """
    if not store.catalogue.indicators[indicator].route:
        return store.codes.focus
    return tuple(
        code for code in store.shelf.entries[indicator]["codes"]["ref_area"] if code != WORLD
    )


def had(store: Store, indicator: str, source: str, end: str) -> set[str]:
    """Give the areas at one end of a source's corridors that it has a value of."""
    covered = store.shelf.covered(indicator, end)
    return {area for each, _, area in covered if each == source} - {WORLD, NOT_NAMED}


def reported(store: Store, view: FlowsView) -> tuple[str, ...]:
    """Give the countries at the near end that stand for 'here' and that the source has there.

    A national register has one of the nine: a view of it is not said to be of all of them.
    """
    into, out_of = (had(store, view.indicator, view.source, end) for end in reversed(ENDS))
    here = homes(store, view.indicator)
    if view.direction is Direction.OUT:
        here, found = store.codes.focus, out_of
    else:
        found = into | out_of if view.direction is Direction.ALL else into
    return tuple(code for code in here if code in found) or here


def directions_of(store: Store, indicator: str, source: str) -> tuple[Direction, ...]:
    """List the directions that a source has corridors of.

    Nothing leaves the country of a register for elsewhere, so that both ways are one; where that
    country or its origins are none of the nine, nothing is within them.

    Returns:
        Those towards 'here' always; the others where both of their ends are in the source.
    """
    into, out_of = (had(store, indicator, source, end) for end in reversed(ENDS))
    single = {code for code in into if not is_unit(code)}
    nine = set(store.codes.focus)
    asked = {
        Direction.IN: True,
        Direction.OUT: bool(out_of & nine),
        Direction.WITHIN: bool(out_of & nine and single & nine),
        Direction.ALL: bool(out_of & nine) and len(single) > 1,
    }
    return tuple(each for each in Direction if asked[each])


def alone(view: FlowsView) -> str:
    """Name the one country whose corridors are asked for, whatever is at their other end.

    >>> view = FlowsView("migrant_stock", "undesa_2024", Direction.IN, ("GUY",), (), "_T", "2024")
    >>> alone(view), alone(view.but(direction=Direction.OUT))
    ('GUY', '')
    """
    into, out_of = view.ref_area, view.counterpart_area
    near, far = (out_of, into) if view.direction is Direction.OUT else (into, out_of)
    if view.direction is Direction.ALL:
        return near[0] if len(near) == 1 and near == far else ""
    one = len(near) == 1 and not far and view.direction is not Direction.WITHIN
    return near[0] if one else ""


def ends_of(view: FlowsView, here: tuple[str, ...], nine: tuple[str, ...]) -> Ends:
    """Say which corridors a view is about: what is left out is said by the direction.

    A Sankey of one country shows both of its sides.

    Args:
        view: ``ref_area`` are destinations and ``counterpart_area`` origins in every direction.
        here: the destinations that stand for 'here'.
        nine: the focus countries.
    """
    into, out_of = view.ref_area, view.counterpart_area
    if view.show is Chart.SANKEY and (one := alone(view)):
        return Ends((one,), (one,), either=True)
    if view.direction is Direction.IN:
        return Ends(into or here, out_of)
    if view.direction is Direction.OUT:
        return Ends(into, out_of or nine)
    if view.direction is Direction.WITHIN:
        return Ends(into or here, out_of or nine)
    if into or out_of:
        return Ends(into, out_of, either=True)
    return Ends(here, nine, either=True)


def standing(store: Store, view: FlowsView) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the destinations and the origins that a view names and that its source has."""
    ends = ends_of(view, homes(store, view.indicator), store.codes.focus)
    into, out_of = (had(store, view.indicator, view.source, end) for end in reversed(ENDS))
    return (
        tuple(code for code in ends.into if code in into),
        tuple(code for code in ends.out_of if code in out_of),
    )


def rows_of(store: Store, view: FlowsView) -> pd.DataFrame:
    """Select the observations of a view's corridors, all periods and both sexes' parts.

    Returns:
        Rows of the observation table with ``origin`` and ``destination`` for its two ends: pairs
        of countries, or of a country and unknown or stateless persons. Totals are no corridors.
    """
    ends = ends_of(view, homes(store, view.indicator), store.codes.focus)
    asked = {
        "indicator": (view.indicator,),
        "source": (view.source,),
        "age": (TOTAL,),
        "breakdown": (TOTAL,),
    }
    both = {"ref_area": ends.into, "counterpart_area": ends.out_of}
    filters = [{**asked, name: codes} for name, codes in both.items() if codes]
    if not ends.either:
        filters = [{**asked, **{name: codes for name, codes in both.items() if codes}}]
    found = pd.concat(
        [observations.frame(store, observations.find(store, each)) for each in filters]
    )
    texts = {name: str for name in found.columns if name != "obs_value"}
    rows = found.astype(texts).rename(columns=ENDS)
    totals = (WORLD, NOT_NAMED)
    rows = rows[~rows["origin"].isin(totals) & ~rows["destination"].isin(totals)]
    rows = rows[rows["time_period"].map(periods.freq_of) != Freq.MONTHLY]
    return rows.drop_duplicates([*PAIR, "sex", "time_period"])


def flags_lacking(store: Store) -> tuple[str, ...]:
    """List the flags of a figure that lacks something or is doubtful."""
    flags = store.catalogue.flags.values()
    return tuple(each.id for each in flags if each.marked and each.id != PARTIAL_PERIOD)


def answer(store: Store, view: FlowsView) -> Answer:
    """Answer one view for all its periods; a later step in time needs no asking again."""
    everything = rows_of(store, view)
    rows = everything[everything["sex"] == view.sex]
    verdict = verdict_on(store, view, rows)
    lacking = flags_lacking(store)
    whole = totals_by(rows, ["time_period"], verdict, lacking)
    unsplit = unsplit_in(everything, view.sex)
    whole = whole.assign(partial=whole["partial"] | whole["time_period"].isin(list(unsplit)))
    nine = store.codes.focus
    inside = rows[rows["origin"].isin(nine) & rows["destination"].isin(nine)]
    grouped = with_groups(rows, view, store.codes, verdict) if view.show in FOLDED else rows
    drawn = added_up(grouped, verdict, lacking) if view.show in FOLDED else rows
    drawn = drawn[[*PAIR, "time_period", "obs_value", "obs_status", "flags"]]
    options = options_of(store, view, everything, drawn)
    here = reported(store, view)
    groups = store.codes.groups
    is_map = view.show is Chart.MAP
    regions = {code: each for each in store.codes.regions for code in groups[each] if is_map}
    least = shown(drawn, options.steps, verdict)
    return Answer(
        view=view.but(threshold=threshold_of(view, least, whole, options)),
        indicator=store.catalogue.indicators[view.indicator],
        options=options,
        here=here,
        both_sides=view.show is Chart.SANKEY and alone(view) != "",
        ends=ends_of(view, homes(store, view.indicator), nine),
        standing=standing(store, view),
        corridors=drawn,
        into=totals_of(grouped, "destination", regions, verdict, lacking),
        out_of=totals_of(grouped, "origin", regions, verdict, lacking),
        whole=whole,
        within=totals_by(inside, ["time_period"], verdict, lacking),
        shown=least,
        definitions=tuple(sorted(set(rows["definition"]))),
        unsplit=unsplit,
        elsewhere=elsewhere_in(rows),
        lacking=lacking,
        verdict=verdict,
    )


def verdict_on(store: Store, view: FlowsView, rows: pd.DataFrame) -> Permit | Refusal:
    """Ask the guard whether the corridors of a view may be added up, period by period."""
    filters = {
        "indicator": (view.indicator,),
        "source": (view.source,),
        "sex": (view.sex,),
        "time_period": (view.time_period or "2000",),
        "ref_area": tuple(sorted(set(rows["destination"]))),
        "counterpart_area": tuple(sorted(set(rows["origin"]))),
    }
    over = frozenset({"ref_area", "counterpart_area"})
    return judge(Sum(filters, over), store.catalogue, store.codes)


def options_of(
    store: Store, view: FlowsView, everything: pd.DataFrame, drawn: pd.DataFrame
) -> Options:
    """Say what may be asked next to a view, from what the tables have."""
    valued = everything[everything["obs_value"] > 0]
    own = valued[valued["sex"] == view.sex]
    found = tuple(sorted(set(own["time_period"])))
    cut = own[has_flag(own["flags"], PARTIAL_PERIOD)]
    partial = dict(zip(cut["time_period"], cut["flags"], strict=True))
    listed = store.shelf.entries[view.indicator]["codes"]["time_period"]
    yearly = tuple(code for code in listed if periods.freq_of(code) is not Freq.MONTHLY)
    stops = periods.between(found or yearly)
    latest = selection.latest_of(store, view.source, found or stops, partial)
    others, leading = far_ends(store, view, everything, latest)
    return Options(
        indicators=offered(store),
        sources=sources_of(store, view.indicator),
        directions=directions_of(store, view.indicator, view.source),
        sexes=selection.sexes_of(everything) or (view.sex,),
        ends=tuple(sorted({*own["origin"], *own["destination"]})),
        others=others,
        leading=leading,
        periods=found,
        partial=partial,
        stops=stops,
        latest=latest,
        steps=steps_up_to(drawn["obs_value"].max()),
    )


def far_ends(
    store: Store, view: FlowsView, everything: pd.DataFrame, latest: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List what may be asked for at the far end of corridors, and the largest of it."""
    if view.direction in (Direction.ALL, Direction.WITHIN):
        return (), ()
    name = "ref_area" if view.direction is Direction.OUT else "counterpart_area"
    wider = view.but(**{name: (), "show": Chart.MAP})
    rows = everything if wider == view else rows_of(store, wider)
    valued = rows[(rows["obs_value"] > 0) & (rows["sex"] == view.sex)]
    now = valued[(valued["time_period"] == latest) & valued[ENDS[name]].str.isalpha()]
    largest = now.groupby(ENDS[name])["obs_value"].max().sort_values(ascending=False)
    return tuple(sorted(set(valued[ENDS[name]]))), tuple(largest.index[: selection.LEADING])


def threshold_of(
    view: FlowsView, least: pd.DataFrame, whole: pd.DataFrame, options: Options
) -> int:
    """Give the threshold that a view asks for; one that it leaves open keeps the picture clear.

    It leaves out the least corridors of the latest period that together have no more than a small
    part of all persons, and none where there are few anyway.
    """
    if view.threshold is not None:
        return view.threshold
    now = least[least["time_period"] == options.latest]
    every = whole.loc[whole["time_period"] == options.latest, "obs_value"].max()
    enough = (now["obs_value"] >= KEPT * every) & (now["corridors"] >= FEW)
    kept = now.loc[enough, "step"]
    return 0 if kept.empty or view.show is Chart.MATRIX else int(kept.max())
