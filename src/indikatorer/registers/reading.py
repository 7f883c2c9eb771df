"""One delivered file: its header matched with the contract, its cells checked, its good rows read."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from indikatorer.registers import personnummer
from indikatorer.registers.columns import DATE, DAY, MONTH, NOT_AS_WRITTEN, NUMBER, PLACEHOLDER, Kind, is_kept, kind_of
from indikatorer.registers.contract import ROW_RULES, DeliveredFile, store_names
from indikatorer.registers.csv_text import is_ended, read_csv
from indikatorer.registers.delivery import Delivery
from indikatorer.registers.excel import read_workbook
from indikatorer.registers.faults import Faults, Unreadable, mask, masked, masked_number
from indikatorer.registers.parquet import read_parquet
from indikatorer.registers.spelling import cleaned, folded

FORBIDDEN = (
    r"funktionsned|funktionshind|funktionsvari|handikapp|halsa|halsotill|diagnos|sjukdom|missbruk|medicinsk|psykisk|"
    r"lakarintyg|religi|trosupp|trossamf|etnisk|etnicitet|hudfarg|\bras\b|\bpolitisk|asikt|fackfor|facklig|sexu|"
    r"genetisk|biometri|\bbrott"
)
"""Words in a column name that make the reader refuse the file (GDPR article 9 and 10; docs/definitions.md, Groups)."""

MOST_COLUMNS = 1000
"""The widest file of the contract has some twenty; a delivered one may have more of its own."""

ENOUGH = 100_000
"""A file with so many faults, and more of them than it has rows, is read no further."""

OUTCOME = pl.Enum(["valid", "invalid", "unknown"])
"""How dataframely says in `details()` whether a row keeps a rule."""

IN_SHORT = (
    r"^-?[0-9][.,][0-9]+E[+-]?[0-9]+$",
    "a spreadsheet has put it in short, as 1,98E+11, and lost its digits: export it again without opening it there",
)
MASKED = (r"(?i)^[0-9]{6,8}[-+]?[x*•#]+$", "its last digits are masked: deliver whole numbers")
SERIAL = (
    r"^[2-6][0-9]{4}([.,][0-9]+)?$",
    "is it a date that a spreadsheet has as a number of days? Give its column the form of a date",
)
"""Forms of cells that tell what has been done to them, and what to do."""


@dataclass(frozen=True)
class Table:
    """The good rows of a file: typed columns by their names in the store, `rad`, and the columns of its key.

    A person is still a whole number of twelve digits. `rows_read` counts the faulty rows too. `placeholders` counts the
    dates of each column that mean that there is none. `absent` are the columns of the contract that the file does not
    have, by header: their names in the store.
    """

    file: str
    rows: pl.DataFrame
    rows_read: int
    extra_columns: tuple[str, ...] = ()
    absent: Mapping[str, str] = field(default_factory=dict)
    mapped: tuple[str, ...] = ()
    is_ended: bool = True
    placeholders: Mapping[str, int] = field(default_factory=dict)


def read_table(name: str, schema: type[DeliveredFile], delivery: Delivery, faults: Faults) -> Table | None:
    """Read and judge one file. None when nothing can be said about its rows; why is then among the faults."""
    path = delivery.files[name]
    try:
        header, blocks = _open(path, faults)
        if len(header) > MOST_COLUMNS:
            raise Unreadable(
                f"the file has {len(header)} columns, more than any of the contract could: is it this file?"
            )
        columns = _match_header(name, path.name, schema, header, delivery, faults)
        if columns is None:
            return None
        reader = _Reader(path.name, schema, delivery, columns.present, faults)
        reader.refused = faults.lines(path.name)
        frames = []
        for block in blocks:
            frames.append(reader.read(block))
            if faults.counts[path.name] > max(ENOUGH, reader.rows_read):
                raise Unreadable("the file has more faults than rows, and was read no further: is it this file?")
    except Unreadable as error:
        faults.add(path.name, str(error))
        return None
    except OSError as error:
        faults.add(path.name, f"a file that can be read ({error.strerror})")
        return None
    if not reader.rows_read:
        if path.name not in faults.table()["file"]:
            faults.add(path.name, "at least one row below the column names")
        return None
    ended = path.suffix.casefold() != ".csv" or is_ended(path)
    absent = {header: name for header, name in store_names(schema).items() if header not in columns.present}
    return Table(
        path.name,
        pl.concat(frames),
        reader.rows_read,
        columns.extra,
        absent,
        columns.mapped,
        ended,
        reader.placeholders,
    )


def _open(path: Path, faults: Faults) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in blocks: columns `0`, `1`, … in the header's order and `rad`."""
    match path.suffix.casefold():
        case ".xlsx":
            return read_workbook(path, faults)
        case ".parquet":
            return read_parquet(path)
        case _:
            return read_csv(path, faults)


@dataclass(frozen=True)
class _Columns:
    """`present` maps a header of the contract to the position of the file's column."""

    present: dict[str, int]
    extra: tuple[str, ...]
    mapped: tuple[str, ...]


