"""The gates between a delivery and what is published: somebody looks at what is not plausible, and says so.

What a delivery shows by itself the reader has noted with the store (`registers.plausibility`). Here it is also held
against the delivery before: the last one that passed, as `passed.json` in the build folder has it, and that of the
latest edition on the published site, as its manifest has it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.base.files import read_toml, write_json
from indikatorer.base.vocabulary import REFERENCE
from indikatorer.publication.editions import MANIFEST
from indikatorer.registers.delivery import label_of, point_of
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import differ
from indikatorer.registers.store import CATALOGUE

PASSED = "passed.json"
ACKNOWLEDGED = REFERENCE / "acknowledged.toml"
KEYS = {"gate": str, "about": str, "reason": str, "expires": date}
SHOWN = 20
KEPT_ROWS, MOVED = 0.98, 0.07
"""The part of a file's rows that the next delivery has at least; how far the share of a sex or a reason may move."""
MADE = "Syntetisk leverans, frö"
"""How a delivery that is made from nothing describes itself."""
OF_MONTHS = ("flai_", "paraply_")
"""Files that are new with every delivery; others may well be missing, or the same again."""


@dataclass(frozen=True)
class Acknowledged:
    """That somebody has looked at what a gate found, why it is right, and for deliveries until which day."""

    gate: str
    about: str
    reason: str
    expires: date


def check_plausible(build: Path, published: Path | None, acknowledged: Path = ACKNOWLEDGED) -> str:
    """Let the delivery in the store of `build` pass, or not; what has been acknowledged, in words.

    Raises UserError with everything that somebody must look at.
    """
    now = _read(build / "registers" / CATALOGUE)
    found = [Finding(one["grind"], one["om"], one["mening"]) for one in now["rimlighet"]]
    for before in _before(build, published):
        found += [finding for finding in compared(now, before) if finding not in found]
    delivered = date.fromisoformat(now["levererad"]) if now["levererad"] else date.today()
    known = {(one.gate, one.about): one for one in read_acknowledged(acknowledged)}
    stopped, told, used = [], [], set()
    for finding in found:
        key = (finding.gate, finding.about)
        used.add(key)
        if key in known and delivered <= known[key].expires:
            told.append(f"{finding.gate} | {finding.about}: acknowledged until {known[key].expires}")
            continue
        stopped.append(finding)
        if key in known:
            told.append(f"{finding.gate} | {finding.about}: the acknowledgement expired on {known[key].expires}")
    told += [
        f"{gate} | {about}: acknowledged, but not found: remove it"
        for gate, about in known
        if (gate, about) not in used
    ]
    if stopped:
        raise UserError("\n".join([*told, _message(stopped, delivered, acknowledged)]))
    return "\n".join(told)


def note_passed(build: Path) -> None:
    """Remember the delivery in the store as the last that something was made of."""
    write_json(build / PASSED, _read(build / "registers" / CATALOGUE))


