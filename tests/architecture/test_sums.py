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
VALUES = {"obs_value", "VALUE"}  # the column of observations, and data.schema's name for it
NUMBERS = {"float", "int", "round", "abs", "Decimal", "Fraction"}  # a value stays one in these
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
        yield from of_values(node)
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
        case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="add"):
            yield "add"
        case ast.Constant(value=str(word)) if word in WORDS:
            yield word
        case ast.ImportFrom(module="operator" | "functools" | "itertools", names=names):
            yield from (each.name for each in names if each.name in {"add", "reduce"})


def of_values(node: ast.AST) -> Iterator[str]:
    """Name an addition of the values of observations: by sign, by method, by a formula in words."""
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            sides = [column(left), column(right)]
            if VALUES.intersection(sides) or sides == ["value", "value"]:
                yield "+"
        case ast.Call(func=ast.Attribute(value=own, attr="add" | "radd")):
            if column(own) in {*VALUES, "value"}:
                yield "add"
        case ast.Call(func=ast.Attribute(attr="eval") | ast.Name(id="eval")):
            given = [*node.args, *(each.value for each in node.keywords)][:1]
            if not all(
                isinstance(each, ast.Constant) and "+" not in str(each.value) for each in given
            ):
                yield "eval"


def column(side: ast.expr) -> str:
    """Name the column that an expression is the values of, whatever is done to them; or none."""
    match side:
        case ast.Attribute(attr=name) if name in {*VALUES, "value"}:
            return name
        case ast.Name(id="obs_value"):
            return "obs_value"
        case ast.Subscript(value=own, slice=at):
            keys = at.elts if isinstance(at, ast.Tuple | ast.List) else [at]
            found = next(filter(None, map(key_of, keys)), "")
            return found or column(own)
        case ast.Attribute(value=own) | ast.UnaryOp(operand=own):
            return column(own)
        case ast.Call(func=ast.Name(id=name), args=[own, *_]) if name in NUMBERS:
            return column(own)
        case ast.Call(func=ast.Attribute(value=own)):
            return column(own)
        case ast.BinOp(left=left, right=right):
            return column(left) or column(right)
    return ""


def key_of(key: ast.expr) -> str:
    """Name the column of values that a key stands for, or none."""
    match key:
        case ast.Constant(value="obs_value" | "value" as name):
            return str(name)
        case ast.Name(id="VALUE" as name) | ast.Attribute(attr="VALUE" as name):
            return name
    return ""


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
    "two columns": "a['obs_value'] + b['obs_value']",
    "two columns by attribute": "both = a.obs_value + b.obs_value",
    "two columns of the schema's name": "both = a[VALUE] + b[VALUE]",
    "two columns of values": "both = a['value'] + b['value']",
    "tables of one column": "both = a[['obs_value']] + b[['obs_value']]",
    "places of columns": "both = a.at['2024', 'obs_value'] + rest",
    "columns with gaps filled": "both = a['obs_value'].fillna(0) + b['obs_value'].fillna(0)",
    "numbers of columns": "both = float(one.obs_value) + float(other.obs_value)",
    "a value and parts of it": "both = rest + one.obs_value * share",
    "columns by method": "a.obs_value.add(b.obs_value)",
    "columns by method with gaps filled": "a['obs_value'].add(b['obs_value'], fill_value=0)",
    "NumPy's addition": "np.add(a, b)",
    "NumPy's addition handed on": "reduced(numpy.add, values)",
    "a formula": "rows.eval('a+b')",
    "a formula by name": "rows.eval(expr='both = a + b')",
    "a formula made": "rows.eval(formula)",
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_way_of_adding_is_seen(way):
    assert list(additions(WAYS[way])) != []


def test_what_adds_no_numbers_is_let_through():
    code = "faults += others\nnames += ['a']\ntext += 'b'\nwhole = card.may_sum.areas"
    assert list(additions(code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "text = self.short(row.obs_value) + mark",
        "seen.add(row.area)",
        "told[area].add(source)",
        "path = Kind.STOCK.value + '.csv'",
        "last = row.obs_value - before",
        "columns = ['obs_value'] + names",
        "rows.eval('obs_value > 5')",
        "after = place + 1",
    ],
)
def test_texts_sets_lists_and_differences_are_no_sums(code):
    assert list(additions(code)) == []
