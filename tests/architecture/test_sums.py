"""Observations are added up in the rooms for sums, and nowhere else."""

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.architecture.test_house import MODULES, name_of

# The running product's and the pipeline's rooms for sums; the second reading adds by itself.
ROOMS = ("data/sums.py", "data/harmonise/sums.py", "data/reconcile/")
ADDING = {
    *("sum", "cumsum", "nansum", "nancumsum", "fsum", "sumprod", "reduce", "accumulate"),
    *("reduceat", "einsum", "dot", "bincount", "trapezoid"),
}
WORDS = {"sum", "cumsum"}  # that pandas takes for the name of a function
LISTS = {"faults", "twice", "pieces", "stays"}  # names of lists, which grow by other lists
# What is added that is no observation, and how often.
ALLOWED = {
    "data/changes.py": {"cumsum": 1},  # breaks of a series, counted
    "data/connectors/unhcr.py": {"sum": 1},  # a file's ages, held against its own totals
    "data/harmonise/build.py": {"sum": 1},  # rows that were read
    "data/harmonise/write.py": {"sum": 1},  # gaps of a table
    "data/nearest.py": {"sum": 1, "+=": 1},  # codes that were asked for, columns that were lost
    "data/observations.py": {"sum": 1, "reduce": 1},  # rows that were found; a logical or
    "data/schema.py": {"sum": 2},  # cells that break a rule; parts, held against their total
    "data/shelf.py": {"sum": 1},  # rows that are held
    "layouts/figures/theme.py": {"sum": 2},  # bounds of classes, counted
}


def additions(code: str) -> Iterator[str]:
    """Name everything in a module that adds numbers up, or may."""
    for node in ast.walk(ast.parse(code)):
        yield from by_name(node)
        match node:
            case ast.AugAssign(target=target, op=ast.Add(), value=value) if grows(target, value):
                yield "+="
            case ast.Assign(targets=[target], value=ast.BinOp(op=ast.Add()) as value):
                if ast.unparse(target) in {ast.unparse(value.left), ast.unparse(value.right)}:
                    yield "+="
            case ast.MatMult():
                yield "@"


def by_name(node: ast.AST) -> Iterator[str]:
    """Name a function that adds, however it is got hold of."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in ADDING:
            yield name
        case ast.Attribute(value=ast.Attribute(attr="add")) | ast.Attribute(attr="__add__"):
            yield "add"
        case ast.Attribute(value=ast.Name(id="operator"), attr="add" | "iadd" | "concat"):
            yield "add"
        case ast.Constant(value=str(word)) if word in WORDS:
            yield word
        case ast.ImportFrom(module="operator" | "functools" | "itertools", names=names):
            yield from (each.name for each in names if each.name in {"add", "reduce"})


def grows(target: ast.expr, value: ast.expr) -> bool:
    """Tell whether a target may be a number that grows: no list and no text."""
    texts = isinstance(value, ast.Constant) and isinstance(value.value, str)
    lists = isinstance(value, ast.List | ast.ListComp | ast.Tuple | ast.JoinedStr)
    return not (texts or lists or ast.unparse(target) in LISTS)


def test_no_other_room_adds_observations_up():
    found = {}
    for file in MODULES:
        room = name_of(file)
        counts = dict(Counter(additions(file.read_text(encoding="utf-8"))))
        if counts and not room.startswith(ROOMS):
            found[room] = counts
    assert found == ALLOWED


WAYS = {
    "a method": "total = rows['obs_value'].sum()",
    "a built-in": "total = sum(rows['obs_value'])",
    "a built-in handed on": "total = rows.pipe(sum)",
    "an exact sum": "total = math.fsum(values)",
    "NumPy's": "total = np.nansum(values)",
    "a running sum": "rows['obs_value'].cumsum().iloc[-1]",
    "a reduced addition": "total = np.add.reduce(values)",
    "an operator": "total = reduce(operator.add, values)",
    "an imported operator": "from operator import add",
    "a word": "rows.groupby('ref_area').agg({'obs_value': 'sum'})",
    "a word as a keyword": "rows.groupby('ref_area').agg(all=('obs_value', 'sum'))",
    "a word of a pivot": "rows.pivot_table(aggfunc='sum')",
    "a transformed group": "rows.groupby('ref_area')['obs_value'].transform('sum')",
    "a loop": "for value in values:\n    total += value",
    "a longer loop": "for row in rows:\n    told[row.area] = told[row.area] + row.obs_value",
    "a product": "total = ones @ values",
    "a dot": "total = np.dot(ones, values)",
    "a histogram": "np.bincount(codes, weights=values)",
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_way_of_adding_is_seen(way):
    assert list(additions(WAYS[way])) != []


def test_what_adds_no_numbers_is_let_through():
    code = "faults += others\nnames += ['a']\ntext += 'b'\nwhole = card.may_sum.areas"
    assert list(additions(code)) == []
