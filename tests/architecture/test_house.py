"""The house keeps its floors: imports go down only, files are opened in few rooms."""

import ast
import re
from pathlib import Path

import pytest

from data.words import Words

ROOT = Path(__file__).parents[2]
FLOORS = ("data", "layouts", "callbacks")
MODULES = sorted(
    file
    for floor in FLOORS
    for file in (ROOT / floor).rglob("*.py")
    if "__pycache__" not in str(file)
) + [ROOT / "app.py"]
PAGES = {"panorama", "inventory", "flows", "route", "places", "countries", "country"}
READERS = (
    "data/store.py",
    "data/catalogue/",
    "data/codes/",
    "data/words/",
    "data/shelf.py",
    "data/connectors/",
    "data/harmonise/",
    "data/reconcile",
    "callbacks/serving.py",
)
OPENING = {
    "read_text",
    "read_bytes",
    "open",
    "read_csv",
    "read_excel",
    "read_parquet",
    "read_table",
    "write_text",
    "write_bytes",
}


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT)).replace("\\", "/")


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def importing(prefix: str, *names: str) -> list[str]:
    """Name modules under a folder that import one of some names."""
    return [
        f"{name_of(file)}: {module}"
        for file in MODULES
        if name_of(file).startswith(prefix)
        for module in sorted(imports(file))
        if any(module == name or module.startswith(f"{name}.") for name in names)
    ]


def test_data_knows_no_screen():
    above = ("dash", "plotly", "flask", "dash_bootstrap_components", "layouts", "callbacks", "app")
    assert importing("data/", *above) == []


def test_layouts_open_nothing_and_hold_no_callback():
    forbidden = ("callbacks", "app", "data.store", "data.connectors", "data.harmonise")
    assert importing("layouts/", *forbidden) == []


def test_figures_know_plotly_and_no_dash():
    assert importing("layouts/figures/", "dash") == []


def test_ids_import_nothing_of_ours():
    assert importing("layouts/ids.py", "data", "layouts", "callbacks") == []


def test_callbacks_know_nothing_of_the_app():
    assert importing("callbacks/", "app") == []


@pytest.mark.parametrize("floor", ["layouts", "callbacks", "data"])
def test_pages_of_a_floor_do_not_import_each_other(floor):
    for page in PAGES:
        others = [f"{floor}.{other}" for other in PAGES - {page}]
        assert importing(f"{floor}/{page}.py", *others) == []


def test_the_running_product_imports_no_pipeline():
    rooms = [
        name_of(f)
        for f in MODULES
        if not name_of(f).startswith(("data/connectors/", "data/harmonise/"))
    ]
    pipeline = (
        "data.connectors",
        "data.harmonise",
        "geopandas",
        "shapely",
        "pyreadr",
        "openpyxl",
        "python_calamine",
    )
    allowed = ("data/reconcile",)
    found = [line for room in rooms for line in importing(room, *pipeline)]
    assert [line for line in found if not line.startswith(allowed)] == []


def test_reconciliation_is_an_independent_reading():
    assert importing("data/reconcile", "data.connectors", "data.harmonise") == []


# Not files: the tables as a whole, and a member of an archive that is being written.
ADDRESSES = ("Store.open", "archive.open")


def test_few_rooms_open_files():
    found = []
    for file in MODULES:
        if name_of(file).startswith(READERS):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in OPENING and ast.unparse(called) not in ADDRESSES:
                found.append(f"{name_of(file)}: {name}")
    assert found == []


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name_of(file)}:{inner.lineno}"
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_only_the_guard_gives_permits():
    giving = [
        name_of(file)
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Permit"
    ]
    assert giving == ["data/guard.py"]


def test_ids_in_callbacks_are_members_of_an_enum():
    literal = re.compile(r"(?:Input|Output|State)\(\s*[\"']")
    rooms = [file for file in MODULES if name_of(file).startswith(("callbacks/", "layouts/"))]
    assert [name_of(f) for f in rooms if literal.search(f.read_text(encoding="utf-8"))] == []


def test_every_id_is_used_by_browser_or_layout():
    ids = re.findall(r'= "([a-z]+(?:-[a-z]+)+)"', (ROOT / "layouts/ids.py").read_text())
    assert len(ids) == len(set(ids))


def test_every_word_that_code_says_exists():
    words = Words.read()
    said = re.compile(r"say\(\s*\"([a-z_0-9.]+)\"")
    in_browser = re.compile(r"PS\.say\(\"([a-z_0-9]+)\"")
    missing = []
    for file in MODULES:
        lines = file.read_text(encoding="utf-8").splitlines()
        for key in said.findall("\n".join(line for line in lines if ">>>" not in line)):
            if not words.has(key):
                missing.append(f"{name_of(file)}: {key}")
    for file in (ROOT / "assets/app").rglob("*.js"):
        own = {"browser", f"{file.parent.name}_browser"}
        for key in in_browser.findall(file.read_text(encoding="utf-8")):
            if not any(words.has(f"{table}.{key}") for table in own):
                missing.append(f"{file.name}: {key}")
    assert missing == []


FORBIDDEN = {
    "es": ["ilegal", "clandestin", "indocumentad"],
    "en": ["illegal", "undocumented", "alien"],
}


@pytest.mark.parametrize("lang", sorted(FORBIDDEN))
def test_no_text_calls_a_person_illegal(lang):
    files = (ROOT / f"data/words/{lang}").glob("*.toml")
    text = "\n".join(file.read_text(encoding="utf-8").lower() for file in files)
    assert [word for word in FORBIDDEN[lang] if word in text] == []


def test_nothing_we_serve_names_another_host():
    ours = [*(ROOT / "assets/app").rglob("*.js"), ROOT / "assets/style.css", ROOT / "app.py"]
    foreign = re.compile(r"https?://(?!www\.w3\.org/|\{)[\w.]+|//cdn")
    assert [f.name for f in ours if foreign.search(f.read_text(encoding="utf-8"))] == []


def test_lock_files_name_no_host():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--index" not in text
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_no_module_holds_a_table_or_a_cache():
    made = re.compile(r"(?:DataFrame|Series|read_\w+|\.read|\.open|load|loads|Store)$")
    found = []
    for file in MODULES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
            if made.search(called):
                found.append(f"{name_of(file)}:{node.lineno}: {called}")
        for node in ast.walk(tree):
            kept = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
            if any(re.search(r"\b(lru_)?cache\b", each) for each in kept):
                found.append(f"{name_of(file)}:{node.lineno}: {kept}")
    assert found == []


def test_every_module_of_callbacks_that_the_app_lists_registers():
    app = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    (listed,) = (
        node.value
        for node in app.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODULES"
    )
    names = {each.id for each in listed.elts}
    registering = {
        file.stem
        for file in (ROOT / "callbacks").glob("*.py")
        if "\ndef register(app: Dash, store: Store) -> None:" in file.read_text(encoding="utf-8")
    }
    assert names == registering


def test_no_file_grows_beyond_reading():
    long = {name_of(f): len(f.read_text(encoding="utf-8").splitlines()) for f in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
