"""Charts: what is drawn, what is left open, and what the alternative text says."""

from dataclasses import replace

import matplotlib.pyplot as plt
import pytest

from indikatorer.presentation import charts
from indikatorer.presentation.charts import output
from indikatorer.presentation.charts.alternative_texts import MOST, alternative
from indikatorer.presentation.charts.funnel import draw_units
from indikatorer.presentation.charts.line import draw_line
from indikatorer.presentation.charts.style import (
    COLOURS,
    DARK,
    NARROW,
    ON_DARK,
    ON_LIGHT,
    PAPER,
    WIDTH,
    apart,
    is_dark,
    luminance,
)
from indikatorer.publication.protected import Cell
from indikatorer.rendering.narrow import NARROW_TYPE
from indikatorer.site.audit.outputs import DRAWINGS
from indikatorer.site.audit.svg import drawn_texts, marks_drawn


def cell(label: str, value: float | None) -> Cell:
    status = "" if value is not None else "skyddad"
    return Cell("J3-orsak", {"avslutsorsak": label}, "andel", value, None, None, None, None, "procent", status)


@pytest.fixture
def shown(monkeypatch):
    """What a chart displays: its data, and the caption and alternative text beside it."""
    caught = []
    monkeypatch.setattr(output, "display", lambda data, raw, metadata: caught.append((data, metadata["quarto"])))
    return caught


CELLS = [cell("Arbete", 34.4), cell("Okänd", None), cell("Studier", 14.9)]


def test_a_hidden_value_is_a_marked_gap_and_never_a_number(shown):
    charts.bars(CELLS, along="avslutsorsak")
    [(_, texts)] = shown
    assert texts["fig-alt"] == (
        "Störst är Arbete, 34,4 procent. Studier, 14,9 procent. 1 uppgift visas inte. Stapeldiagram."
    )


def test_only_what_is_shown_has_a_bar_or_a_point(shown):
    charts.bars(CELLS, along="avslutsorsak")
    charts.stacked({"Alla": CELLS}, parts="avslutsorsak", order=["Arbete", "Studier", "Okänd"])
    charts.dots({cell.labels["avslutsorsak"]: {"Alla": cell} for cell in CELLS})
    assert [marks_drawn(data["image/svg+xml"]) for data, _ in shown] == [2, 2, 2]


def test_a_row_of_which_nothing_has_been_delivered_is_left_out_of_the_dots(shown):
    missing = replace(CELLS[1], status="saknas")
    rows = {"Arbete": CELLS[0], "Gymnasial": missing, "Okänd": CELLS[1]}
    charts.dots({name: {"Alla": cell} for name, cell in rows.items()})
    charts.dots({name: {"Alla": rows[name]} for name in ("Arbete", "Okänd")})
    with_it, without_it = shown
    assert marks_drawn(with_it[0]["image/svg+xml"]) == 1
    assert [one.text for one in drawn_texts(with_it[0]["image/svg+xml"])] == [
        one.text for one in drawn_texts(without_it[0]["image/svg+xml"])
    ]


def test_bars_are_sorted_by_size_and_hidden_ones_come_last_in_the_order_of_the_table(shown):
    cells = [cell("Flyttat", None), cell("Arbete", 10), cell("Studier", 20), cell("Okänd", None)]
    charts.bars(cells, along="avslutsorsak")
    for kind in DRAWINGS:
        drawn = [one.text for one in drawn_texts(shown[0][0][kind])]
        names = [drawn.index(name) for name in ("Studier", "Arbete", "Flyttat", "Okänd")]
        assert names == sorted(names)


def test_the_same_chart_is_the_same_bytes_and_holds_no_date(shown):
    for _ in range(2):
        charts.bars(CELLS, along="avslutsorsak")
    for kind in DRAWINGS:
        first, second = (data[kind] for data, _ in shown)
        assert first == second
        assert "dc:date" not in first