def _match_header(
    name: str, file: str, schema: type[DeliveredFile], header: list[str], delivery: Delivery, faults: Faults
) -> _Columns | None:
    ours = {folded(column): column for column in schema.headers()}
    theirs = {folded(column): column for column in delivery.columns.get(name, {})}
    present: dict[str, int] = {}
    extra: list[str] = []
    mapped: list[str] = []
    refused = False
    for position, column in enumerate(header):
        plain = folded(column)
        target = ours.get(plain)
        if plain in theirs:
            target = delivery.columns[name][theirs[plain]]
            mapped.append(f"{mask(column)} → {target}")
        if plain not in ours and _is_forbidden(plain):
            faults.add(file, "no such column: it may not be processed. Deliver the file without it", column=column)
            refused = True
        elif target is None:
            extra.append(mask(column) or f"(no name, column {position + 1})")
        elif target in present:
            faults.add(file, "each column once", column=target, found=column)
            refused = True
        else:
            present[target] = position
    required = [c for c, declared in schema.headers().items() if not declared.nullable]
    missing = [column for column in required if column not in present]
    if missing == required and not refused and not present:
        faults.add(file, f"column names on the first line, {', '.join(required)} among them. It has: {_listed(header)}")
        return None
    for column in missing:
        faults.add(file, f"this column, which is required. The first line has: {_listed(header)}", column=column)
    return None if missing or refused else _Columns(present, tuple(extra), tuple(mapped))


def _listed(header: list[str]) -> str:
    if len(header) == 1:
        return f"only “{mask(header[0])}”: is `;` the separator?"
    listed = mask(", ".join(header), length=1000)
    if header[0].casefold().startswith("sep="):
        return f"“{listed}”, which a spreadsheet reads and others do not: remove that line"
    if pl.Series([",".join(header)]).str.contains(NOT_AS_WRITTEN).item():
        return f"{listed}: its å, ä and ö were lost in another encoding; export the file as UTF-8"
    return listed


def _is_forbidden(header: str) -> bool:
    plain = unicodedata.normalize("NFD", header).encode("ascii", "ignore").decode().replace("_", " ")
    return bool(pl.Series([plain]).str.contains(FORBIDDEN).item())


def _why(column: str, kind: Kind) -> pl.Expr:
    """What has happened to a cell that cannot be read, where its form tells; else nothing."""
    because = pl.lit("")
    for form, why in (IN_SHORT, *([MASKED] if kind.is_person else ()), *([SERIAL] if kind is DAY else ())):
        because = pl.when(pl.col(column).str.contains(form)).then(pl.lit(f" ({why})")).otherwise(because)
    return because


