"""The made-up people of the demonstration, and pictures drawn larger."""

from __future__ import annotations

import pytest

from logic.advice import day_to_try
from logic.assess import assess
from logic.facts import read_applicant
from tests.logic.applicants import PACK
from ui.charts.drawing import empty_figure, put_text
from ui.charts.page import enlarged
from ui.kiosk.demo import profiles
from ui.unit.charts import VERDICT_COLOURS

# What each example is there to show.
SHOWS = {
    "engineer": ("eligible", "initial_recognition"),
    "technician": ("eligible", "junior_review"),
    "agronomist": ("eligible", "initial_recognition"),
    "waiting": ("not_yet", "initial_recognition"),
    "cramming": ("not_yet", "junior_review"),
    "civil_servant": ("ineligible", None),
}


@pytest.mark.parametrize("one", profiles(PACK), ids=lambda one: one.id)
def test_each_example_shows_what_it_is_there_for(one):
    day = day_to_try(PACK)
    found = assess(read_applicant(one.answers, as_of=day, specialties=PACK.by_id), PACK, day)
    verdict, route = SHOWS[one.id]
    assert found.verdict == verdict
    assert route is None or found.recommended == route
    assert one.name.zh and one.name.en


def test_there_are_six_of_them():
    assert [one.id for one in profiles(PACK)] == list(SHOWS)


def test_a_picture_drawn_larger_grows_in_everything_measured_in_pixels():
    drawing = empty_figure(100, l=10)
    put_text(drawing, "x", x=0, y=0, yshift=4)
    figure = drawing.figure
    larger = enlarged(figure, 2).to_plotly_json()["layout"]
    layout = figure.to_plotly_json()["layout"]
    assert larger["height"] == 2 * layout["height"]
    assert larger["margin"]["l"] == 2 * layout["margin"]["l"]
    assert larger["annotations"][0]["yshift"] == 8
    assert larger["annotations"][0]["x"] == layout["annotations"][0]["x"]
    assert enlarged(figure, 1) is figure


def test_a_swatch_grows_with_the_words_beside_it():
    drawing = empty_figure(100)
    drawing.add_shape(xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=1, x0=1, x1=14, y0=-4, y1=-17)
    drawing.add_shape(xref="x", yref="paper", x0=2, x1=3, y0=0, y1=1)
    swatch, band = enlarged(drawing.figure, 2).layout.shapes
    assert (swatch.x0, swatch.x1, swatch.y0, swatch.y1) == (2, 28, -8, -34)
    assert (swatch.xanchor, swatch.yanchor) == (0, 1)
    assert (band.x0, band.x1, band.y0, band.y1) == (2, 3, 0, 1)


def test_every_verdict_has_a_colour_in_the_pictures():
    assert set(SHOWS[one][0] for one in SHOWS) <= set(VERDICT_COLOURS)