def test_a_stacked_bar_leaves_hidden_parts_open(shown):
    charts.stacked({"Okänd": CELLS}, parts="avslutsorsak", order=["Arbete", "Studier", "Okänd"])
    assert shown[0][1]["fig-alt"] == (
        "Okänd: störst är arbete, 34,4 procent, okänd visas inte. Staplar om 100 procent."
    )


def test_no_bar_stands_for_a_part_that_is_hidden(shown):
    rows = {
        "Kvinnor": [cell("Arbete", 60.0), cell("Okänd", 40.0)],
        "Män": [cell("Arbete", None), cell("Okänd", None)],
        "Båda": [cell("Arbete", 55.0), cell("Okänd", None)],
    }
    charts.stacked(rows, parts="avslutsorsak", order=["Arbete", "Okänd"])
    assert marks_drawn(shown[0][0]["image/svg+xml"]) == 3


def test_bars_of_parts_that_all_are_hidden_say_so_though_their_sum_is_known(shown):
    parts = [cell("Arbete", None), cell("Okänd", None), cell("Samtliga", 100.0)]
    charts.stacked({"Okänd": parts}, parts="avslutsorsak", order=["Arbete", "Okänd"])
    assert shown[0][1]["fig-alt"] == "Uppgifterna är skyddade och visas inte."
    uncertain = [replace(one, status="osäker") for one in parts]
    charts.stacked({"Okänd": uncertain}, parts="avslutsorsak", order=["Arbete", "Okänd"])
    assert shown[1][1]["fig-alt"] == "Uppgifterna är för osäkra för att visas."


def test_lines_begin_where_the_first_has_a_number_and_say_what_is_hidden(shown):
    def at(year: str, value: float | None) -> Cell:
        return Cell(
            "J4", {"period": year}, "andel", value, None, None, None, None, "procent", "" if value else "saknas"
        )

    series = {"Kvinnor": [at("2008", None), at("2009", 50), at("2010", None), at("2011", 52.3)]}
    charts.lines(series, along="period")
    assert shown[0][1]["fig-alt"] == (
        "Kvinnor: från 50,0 procent 2009 till 52,3 procent 2011, 1 uppgift visas inte. Linjediagram, procent."
    )


def test_a_chart_names_the_tables_that_it_was_drawn_from(shown):
    charts.bars(CELLS, along="avslutsorsak")
    assert shown[0][1]["csv"] == "J3-orsak"


def effect(month: int, value: float | None) -> Cell:
    labels = {"typ": "Bas", "manader": str(month)}
    ends = (None, None) if value is None else (value - 2, value + 2)
    status = "" if value is not None else "skyddad"
    return Cell("ST5-effekt", labels, "effekt", value, None, None, ends[0], ends[1], "procentenheter", status)


def test_effects_say_a_number_for_each_year_after_the_event(shown):
    series = [effect(month, None if month == 24 else 1.5 * month) for month in range(-12, 37)]
    charts.effects({"Arbete": {"Bas": {"effekt": series}}}, along="manader")
    assert shown[0][1]["fig-alt"] == (
        "Arbete, Bas: 18,0 procentenheter månad 12, ett värde (skyddad uppgift) månad 24 och "
        "54,0 procentenheter månad 36. Små linjediagram."
    )


def test_a_part_of_effects_that_is_hidden_is_drawn_open(shown):
    hidden, known = ([effect(month, value) for month in range(-12, 37)] for value in (None, 1.5))
    charts.effects({"Arbete": {"Bas": {"effekt": hidden}, "Start": {"effekt": known}}}, along="manader")
    assert "Arbete, Start: 1,5 procentenheter månad 12" in shown[0][1]["fig-alt"]


def test_a_love_plot_names_the_largest_difference_before_and_after(shown):
    def apart(value: float | None) -> Cell:
        return Cell("ST5-balans", {}, "differens", value, None, None, None, None, "standardavvikelser", "")

    rows = {"Kvinna": (apart(0.5), apart(0.02)), "Ålder": (apart(-1.2), apart(0.11)), "Dold": (apart(None), apart(3.0))}
    charts.love({"Bas": rows}, before="Före viktning", after="Efter viktning")
    assert shown[0][1]["fig-alt"] == (
        "Bas: störst före viktning är ålder, −1,20 standardavvikelser och störst efter viktning är ålder, "
        "0,11 standardavvikelser. Punktdiagram."
    )


