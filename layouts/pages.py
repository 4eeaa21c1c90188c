"""The page registry: one line a page; navigation, titles and known paths come from here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data.codes import DESCRIBED

MATCHER = "vendor/ufuzzy/ufuzzy.min.js"  # of the search box, and of the list of countries


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        name: the page's one name on every floor, in words and in ids.
        path: where it lives.
        has_view: whether it shows one view that can be taken home as table and picture.
        scripts: files of ``assets`` that this page alone needs, loaded when it is opened.
        later: likewise, those that one view or one act of the page needs, by its name.
        asked: the name in an address that opens it where another page lives.
        inside: the page that leads to it, where navigation does not.
        subject: the country that the page is about, where there is one page a country.
    """

    name: str
    path: str
    has_view: bool = True
    scripts: tuple[str, ...] = ()
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: str = ""
    inside: str = ""
    subject: str = ""

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
            "app/flows/names.js",
            "app/flows/map.js",
            "app/flows/panels.js",
            "app/flows/page.js",
        ),
        later={
            "sankey": ("app/flows/sankey.js",),
            "chord": ("vendor/d3/d3-chords.min.js", "app/flows/chord.js"),
            "matrix": ("app/flows/matrix.js",),
            "mirror": ("app/flows/mirror_sheet.js", "app/flows/mirror.js"),
            "picture": ("app/flows/picture.js",),
        },
    ),
    Page(
        "places",
        "/places",
        scripts=(
            "app/places/leaders.js",
            "app/places/map.js",
            "app/places/panels.js",
            "app/places/page.js",
        ),
        later={"picture": ("app/places/picture.js",)},
        inside="panorama",
    ),
    Page(
        "countries",
        "/countries",
        has_view=False,
        scripts=("app/country/index.js",),
        later={"matcher": (MATCHER,)},
    ),
    Page("inventory", "/data", has_view=False),
)


# Pages that live where another one does; navigation leads to that one.
WITHIN = (
    Page(
        "route",
        "/flows",
        scripts=(
            "app/route/stages.js",
            "app/route/charts.js",
            "app/route/panels.js",
            "app/route/adding.js",
            "app/route/page.js",
        ),
        later={"picture": ("app/route/picture.js",)},
        asked="route",
    ),
)

# One page a country, below the page of all of them.
OF_COUNTRIES = tuple(
    Page(
        "country",
        f"/countries/{code}",
        has_view=False,
        scripts=(
            "app/places/leaders.js",
            "app/places/map.js",
            "app/country/charts.js",
            "app/country/pages.js",
            "app/country/page.js",
        ),
        inside="countries",
        subject=code,
    )
    for code in DESCRIBED
)


def page_at(path: str, asked: Collection[str] = ()) -> Page | None:
    """Find the page that lives at a path, if there is one.

    Args:
        path: where it lives.
        asked: the names in its address, which may ask for a page within.

    >>> [page_at("/flows", names).name for names in ((), ("sex",), ("route", "sex"))]
    ['flows', 'flows', 'route']
    >>> page_at("/countries/PER").subject, page_at("/countries/XXX")
    ('PER', None)
    """
    within = (page for page in WITHIN if page.path == path and page.asked in asked)
    return next(within, next((page for page in (*PAGES, *OF_COUNTRIES) if page.path == path), None))


def page_named(name: str) -> Page:
    """Give a page by its one name."""
    return next(page for page in (*PAGES, *WITHIN, *OF_COUNTRIES) if page.name == name)


def paths() -> tuple[str, ...]:
    """List where pages live."""
    return tuple(page.path for page in (*PAGES, *OF_COUNTRIES))


def scripts() -> list[str]:
    """List the files of ``assets`` that single pages need."""
    pages = (*PAGES, *WITHIN, OF_COUNTRIES[0])
    return [name for page in pages for name in page.own_scripts]
