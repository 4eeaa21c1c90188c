"""An address and a view are the same thing said twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from callbacks import address
from data import panorama
from data.view import Measure, Mode, Show


@st.composite
def views(draw, store):
    """Any view that the tables allow."""
    indicator = draw(st.sampled_from(panorama.offered(store)))
    measure = draw(st.sampled_from(panorama.measures_of(store, indicator)))
    source = draw(st.sampled_from(panorama.sources_of(store, indicator)))
    chosen = draw(st.sets(st.sampled_from(store.codes.focus), min_size=1))
    areas = tuple(area for area in store.codes.focus if area in chosen)
    asked = {"indicator": indicator, "measure": measure.value, "source": source}
    view, _ = address.read("&".join(f"{k}={v}" for k, v in asked.items()), store)
    view = view.but(ref_area=areas)
    others = panorama.choices(store, view).counterparts
    view = view.but(counterpart_area=draw(st.sampled_from(others)))
    options = panorama.choices(store, view)
    view = view.but(sex=draw(st.sampled_from(options.sexes)))
    return view.but(
        time_period=draw(st.sampled_from(panorama.stops_of(options.periods))),
        base=draw(st.sampled_from(options.periods)),
        pin=draw(st.sampled_from([None, *areas])),
        show=draw(st.sampled_from(list(Show))),
        mode=draw(st.sampled_from(list(Mode))),
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_view_reads_back_from_its_address(store, data):
    view = data.draw(views(store))
    again, ignored = address.read(address.write(view, store), store)
    assert again == view
    assert ignored == ()


@settings(max_examples=80, deadline=None)
@given(
    query=st.one_of(
        st.text(max_size=80),
        st.lists(st.tuples(st.sampled_from(list(address.Name)), st.text(max_size=10))).map(
            lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
        ),
    )
)
def test_any_text_is_a_view_that_can_be_answered(store, query):
    view, _ = address.read(query, store)
    assert view.time_period in panorama.stops_of(panorama.choices(store, view).periods)
    assert address.read(address.write(view, store), store)[0] == view


def test_a_bare_address_is_the_displaced_from_venezuela(store):
    view, ignored = address.read("", store)
    assert (view.indicator, view.counterpart_area) == ("displaced_population", "VEN")
    assert (view.time_period, view.measure, ignored) == ("2025", Measure.COUNT, ())


def test_a_language_or_a_mode_alone_keeps_the_first_view(store):
    assert address.read("?lang=en&mode=present", store)[0].counterpart_area == "VEN"
    assert address.read("?indicator=displaced_population", store)[0].counterpart_area == "W"


def test_what_cannot_be_followed_is_noted_once_each(store):
    query = "indicator=x&sex=F&sex=M&colour=red&ref_area=PER,ZZZ"
    _, ignored = address.read(query, store)
    assert [(each.name, each.reason) for each in ignored] == [
        ("sex", "repeated"),
        ("colour", "unknown_name"),
        ("indicator", "unknown_value"),
        ("ref_area", "unknown_value"),
        ("sex", "unknown_value"),
    ]
