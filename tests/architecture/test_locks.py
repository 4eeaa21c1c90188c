"""A lock pins what it installs so that any pip can follow it."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LOCKS = sorted(Path(__file__).parents[2].glob("requirements*.lock"))
PIN = re.compile(r"^([\w.-]+)(?:\[([\w,.-]+)\])?==", re.MULTILINE)


def pins(text: str) -> dict[str, set[str]]:
    """Give the extras that a lock pins with each package."""
    found = PIN.findall(text)
    return {name.lower(): set(filter(None, extras.split(","))) for name, extras in found}


def unpinned_extras(text: str) -> list[str]:
    """Name packages whose extras another one asks for, but the lock does not pin.

    pip before 23.3 looks for `coverage[toml]` apart from a pinned `coverage`: it takes a newer one.
    """
    pinned = pins(text)
    found = []
    for name in pinned:
        try:
            asked = [Requirement(line) for line in requires(name) or []]
        except PackageNotFoundError:  # for another platform
            continue
        for one in asked:
            on = one.marker is None or any(
                one.marker.evaluate({"extra": extra}) for extra in {"", *pinned[name]}
            )
            if on and one.extras - pinned.get(one.name.lower(), set()):
                found.append(f"{name} asks for {one}")
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_extras_are_pinned_with_their_package(lock):
    assert unpinned_extras(lock.read_text(encoding="utf-8")) == []


def test_an_extra_that_is_not_pinned_is_found():
    assert unpinned_extras("pytest-cov==7.1.0\ncoverage==7.17.3\n") == [
        next(f"pytest-cov asks for {one}" for one in requires("pytest-cov") if "[toml]" in one)
    ]
