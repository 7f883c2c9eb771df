"""Pseudonyms: HMAC-SHA-256 of a person's number with a key that never leaves its file."""

import hmac
import os
import secrets
from pathlib import Path

import polars as pl

from indikatorer import UserError
from indikatorer.registers.confidential import make_folder

KEY_BYTES = 32


def read_key(path: Path) -> bytes:
    """The key in a file; made, readable by its owner only, when there is none. Raises UserError for an unusable one."""
    try:
        make_folder(path.parent)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(KEY_BYTES).encode() + b"\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise UserError(f"{path}: the key file cannot be made ({error.strerror}). Name another file for it.") from None
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise UserError(f"{path}: the key file cannot be read ({error.strerror}).") from None
    if len(key) < KEY_BYTES:
        raise UserError(
            f"{path}: a key has at least {KEY_BYTES} characters, this one has {len(key)}. "
            "Put the right key back, or remove the file to have a new one made (old pseudonyms then match no more)."
        )
    return key


def pseudonyms(numbers: pl.Series, key: bytes) -> pl.DataFrame:
    """Each distinct twelve-digit number and its pseudonym: `number`, `person`, sorted by `person`."""
    distinct = numbers.drop_nulls().unique()
    texts = [hmac.digest(key, b"%d" % number, "sha256").hex() for number in distinct]
    return pl.DataFrame({"number": distinct, "person": texts}, schema={"number": pl.Int64, "person": pl.String}).sort(
        "person"
    )
