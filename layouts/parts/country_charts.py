"""The charts of a country page: ranked ends, both directions, series, pyramid, hazards."""

import json
import math

from dash import html

from data.country import FLOWING, Bar, Pyramid, Series, Top
from data.quotes import Figure
from data.schema import COUNTS
from data.words import numbers, periods
from layouts.parts.quoted import Quoter, keys, number, plain, source_note, to_card

TICKS = 3
WHOLE = 100


def ranked(quoter: Quoter, top: Top) -> html.Section:
    """Lay out the largest ends as bars, women and men apart where the source has both."""
    say, card = quoter.say, quoter.catalogue.indicators[top.line.indicator]
    most = top.bars[0].figure.obs_value if top.bars else 1.0
    period = quoter.period(top.whole.time_period)
    name = say(f"indicator.{card.id}.name")
    split = any(each.women for each in top.bars)
    counts = {"count": len(top.bars), "all": top.count}
    leading = "leading" if top.count > len(top.bars) else "leading_all"
    below = [say(f"country_ends.{leading}", **(counts if leading == "leading" else {})) + "."]
    return html.Section(
        [
            html.H3(say(f"country_ends.{top.name}")),
            html.P(
                [
                    say("country_ends.of", indicator=name, period=period),
                    source_note(quoter, top.line.source),
                    *(keyed(quoter) if split else []),
                    to_card(quoter, card.id),
                ],
                className="chart-of",
            ),
            html.Ol([bar(quoter, each, most) for each in top.bars], className="bars"),
            html.P(
                [*below, *unknown(quoter, top)],
                className="chart-note",
            ),
        ],
        className="country-card top",
        **{"data-list": top.name},
    )


def keyed(quoter: Quoter) -> list[html.Span]:
    """Say which shade is women's and which men's."""
    return [
        html.Span(quoter.say(f"country_ends.{name}"), className=f"key-{name}")
        for name in ("women", "men")
    ]


def unknown(quoter: Quoter, top: Top) -> list[object]:
    """Say how many have an end that is unknown or other."""
    if top.unknown is None:
        return []
    before, _, after = quoter.say("country_ends.unknown", value="\0").partition("\0")
    return [f" {before}", number(quoter, top.unknown), f"{after}."]


def bar(quoter: Quoter, own: Bar, most: float) -> html.Li:
    """Lay out one end: its name, its bar, its number."""
    width = WHOLE * own.figure.obs_value / most
    parts = [("women", own.women), ("men", own.men)]
    if own.women is None or own.men is None:
        parts = [("both", own.figure)]
    told = []
    if own.women is not None and own.men is not None:
        said = {name: numbers.full(each.obs_value, quoter.lang) for name, each in parts if each}
        told = [html.Span(quoter.say("country_ends.sexes", **said), className="unseen")]
    return html.Li(
        [
            html.Span(quoter.name(own.code), className="bar-name"),
            html.Span(
                [
                    html.Span(
                        className=f"bar-part is-{name}",
                        style={"flexGrow": each.obs_value},
                    )
                    for name, each in parts
                    if each is not None
                ],
                className="end-bar",
                style={"width": f"{width:.2f}%"},
                **{"aria-hidden": "true"},
            ),
            number(quoter, own.figure),
            *told,
        ],
        title=told[0].children if told else None,
    )


def flow(quoter: Quoter, origins: Top | None, destinations: Top | None) -> html.Div | None:
    """Lay out the largest moves into a country and out of it; the browser draws their ribbons."""
    ends = {"into": origins, "out": destinations}
    told = {
        side: [
            [quoter.name(each.code), each.figure.obs_value, quoter.value(each.figure)]
            for each in (top.bars[:FLOWING] if top else ())
        ]
        for side, top in ends.items()
    }
    if not told["into"] and not told["out"]:
        return None
    first = (origins or destinations).bars[0]  # type: ignore[union-attr]
    leading = f"{quoter.name(first.code)}: {quoter.value(first.figure)}."
    return html.Div(
        className="flow-chart",
        role="img",
        **{
            "aria-label": quoter.say("country_ends.flow_says", leading=leading),
            "data-flow": json.dumps(told, ensure_ascii=False),
        },
    )