def at(period: str, value: float | None, status: str = "skyddad") -> Cell:
    return Cell("J4", {"period": period}, "andel", value, None, None, None, None, "procent", "" if value else status)


def test_a_line_is_broken_where_a_number_is_missing():
    _, axes = plt.subplots()
    draw_line(axes, [1, float("nan"), 3, float("nan"), 5, 6], "black")
    *runs, alone = axes.lines
    assert [list(run.get_ydata()) for run in runs] == [[1], [3], [5, 6]]
    assert list(alone.get_xdata()) == [0, 2]


def test_a_line_of_which_nothing_may_be_shown_is_left_open_beside_one_that_is_drawn(shown):
    men, women = [at("2020", None), at("2021", None)], [at("2020", 30.0), at("2021", 40.0)]
    charts.panels({"Arbete": {"Kvinnor": women, "Män": men}}, along="period")
    charts.lines({"Kvinnor": women, "Män": men}, along="period")
    types = {"Bas": {"effekt": [effect(0, 1), effect(1, 2)]}, "Extra": {"effekt": [effect(0, None), effect(1, None)]}}
    charts.effects({"Arbete": types}, along="manader")
    assert len(shown) == 3
    assert shown[0][1]["fig-alt"] == (
        "Arbete, Kvinnor: från 30,0 procent 2020 till 40,0 procent 2021. Arbete, Män: uppgifterna kan inte visas. "
        "Små linjediagram."
    )


def test_small_charts_leave_out_what_has_nothing_to_show_but_say_so(shown):
    parts = {
        "Arbete": {"Andel": [at("2020", 30.0), at("2021", 40.0)]},
        "Flyttat": {"Andel": [at("2020", None), at("2021", None)]},
    }
    charts.panels(parts, along="period")
    assert shown[0][1]["fig-alt"] == (
        "Arbete: från 30,0 procent 2020 till 40,0 procent 2021. Flyttat: uppgifterna kan inte visas. Små linjediagram."
    )


def test_dots_stand_beside_each_other_with_what_is_hidden_named(shown):
    charts.dots({"16–24 år": {"Kvinnor": at("2021", 40.0), "Män": at("2021", None)}})
    assert shown[0][1]["fig-alt"] == (
        "16–24 år, kvinnor 40,0 procent och män en andel (skyddad uppgift). Punktdiagram med intervall."
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("saknas", "Uppgifterna har inte levererats."),
        ("skyddad", "Uppgifterna är skyddade och visas inte."),
    ],
)
def test_a_chart_of_nothing_says_why(shown, status, sentence):
    nothing = [at("2020", None, status), at("2021", None, status)]
    charts.bars(nothing, along="period")
    charts.lines({"Kvinnor": nothing}, along="period")
    charts.panels({"Arbete": {"Kvinnor": nothing}}, along="period")
    charts.dots({"Arbete": {"Kvinnor": nothing[0]}})
    assert [texts["fig-alt"] for _, texts in shown] == [sentence] * 4


def test_a_tornado_says_the_answer_and_what_it_depends_on_most(shown):
    def kronor(value: float | None) -> Cell:
        status = "" if value is not None else "skyddad"
        return Cell("E2", {}, "varde", value, None, None, None, None, "kronor", status)

    bars = {"Lön": (kronor(-500), kronor(700)), "Effekten": (kronor(None), kronor(None))}
    charts.tornado({"Bas": (kronor(100), bars)}, accent="Effekten")
    assert shown[0][1]["fig-alt"] == (
        "Bas: 100 kronor, beror mest på lön, −500 kronor till 700 kronor. Tornadodiagram."
    )


