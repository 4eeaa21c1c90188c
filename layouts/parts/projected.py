"""What is said of a figure on a projector, where who is counted has no room."""

from typing import TYPE_CHECKING

from dash import html

if TYPE_CHECKING:
    from data.quotes import Figure
    from layouts.parts.quoted import Quoter

COMPUTED = "from_share"  # a total that its source does not publish


def note(quoter: "Quoter", figure: "Figure") -> list[html.Small]:
    """Say beside a marked or computed figure what its mark means, when projected."""
    flags = quoter.catalogue.flags
    said = [
        quoter.flag(figure, each) for each in figure.flags if flags[each].marked or each == COMPUTED
    ]
    return (
        [html.Small(f"{quoter.mark(figure)} {'. '.join(said)}".strip(), className="projected")]
        if said
        else []
    )
