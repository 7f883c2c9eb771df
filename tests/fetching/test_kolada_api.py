"""Fetching from Kolada, against a server on this machine that answers as the API does, and as it should not."""

import dis
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import CodeType
from urllib.parse import parse_qs, urlsplit

import pytest

from indikatorer import ROOT, UserError
from indikatorer.base.settings import Kolada
from indikatorer.fetching.kolada_api import Patience, fetch_kolada
from indikatorer.registers.faults import Faults
from indikatorer.registers.kolada_file import read_kolada

QUICK = Patience(attempts=4, timeout=0.3, pause=0.01, longest=2)
PAGE = 3
SECRET = ("1980", 2020)


class Server:
    """What the API would say, in pages of three figures, after the answers in `first`: (status, headers, body)."""

    def __init__(self, address):
        self.address = address
        self.first = []
        self.asked = []
        self.times = []
        self.delay = 0.0

    def answer(self, path):
        self.asked.append(path)
        self.times.append(time.monotonic())
        if self.first:
            return self.first.pop(0)
        parts = urlsplit(path)
        _, _, _, kpis, _, municipalities = parts.path.strip("/").split("/")
        figures = [
            figure(kpi, municipality, year)
            for kpi in kpis.split(",")
            for municipality in municipalities.split(",")
            for year in (2021, 2020)
            if kpi != "U99999"
        ]
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        content = {"count": len(figures), "values": figures[(page - 1) * PAGE : page * PAGE]}
        if page * PAGE < len(figures):
            content["next_url"] = f"http://elsewhere.invalid{parts.path}?page={page + 1}&per_page={PAGE}"
        return 200, {}, json.dumps(content)


def figure(kpi, municipality, year):
    hidden = (municipality, year) == SECRET
    values = [
        {
            "gender": gender,
            "count": 1,
            "status": "Secret" if hidden else "Normal",
            "value": None if hidden else size,
            "isdeleted": False,
            "new_in_the_api": 1,
        }
        for gender, size in (("T", 40.5), ("K", 0), ("M", 43))
    ]
    return {"kpi": kpi, "municipality": municipality, "period": year, "values": values}


@contextmanager
def serving():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = server.answer(self.path)
            time.sleep(server.delay)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Server(f"http://127.0.0.1:{http.server_port}/v3")
        threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        http.shutdown()


