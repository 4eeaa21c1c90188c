"""First-level units from the labels that producers print, by the checked crosswalk."""

import pandas as pd

from data.codes.labels import Labels
from data.connectors.files import rows
from data.errors import PanoramaError, listed


class UnknownLabels(PanoramaError):
    """A raw file names places that the crosswalk does not have."""


def to_units(
    parents: pd.Series, given: pd.Series, known: Labels, source: str, where: str
) -> pd.Series:
    """Turn a producer's labels of places into our first-level units.

    Args:
        parents: the country of each label, the index their rows in the file.
        given: the labels as they are printed.
        known: the crosswalk.
        source: id of the source, as in ``admin1_names.csv``.
        where: the file, for the error.

    Returns:
        The units; ``<ISO3>-_U`` for what cannot be placed, missing for what is left out.

    Raises:
        UnknownLabels: listing every label that the crosswalk does not have, with its rows.

    >>> from data.codes import Codes
    >>> places = pd.Series(["Quito [Admin 2]", "Ibarra (Carchi)"])
    >>> to_units(pd.Series("ECU", places.index), places, Labels.read(Codes.read()),
    ...     "unhcr", "demographics.rda").tolist()
    ['EC-P', 'ECU-_U']
    """
    units = known.of(source)
    pairs = pd.Series(list(zip(parents, given, strict=True)), index=given.index, dtype="object")
    unknown = pairs[~pairs.isin(list(units))]
    if len(unknown):
        faults = [
            f"{pair[0]} '{pair[1]}' in {rows(own.index)}" for pair, own in unknown.groupby(unknown)
        ]
        message = (
            f"{where}: {len(faults)} labels of places are unknown: {listed(faults)}. Add each to "
            "data/codes/admin1_names.csv, with its unit or with the reason why it has none."
        )
        raise UnknownLabels(message)
    return pairs.map(lambda pair: units[pair] or None).astype("str")
