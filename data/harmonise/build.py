"""Build the committed tables: `python -m data.harmonise.build --raw DIR [--out DIR]`.

Raw files are read and decided on in memory, written to a temporary folder, and put in place at
the end: whatever goes wrong, the tables that are there stay as they were.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels, check_sources
from data.connectors import CONNECTORS
from data.connectors.files import RawTables
from data.errors import PanoramaError
from data.harmonise import (
    abel_cohen,
    col_entries,
    col_geih,
    col_migration,
    col_visitors,
    ecu_esi,
    gapminder,
    honduras,
    idmc,
    knomad,
    mexico,
    missing_migrants,
    panama,
    per_cards,
    undesa,
    undesa_ages,
    undp,
    us_cbp,
    worldbank,
    wpp,
    wpp_ages,
)
from data.harmonise.boundaries import build_boundaries
from data.harmonise.derived import Parts, parts_of
from data.harmonise.named_cells import check_units_apart, mark_same_figures
from data.harmonise.rows import in_key_order, observations
from data.harmonise.series import of_countries, with_gaps, with_partial_world
from data.harmonise.south_steps import of_chile_surveys, of_south
from data.harmonise.unhcr_steps import of_asylum, of_idmc_stock, of_unhcr
from data.harmonise.unit_boundaries import build_units
from data.harmonise.write import Contents, inputs, put_in_place, summary, write_tables
from data.schema import check_table
from data.shelf import INCIDENTS

TABLES = Path(__file__).parent.parent / "tables"
Say = Callable[[str], object]


class FailedBuild(PanoramaError):
    """Steps of the build failed; every one of them is named."""


def read_all(raw: Path, catalogue: Catalogue, say: Say) -> dict[str, RawTables]:
    """Read the raw tables of every source.

    Raises:
        FailedBuild: naming what is wrong with each source's files.
    """
    found: dict[str, RawTables] = {}
    faults: list[str] = []
    # A connector without a card is that of a theme which is not offered: its files stay unread.
    for name in sorted(catalogue.sources.keys() - CONNECTORS.keys()):
        faults.append(f"Source {name} has a card in data/catalogue/sources and no connector.")
    for name, card in catalogue.sources.items():
        if name not in CONNECTORS:
            continue
        try:
            found[name] = CONNECTORS[name](raw, card)
        except PanoramaError as fault:
            faults.append(str(fault))
        else:
            rows = sum(len(table) for table in found[name].tables.values())
            say(f"read       {name:<22}{rows:>10,} rows")
    if faults:
        raise FailedBuild("\n".join(faults))
    return found


def of_undesa(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the editions of the migrant stock, each a source of its own."""
    ages = undesa_ages.migrants_by_age(raw["undesa_2019"], codes, catalogue)
    parts: Parts = {("migrant_stock_age", "undesa_2019"): ages}
    for edition in ("undesa_2024", "undesa_2020"):
        pairs = undesa.migrant_pairs(raw[edition], codes, catalogue)
        if "published" in raw[edition].tables:
            pairs = undesa.mark_not_separate(pairs, raw[edition], codes)
        stock = undesa.migrant_stock(pairs, catalogue)
        if "published" in raw[edition].tables:
            undesa.check_published(stock, raw[edition], codes)
            shares = undesa.published_shares(stock, raw[edition], codes)
            parts["migrant_stock_share", edition] = shares
        parts["migrant_stock", edition] = stock
        parts["emigrant_stock", edition] = undesa.emigrant_stock(pairs, catalogue)
    return parts


