"""Columns that a list of the desk declares: what they show of a row, and where it leads."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from ocop.pages.columns import Column

EVENT = SimpleNamespace(name="Hội chợ", get_desk_url=lambda: "/desk/events/1/")
ROW = SimpleNamespace(
    event=EVENT,
    nothing=None,
    empty="",
    zero=0,
    day=date(2026, 5, 1),
    moment=datetime(2026, 5, 1, 20, tzinfo=UTC),
)


def test_a_column_shows_what_stands_at_the_end_of_its_path():
    assert Column("", "event.name").text_of(ROW) == "Hội chợ"
    assert Column("", lambda row: row.event.name.upper()).text_of(ROW) == "HỘI CHỢ"


def test_a_row_without_a_value_shows_nothing_and_zero_is_a_value():
    assert Column("", "nothing").text_of(ROW) == ""
    assert Column("", "nothing.name", shown=len).text_of(ROW) == ""
    assert Column("", "zero").text_of(ROW) == 0


def test_what_is_missing_is_said_in_the_column_s_words():
    assert Column("", "nothing", without="–").text_of(ROW) == "–"
    assert Column("", "empty", without="–").text_of(ROW) == "–"
    assert Column("", "zero", without="–").text_of(ROW) == 0


def test_days_are_written_as_everywhere_in_the_time_of_vietnam():
    assert Column("", "day").text_of(ROW) == "01/05/2026"
    assert Column("", "moment").text_of(ROW) == "02/05/2026"


def test_a_value_leads_where_its_link_says_or_nowhere():
    assert Column("", "event.name", link="event.get_desk_url").url_of(ROW) == "/desk/events/1/"
    assert Column("", "event.name", link="nothing.get_desk_url").url_of(ROW) == ""
    assert Column("", "event.name").url_of(ROW) == ""