@pytest.fixture
def server(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as server:
        yield server


def asking(server, kpis=("U40455", "N40008"), municipalities=("0180", "1980")):
    return Kolada(server.address, municipalities, kpis)


def test_the_reader_of_deliveries_reads_what_was_written(server, tmp_path):
    path = fetch_kolada(asking(server), tmp_path / "raw", QUICK)
    assert path == tmp_path / "raw" / "kolada.json"
    faults = Faults()
    frame = read_kolada(path, faults)
    assert faults.table().is_empty()
    assert frame.height == 2 * 2 * 2 * 3
    found = {(row["kpi"], row["kommun"], row["ar"], row["kon"]): row["varde"] for row in frame.iter_rows(named=True)}
    assert found["U40455", "0180", 2021, "Samtliga"] == 40.5
    assert found["U40455", "0180", 2021, "Kvinnor"] == 0
    assert found["N40008", "1980", 2020, "Män"] is None
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["attribution"] == "Källa: Kolada"
    assert "new_in_the_api" not in text
    assert list((tmp_path / "raw").iterdir()) == [path]


def test_the_same_answers_give_the_same_file_in_whatever_order(server, tmp_path):
    first = fetch_kolada(asking(server), tmp_path / "a", QUICK).read_bytes()
    turned = asking(server, ("N40008", "U40455"), ("1980", "0180"))
    assert fetch_kolada(turned, tmp_path / "b", QUICK).read_bytes() == first


def test_at_most_25_of_each_are_asked_for_at_once(server, tmp_path):
    kpis = tuple(f"U{number}" for number in range(40000, 40030))
    fetch_kolada(asking(server, kpis), tmp_path, QUICK)
    sizes = Counter(path.split("/")[4].count(",") + 1 for path in server.asked)
    assert set(sizes) == {25, 5}
    values = json.loads((tmp_path / "kolada.json").read_text(encoding="utf-8"))["values"]
    assert len(values) == 30 * 2 * 2


@pytest.mark.parametrize(("said", "least"), [("1", 0.9), ("a date", 0.5), ("", 0.009), ("soon", 0.009)])
def test_too_many_questions_are_asked_again_when_the_server_says(server, tmp_path, said, least):
    if said == "a date":
        said = format_datetime(datetime.now(UTC) + timedelta(seconds=1.8), usegmt=True)
    server.first = [(429, {"Retry-After": said} if said else {}, "")]
    fetch_kolada(asking(server), tmp_path, QUICK)
    assert server.times[1] - server.times[0] >= least


def test_faults_of_the_server_pass(server, tmp_path):
    server.first = [(500, {}, ""), (503, {}, ""), (502, {}, "")]
    assert fetch_kolada(asking(server), tmp_path, QUICK).exists()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([(500, {}, "")] * 4, "answered 500 Internal Server Error, however often"),
        ([(429, {"Retry-After": "3600"}, "")], "answered 429 Too Many Requests"),
        ([(404, {}, "")], r"answered 404 Not Found\. Check the address, `kpis` and `municipalities`"),
        ([(302, {"Location": "http://elsewhere.invalid/"}, "")], "answered 302 Found"),
        ([(200, {}, "<html>Log in</html>")], "did not answer with JSON: does a proxy or a log-in page"),
        ([(200, {}, "[]")], "in another form than it used to"),
        ([(200, {}, '{"values": {}}')], "in another form than it used to"),
        ([(200, {}, '{"values": [7]}')], "in another form than it used to: “7”"),
        ([(200, {}, '{"values": [{"kpi": "U40455", "values": 7}]}')], "in another form than it used to"),
        ([(200, {}, '{"values": [], "next_url": "http://[::1/"}')], "next_url “http"),
        ([(200, {}, '{"values": [], "next_url": "/v3/data?per_page=5000"}')], "leads back to itself"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_old_file_stays(server, tmp_path, answers, told):
    (tmp_path / "kolada.json").write_text("old")
    server.first = answers
    with pytest.raises(UserError, match=told):
        fetch_kolada(asking(server), tmp_path, QUICK)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kolada.json", "old")]


def test_a_part_that_changed_is_named(server, tmp_path):
    changed = figure("U40455", "0180", 2021)
    changed["period"] = "2021"
    changed["values"][0]["value"] = "40,5"
    changed["values"][1] = "K"
    server.first = [(200, {}, json.dumps({"values": [changed]}))]
    with pytest.raises(UserError) as told:
        fetch_kolada(asking(server), tmp_path, QUICK)
    for part in ("kolada.json: ", "values[0].period", "values[0].values[0].value", "40,5", "values[0].values[1]"):
        assert part in str(told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("key", "asked"), [("kpis", {"kpis": ("U40455", "U99999")}), ("municipalities", {})])
def test_an_id_that_kolada_does_not_know_is_named(server, tmp_path, key, asked):
    if not asked:
        only = {"values": [figure("U40455", "0180", 2021), figure("N40008", "0180", 2021)]}
        server.first = [(200, {}, json.dumps(only))]
    with pytest.raises(UserError, match=rf"nothing for {'U99999' if asked else '1980'}\. .* \[kolada\] {key}"):
        fetch_kolada(asking(server, **asked), tmp_path, QUICK)


def test_a_server_that_does_not_answer_in_time_is_told(server, tmp_path):
    server.delay = 0.6
    with pytest.raises(UserError, match="cannot be reached: timed out"):
        fetch_kolada(asking(server), tmp_path, QUICK)
    assert len(server.asked) == QUICK.attempts


def test_without_a_network_it_is_told_at_once(tmp_path):
    with serving() as server:
        pass
    started = time.monotonic()
    with pytest.raises(UserError, match=r"127\.0\.0\.1 cannot be reached.*proxy"):
        fetch_kolada(asking(server), tmp_path, Patience())
    assert time.monotonic() - started < 1


def test_the_command_says_what_it_did(server, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from indikatorer.base import settings
    from indikatorer.cli import main

    monkeypatch.setattr(settings, "read_kolada_settings", lambda: asking(server))
    done = CliRunner().invoke(main, ["fetch", "kolada", "--output", str(tmp_path)])
    assert (done.exit_code, "Källa: Kolada" in done.output) == (0, True)
    server.first = [(403, {}, "")]
    refused = CliRunner().invoke(main, ["fetch", "kolada", "--output", str(tmp_path)])
    assert (refused.exit_code, "403 Forbidden" in refused.output) == (2, True)


NETWORK = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "socket", "ftplib"}


def imported(path):
    """What a file imports, from its code: where a browser has been steered, `ast.parse` may be a SystemError."""
    codes = [compile(path.read_text(encoding="utf-8"), str(path), "exec")]
    for code in codes:
        codes += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
        module = ""
        for step in dis.get_instructions(code):
            if step.opname == "IMPORT_NAME":
                module = step.argval
                yield module
            elif step.opname == "IMPORT_FROM":
                yield f"{module}.{step.argval}"


def test_nothing_else_uses_a_network():
    source = ROOT / "src" / "indikatorer"
    using = {str(path.relative_to(source)) for path in source.rglob("*.py") if NETWORK & set(imported(path))}
    assert using == {"fetching/kolada_api.py"}
    asking_for_it = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if any(name.startswith("indikatorer.fetching") for name in imported(path))
    }
    assert asking_for_it == {"cli.py"}
    code = "import sys, indikatorer.cli; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