class _Reader:
    """Reads the blocks of one file, one after another."""

    def __init__(
        self, file: str, schema: type[DeliveredFile], delivery: Delivery, present: dict[str, int], faults: Faults
    ) -> None:
        self.file = file
        self.schema = schema
        self.delivery = delivery
        self.present = present
        self.faults = faults
        self.rows_read = 0
        self.refused = pl.Series([], dtype=pl.UInt32)
        """Lines of which it is told already that they cannot be read: what follows from that is not told too."""
        self.months_may_be_dates = not file.casefold().endswith(".csv")
        """Excel makes a date, the first of the month, of a month that is typed into it."""
        self.placeholders: Counter[str] = Counter()
        self.declared = schema.headers()
        self.names = store_names(schema)
        self.person_headers = [header for header, declared in self.declared.items() if kind_of(declared).is_person]
        self.open_dates = [h for h, declared in self.declared.items() if declared.nullable and kind_of(declared) is DAY]

    def read(self, block: pl.DataFrame) -> pl.DataFrame:
        """The good rows of a block, typed; what is wrong with the others goes to the faults."""
        cells = self._with_numbers(self._cells(block))
        self.rows_read += cells.height
        cells = cells.filter(pl.col("rad").is_in(self.refused.implode()).not_())
        faulty = [*self._rule_faults(cells), *self._number_faults(cells)]
        if faulty:
            cells = cells.filter(pl.col("rad").is_in(pl.concat(faulty).implode()).not_())
        return self._typed(cells)

    def _cells(self, block: pl.DataFrame) -> pl.DataFrame:
        """Columns of the contract by header, cleaned, mapped, null where empty; rows without any cell are left out."""
        positions = [str(position) for position in self.present.values()]
        block = block.with_columns(cleaned(block[position]).replace({"": None}) for position in positions)
        block = block.filter(pl.any_horizontal(pl.col(positions).is_not_null()))
        cells = block.select("rad", *(self._cell(header) for header in self.declared))
        return self._without_placeholders(cells)

    def _without_placeholders(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Systems that must have an end write one that never comes where there is none: the cell is then empty."""
        if not self.open_dates:
            return cells
        meant = {header: pl.col(header).str.contains(PLACEHOLDER) for header in self.open_dates}
        counts = cells.select(expression.sum().alias(header) for header, expression in meant.items())
        self.placeholders.update({header: count or 0 for header, count in counts.row(0, named=True).items()})
        return cells.with_columns(
            pl.when(expression.not_()).then(pl.col(header)).alias(header) for header, expression in meant.items()
        )

    def _cell(self, header: str) -> pl.Expr:
        if header not in self.present:
            return pl.lit(None, dtype=pl.String).alias(header)
        cell = pl.col(str(self.present[header]))
        if self.months_may_be_dates and kind_of(self.declared[header]).is_month:
            cell = cell.str.replace(r"^(\d{4}-\d{2})-01$", "${1}")
        codes = self.delivery.codes.get(folded(header))
        return (cell.replace(codes).replace({"": None}) if codes else cell).alias(header)

    def _with_numbers(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Adds each personnummer as a whole number, null where the cell has another form."""
        return cells.with_columns(
            pl.when(pl.col(header).str.contains(NUMBER))
            .then(personnummer.canonical(pl.col(header), self._reference_year()))
            .alias(_number(header))
            for header in self.person_headers
        )

    def _reference_year(self) -> pl.Expr:
        """The year against which the century of a ten-digit number is read: at the enrolment, else at the delivery."""
        column = self.schema.REFERENCE
        if self.delivery.delivered and column != "inskriven":
            return pl.lit(self.delivery.delivered.year)
        return pl.col(str(column)).str.head(4).cast(pl.Int64, strict=False)

    def _rule_faults(self, cells: pl.DataFrame) -> Iterator[pl.Series]:
        """Notes every broken rule of the schema and gives the lines."""
        if self.schema.is_valid(cells):
            return
        details = self.schema.filter(cells).failure.details()
        for rule in details.columns:
            if details.schema[rule] != OUTCOME:
                continue
            broken = details.filter(pl.col(rule) == "invalid")
            if broken.height:
                column, expected = self._meaning(rule)
                kind = kind_of(self.declared[column])
                shown = masked_number if kind.is_person else masked
                for (why,), alike in broken.group_by(_why(column, kind).alias("why"), maintain_order=True):
                    self.faults.add_rows(self.file, alike, column, shown(pl.col(column)), f"{expected}{why}")
                yield broken["rad"]

    def _meaning(self, rule: str) -> tuple[str, str]:
        """The column a rule is about, and what was expected there."""
        if rule in ROW_RULES:
            return ROW_RULES[rule].column, ROW_RULES[rule].expected
        column, kind_of_rule = rule.split("|")
        expected = kind_of(self.declared[column]).expected
        return column, f"{expected}: it must have a value" if kind_of_rule == "nullability" else expected

    def _number_faults(self, cells: pl.DataFrame) -> Iterator[pl.Series]:
        """Notes every personnummer of the right form that cannot be one and gives the lines."""
        synthetic = self.delivery.synthetic
        digit = personnummer.SYNTHETIC_CHECK_DIGIT_EXPECTED if synthetic else personnummer.CHECK_DIGIT_EXPECTED
        for header in self.person_headers:
            number = pl.col(_number(header))
            dated = personnummer.has_date(number)
            has_digit = personnummer.has_check_digit(number, synthetic=synthetic)
            of_age = self._is_of_age(number)
            if cells.select((dated & has_digit & of_age | number.is_null()).all()).item():
                continue
            told, right = digit, dated & personnummer.has_check_digit(number, synthetic=not synthetic)
            if cells.height > 1 and cells.select((right | number.is_null()).all() & right.any()).item():
                told = f"{digit}; all have {personnummer.OTHER_DIGIT[synthetic]}"
            for wrong, expected in (
                (~dated, personnummer.DATE_EXPECTED),
                (dated & ~has_digit, told),
                (dated & ~of_age, self._age_expected()),
            ):
                broken = cells.filter(wrong)
                if broken.height:
                    self.faults.add_rows(self.file, broken, header, masked_number(pl.col(header)), expected)
                    yield broken["rad"]

    def _is_of_age(self, number: pl.Expr) -> pl.Expr:
        """Whether someone is as old at the row's date as people of the file can be, as far as it has a date."""
        text = pl.col(str(self.schema.REFERENCE))
        month = pl.when(text.str.contains(f"{DATE}|{MONTH}")).then(text.str.head(7).str.replace("-", "", literal=True))
        day = month.cast(pl.Int64) * 100 + text.str.slice(8).cast(pl.Int64, strict=False).fill_null(31)
        return personnummer.age(number, day).is_between(*self.schema.AGES).fill_null(True)

    def _age_expected(self) -> str:
        youngest, oldest = self.schema.AGES
        return f"someone who is {youngest}–{oldest} years old at `{self.schema.REFERENCE}`: is the century right?"

    def _typed(self, cells: pl.DataFrame) -> pl.DataFrame:
        return cells.select(
            "rad",
            *(
                (
                    pl.col(_number(header)) if header in self.person_headers else kind_of(declared).read(pl.col(header))
                ).alias(self.names[header])
                for header, declared in self.declared.items()
                if is_kept(declared) or header in self.schema.KEY
            ),
        )


def _number(header: str) -> str:
    return f"{header} as number"
