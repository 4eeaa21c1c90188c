"""Figures: tables in, pictures out; nothing is drawn that the table does not say."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layouts.figures import choropleth, lines, theme


def ground():
    frame = {"lon": [-93, -31], "lat": [-56, 13]}
    return choropleth.Ground("/geo/x.geojson", ("ARG", "BOL", "BRA", "PER"), frame)


def test_each_state_is_a_trace_of_its_own():
    cells = pd.DataFrame(
        {
            "area": ["ARG", "BOL", "PER"],
            "state": ["value", "missing", "zero"],
            "klass": [4, 0, 0],
        }
    )
    drawn = {trace.name: list(trace.locations) for trace in choropleth.figure(cells, ground()).data}
    assert drawn == {
        "context": ["BRA"],
        "value": ["ARG"],
        "zero": ["PER"],
        "missing": ["BOL"],
        "not_applicable": [],
    }


def test_the_geometry_is_named_and_never_sent_in_a_figure():
    cells = pd.DataFrame({"area": ["ARG"], "state": ["value"], "klass": [1]})
    assert {trace.geojson for trace in choropleth.figure(cells, ground()).data} == {
        "/geo/x.geojson"
    }


def series(*rows):
    table = pd.DataFrame(rows, columns=["area", "time_period", "obs_value", "obs_status"])
    ahead = table["obs_status"] == "F"
    return table.assign(flags="", stated=True, marked=False, gap=False, ahead=ahead)


def test_a_line_is_parted_before_a_break():
    before = (("PER", "2016", 0.5, "A"), ("PER", "2017", 1.0, "A"))
    cells = series(*before, ("PER", "2018", 9.0, "B"), ("PER", "2019", 9.5, "A"))
    (line,) = lines.figure(cells, {"PER": "#000000"}, str).data
    assert list(line.y) == [0.5, 1.0, None, 9.0, 9.5]
    assert list(line.marker.size) == [0, 0, 0, 7, 0]


def test_a_year_that_the_source_calls_missing_parts_the_line():
    rows = (("PER", "2017", 1.0, "A"), ("PER", "2018", None, "M"), ("PER", "2019", 2.0, "A"))
    (line,) = lines.figure(series(*rows), {"PER": "#000000"}, str).data
    assert list(line.y) == [1.0, None, 2.0]
    silent = series(*rows).assign(stated=[True, False, True])
    (line,) = lines.figure(silent, {"PER": "#000000"}, str).data
    assert list(line.y) == [1.0, 2.0]
    hole = silent.assign(gap=[False, True, False])
    (line,) = lines.figure(hole, {"PER": "#000000"}, str).data
    assert list(line.y) == [1.0, None, 2.0]


def test_a_value_that_no_line_reaches_is_a_mark():
    rows = (("PER", "2017", 1.0, "A"), ("PER", "2018", None, "M"), ("PER", "2019", 2.0, "A"))
    more = (("PER", "2020", 3.0, "A"),)
    (line,) = lines.figure(series(*rows, *more), {"PER": "#000000"}, str).data
    assert list(line.marker.size) == [7, 0, 0, 0]


def test_a_partial_figure_is_a_point_of_its_line_with_a_mark():
    cells = series(("PER", "2023", 9.0, "A"), ("PER", "2024", 1.0, "A"))
    line, mark = lines.figure(cells.assign(marked=[False, True]), {"PER": "#000000"}, str).data
    assert list(line.y) == [9.0, 1.0]
    assert (mark.marker.symbol, list(mark.x), list(mark.y)) == ("diamond-open", [2024], [1.0])


def test_a_lower_bound_is_a_point_of_its_line_with_a_mark_that_points_up():
    cells = series(("PER", "2023", 9.0, "A"), ("PER", "2024", 1.0, "A"))
    flagged = cells.assign(flags=["origin_partly_known", ""])
    line, mark = lines.figure(flagged, {"PER": "#000000"}, str).data
    assert list(line.y) == [9.0, 1.0]
    assert (mark.marker.symbol, list(mark.x), list(mark.y)) == ("triangle-up-open", [2023], [9.0])


def test_what_is_counted_is_no_projection_because_its_denominator_is_one():
    cells = series(("PER", "2024", 1.0, "E"), ("PER", "2025", 2.0, "F")).assign(ahead=False)
    (line,) = lines.figure(cells, {"PER": "#000000"}, str).data
    assert (line.line.dash, list(line.y)) == ("solid", [1.0, 2.0])


def test_a_year_that_lacks_months_is_no_point_of_the_line():
    cells = series(("PER", "2023", 9.0, "A"), ("PER", "2024", 8.0, "A"), ("PER", "2025", 1.0, "A"))
    cells["flags"] = ["", "", "has_01 has_02 partial_period"]
    line, mark = lines.figure(cells, {"PER": "#000000"}, str).data
    assert list(line.y) == [9.0, 8.0, None]
    assert (mark.mode, mark.marker.symbol, list(mark.x)) == ("markers", "diamond-open", [2025])


def test_months_stand_where_they_are_in_the_year():
    cells = series(("PER", "2023-01", 1.0, "A"), ("PER", "2023-07", 2.0, "A"))
    (line,) = lines.figure(cells, {"PER": "#000000"}, str).data
    assert list(line.x) == [2023, 2023.5]


def test_an_axis_reaches_below_zero_where_values_do():
    cells = series(("PER", "2023", -95.0, "E"), ("PER", "2024", 30.0, "E"))
    drawn = lines.figure(cells, {"PER": "#000000"}, str)
    assert list(drawn.layout.yaxis.tickvals) == [-100, -50, 0, 50]
    assert drawn.layout.yaxis.range[0] == -100


@given(st.lists(st.floats(-1e9, 1e9), min_size=4, max_size=4, unique=True).map(sorted))
def test_classes_below_and_above_zero_never_share_a_colour(bounds):
    drawn = theme.classes(bounds, signed=True)
    assert len(drawn) == 5
    below = {drawn[place] for place, bound in enumerate(bounds) if bound <= 0}
    above = {drawn[place + 1] for place, bound in enumerate(bounds) if bound >= 0}
    assert below <= set(theme.BELOW)
    assert above <= set(theme.ABOVE)


def test_text_is_legible_on_every_class():
    for colour in (*theme.SEQUENTIAL, *theme.BELOW, *theme.ABOVE, theme.AROUND):
        assert contrast(colour, theme.ink_on(colour)) >= 4.5, colour


def test_a_projection_looks_like_one():
    cells = series(("PER", "2023", 1.0, "E"), ("PER", "2024", 2.0, "F"))
    solid, dotted = lines.figure(cells, {"PER": "#000000"}, str).data
    assert (solid.line.dash, dotted.line.dash) == ("solid", "dot")
    assert list(dotted.y) == [1.0, 2.0]


@given(st.floats(1e-3, 1e12))
def test_ticks_are_few_round_and_reach_the_largest(most):
    ticks = lines.ticks(most)
    assert 3 <= len(ticks) <= 6
    assert ticks[0] == 0
    assert ticks[-1] >= most * (1 - 1e-9)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_and_lines_stand_out_from_their_ground():
    for colour in (theme.INK, theme.MUTED, theme.ACCENT):
        assert contrast(colour, "#FFFFFF") >= 4.5
        assert contrast(colour, "#EEF3F5") >= 4.5
    for colour in theme.CATEGORICAL:
        assert contrast(colour, "#FFFFFF") >= 3
    assert len(set(theme.CATEGORICAL)) == 9


def test_names_on_countries_stand_out_from_their_class():
    for place, colour in enumerate(theme.SEQUENTIAL):
        assert contrast(colour, "#FFFFFF" if place >= 3 else theme.INK) >= 4.5


def test_classes_grow_darker_also_in_grey_print():
    shades = [luminance(colour) for colour in theme.SEQUENTIAL]
    assert shades == sorted(shades, reverse=True)
    assert all(light / dark > 1.3 for light, dark in zip(shades, shades[1:], strict=False))
