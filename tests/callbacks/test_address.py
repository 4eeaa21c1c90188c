"""An address and a view are the same thing said twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import notices
from callbacks.address import panorama as address
from callbacks.address.reader import Ignored, Name
from data import selection
from data.schema import TOTAL
from data.view import Measure, Mode, Scale, Show
from tests.examples import tried


def choices(store, view):
    return selection.choices(store, view, selection.rows_drawn(store, view))


@st.composite
def views(draw, store):
    """Any view that the tables allow: each choice among what the ones before it leave."""
    asked = {"indicator": draw(st.sampled_from(selection.offered(store)))}

    def choose(name, pick):
        view, _ = address.read("&".join(f"{k}={v}" for k, v in asked.items()), store)
        card = selection.drawn(store, view.indicator, view.measure)
        names = {"areas": card.mapped, "other": selection.unmapped(card)}
        asked[names.get(name, name)] = pick(view, choices(store, view))
        return view

    def one(codes):
        return draw(st.sampled_from(codes))

    def some(codes):
        chosen = draw(st.sets(st.sampled_from(codes), min_size=1, max_size=4))
        return ",".join(code for code in codes if code in chosen)

    choose("measure", lambda _, found: one(found.measures))
    choose("source", lambda _, found: one(found.sources))
    choose("freq", lambda _, found: one(found.freqs))
    choose("areas", lambda _, found: some(found.areas))
    choose("other", lambda _, found: one(found.others))
    choose("sex", lambda _, found: one(found.sexes))
    choose("age", lambda _, found: one(found.ages))
    choose("breakdown", lambda _, found: one(found.breakdowns))
    view, ignored = address.read("&".join(f"{k}={v}" for k, v in asked.items()), store)
    assert ignored == ()
    found = choices(store, view)
    return view.but(
        time_period=one(found.stops),
        base=one(found.bases),
        pin=one([None, *view.areas]),
        show=one(list(Show)),
        scale=one(list(Scale)),
        mode=one(list(Mode)),
        beside=one([None, *found.besides]),
    )


@tried(20)
@given(data=st.data())
def test_any_view_reads_back_from_its_address(store, data):
    view = data.draw(views(store))
    again, ignored = address.read(address.write(view, store), store)
    assert again == view
    assert ignored == ()


@tried(20)
@given(
    query=st.one_of(
        st.text(max_size=80),
        st.lists(st.tuples(st.sampled_from(list(Name)), st.text(max_size=10))).map(
            lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
        ),
    )
)
def test_any_text_is_a_view_that_can_be_answered(store, query):
    view, _ = address.read(query, store)
    assert view.time_period in choices(store, view).stops
    assert address.read(address.write(view, store), store)[0] == view


def test_a_bare_address_is_the_displaced_from_venezuela(store):
    view, ignored = address.read("", store)
    assert (view.indicator, view.other) == ("displaced_population", "VEN")
    assert (view.time_period, view.measure, ignored) == ("2025", Measure.COUNT, ())


def test_a_language_or_a_mode_alone_keeps_the_first_view(store):
    assert address.read("?lang=en&mode=present", store)[0].other == "VEN"
    assert address.read("?indicator=displaced_population", store)[0].other == "W"


def test_what_cannot_be_followed_is_noted_once_each(store):
    query = "indicator=x&sex=_O&sex=M&colour=red&ref_area=PER,ZZZ"
    _, ignored = address.read(query, store)
    assert [(each.name, each.reason) for each in ignored] == [
        ("sex", "repeated"),
        ("colour", "unknown_name"),
        ("indicator", "unknown_value"),
        ("ref_area", "unknown_value"),
        ("sex", "unknown_value"),
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("both sexes", "all ages", "no breakdown")),
        ("es", ("ambos sexos", "todas las edades", "sin desglose")),
    ],
)
def test_what_is_shown_instead_is_said_as_its_dimension_says_it(store, lang, words):
    query = "indicator=remittances_received&sex=F&age=Y0T4&breakdown=hazard.flood"
    view, ignored = address.read(query, store)
    assert {view.sex, view.age, view.breakdown} == {TOTAL}
    said = notices.said(store, ignored, lang)
    assert [word in line for word, line in zip(words, said, strict=True)] == [True] * 3


def test_a_kind_of_period_is_not_said_as_a_sex(store):
    _, ignored = address.read("freq=Q&indicator=us_southwest_encounters", store)
    assert "men" not in notices.said(store, ignored, "en")[0]


def test_ages_and_breakdowns_are_said_in_words(store):
    ages = Ignored("age", "Y0T0", "Y5T11", "unknown_value")
    hazard = Ignored("breakdown", "x", "hazard.flood", "unknown_value")
    said = notices.said(store, (ages, hazard), "en")
    assert "5 to 11 years" in said[0]
    assert store.words.say("breakdown.hazard.flood", "en") in said[1]
