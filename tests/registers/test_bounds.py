"""A file that would take gigabytes, or no end of time, is told of at once."""

import resource

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.registers.deliveries import SETTINGS, write
from tests.registers.test_faults import faults_of


def repeated(text: str, times: int) -> pa.DictionaryArray:
    """A column that holds one text over and over, and takes the room of one."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(times, np.int32)), [text])


SWOLLEN = {
    "scb_arsdata.csv": lambda path: path.write_bytes(b"LopNr;AR;Kommun\n1;" + b"a" * 20_000_000 + b";0180\n"),
    "processmatt.csv": lambda path: path.write_bytes("månad;mått;antal\n".encode() + b";\n" * 3_000_000),
    "scb_arsdata.parquet": lambda path: pq.write_table(
        pa.table({name: repeated("a" * 1_000_000, 2_000) for name in ("LopNr", "AR", "Kommun")}),
        path,
        store_schema=False,
    ),
    "scb_manadsdata.parquet": lambda path: pq.write_table(
        pa.table({"LopNr": ["1"], "manad": ["2021-05"], "AGI": pa.array([b"a" * 1_000])}), path
    ),
}
"""Small files, or files of one kind of bytes, that would take gigabytes."""


@pytest.mark.parametrize(
    ("name", "told"),
    list(zip(SWOLLEN, ["line 2: a line is", "more faults than rows", "larger than any", "neither text"], strict=True)),
)
def test_a_file_that_swells_is_told_in_little_memory(tmp_path, name, told):
    write(tmp_path, {"leverans.toml": SETTINGS})
    SWOLLEN[name](tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert any(told in expected for file, *_, expected in faults_of(tmp_path, {}) if file == name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_500_000, "kilobytes"