def test_a_bar_that_may_not_be_shown_keeps_its_name(monkeypatch):
    drawn = []
    monkeypatch.setattr("indikatorer.presentation.charts.bar.show_figure", lambda draw, *_: drawn.append(draw(WIDTH)))
    charts.bars(CELLS, along="avslutsorsak")
    [axes] = drawn[0].axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Arbete", "Studier", "Okänd"]
    assert [bar.get_width() for bar in axes.patches] == [34.4, 14.9]
    plt.close(drawn[0])


def test_a_drawing_for_a_phone_is_as_wide_as_one_and_says_the_same(shown):
    assert DRAWINGS[1] == NARROW_TYPE == output.NARROW_TYPE
    charts.lines({"Kvinnor": [at("2020", 30.0), at("2021", 40.0)]}, along="period")
    [(data, _)] = shown
    for kind, width in zip(DRAWINGS, (WIDTH, NARROW), strict=True):
        assert f'width="{72 * width:g}pt"' in data[kind]
        assert {"30,0", "Kvinnor 40,0", "2020", "2021"} <= {one.text for one in drawn_texts(data[kind])}


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("label", [label for label in COLOURS if label not in ("Kvinnor", "Män", "Samtliga")])
def test_parts_of_a_bar_stand_out_from_the_ground_between_them_and_their_numbers_are_read(label):
    colour = COLOURS[label]
    words = ON_DARK if is_dark(colour) else ON_LIGHT
    for part, ground, ink in ((colour, PAPER, words), (DARK[colour], DARK[PAPER], DARK[words])):
        assert contrast(part, ground) >= 3
        assert contrast(part, ink) >= 4.5


def test_every_colour_of_a_drawing_has_one_for_a_dark_ground():
    assert set(COLOURS.values()) <= DARK.keys()


def test_what_is_too_near_is_moved_apart_no_more_than_needed():
    assert apart([3.0, 1.0, 1.25], 1.0) == [3.0, 0.625, 1.625]
    assert apart([], 1.0) == []


def test_an_alternative_text_is_cut_between_findings():
    told = alternative("Linjediagram", [f"{letter} {'x' * 97}" for letter in "abc"])
    assert told == f"A {'x' * 97}. B {'x' * 97}. Linjediagram."
    assert len(told) <= MOST


def test_a_number_that_stands_alone_in_its_line_is_said_once(shown):
    charts.panels({"Okänd": {"Alla": [at("2019-01", None), at("2020-01", 15.0), at("2021-01", None)]}}, along="period")
    drawn = [one.text for one in drawn_texts(shown[0][0]["image/svg+xml"])]
    assert drawn.count("15,0") == 1


def test_months_are_written_out(shown):
    charts.lines({"Kvinnor": [at("2021-01", 30.0), at("2021-12", 40.0)]}, along="period")
    assert "från 30,0 procent januari 2021 till 40,0 procent december 2021" in shown[0][1]["fig-alt"]


def share(name: str, value: float | None, base: int | None) -> Cell:
    status = "" if value is not None else "skyddad"
    return Cell("J4-jobbtorg", {"jobbtorg": name}, "andel", value, None, base, None, None, "procent", status)


def test_only_a_unit_beyond_what_chance_allows_is_named(shown):
    whole = share("Samtliga", 60.0, 5000)
    units = {
        "Järva": share("Järva", 64.0, 1000),  # 2.6 standard errors
        "Sydost": share("Sydost", 66.0, 1000),  # 3.9
        "Väst": share("Väst", 75.0, 60),  # 2.4, of few
        "Söder": share("Söder", None, None),
    }
    assert list(charts.beyond_chance(whole, units)) == ["Sydost"]
    charts.funnel({"Jobbtorg": (whole, units)})
    [(data, texts)] = shown
    for kind in DRAWINGS:
        assert {drawn.text for drawn in drawn_texts(data[kind])} & set(units) == {"Sydost"}
        assert marks_drawn(data[kind]) == 3
    assert texts["fig-alt"] == (
        "Jobbtorg: Sydost, 66,0 procent, skiljer sig mer än slumpen brukar ge. 1 uppgift visas inte. Trattdiagram."
    )


