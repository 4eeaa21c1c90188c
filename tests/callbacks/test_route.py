"""The page of a route: its address, the words of its answer, and the figures of the API."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import frame, panorama
from callbacks import route as page
from callbacks.address import route as address
from callbacks.address.reader import Name
from callbacks.serving import asset_url
from data import route
from data.view import Measure, Mode, Scale
from layouts.ids import Flows, Route
from layouts.pages import page_named, scripts
from tests.examples import tried

STATES = {0: "value", 1: "zero", 2: "missing"}


@st.composite
def answers(draw, store):
    """Any view that the tables allow: each choice among what the ones before it leave."""

    def one(codes):
        return draw(st.sampled_from(list(codes)))

    asked = {"freq": one(["M", "A"]), "measure": one(["count", "share"])}
    found = route.registers(store, store.catalogue.routes["north"], asked["freq"])
    if asked["measure"] == "count":
        named = route.nationalities(found)
        asked["counterpart_area"] = one(["W", *route.groups(store.codes, named), *named])
    if asked.get("counterpart_area") == "W":
        asked |= {"sex": one(route.sexes(found)), "age": one(route.ages(found))}
    asked["deaths"] = one(["", "yes"])
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer, ignored = address.read(f"route=north&{query}", store)
    assert ignored == ()
    return answer.view.but(
        time_period=one(answer.options.stops),
        scale=one(Scale),
        pin=one([None, "PAN", "HND", "MEX", "USA"]),
        table=one([True, False]),
        mode=one(Mode),
    )


@tried(15)
@given(data=st.data())
def test_any_view_reads_back_from_its_address(store, data):
    view = data.draw(answers(store))
    query = {**address.question(view), **address.moment(view)}
    again, ignored = address.read("&".join(f"{n}={v}" for n, v in query.items()), store)
    assert again.view == view
    assert ignored == ()
    assert address.read(address.write(again), store)[0].view == view


@tried(15)
@given(
    query=st.one_of(
        st.text(max_size=80),
        st.lists(st.tuples(st.sampled_from(list(address.NAMES)), st.text(max_size=10))).map(
            lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
        ),
    )
)
def test_any_text_is_a_view_that_can_be_answered(store, query):
    answer, _ = address.read(query, store)
    assert answer.view.time_period in answer.options.stops
    assert address.read(address.write(answer), store)[0].view == answer.view


def test_a_bare_route_is_all_nationalities_in_the_last_month_of_all_registers(store):
    answer, ignored = address.read("?route=north", store)
    view = answer.view
    assert (view.counterpart_area, view.freq, view.time_period) == ("W", "M", "2025-04")
    assert (view.measure, view.scale, view.deaths) == (Measure.COUNT, Scale.OWN, False)
    assert ignored == ()


def test_a_year_in_an_address_asks_for_years(store):
    view = address.read("route=north&time_period=2023", store)[0].view
    assert (view.freq, view.time_period) == ("A", "2023")


def test_a_register_is_named_by_its_country_or_by_what_it_counts(store):
    for given_pin in ("USA", "us_southwest_encounters"):
        assert address.read(f"route=north&pin={given_pin}", store)[0].view.pin == "USA"


def test_what_cannot_be_followed_is_noted_once_each(store):
    query = "route=south&sex=F&counterpart_area=VEN&measure=joy&time_period=1999-01&deaths=1"
    query += "&indicator=x"
    _, ignored = address.read(query, store)
    assert {(each.name, each.reason) for each in ignored} == {
        (Name.ROUTE, "unknown_value"),
        (Name.SEX, "unknown_value"),  # no register tells the sexes of one nationality apart
        (Name.MEASURE, "unknown_value"),
        (Name.TIME_PERIOD, "unknown_value"),
        (Name.DEATHS, "unknown_value"),
        ("indicator", "unknown_name"),
    }
    assert len(ignored) == 6


def test_a_share_is_of_all_nationalities(store):
    answer, ignored = address.read("route=north&measure=share&counterpart_area=VEN", store)
    assert answer.view.counterpart_area == "W"
    assert [(each.name, each.used) for each in ignored] == [(Name.COUNTERPART_AREA, "W")]


def ids(component) -> set[str]:
    found = {component.id} if getattr(component, "id", None) else set()
    for child in component._traverse():
        found |= {child.id} if getattr(child, "id", None) else set()
    return found


@pytest.mark.parametrize(
    ("search", "there", "not_there"),
    [
        ("?route=north", Route.CHARTS, Flows.MAP),
        ("?route=nowhere", Route.CHARTS, Flows.MAP),
        ("?indicator=refugees", Flows.MAP, Route.CHARTS),
        ("", Flows.MAP, Route.CHARTS),
    ],
)
def test_a_route_in_the_address_of_flows_opens_the_route(store, search, there, not_there):
    opened = frame.open_page(store, {"path": "/flows", "search": search, "lang": "es"})
    found = set().union(*(ids(each) for each in opened))
    assert there in found
    assert not_there not in found


def test_the_navigation_leads_to_flows_and_to_no_page_of_its_own(store):
    opened = frame.open_page(store, {"path": "/flows", "search": "?route=north", "lang": "es"})
    header = opened[1]
    links = [each for each in header._traverse() if getattr(each, "className", "") == "nav-link"]
    current = [each for each in links if getattr(each, "aria-current", None) == "page"]
    assert [each.href for each in current] == ["/flows"]
    assert len({each.href for each in links}) == len(links)


QUERIES = {
    "all": ("", {"counterpart_area": "W", "sex": "_T", "age": "_T"}),
    "venezuelans": ("counterpart_area=VEN", {"counterpart_area": "VEN", "sex": "_T", "age": "_T"}),
    "women": ("sex=F", {"counterpart_area": "W", "sex": "F", "age": "_T"}),
    "years": ("freq=A&counterpart_area=ECU", {"counterpart_area": "ECU", "sex": "_T", "age": "_T"}),
}


@pytest.mark.parametrize("case", sorted(QUERIES))
def test_every_value_is_the_one_of_the_api(store, client, case):
    query, filters = QUERIES[case]
    cube = page.told(store, f"route=north&{query}", "es")
    for stage in cube["stages"]:
        asked = "&".join(f"{name}={code}" for name, code in filters.items())
        path = f"/api/v1/observations?indicator={stage['indicator']}&breakdown=_T&limit=10000"
        rows = client.get(f"{path}&ref_area={stage['area']}&{asked}").json()["observations"]
        known = {row["time_period"]: row["obs_value"] for row in rows}
        drawn = {stop["id"]: value for stop, value in zip(cube["stops"], stage["v"], strict=True)}
        assert drawn == {period: known.get(period) for period in drawn}
        assert any(value is not None for value in drawn.values()) or stage["why"]


def test_the_share_of_the_darien_is_the_one_of_the_api(store, client):
    cube = page.told(store, "route=north&measure=share&freq=A", "en")
    darien = cube["stages"][0]
    assert darien["indicator"] == "extra_continental_share"
    rows = client.get("/api/v1/observations?indicator=extra_continental_share&ref_area=PAN").json()[
        "observations"
    ]
    known = {row["time_period"]: row["obs_value"] for row in rows}
    for stop, value in zip(cube["stops"], darien["v"], strict=True):
        assert value == pytest.approx(known[stop["id"]], abs=1e-4)
    assert all(each["unitMeasure"] == "percent" or each["made"] for each in cube["stages"])


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    "query", ["", "measure=share", "freq=A", "counterpart_area=CHN", "age=Y_LT18"]
)
def test_every_stop_has_a_sentence_and_every_list_its_length(store, lang, query):
    cube = page.told(store, f"route=north&deaths=yes&{query}", lang)
    count = len(cube["stops"])
    assert len(cube["insights"]) == count
    assert all(cube["insights"])
    assert not any("{" in text or ".." in text for text in cube["insights"])
    for stage in cube["stages"]:
        assert {len(stage["v"]), len(stage["s"])} == {count}
        for value, state in zip(stage["v"], stage["s"], strict=True):
            known = "missing" if value is None else "value" if value else "zero"
            assert STATES[state] == known
        for own in stage["shares"].values():
            assert len(own) in (0, count)
    assert {len(along) for along in cube["deaths"]["stages"].values()} == {count}
    assert cube["notices"] == []


def test_nothing_of_the_deaths_is_sent_before_it_is_asked_for(store):
    assert page.told(store, "route=north", "es")["deaths"] is None
    assert "OIM" not in page.told(store, "route=north", "es")["source"]["source"]
    asked = page.told(store, "route=north&deaths=yes", "es")
    assert "OIM" in asked["source"]["source"]
    at = [stop["id"] for stop in asked["stops"]].index("2025-05")
    assert asked["deaths"]["covered"][at - 1 :] == ["all", "none"]
    assert asked["deaths"]["whole"][at] is None


def test_a_lower_bound_says_so_and_is_held_against_no_other_year(store):
    cube = page.told(store, "route=north&measure=share&freq=A&time_period=2024", "es")
    at = [stop["id"] for stop in cube["stops"]].index("2024")
    assert cube["stages"][3]["t"][at].startswith("≥\u00a0")
    assert not cube["stages"][2]["t"][at].startswith("≥")  # Mexico knows every origin in 2024
    assert cube["insights"][at].startswith("No se calcula la variación, porque hay una cota inf")
    assert "p.\u00a0p." not in cube["insights"][at]


@pytest.mark.parametrize("freq", ["A", "M"])
def test_a_share_is_a_lower_bound_where_its_flag_says_so_on_both_pages(store, freq):
    query = f"measure=share&freq={freq}"
    stage = page.told(store, f"route=north&{query}", "es")["stages"][0]
    stops = page.told(store, f"route=north&{query}", "es")["stops"]
    here = {stop["id"]: text for stop, text in zip(stops, stage["t"], strict=True) if text}
    shown = panorama.told(store, f"indicator=extra_continental_share&freq={freq}", "es")
    cells = shown["cells"]["W"]
    there = {
        stop["id"]: (text, flags)
        for stop, text, flags in zip(shown["stops"], cells["t"], cells["g"], strict=True)
    }
    for period, text in here.items():
        marked = "origin_partly_known" in there[period][1].split()
        assert text.startswith("≥\u00a0") == there[period][0].startswith("≥\u00a0") == marked
    assert any(text.startswith("≥") for text in here.values())
    assert not all(text.startswith("≥") for text in here.values())


def test_a_year_that_lacks_months_is_held_against_no_other(store):
    cube = page.told(store, "route=north&freq=A", "es")
    at = {stop["id"]: place for place, stop in enumerate(cube["stops"])}
    assert cube["insights"][at["2025"]] == "Año incompleto: no se compara con años completos."
    assert "Darién (Panamá), " not in cube["insights"][at["2020"]]
    assert "Año incompleto en Panamá" in cube["insights"][at["2020"]]
    assert "Sin base de comparación con 2020: Darién" in cube["insights"][at["2021"]]
    assert cube["stops"][at["2020"]]["says"] == "2020 (incompleto: Panamá)"
    assert cube["stages"][0]["partial"][at["2020"]] == "enero-marzo, junio y agosto-diciembre"
    assert cube["stages"][0]["last"] == "Último dato: 302.203 (2024)"


def test_months_that_begin_later_than_years_say_from_when_on_there_are_years(store):
    darien, *others = page.told(store, "route=north", "es")["stages"]
    years = page.told(store, "route=north&freq=A", "es")
    first = next(at for at, value in enumerate(years["stages"][0]["v"]) if value is not None)
    year = years["stops"][first]["id"]
    assert darien["first"] == f"publica desde ene 2020 (por año, desde {year})"
    assert year < "2020"
    assert not any("por año" in stage["first"] for stage in others)
    named = page.told(store, "route=north&counterpart_area=VEN", "en")["stages"][0]
    assert "(by year, since" in named["first"]


@pytest.mark.parametrize(
    ("lang", "never", "now"),
    [
        ("es", "no publicado: ", "sin dato de este período: "),
        ("en", "not published: ", "no data for this period: "),
    ],
)
def test_a_share_without_a_figure_has_its_reason(store, lang, never, now):
    cube = page.told(store, "route=north&freq=M", lang)
    unpublished = any(not own for stage in cube["stages"] for own in stage["shares"].values())
    for at, told in enumerate(cube["unshared"]):
        note = cube["notes"][told]
        for stage in cube["stages"]:
            blank = [own for own in stage["shares"].values() if not own or not own[at]]
            place = stage["place"].rstrip(".")
            assert note.count(place) == 0 if not blank else place in note
        assert (never in note) == unpublished
    assert any(now in cube["notes"][told] for told in cube["unshared"])


def test_a_share_of_nobody_is_no_gap_in_the_data(store):
    cube = page.told(store, "route=north&freq=M", "es")
    at = [stop["id"] for stop in cube["stops"]].index("2020-05")
    assert cube["stages"][1]["v"][at] == 0
    note = cube["notes"][cube["unshared"][at]]
    assert "sin dato de este período: Darién (Panamá)." in note
    assert "sin personas registradas: Honduras." in note


def test_places_are_named_as_a_sentence_names_them(store):
    cube = page.told(store, "route=north", "es")
    said = " ".join(cube["insights"])
    assert "Sin dato: Darién (Panamá), Honduras y México." in said
    assert "Sin dato: Darién (Panamá), México y Frontera de EE.\u00a0UU. Sin" in said


def test_a_doubtful_nationality_has_its_reason_in_place_of_lines(store):
    cube = page.told(store, "route=north&counterpart_area=TWN", "es")
    assert "Honduras (2022-2024)" in cube["apart"]
    assert len(set(cube["insights"])) == 1
    assert page.told(store, "route=north&counterpart_area=VEN", "es")["apart"] == ""


@pytest.mark.parametrize("name", scripts())
def test_the_scripts_of_single_pages_are_kept_for_ever(client, name):
    told = client.get(asset_url(name))
    assert told.status_code == 200
    assert "immutable" in told.headers["cache-control"]


def test_the_page_names_the_scripts_that_it_needs(store):
    opened = page.open_page(store, "?route=north", "es")
    answer = next(each for each in opened._traverse() if getattr(each, "id", "") == Route.ANSWER)
    assert answer.data["scripts"] == [asset_url(name) for name in page_named("route").scripts]
