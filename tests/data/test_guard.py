"""The guard refuses every sum that must not be made, and permits those that may."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.codes import Codes
from data.guard import ALONE, OVER, Permit, Reason, Refusal, Sum, judge, mended
from data.periods import months

CATALOGUE = Catalogue.read()
CODES = Codes.read()
STOCK = {"indicator": "migrant_stock", "source": "undesa_2024", "time_period": "2024"}
SHARE = {"indicator": "female_share", "source": "undesa_2024", "time_period": "2024"}


def asked(over: str = "", **filters: str) -> Sum:
    codes = {name: tuple(given.split(",")) for name, given in filters.items()}
    return Sum(codes, frozenset(filter(None, over.split(","))))


def verdict(over: str = "", **filters: str) -> Permit | Refusal:
    return judge(asked(over, **filters), CATALOGUE, CODES)


REFUSED = {
    "stock over time": (
        "time_period",
        {**STOCK, "time_period": "2020,2024"},
        Reason.STOCK_OVER_TIME,
    ),
    "stock over all time": (
        "time_period",
        {"indicator": "refugees", "ref_area": "COL"},
        Reason.STOCK_OVER_TIME,
    ),
    "share over areas": ("ref_area", {**SHARE, "ref_area": "ARG,BOL"}, Reason.RATE),
    "share over a group": ("ref_area", {**SHARE, "ref_area": "G_NINE"}, Reason.RATE),
    "share over origins": (
        "counterpart_area",
        {**SHARE, "ref_area": "ARG", "counterpart_area": "BOL,PER"},
        Reason.RATE,
    ),
    "two editions": ("source", {**STOCK, "source": "undesa_2024,undesa_2020"}, Reason.EDITIONS),
    "all sources": (
        "source",
        {"indicator": "migrant_stock", "time_period": "2020"},
        Reason.EDITIONS,
    ),
    "no source chosen": (
        "",
        {"indicator": "migrant_stock", "time_period": "2020"},
        Reason.SOURCE_NOT_CHOSEN,
    ),
    "two indicators": (
        "indicator",
        {"indicator": "refugees,stateless", "time_period": "2024"},
        Reason.INDICATORS,
    ),
    "a whole and its part": (
        "indicator",
        {"indicator": "displaced_population,refugees", "time_period": "2024"},
        Reason.INDICATORS,
    ),
    "a part twice": (
        "indicator",
        {"indicator": "refugees,refugees", "time_period": "2024"},
        Reason.SAME_INDICATOR,
    ),
    "an index twice": (
        "indicator",
        {"indicator": "hdi,hdi", "time_period": "2022"},
        Reason.SAME_INDICATOR,
    ),
    "no other end and a country": (
        "counterpart_area",
        {**STOCK, "counterpart_area": "_Z,COL"},
        Reason.NOT_A_PART,
    ),
    "all indicators": ("indicator", {"time_period": "2024"}, Reason.INDICATORS),
    "no indicator": ("", {"time_period": "2024"}, Reason.NO_INDICATOR),
    "no period": ("", {"indicator": "refugees"}, Reason.NO_PERIOD),
    "the world and a country": (
        "ref_area",
        {**STOCK, "ref_area": "W,COL"},
        Reason.TOTAL_AND_PARTS,
    ),
    "all origins and one": (
        "counterpart_area",
        {**STOCK, "counterpart_area": "W,COL"},
        Reason.TOTAL_AND_PARTS,
    ),
    "a country twice": ("ref_area", {**STOCK, "ref_area": "COL,COL"}, Reason.OVERLAP),
    "a group and its member": ("ref_area", {**STOCK, "ref_area": "G_NINE,COL"}, Reason.OVERLAP),
    "several not asked to be added": ("", {**STOCK, "ref_area": "COL,PER"}, Reason.SEVERAL),
    "women and men": ("ref_area", {**STOCK, "ref_area": "COL,PER", "sex": "F,M"}, Reason.SEVERAL),
    "everybody and the women": ("sex", {**STOCK, "sex": "_T,F"}, Reason.TOTAL_AND_PARTS),
    "women twice": ("sex", {**STOCK, "sex": "F,F"}, Reason.OVERLAP),
    "ages that overlap": ("age", {**STOCK, "age": "Y_LT18,Y12T17"}, Reason.OVERLAP),
    "ages left open": ("age", STOCK, Reason.SEVERAL),
    "shares of two ages": ("age", {**SHARE, "age": "Y_LT18,Y_GE18"}, Reason.RATE),
    "parts of a breakdown": (
        "breakdown",
        {**STOCK, "breakdown": "cause.drowning,cause.violence"},
        Reason.SEVERAL,
    ),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_forbidden_sum_is_refused_with_its_reason(case):
    over, filters, reason = REFUSED[case]
    found = verdict(over, **filters)
    assert isinstance(found, Refusal)
    assert found.reason == reason


PERMITTED = {
    "disjoint countries of one stock": ("ref_area", {**STOCK, "ref_area": "COL,PER"}),
    "origins of one stock": ("counterpart_area", {**STOCK, "counterpart_area": "COL,PER"}),
    "a group of origins": (
        "counterpart_area",
        {**STOCK, "ref_area": "ARG", "counterpart_area": "G_SOUTH_AMERICA"},
    ),
    "the parts of one whole": (
        "indicator",
        {"indicator": "refugees,asylum_seekers", "ref_area": "COL", "time_period": "2024"},
    ),
    "one of everything": ("", STOCK),
    "one year over time": ("time_period", STOCK),
    "one country of a share": ("ref_area", {**SHARE, "ref_area": "ARG"}),
    "women and men, if they are to be added": ("sex", {**STOCK, "sex": "F,M"}),
    "ages side by side": ("age", {**STOCK, "age": "Y_LT12,Y12T17,Y_GE18"}),
}


@pytest.mark.parametrize("case", sorted(PERMITTED))
def test_a_sum_that_may_be_made_is_permitted(case):
    over, filters = PERMITTED[case]
    assert isinstance(verdict(over, **filters), Permit)


def registers() -> Catalogue:
    """Give the catalogue with two registers along one route."""
    card = CATALOGUE.indicators["refugees"]
    months_add = replace(card.may_sum, time=True, areas=False)
    made = {
        name: replace(
            card,
            id=name,
            kind="flow",
            route="north",
            sources=(source,),
            may_sum=months_add,
            parts=(),
        )
        for name, source in (("south_end", "unhcr"), ("north_end", "undesa_2024"))
    }
    return replace(CATALOGUE, indicators={**CATALOGUE.indicators, **made})


def test_stages_of_one_route_are_never_added():
    both = asked("indicator,source", indicator="south_end,north_end", time_period="2023")
    assert judge(both, registers(), CODES).reason == Reason.ROUTE


def test_transits_are_never_added_to_a_stock():
    both = asked("indicator", indicator="south_end,refugees", time_period="2023")
    assert judge(both, registers(), CODES).reason == Reason.ROUTE_AND_OTHER


def test_months_of_one_register_may_be_added():
    two = asked("time_period", indicator="south_end", time_period="2023-01,2023-02")
    assert isinstance(judge(two, registers(), CODES), Permit)


def test_a_month_is_not_added_to_its_year():
    both = asked("time_period", indicator="south_end", time_period="2023,2023-02")
    assert judge(both, registers(), CODES).reason == Reason.OVERLAP


NAMES = st.sampled_from(sorted(CATALOGUE.indicators))
AREAS = st.lists(
    st.sampled_from(["W", "ARG", "COL", "PER", "VEN", "G_NINE", "G_AFRICA"]), max_size=3
)
PERIODS = st.lists(
    st.sampled_from(["2015", "2019", "2020", "2024", "2023-01", "2023-02", "2023-Q1", "2015/P5Y"]),
    max_size=3,
)
SOURCES = st.lists(st.sampled_from(sorted(CATALOGUE.sources)), max_size=2)


@st.composite
def sums(draw: st.DrawFn) -> Sum:
    given = {
        "indicator": draw(st.lists(NAMES, min_size=1, max_size=2)),
        "ref_area": draw(AREAS),
        "counterpart_area": draw(AREAS),
        "time_period": draw(PERIODS),
        "source": draw(SOURCES),
        "sex": draw(st.lists(st.sampled_from(["_T", "F", "M"]), max_size=2)),
        "age": draw(st.lists(st.sampled_from(["_T", "Y_LT18", "Y12T17", "Y_GE18"]), max_size=2)),
    }
    over = draw(st.frozensets(st.sampled_from([*OVER, *ALONE])))
    return Sum({name: tuple(codes) for name, codes in given.items() if codes}, over)


@given(sums())
def test_what_is_permitted_counts_nothing_twice(sum_asked):
    found = judge(sum_asked, CATALOGUE, CODES)
    if isinstance(found, Refusal):
        return
    whole = found.asked
    cards = [CATALOGUE.indicators[name] for name in whole.filters["indicator"]]
    assert len(whole.filters.get("source", ("",))) == 1
    for card in cards:
        for name, rule in (
            ("ref_area", "areas"),
            ("time_period", "time"),
            ("counterpart_area", "counterparts"),
        ):
            assert not whole.added(name) or getattr(card.may_sum, rule)
        assert not (card.kind == "stock" and whole.added("time_period"))
        adding = any(map(whole.added, ("ref_area", "time_period", "indicator")))
        assert not (card.kind in ("share", "index") and adding)
    spans = sorted(months(code) for code in whole.filters.get("time_period", ()))
    assert all(one[1] < other[0] for one, other in zip(spans, spans[1:], strict=False))
    assert set(whole.filters.get("age", ())) not in ({"Y_LT18", "Y12T17"}, {"_T", "Y_LT18"})
    assert set(whole.filters.get("sex", ())) not in ({"_T", "F"}, {"_T", "M"})
    for name in ("ref_area", "counterpart_area"):
        codes = whole.filters.get(name, ())
        assert len(set(codes)) == len(codes)
        assert len(codes) < 2 or "W" not in codes


@given(sums())
def test_taking_out_offences_ends_in_a_sum_that_may_be_made(sum_asked):
    found = judge(sum_asked, CATALOGUE, CODES)
    for _ in range(20):
        if isinstance(found, Permit):
            return
        found = judge(mended(found, ("2024",)), CATALOGUE, CODES)
    assert isinstance(found, Permit)
