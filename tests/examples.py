"""How many examples a property is tried with: few in every run, ten times as many in a search."""

from hypothesis import HealthCheck, settings

USUAL = 100  # what the profile of every run has


def tried(examples: int, *, suppress: tuple[HealthCheck, ...] = ()) -> settings:
    """Give the settings of a property that is tried with so many examples in every run."""
    most = settings.default.max_examples if settings.default else USUAL
    return settings(max_examples=examples * most // USUAL, suppress_health_check=suppress)