def of_wpp(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the population, its age groups, and net migration."""
    own = raw["wpp_2024"]
    return {
        ("population_age", "wpp_2024"): wpp_ages.population_by_age(own, codes),
        ("population_age_share", "wpp_2024"): wpp_ages.share_by_age(own, codes),
        ("population", "wpp_2024"): wpp.population(own, codes, catalogue),
        ("net_migration", "wpp_2024"): wpp.net_migration(own, codes),
    }


def of_flow_estimates(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise estimated flows."""
    name = "abel_cohen_2022"
    return {("migration_flow_estimate", name): abel_cohen.flows(raw[name], codes, catalogue)}


def of_idmc(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise internal displacement: in a year by cause, and at the end of it."""
    conflict, disasters = idmc.new_displacements(raw["idmc"], codes, catalogue)
    return {
        ("idp_new_conflict", "idmc"): conflict,
        ("idp_new_disaster", "idmc"): disasters,
        ("idp_stock", "idmc"): idmc.stock(raw["idmc"], codes, catalogue),
    }


def of_worldbank(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise remittances, their cost and the Gini index."""
    del catalogue  # nothing is added up here
    bank = raw["worldbank"]
    made = {
        "remittances_received": with_partial_world(
            with_gaps(of_countries(bank, "received", "wb_remittances_received", codes))
        ),
        "remittances_paid": worldbank.paid(bank, codes),
        "remittances_share_gdp": with_gaps(
            of_countries(bank, "share", "wb_remittances_share", codes)
        ),
        "remittance_cost": worldbank.cost(bank, codes),
        "gini": of_countries(bank, "gini", "wb_gini", codes),
    }
    return {(name, "worldbank"): rows for name, rows in made.items()}


def of_knomad(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the modelled corridors of remittances."""
    model = knomad.corridor_model(raw["knomad_2017"], codes, catalogue)
    return {("remittance_corridor_model", "knomad_2017"): model}


def of_development(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise UNDP's composite indices and Gapminder's series."""
    del catalogue  # nothing is added up here
    report, compiled = raw["undp_2024"], raw["gapminder_2026"]
    undp.check_annex(report)
    work = gapminder.by_sex
    return {
        ("hdi", "undp_2024"): undp.measure(report, "hdi", ("", "_f", "_m"), codes),
        ("ihdi", "undp_2024"): undp.measure(report, "ihdi", ("",), codes),
        ("gii", "undp_2024"): undp.measure(report, "gii", ("",), codes),
        ("gdi", "undp_2024"): undp.measure(report, "gdi", ("",), codes),
        ("labour_participation", "undp_2024"): undp.measure(report, "lfpr", ("_f", "_m"), codes),
        ("hdi", "gapminder_2026"): of_countries(compiled, "hdi", "gapminder_hdi", codes),
        ("gini", "gapminder_2026"): of_countries(compiled, "gini", "gapminder_gini", codes),
        ("gdp_per_capita", "gapminder_2026"): of_countries(compiled, "gdp", "gapminder_gdp", codes),
        ("unemployment_rate", "gapminder_2026"): work(
            compiled, "unemployment", "gapminder_unemployment", codes
        ),
        ("labour_participation", "gapminder_2026"): work(
            compiled, "participation", "gapminder_participation", codes
        ),
    }


def of_routes(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the registers along the northern route, and deaths on all routes."""
    registers = {
        ("darien_transits", "panama"): panama.transits,
        ("honduras_irregular_entries", "honduras"): honduras.entries,
        ("mexico_irregular_situation", "mexico"): mexico.irregular_situation,
        ("us_southwest_encounters", "us_cbp"): us_cbp.encounters,
    }
    parts = {name: step(raw[name[1]], codes, catalogue) for name, step in registers.items()}
    points = missing_migrants.incidents(raw["missing_migrants"], codes)
    return {
        **parts,
        ("migrant_deaths", "missing_migrants"): missing_migrants.deaths(points, catalogue),
    }


def of_colombia(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise Colombia's registers of Venezuelans and of visitors."""
    register = raw["col_migration_2023"]
    return {
        ("venezuelans_registered", register.source): col_migration.registered(
            register, codes, catalogue
        ),
        ("permits_ppt", register.source): col_migration.permits(register, codes, catalogue),
        ("visitors_non_resident", "col_visitors"): col_visitors.visitors(
            raw["col_visitors"], codes, catalogue
        ),
    }


def of_surveys(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the survey of Venezuelans in Colombia beside all residents."""
    del catalogue  # no observation is added up here
    survey = col_geih.all_measures(raw["col_geih"], codes)
    return {(name, "col_geih"): rows for name, rows in survey.items()}


def of_entries(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise entries at border posts, and the procedures for Peru's foreigner's card."""
    cards = raw["per_cards_2025"]
    return {
        ("border_entries", "col_entries"): col_entries.entries(
            raw["col_entries"], codes, catalogue
        ),
        ("border_entries", "ecu_esi"): ecu_esi.entries(raw["ecu_esi"], codes, catalogue),
        ("identity_card_procedures", cards.source): per_cards.procedures(cards, codes, catalogue),
    }


Step = Callable[[Mapping[str, RawTables], Codes, Catalogue], Parts]
# What each step reads. A step whose sources serve no theme that is offered is not taken.
STEPS: Mapping[Step, tuple[str, ...]] = {
    of_undesa: ("undesa_2024", "undesa_2020", "undesa_2019"),
    of_unhcr: ("unhcr",),
    of_asylum: ("unhcr",),
    of_idmc_stock: ("idmc_unhcr",),
    of_wpp: ("wpp_2024",),
    of_flow_estimates: ("abel_cohen_2022",),
    of_idmc: ("idmc",),
    of_worldbank: ("worldbank",),
    of_knomad: ("knomad_2017",),
    of_development: ("undp_2024", "gapminder_2026"),
    of_routes: ("panama", "honduras", "mexico", "us_cbp", "missing_migrants"),
    of_south: (
        "sermig_2022",
        "renaper_2023",
        "bol_census_2024",
        "chl_census_2024",
        "chl_datamigra_2026",
        "arg_residences",
    ),
    of_chile_surveys: ("chl_datamigra_2026",),
    of_colombia: ("col_migration_2023", "col_visitors"),
    of_surveys: ("col_geih",),
    of_entries: ("col_entries", "ecu_esi", "per_cards_2025"),
}


def harmonise(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Take every step: the rows of all indicators that are not derived, by indicator and source.

    Raises:
        FailedBuild: naming what every step found wrong.
    """
    parts: Parts = {}
    faults: list[str] = []
    for step in (each for each, needed in STEPS.items() if set(needed) <= raw.keys()):
        try:
            parts.update(step(raw, codes, catalogue))
        except PanoramaError as fault:
            faults.append(str(fault))
    if faults:
        raise FailedBuild("\n".join(faults))
    return parts


def tables(
    parts: Parts, codes: Codes, catalogue: Catalogue, say: Say
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Make the tables of observations one after the other, each checked: never all at once.

    Raises:
        FailedBuild: after the last one, naming what is wrong with each.
    """
    faults: list[str] = []
    for name, card in catalogue.indicators.items():
        made = [
            observations(parts_of(name, s, parts, catalogue, codes), name, s, catalogue)
            for s in card.sources
        ]
        table = in_key_order(pd.concat(made, ignore_index=True)) if made[1:] else made[0]
        try:
            table = mark_same_figures(table, name, catalogue)
            check_units_apart(table, name, codes, catalogue)
            check_table(table, codes.own, catalogue)
        except PanoramaError as fault:
            faults.append(str(fault))
        say(f"harmonised {name:<27}{len(table):>10,} rows")
        yield name, table
    if faults:
        raise FailedBuild("\n".join(faults))


def incidents(raw: Mapping[str, RawTables], codes: Codes) -> pd.DataFrame:
    """Give the incidents of death and disappearance; none where their theme is not offered."""
    name = "missing_migrants"
    if name not in raw:
        return pd.DataFrame(columns=list(INCIDENTS))
    return missing_migrants.incidents(raw[name], codes)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a build reads and writes.

    Attributes:
        raw: folder of the raw files, laid out as the source cards say.
        out: folder of the tables; the boundaries are in ``geo`` beside it.
        raw_geo: folder of the raw boundaries; none leaves the boundaries as they are.
    """

    raw: Path
    out: Path
    raw_geo: Path | None = None


def build(places: Places, catalogue: Catalogue, codes: Codes, say: Say = print) -> None:
    """Build all tables, and the boundaries if asked, into folders that are replaced as a whole.

    Args:
        places: where to read and write.
        catalogue: the cards.
        codes: the code lists.
        say: takes the progress lines.

    Raises:
        PanoramaError: when anything is wrong; the folders are then left as they were.
    """
    raw, out, raw_geo = places.raw, places.out, places.raw_geo
    check_sources(codes, Labels.read(codes), CONNECTORS.keys())
    read = read_all(raw, catalogue, say)
    points = incidents(read, codes)
    parts = harmonise(read, codes, catalogue)
    read.clear()  # what was read is not needed any more
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".building-") as folder:
        made = Path(folder)
        contents = Contents(
            tables(parts, codes, catalogue, say), points, inputs(raw, raw_geo, catalogue)
        )
        entries = write_tables(contents, made / "tables", catalogue, codes)
        if raw_geo is not None:
            build_boundaries(raw_geo, made / "geo")
            build_units(raw_geo, made / "geo")
            say("drew       boundaries")
            put_in_place(made / "geo", out.parent / "geo")
        put_in_place(made / "tables", out)
    say(summary(entries))


def main(arguments: list[str] | None = None, say: Say = print) -> int:
    """Build tables and boundaries; give 0, or 1 after one clear message."""
    parser = argparse.ArgumentParser(prog="python -m data.harmonise.build", description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--out", type=Path, default=TABLES, help="folder of the tables")
    asked = parser.parse_args(arguments)
    try:
        geo = asked.raw.resolve().parent / "geo"
        build(Places(asked.raw, asked.out, geo), Catalogue.read(), Codes.read(), say)
    except PanoramaError as fault:
        say(f"The build stopped; the tables are as they were.\n{fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(say=lambda line: sys.stdout.write(f"{line}\n")))
