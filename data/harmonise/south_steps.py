"""The steps of the build that harmonise the national sources of Argentina, Bolivia and Chile."""

from collections.abc import Mapping

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise import (
    arg_residences,
    bol_census,
    chl_census,
    chl_datamigra,
    chl_surveys,
    renaper,
    sermig,
)
from data.harmonise.derived import Parts


def of_south(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise the national sources of Argentina, Bolivia and Chile."""
    steps = {
        ("foreign_residents", "sermig_2022"): sermig.residents,
        ("irregular_estimate", "sermig_2022"): sermig.irregular,
        ("foreign_residents", "renaper_2023"): renaper.residents,
        ("born_abroad", "bol_census_2024"): bol_census.born_abroad,
        ("residence_abroad_5y", "bol_census_2024"): bol_census.lived_abroad,
        ("born_abroad", "chl_census_2024"): chl_census.born_abroad,
        ("residence_abroad_5y", "chl_census_2024"): chl_census.lived_abroad,
        ("residence_permits", "arg_residences"): arg_residences.permits,
        ("foreign_residents", "chl_datamigra_2026"): chl_datamigra.residents,
        ("irregular_estimate", "chl_datamigra_2026"): chl_datamigra.irregular,
        ("residence_permits", "chl_datamigra_2026"): chl_datamigra.permits,
    }
    return {name: step(raw[name[1]], codes, catalogue) for name, step in steps.items()}


def of_chile_surveys(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise what DataMigra tabulates of refugee claims, surveys and schools in Chile."""
    source = "chl_datamigra_2026"
    own = raw[source]
    made = {
        **chl_datamigra.refugee_events(own),
        **chl_surveys.surveys(own),
        **chl_surveys.pupils(own, codes, catalogue),
    }
    return {(name, source): rows for name, rows in made.items()}