def compared(now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[Finding]:
    """What is less than in the delivery before, or the same again.

    Synthetic and real ones are not compared, nor somebody's own synthetic one with what was made from nothing.
    """
    if now["syntetisk"] != before["syntetisk"]:
        return
    made_then, made_now = (str(one.get("beskrivning")).startswith(MADE) for one in (before, now))
    if made_then and not made_now:
        return
    files, earlier = ({file["namn"]: file for file in one["filer"]} for one in (now, before))
    delivered = before["levererad"] or "an unknown day"
    for name, (first, last) in sorted(before["tackning"].items()):
        if name not in files and name.startswith(OF_MONTHS):
            yield Finding("coverage", name, f"the delivery of {delivered} had the file, this one has not.")
        if name in now["tackning"]:
            since, until = now["tackning"][name]
            if since > first or until < last:
                reach, reached = (
                    "–".join(label_of(point, name) for point in ends) for ends in ((since, until), (first, last))
                )
                sentence = f"the file covers {reach}; in the delivery of {delivered} {reached}. Is it an older one?"
                yield Finding("coverage", f"{name} {reach}", sentence)
    if now["levererad"] != before["levererad"]:
        for name in sorted(files.keys() & earlier.keys()):
            if name.startswith(OF_MONTHS) and files[name]["sha256"] == earlier[name]["sha256"]:
                sentence = f"the file is that of the delivery of {delivered}, byte for byte. Is it the new one?"
                yield Finding("again", f"{name} {now['levererad']}", sentence)
    if now["syntetisk"] and now["beskrivning"] != before.get("beskrivning"):
        return
    for name in sorted(files.keys() & earlier.keys()):
        rows, had = files[name]["rader"], earlier[name].get("rader", 0)
        if rows < KEPT_ROWS * had:
            sentence = f"{rows} rows; the delivery of {delivered} had {had}. Has the file been cut?"
            yield Finding("rows", f"{name} {now['levererad']}", sentence)
    shares = before.get("andelar", {})
    for mark in sorted(now["andelar"].keys() & shares.keys()):
        (one, of), (other, of_other) = now["andelar"][mark], shares[mark]
        if differ(one, of, other, of_other, least=MOVED):
            sentence = f"{one / of:.0%} of the rows; {other / of_other:.0%} in the delivery of {delivered}."
            yield Finding("shares", f"{mark} {now['levererad']}", f"{sentence} Are codes swapped?")


def read_acknowledged(path: Path) -> list[Acknowledged]:
    """What has been acknowledged. Raises UserError with everything in the file that cannot be meant."""
    if not path.exists():
        return []
    given = read_toml(path)
    entries = given.get("acknowledged", [])
    faults = [f"{key}: only [[acknowledged]] can stand here." for key in given if key != "acknowledged"]
    if not isinstance(entries, list):
        raise UserError(f"{path}: expected tables, [[acknowledged]].")
    for number, entry in enumerate(entries, 1):
        faults += [f"[[acknowledged]] number {number}: {fault}" for fault in _faults(entry)]
    if faults:
        raise UserError("\n".join(f"{path}: {fault}" for fault in faults))
    return [Acknowledged(**entry) for entry in entries]


def _faults(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict) or entry.keys() != KEYS.keys():
        yield f"expected {', '.join(KEYS)}."
        return
    for key, kind in KEYS.items():
        value = entry[key]
        if not isinstance(value, kind) or isinstance(value, datetime) or not str(value).strip():
            yield f"{key} = {str(value)!r}: expected {'a date, as 2023-12-31' if kind is date else 'a text'}."


def _before(build: Path, published: Path | None) -> Iterator[dict[str, Any]]:
    """The deliveries to compare with: what the store would say of them, as far as it is known."""
    if (build / PASSED).exists():
        yield _read(build / PASSED)
    manifests = sorted(published.glob(f"[0-9][0-9][0-9][0-9]/{MANIFEST}")) if published else []
    said = [_read(path)["delivery"] for path in manifests]
    known = [one for one in said if all("tackning" in file for file in one["files"])]
    if known:
        latest = max(known, key=lambda one: one["delivered"] or "")
        yield {
            "syntetisk": latest["synthetic"],
            "levererad": latest["delivered"],
            "filer": [{"namn": file["namn"], "sha256": file["sha256"]} for file in latest["files"]],
            "tackning": {
                file["namn"]: [point_of(label, file["namn"]) for label in file["tackning"]]
                for file in latest["files"]
                if file["tackning"]
            },
        }


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path.parent}: no registers have been read yet. Run `make registers`.") from None
    except ValueError as error:
        raise UserError(f"{path} is damaged ({error}). Remove it and start again.") from None
    return content


def _message(stopped: Sequence[Finding], delivered: date, acknowledged: Path) -> str:
    things = "One thing" if len(stopped) == 1 else f"{len(stopped)} things"
    lines = [f"{things} in the delivery to be looked at before anything is published:"]
    lines += [f"  {finding.gate} | {finding.about}: {finding.sentence}" for finding in stopped[:SHOWN]]
    if len(stopped) > SHOWN:
        lines.append(f"  … and {len(stopped) - SHOWN} more: `indikatorer check` on the delivery shows all of its own")
    first = stopped[0]
    lines += [
        "Have the delivery put right. What is right as it is, write in "
        f"{'/'.join(acknowledged.parts[-3:])}, with your reason, as",
        "",
        "[[acknowledged]]",
        f"gate = {json.dumps(first.gate, ensure_ascii=False)}",
        f"about = {json.dumps(first.about, ensure_ascii=False)}",
        'reason = ""',
        f"expires = {delivered.year + 1}-12-31",
    ]
    return "\n".join(lines)