def lines(quoter: Quoter, series: Series, top: float = 0.0) -> html.Figure:
    """Lay out a series: its sentence, its chart for the browser to draw, its table.

    Args:
        quoter: says it.
        series: what is drawn.
        top: the highest value of the axis; 0 leaves it to the series.
    """
    say = quoter.say
    card = quoter.catalogue.indicators[series.line.indicator]
    first, last = series.figures[0], series.figures[-1]
    name = say(f"quote.{series.concept.id}.name")
    said = say(
        "country_series.says",
        indicator=name,
        first_value=quoter.value(first),
        first=quoter.period(first.time_period),
        last_value=quoter.value(last),
        last=quoter.period(last.time_period),
    )
    remarks = []
    if series.breaks:
        named = ", ".join(quoter.period(each) for each in series.breaks)
        remarks.append(say("country_series.broken", periods=named))
    if series.missing:
        named = periods.years_said([int(each[:4]) for each in series.missing])
        remarks.append(say("country_series.gap", periods=named))
    if lacking := [int(each.time_period[:4]) for each in series.figures if quoter.is_marked(each)]:
        remarks.append(say("country_series.marked", periods=periods.years_said(lacking)))
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.Span(name, className="chart-title"),
                    html.Span(
                        [
                            say("country_series.of", source=quoter.source(series.line.source)),
                            source_note(quoter, series.line.source),
                            to_card(quoter, card.id),
                        ],
                        className="chart-of",
                    ),
                ]
            ),
            html.Div(
                className="line-chart",
                role="img",
                **{
                    "aria-label": " ".join([said, *remarks]),
                    "data-series": json.dumps(
                        spec(quoter, series, card.unit_measure, top), ensure_ascii=False
                    ),
                },
            ),
            html.P(" ".join(remarks), className="chart-note") if remarks else None,
            twin(quoter, series, name),
        ],
        className="series",
        **{"data-concept": series.concept.id},
    )


def spec(quoter: Quoter, series: Series, unit: str, top: float) -> dict[str, object]:
    """Give what the browser needs to draw a series: points, axis, gaps, ends.

    The value that is written is the last that lacks nothing, with its year where others follow.
    """
    values = [each.obs_value for each in series.figures]
    highest, lowest = max(*values, top, 0.0), min(*values, 0.0)
    step = nice((highest - lowest) / TICKS) if highest > lowest else 1.0
    low, high = math.floor(lowest / step), max(math.ceil(highest / step), 1)
    first, last = series.figures[0], series.figures[-1]
    lacking = [each for each in series.figures if quoter.is_marked(each)]
    told = next((each for each in reversed(series.figures) if each not in lacking), last)
    year = "" if told is last else f" ({quoter.period(told.time_period)})"
    return {
        "points": [[int(e.time_period[:4]), e.obs_value] for e in series.figures],
        "breaks": [int(each[:4]) for each in series.breaks],
        "lacking": [int(each.time_period[:4]) for each in lacking],
        "ticks": [[at * step, tick(quoter, at * step, unit)] for at in range(low, high + 1)],
        "step": series.step,
        "first": quoter.period(first.time_period),
        "last": quoter.period(last.time_period),
        "told": int(told.time_period[:4]),
        "value": at_the_end(quoter, told, unit) + year,
    }


def at_the_end(quoter: Quoter, figure: Figure, unit: str) -> str:
    """Write a value beside its point: what is counted says the title of the chart."""
    if unit == "usd":
        return str(numbers.short(figure.obs_value, quoter.words, quoter.lang))
    return quoter.number(figure) if unit in COUNTS else quoter.value(figure)


def tick(quoter: Quoter, value: float, unit: str) -> str:
    """Write a value on an axis."""
    said = numbers.round_short(value, quoter.words, quoter.lang)
    return quoter.say("number.percent", number=said) if unit == "percent" else said


