"""Key figures of municipalities from Kolada's API, version 3 (docs/definitions.md, Kolada), as the delivery file
`kolada.json`.

What is printed of it names Kolada as its source; what is worked out from it does not.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from indikatorer import UserError
from indikatorer.base.files import replaced_file
from indikatorer.base.settings import Kolada
from indikatorer.registers.faults import Faults, report
from indikatorer.registers.kolada_file import FORM, read_kolada

FILE = "kolada.json"
ATTRIBUTION = "Källa: Kolada"
CHANGED = "the API answers in another form than it used to"
IDS = 25
"""So many key figures and municipalities may be asked for at once."""
PER_PAGE = 5000
PARTS = ("kpi", "municipality", "period")
VALUE_PARTS = ("gender", "count", "status", "value", "isdeleted")


@dataclass(frozen=True)
class Patience:
    """How often to ask, and for how many seconds to wait: for an answer, before the second time, and at most."""

    attempts: int = 6
    timeout: float = 30
    pause: float = 1
    longest: float = 120

    def wait(self, state: RetryCallState) -> float:
        """As long as the server asks for, else twice as long each time."""
        asked = _retry_after(state.outcome.exception() if state.outcome else None)
        return min(self.pause * 2 ** (state.attempt_number - 1), self.longest) if asked is None else asked

    def is_worth_another(self, error: BaseException) -> bool:
        """Whether the fault may pass by itself: too much asked, a fault of the server, no answer in time."""
        if isinstance(error, httpx.HTTPStatusError):
            status = error.response.status_code
            return (status == 429 or status >= 500) and (_retry_after(error) or 0) <= self.longest
        return isinstance(error, httpx.TimeoutException | httpx.ReadError | httpx.RemoteProtocolError)


def fetch_kolada(settings: Kolada, folder: Path, patience: Patience = Patience()) -> Path:
    """Ask for every year of the key figures and municipalities of the settings, and write them to `folder`.

    The file is replaced when everything has come and the reader of deliveries takes it. Values stay as they came: a
    secret one is null, and never 0. Raises UserError when the API cannot be reached, refuses, answers in another form,
    or has nothing for something that was asked for.
    """
    with httpx.Client(timeout=patience.timeout) as client:
        figures = [
            figure
            for kpis in _parts(settings.kpis)
            for municipalities in _parts(settings.municipalities)
            for figure in _figures(client, _address(settings, kpis, municipalities), patience)
        ]
    figures.sort(key=lambda figure: json.dumps([figure[part] for part in PARTS]))
    path = folder / FILE
    with replaced_file(path) as scratch:
        content = {"attribution": ATTRIBUTION, "values": figures}
        scratch.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _check(scratch, settings)
    return path


def _check(path: Path, settings: Kolada) -> None:
    """Let the reader of deliveries judge the file, and see that everything that was asked for is there."""
    faults = Faults()
    frame = read_kolada(path, faults)
    if frame is None or not faults.table().is_empty():
        raise UserError(f"{settings.address}: {CHANGED}.\n{report(faults.table()).replace(path.name, FILE)}")
    for key, asked, column in (("kpis", settings.kpis, "kpi"), ("municipalities", settings.municipalities, "kommun")):
        missing = sorted(set(asked) - set(frame[column]))
        if missing:
            raise UserError(
                f"Kolada has nothing for {', '.join(missing)}. Put it right, or take it out, under [kolada] {key} in "
                "indikatorer.toml."
            )


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    unique = list(dict.fromkeys(ids))
    return (unique[start : start + IDS] for start in range(0, len(unique), IDS))


def _address(settings: Kolada, kpis: Sequence[str], municipalities: Sequence[str]) -> httpx.URL:
    path = f"data/kpi/{','.join(kpis)}/municipality/{','.join(municipalities)}"
    return httpx.URL(f"{settings.address.rstrip('/')}/{path}", params={"per_page": PER_PAGE})


def _figures(client: httpx.Client, address: httpx.URL, patience: Patience) -> Iterator[dict[str, Any]]:
    """The figures of every page of an answer. Of the address of the next page only the query counts: a server behind
    another name cannot lead elsewhere.
    """
    asked: set[httpx.URL] = set()
    page: httpx.URL | None = address
    while page is not None:
        if page in asked:
            raise UserError(f"{page} leads back to itself: {CHANGED}.")
        asked.add(page)
        content = _answer(client, page, patience)
        for figure in content["values"]:
            yield _kept(figure)
        page = _next(address, content.get("next_url"))


def _next(address: httpx.URL, said: object) -> httpx.URL | None:
    if not said:
        return None
    try:
        return address.copy_with(query=httpx.URL(str(said)).query)
    except httpx.InvalidURL:
        raise UserError(f"next_url “{said}”: {CHANGED}.") from None


def _kept(figure: Any) -> dict[str, Any]:
    """A figure with the parts of the contract and no others; the reader judges what is in them."""
    if not (isinstance(figure, dict) and isinstance(figure.get("values"), list)):
        raise UserError(f"{CHANGED}: “{str(figure)[:80]}”. Expected {FORM}.")
    values = [
        {part: value.get(part) for part in VALUE_PARTS} if isinstance(value, dict) else value
        for value in figure["values"]
    ]
    return {part: figure.get(part) for part in PARTS} | {"values": values}


def _answer(client: httpx.Client, address: httpx.URL, patience: Patience) -> dict[str, Any]:
    def ask() -> httpx.Response:
        return client.get(address).raise_for_status()

    retrying = Retrying(
        retry=retry_if_exception(patience.is_worth_another),
        wait=patience.wait,
        stop=stop_after_attempt(patience.attempts),
        reraise=True,
    )
    try:
        content = retrying(ask).json()
    except httpx.HTTPStatusError as error:
        raise UserError(_refusal(error)) from None
    except httpx.HTTPError as error:
        raise UserError(
            f"{address.host} cannot be reached: {error or type(error).__name__}. Is there a network, and a proxy in "
            "HTTPS_PROXY where one is needed? The address is `kolada.address` in indikatorer.toml."
        ) from None
    except ValueError:
        raise UserError(
            f"{address} did not answer with JSON: does a proxy or a log-in page stand in between?"
        ) from None
    if not (isinstance(content, dict) and isinstance(content.get("values"), list)):
        raise UserError(f"{address}: {CHANGED}. Expected {FORM}.")
    return content


def _refusal(error: httpx.HTTPStatusError) -> str:
    response = error.response
    said = f"{response.url} answered {response.status_code} {response.reason_phrase}"
    if response.status_code == 429 or response.status_code >= 500:
        return f"{said}, however often it was asked. Try again later."
    return f"{said}. Check the address, `kpis` and `municipalities` under [kolada] in indikatorer.toml."


def _retry_after(error: BaseException | None) -> float | None:
    """How many seconds the server asks to wait, or None when it does not say: a number, or a point in time."""
    if not isinstance(error, httpx.HTTPStatusError):
        return None
    said = error.response.headers.get("Retry-After", "")
    try:
        return max(float(said), 0)
    except ValueError:
        pass
    try:
        return max((parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds(), 0)
    except (ValueError, TypeError):
        return None
