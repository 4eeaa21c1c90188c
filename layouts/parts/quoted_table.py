"""Figures one line each, as a country's page has them, each with a copy of its full citation."""

from collections.abc import Sequence

from dash import html

from data.quotes import Quote
from layouts.parts import projected
from layouts.parts.differences import differs
from layouts.parts.lettered import Lettered
from layouts.parts.quoted import Quoter, keys, source_note, to_card


def copying(quoter: Quoter, quote: Quote, country: str) -> html.Button:
    """Offer a figure with its full citation."""
    return html.Button(
        quoter.say("country.copy"),
        className="plain copy-figure",
        **{
            "data-citation": quoter.citation(quote, country),
            "data-done": quoter.say("country.copied"),
            "aria-label": quoter.say("country.copy_label", concept=quoter.title(quote)),
        },
    )


def table(
    quoter: Quoter, quotes: Sequence[Quote], country: str, element: str, caption: str
) -> html.Table:
    """Lay out figures one line each: what, how many, when, from whom, who is counted, a copy.

    Args:
        quoter: says it.
        quotes: the figures.
        country: whose they are.
        element: id of the table of the numbers to quote; others are empty, and say who is
            counted below the name, not how that differs from the line above.
        caption: for those who hear the page.
    """
    say = quoter.say
    lettered = Lettered(quoter, (" ".join(quoter.remarks(each.figure)) for each in quotes))
    heads = ["concept", "value", "period", "source", *(["counted"] if element else [])]
    return html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(
                html.Tr(
                    [
                        *(
                            html.Th(say(f"country_table.{head}"), scope="col", className=head)
                            for head in heads
                        ),
                        html.Th(
                            html.Span(say("country_table.actions"), className="unseen"),
                            scope="col",
                            className="actions",
                        ),
                    ]
                )
            ),
            html.Tbody(
                [
                    line(quoter, each, country, lettered=None if element else lettered, above=above)
                    for above, each in zip((None, *quotes), quotes, strict=False)
                ]
            ),
        ],
        className="country-numbers",
        **({"id": element, "data-testid": element} if element else {}),
    )


def line(
    quoter: Quoter, quote: Quote, country: str, *, lettered: Lettered | None, above: Quote | None
) -> html.Tr:
    """Lay out one figure; in brief, who is counted stands below its name.

    Args:
        quoter: says it.
        quote: the figure.
        country: whose it is.
        lettered: says the remarks of a brief table; what several lines have is said once.
        above: the figure of the line above; those of one indicator and source have one way to
            its card.
    """
    figure, say, brief = quote.figure, quoter.say, lettered is not None
    remarks = quoter.remarks(figure)
    again = ""
    if lettered is not None:
        known = " ".join(remarks)
        again = "is-again" if known in lettered.told else ""
        remarks = list(filter(None, [lettered.said(known)]))
    said = f"{quoter.counted(figure).rstrip('.')}. "
    if brief and above is not None and above.figure.definition == figure.definition:
        said = f"{say('country_table.same')} "
    ways = [(each.figure.indicator, each.figure.source) for each in (quote, above) if each]
    title = quoter.title(quote)
    part = " is-part" if title.startswith("…") else ""
    known, not_stated = ("", "") if brief else differs(quoter, quote, above)
    counted = [
        html.Span(said),
        *(html.Span(each + " ", className="remark") for each in remarks),
    ]
    return html.Tr(
        [
            html.Th(
                [
                    title,
                    *(
                        [html.Small(counted, className=again)]
                        if brief
                        else projected.note(quoter, figure)
                    ),
                ],
                scope="row",
                className=f"concept{part}",
            ),
            html.Td(html.Span(quoter.value(figure), className="quoted"), className="value"),
            html.Td(quoter.when(figure), className="period"),
            html.Td(
                [quoter.source(figure.source), source_note(quoter, figure.source)],
                className="source-cell",
            ),
            *(
                []
                if brief
                else [
                    html.Td(
                        [
                            *counted,
                            html.Span(known, className="differs"),
                            html.Span(not_stated, className="differs is-not-stated"),
                        ],
                        className="counted",
                    )
                ]
            ),
            html.Td(
                [
                    " ",
                    copying(quoter, quote, country),
                    *([] if ways[1:] == ways[:1] else [" ", to_card(quoter, figure.indicator)]),
                ],
                className="actions",
            ),
        ],
        **keys(figure),
    )