def test_units_at_one_place_are_named_together_and_names_do_not_stand_on_each_other():
    whole = share("Samtliga", 60.0, 5000)
    places = {"Järva": (80.0, 1000), "Sydost": (80.0, 1000), "Väst": (80.5, 1000), "Söder": (40.0, 900)}
    _, axes = plt.subplots()
    draw_units(axes, whole, {name: share(name, *place) for name, place in places.items()})
    names = [one.get_text() for one in axes.texts]
    assert names == ["Järva och Sydost", "Väst", "Söder"]
    ours, above, _ = (one.get_window_extent() for one in axes.texts)
    assert not ours.overlaps(above)


def test_a_part_of_which_no_unit_is_shown_is_left_out_of_the_picture(shown):
    whole, hidden = share("Samtliga", 60.0, 5000), {"Järva": share("Järva", None, None)}
    charts.funnel({"Jobbtorg": (whole, hidden), "Stadsdelar": (whole, {"Kista": share("Kista", 60.5, 900)})})
    drawn = {one.text for one in drawn_texts(shown[0][0]["image/svg+xml"])}
    assert ("Jobbtorg" in drawn, "Stadsdelar" in drawn) == (False, True)
    charts.funnel({"Jobbtorg": (whole, hidden)})
    assert shown[1][1]["fig-alt"] == "Uppgifterna är skyddade och visas inte."


def test_a_rounded_share_is_beyond_chance_only_when_rounding_cannot_have_put_it_there():
    whole = replace(share("Samtliga", 60.0, 5000), points=1)
    units = {"Sydost": share("Sydost", 66.0, 1000)}  # 3.9 standard errors of 1.55 points
    assert list(charts.beyond_chance(whole, units)) == ["Sydost"]
    assert charts.beyond_chance(whole, {"Sydost": replace(units["Sydost"], points=1)}) == {}


def test_a_whole_that_may_not_be_shown_says_nothing_of_its_units(shown):
    units = {"Järva": share("Järva", 64.0, 1000)}
    assert charts.beyond_chance(share("Samtliga", None, None), units) == {}


def test_a_line_of_nothing_is_no_line():
    _, axes = plt.subplots()
    draw_line(axes, [float("nan")] * 3, "black")
    assert len(axes.lines) == 0


def test_effects_of_which_one_may_not_be_shown_are_drawn_with_a_mark(shown):
    row = {
        "Bas": {"effekt": [effect(month, month) for month in range(-12, 37)]},
        "Vård": {"effekt": [effect(month, None) for month in range(-12, 37)]},
    }
    charts.effects({"Arbete": row}, along="manader")
    assert ".." in [one.text for one in drawn_texts(shown[0][0]["image/svg+xml"])]


def test_a_sparkline_says_where_it_began_and_between_which_years(shown):
    cells = [at("2017", 40.0), at("2018", None), at("2019", 44.5), at("2020", 41.0), at("2021", 38.0)]
    charts.sparkline("Till arbete", cells)
    [(data, texts)] = shown
    assert [one.text for one in drawn_texts(data["image/svg+xml"])] == ["2017", "2021", "..", "40,0"]
    assert texts["fig-alt"] == (
        "Till arbete: från 40,0 procent 2017 till 38,0 procent 2021, högst 44,5 procent 2019, 1 uppgift visas inte. "
        "Litet linjediagram."
    )


def test_of_two_or_three_numbers_no_sparkline_is_drawn(shown):
    charts.sparkline("Till arbete", [at("2019", 44.5), at("2020", None), at("2021", 38.0)])
    [(data, texts)] = shown
    assert not list(drawn_texts(data["image/svg+xml"]))
    assert texts["fig-alt"].startswith("Till arbete: från 44,5 procent 2019 till 38,0 procent 2021")
