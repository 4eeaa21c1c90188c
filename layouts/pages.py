"""The page registry: one line a page; navigation, titles and known paths come from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        name: the page's one name on every floor, in words and in ids.
        path: where it lives.
        has_view: whether it shows one view that can be taken home as table and picture.
        scripts: files of ``assets`` that this page alone needs, loaded when it is opened.
    """

    name: str
    path: str
    has_view: bool = True
    scripts: tuple[str, ...] = ()

    @property
    def title_key(self) -> str:
        """The key of the page's title in the files of words."""
        return f"page.{self.name}"


PAGES = (
    Page("panorama", "/"),
    Page(
        "flows",
        "/flows",
        scripts=(
            "vendor/d3/d3-chords.min.js",
            "app/flows/corridors.js",
            "app/flows/map.js",
            "app/flows/sankey.js",
            "app/flows/chord.js",
            "app/flows/matrix.js",
            "app/flows/mirror.js",
            "app/flows/panels.js",
            "app/flows/picture.js",
            "app/flows/page.js",
        ),
    ),
    Page("inventory", "/data", has_view=False),
)


def page_at(path: str) -> Page | None:
    """Find the page that lives at a path, if there is one."""
    return next((page for page in PAGES if page.path == path), None)
