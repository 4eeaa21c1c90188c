"""The page registry: one line a page; navigation, titles and known paths come from here."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        name: the page's one name on every floor, in words and in ids.
        path: where it lives.
        has_view: whether it shows one view that can be taken home as table and picture.
        scripts: files of ``assets`` that this page alone needs, loaded when it is opened.
        later: likewise, those that one view or one act of the page needs, by its name.
    """

    name: str
    path: str
    has_view: bool = True
    scripts: tuple[str, ...] = ()
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def own_scripts(self) -> tuple[str, ...]:
        """All files that this page alone needs, sooner or later."""
        return (*self.scripts, *(name for names in self.later.values() for name in names))

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
            "app/flows/corridors.js",
            "app/flows/map.js",
            "app/flows/panels.js",
            "app/flows/page.js",
        ),
        later={
            "sankey": ("app/flows/sankey.js",),
            "chord": ("vendor/d3/d3-chords.min.js", "app/flows/chord.js"),
            "matrix": ("app/flows/matrix.js",),
            "mirror": ("app/flows/mirror.js",),
            "picture": ("app/flows/picture.js",),
        },
    ),
    Page("inventory", "/data", has_view=False),
)


def page_at(path: str) -> Page | None:
    """Find the page that lives at a path, if there is one."""
    return next((page for page in PAGES if page.path == path), None)
