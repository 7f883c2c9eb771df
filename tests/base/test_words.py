"""Words that no data choose: each is asked for, each that is asked for is there, and its places are filled."""

import ast
import re
import tomllib

import pytest

from indikatorer import ROOT, UserError
from indikatorer.base import words
from indikatorer.base.words import FILE, Words
from indikatorer.publication.datapackage import CELL_COLUMNS


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "_ord.toml"
    path.write_text('[blad]\nfragor = "Frågor: {vem}"\n".." = "Skyddad."\n', encoding="utf-8")
    monkeypatch.setattr(words, "FILE", path)
    return path


def test_a_text_has_what_is_given_at_its_places(file):
    assert Words("blad")("fragor", vem="{Anna}") == "Frågor: {Anna}"
    assert Words("blad").each(vem="Anna") == {"fragor": "Frågor: Anna", "..": "Skyddad."}


def test_what_is_changed_while_a_program_runs_counts(file):
    assert Words("blad")("..") == "Skyddad."
    written = file.stat().st_mtime_ns
    file.write_text('[blad]\n".." = "Dold."\n', encoding="utf-8")
    if file.stat().st_mtime_ns == written:
        pytest.skip("the clock of this disk is too coarse")
    assert Words("blad")("..") == "Dold."


@pytest.mark.parametrize(
    ("table", "name", "places", "said"),
    [
        ("blad", "titel", {}, r"_ord.toml: \[blad\] saknar titel"),
        ("sida", "titel", {}, r"_ord.toml: \[sida\] saknar titel"),
        ("blad", "fragor", {"namn": "Anna"}, r"_ord.toml: \[blad\] fragor: \{vem\} finns inte; texten har \{namn\}"),
    ],
)
def test_what_is_not_there_is_told_with_the_file(file, table, name, places, said):
    with pytest.raises(UserError, match=said):
        Words(table)(name, **places)


def calls(tree):
    """What a module asks for: the table, the name (none where it is all of them), and which places are given."""
    tables = {
        target.id: value.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for targets, values in [(_parts(node.targets[0]), _parts(node.value))]
        for target, value in zip(targets, values, strict=False)
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "Words"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (table := tables.get(ast.unparse(node.func).removesuffix(".each"))):
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            yield table, name, {keyword.arg for keyword in node.keywords}


def _parts(node):
    return node.elts if isinstance(node, ast.Tuple) else [node]


def texts_in(content, table=""):
    for key, inner in content.items():
        if isinstance(inner, str):
            yield table, key, set(re.findall(r"\{([^{}]*)\}", inner))
        else:
            yield from texts_in(inner, f"{table}.{key}".lstrip("."))


def test_every_text_is_asked_for_and_nothing_else_and_its_places_are_filled():
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py"))
    asked = [one for tree in trees for one in calls(tree)]
    columns = [(f"oppna_data.kolumner.{name}", key, set()) for name in CELL_COLUMNS for key in ("rubrik", "text")]
    written = list(texts_in(tomllib.loads(FILE.read_text(encoding="utf-8"))))
    for table, name, places in written:
        given = [said for of, one, said in [*asked, *columns] if of == table and one in (name, None)]
        assert given, f"[{table}] {name} is asked for nowhere"
        assert all(places <= said for said in given), f"[{table}] {name} has a place that is not filled"
    named = {(table, name) for table, name, _ in [*asked, *columns] if name}
    assert named <= {(table, name) for table, name, _ in written}
