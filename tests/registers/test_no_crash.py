"""Whatever is delivered, reading ends in a store or in a DeliveryError that holds no number."""

import io
import tempfile
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indikatorer.registers import ingest
from indikatorer.registers.contract import FILES
from indikatorer.registers.faults import DeliveryError
from tests.registers.deliveries import ANNA, BO, small, whole, write

EXAMPLES = 30
FEW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORMS = [".csv", ".xlsx", ".parquet"]

cells = st.one_of(
    st.sampled_from(["", "K", "J", "Arbete", "2019-01-31", "2019-01", "2019", "1", "-0,5", "1 000", ANNA, BO, "Järva"]),
    st.sampled_from(
        ["99999999999999999999", "9999-99-99", '"', ';"', "\x00", "\ud7ff", "0000-00-00", "1e9", "NaN", "+"]
    ),
    st.text(max_size=12),
    st.from_regex(r"[0-9]{6,8}[-+]?[0-9]{4}", fullmatch=True),
)


def ends_well(files: dict[str, bytes | str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        delivery = write(folder / "delivery", {})
        for file, content in files.items():
            (delivery / file).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        for quarantine in (False, True):
            try:
                ingest(
                    delivery, folder / "build" / "registers", key_file=folder / "build" / "key", quarantine=quarantine
                )
            except DeliveryError as error:
                assert ANNA not in str(error)  # noqa: PT017 - the message is what is tested, a store is as welcome
                assert not (folder / "build" / "registers").exists()


@given(st.sampled_from(sorted(FILES)), st.data())
@FEW
def test_any_text_in_any_cell(name, data):
    headers = list(FILES[name].headers())
    rows = data.draw(st.lists(st.lists(cells, min_size=len(headers), max_size=len(headers)), max_size=5))
    text = "\n".join([";".join(headers), *(";".join(row) for row in rows)])
    ends_well({f"{name}.csv": text, "leverans.toml": "syntetisk = true"})


@given(st.sampled_from(sorted(whole())), st.data())
@FEW
def test_a_delivery_with_bytes_changed(name, data):
    content = bytearray(whole()[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    ends_well(small() | {name: bytes(content)})


@given(st.sampled_from(sorted(FILES)), st.sampled_from(FORMS), st.binary(max_size=300))
@FEW
def test_any_bytes_under_any_name(name, form, content):
    ends_well({name + form: content})


@given(st.dictionaries(st.sampled_from(["kolada.json", "leverans.toml"]), st.text(max_size=200), min_size=1))
@FEW
def test_any_text_in_the_files_that_are_not_tables(files):
    ends_well(small() | files)


@given(st.data())
@FEW
def test_a_workbook_with_bytes_changed(data):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.set_properties({"created": datetime(2022, 1, 15)})
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["LopNr", "AR", "Kommun"])
        sheet.write_row(1, 0, [1, 2011, "0180"])
    content = bytearray(file.getvalue())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place : place + 2] = data.draw(st.binary(min_size=1, max_size=4))
    ends_well({"scb_arsdata.xlsx": bytes(content)})


@given(st.data())
@FEW
def test_a_parquet_file_with_bytes_changed(data):
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        pl.DataFrame({"LopNr": [1, 2], "AR": [2011, 2012], "Kommun": ["0180", "0180"]}).write_parquet(file.name)
        content = bytearray(Path(file.name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place : place + 2] = data.draw(st.binary(min_size=1, max_size=4))
    ends_well({"scb_arsdata.parquet": bytes(content)})
