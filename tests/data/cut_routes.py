"""Raw files of the routes, cut to a few rows that keep what is peculiar to each register.

Panama has a year before its months and leaves months out; Honduras has a month with a total and
no nationality; several labels stand under one code; nationalities begin later than totals.
"""

from datetime import date
from itertools import product

import pandas as pd

DARIEN = "panama_darien/2025-04/irreg_darien_nat.rda"
DARIEN_PERSONS = "panama_darien/2025-04/irreg_darien_dmg.rda"
NORTH = "north_route_encounters/2025/"
HONDURAS = NORTH + "irreg_honduras.rda"
HONDURAS_FROM = NORTH + "irreg_honduras_nat.rda"
HONDURAS_PERSONS = NORTH + "irreg_honduras_dmg.rda"
MEXICO = NORTH + "irreg_mexico_nat.rda"
MEXICO_PERSONS = NORTH + "irreg_mexico_dmg.rda"
USA = NORTH + "irreg_usa.rda"
INCIDENTS = "iom_missing_migrants/2025-06/iom_mmp.rda"
AGES = ("18+", "12-17", "under 12, accompanied", "under 12, unaccompanied")
GROUPS = ("men", "women", "boys", "girls")


def day(month: str) -> float:
    """Give the first of a month as days since 1970."""
    return float(date.fromisoformat(f"{month}-01").toordinal() - date(1970, 1, 1).toordinal())


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    """Give a table whose first column is a month."""
    dated = [(day(str(month)), *rest) for month, *rest in rows]
    return pd.DataFrame(dated, columns=columns.split()).astype({"t": "float64"})


def darien() -> pd.DataFrame:
    """Give a year (2019), a month of 2022, none between them, and the first of 2023."""
    table = frame(
        "t nat n",
        ("2019-01", "CUB", 10.0),
        ("2019-01", "TIB", 1.0),
        ("2022-11", "VEN", 90.0),
        ("2022-12", "VEN", 100.0),
        ("2022-12", "CUB", 20.0),
        ("2023-02", "VEN", 30.0),
        ("2023-02", "OOO", 6.0),
    )
    return table.assign(q=table["t"])[["t", "q", "nat", "n"]]


def darien_persons() -> pd.DataFrame:
    """Give men and women with the minors among them, and from 2023 children apart."""
    table = frame(
        "t demog n",
        ("2022-11", "men", 60.0),
        ("2022-11", "women", 30.0),
        ("2022-12", "men", 80.0),
        ("2022-12", "women", 40.0),
        *(("2023-02", group, n) for group, n in zip(GROUPS, (20.0, 10.0, 4.0, 2.0), strict=True)),
    )
    return table.assign(q=table["t"])[["t", "q", "demog", "n"]]


def honduras() -> dict[str, pd.DataFrame]:
    """Give totals since 2021, nationalities since 2022, none of them in February."""
    groups = {"2022-01": (8.0, 4.0, 1.0, 1.0), "2022-02": (0.0,) * 4, "2022-03": (9.0, 0.0, 0, 0)}
    return {
        HONDURAS: frame(
            "t n", ("2021-12", 7.0), ("2022-01", 14.0), ("2022-02", 0.0), ("2022-03", 9.0)
        ),
        HONDURAS_FROM: frame(
            "t nat n",
            ("2022-01", "CUB", 10.0),
            ("2022-01", "FRA", 3.0),
            ("2022-01", "FRA", 1.0),
            ("2022-03", "TWN", 9.0),
        ),
        HONDURAS_PERSONS: frame(
            "t demog n",
            *(
                (month, group, n)
                for month, ns in groups.items()
                for group, n in zip(GROUPS, ns, strict=True)
            ),
        ),
    }


def mexico() -> dict[str, pd.DataFrame]:
    """Give two months, the second of which adds up to other persons by sex and age."""
    by_origin = (("2023-12", "VEN", 30.0), ("2023-12", "GIN", 5.0), ("2023-12", "GIN", 1.0))
    who = list(product(("male", "female"), AGES))
    persons = {"2023-12": range(1, 9), "2024-01": range(8)}
    return {
        MEXICO: frame("t nat n", *by_origin, ("2024-01", "VEN", 40.0)),
        MEXICO_PERSONS: frame(
            "t sex age n",
            *(
                (month, *each, float(n))
                for month, ns in persons.items()
                for each, n in zip(who, ns, strict=True)
            ),
        ),
    }


def usa() -> pd.DataFrame:
    """Give a month without nationalities and two with them, the last under two laws."""
    patrol, office = "U.S. Border Patrol", "Office of Field Operations"
    table = frame(
        "t component area authority type demog nat n",
        ("2019-09", patrol, None, "Title 8", "Apprehensions", "UC / Single Minors", None, 7.0),
        ("2019-10", patrol, "Yuma Sector", "Title 8", "Apprehensions", "FMUA", "MEX", 5.0),
        ("2019-10", office, "Laredo Field Office", "Title 8", "Inadmissibles", "UAC", "OOO", 2.0),
        ("2019-12", patrol, "Yuma Sector", "Title 42", "Expulsions", "Single Adults", "MEX", 3.0),
        ("2019-12", patrol, "Yuma Sector", "Title 8", "Apprehensions", "UAC", "MEX", 0.0),
    )
    return table.assign(t_fy=table["t"])[
        ["t", "t_fy", "component", "area", "authority", "type", "demog", "nat", "n"]
    ]


def incidents() -> pd.DataFrame:
    """Give three incidents: one nationality, several of them, several causes."""
    places = {"route": "Central American Route", "type": "Incident"}
    rows = [
        ("2024-11-30", "PAN", 2.0, "Drowning", 3.0, "VEN", "Río Turquesa", -77.5, 8.2),
        ("2025-01-02", "PAN", 5.0, "Violence", None, "COL,VEN", "near Bajo Chiquito", -77.6, 8.3),
        ("2025-01-30", "USA", 1.0, "Drowning,Violence", -1.0, "UNK", "near Douglas", -109.3, 31.5),
    ]
    columns = ["t", "geo", "dead", "cause", "surv", "nat", "location", "lon", "lat"]
    table = pd.DataFrame(rows, columns=columns).assign(**places)
    table["m"] = [day(each[:7]) for each in table["t"]]
    table["t"] = [date.fromisoformat(each) for each in table["t"]]
    order = "t m type route geo dead cause surv nat location lon lat"
    return table[order.split()]


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    return {
        DARIEN: darien(),
        DARIEN_PERSONS: darien_persons(),
        **honduras(),
        **mexico(),
        USA: usa(),
        INCIDENTS: incidents(),
    }