def nice(step: float) -> float:
    """Give the next round number from a step up.

    >>> nice(0.03), nice(180000.0), nice(7.0)
    (0.05, 200000.0, 10.0)
    """
    power = 10.0 ** math.floor(math.log10(step))
    return float(next(round(each * power, 9) for each in (1, 2, 5, 10) if each * power >= step))


def twin(quoter: Quoter, series: Series, name: str) -> html.Details:
    """Lay out the same series as a table."""
    first = keys(series.figures[0])
    shared = {k: v for k, v in first.items() if k not in ("data-period", "data-value")}
    rows = [
        html.Tr(
            [
                html.Th(quoter.period(each.time_period), scope="row"),
                html.Td(
                    quoter.value(each),
                    **{"data-period": each.time_period, "data-value": plain(each.obs_value)},
                ),
            ]
        )
        for each in series.figures
    ]
    return html.Details(
        [
            html.Summary(quoter.say("country_series.table")),
            html.Table(
                [html.Caption(name, className="unseen"), html.Tbody(rows)],
                className="twin-table",
                **shared,
            ),
        ],
        className="twin-of",
    )


def pyramid(quoter: Quoter, found: Pyramid) -> html.Div:
    """Lay out persons by age, women to the left and men to the right, the oldest on top."""
    say = quoter.say
    most = max(each.obs_value for _, women, men in found.bands for each in (women, men)) or 1.0
    rows = [band(quoter, *each, most) for each in reversed(found.bands)]
    name = say(f"indicator.{found.whole.indicator}.name")
    before, _, after = say(
        "country_pyramid.of",
        indicator=name,
        period=quoter.period(found.whole.time_period),
        total="\0",
    ).partition("\0")
    return html.Div(
        [
            html.P(
                [
                    before,
                    number(quoter, found.whole),
                    after,
                    source_note(quoter, found.whole.source),
                    to_card(quoter, found.whole.indicator),
                ],
                className="chart-of",
            ),
            html.P(
                [
                    html.Span(say("country_pyramid.women"), className="key-women"),
                    html.Span(say("country_pyramid.men"), className="key-men"),
                ],
                className="pyramid-head",
            ),
            html.Ol(rows, className="pyramid"),
            html.P(quoter.counted(found.whole) + ".", className="chart-note"),
        ]
    )


def band(quoter: Quoter, age: str, women: Figure, men: Figure, most: float) -> html.Li:
    """Lay out one age band."""
    sides = [
        html.Span(
            [
                number(quoter, each),
                html.Span(
                    className=f"pyramid-bar is-{side}",
                    style={"width": f"{62 * each.obs_value / most:.2f}%"},
                    **{"aria-hidden": "true"},
                ),
            ],
            className=f"pyramid-side of-{side}",
        )
        for side, each in (("women", women), ("men", men))
    ]
    return html.Li([sides[0], html.Span(quoter.age(age), className="pyramid-age"), sides[1]])


def hazards(quoter: Quoter, found: tuple[Figure, ...]) -> html.Div:
    """Lay out new displacements by cause."""
    most = found[0].obs_value
    rows = [
        html.Li(
            [
                html.Span(quoter.say(f"breakdown.{each.breakdown}"), className="bar-name"),
                html.Span(
                    html.Span(className="bar-part is-both", style={"flexGrow": 1}),
                    className="end-bar",
                    style={"width": f"{WHOLE * each.obs_value / most:.2f}%"},
                    **{"aria-hidden": "true"},
                ),
                number(quoter, each, quoter.number(each)),
            ]
        )
        for each in found
    ]
    period = quoter.period(found[0].time_period)
    said = quoter.say("country_hazards.of", period=period)
    return html.Div(
        [
            html.P(
                [
                    said,
                    source_note(quoter, found[0].source),
                    to_card(quoter, found[0].indicator),
                ],
                className="chart-of",
            ),
            html.Ol(rows, className="bars"),
        ],
        className="hazards",
    )
