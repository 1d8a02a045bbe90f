"""Charts: geometry for the SVG in templates/ui/chart_*.html, made on the server without a script.

A chart only repeats its table. It is drawn for the width of a phone; colours are CSS classes, and never the only carrier
of information.
"""

from dataclasses import dataclass

WIDTH = 360
ROW = 46
BAR = 14
FIGURE = 56


@dataclass(frozen=True)
class Bar:
    """A bar with label, value and position."""

    label: str
    value: int
    url: str
    y: int
    length: float

    @property
    def text_y(self):
        return self.y + 16

    @property
    def bar_y(self):
        return self.y + 22

    @property
    def value_x(self):
        return self.length + 6

    @property
    def value_y(self):
        return self.bar_y + 12


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from (label, value, url)."""

    rows: list
    width = WIDTH
    thickness = BAR
    step = ROW

    @property
    def height(self):
        return len(self.rows) * ROW + 4

    @property
    def bars(self):
        most = max((value for _label, value, _url in self.rows), default=0) or 1
        room = WIDTH - FIGURE
        return [
            Bar(label, value, url, n * ROW, round(room * value / most, 1))
            for n, (label, value, url) in enumerate(self.rows)
        ]


@dataclass(frozen=True)
class Column:
    """A point in time with its values and their positions."""

    label: str
    x: float
    points: list


@dataclass(frozen=True)
class Lines:
    """Lines over time from (label, [a value for each line]); `names` are those of the lines."""

    names: list
    rows: list
    width = WIDTH
    height = 220
    top = 24
    bottom = 190
    label_y = 210

    @property
    def columns(self):
        most = max((value for _label, values in self.rows for value in values), default=0) or 1
        step = (WIDTH - 60) / max(len(self.rows) - 1, 1)
        deep = self.bottom - self.top
        return [
            Column(
                label,
                round(24 + n * step, 1),
                [(value, round(self.bottom - deep * value / most, 1)) for value in values],
            )
            for n, (label, values) in enumerate(self.rows)
        ]

    @property
    def lines(self):
        """For each line: its number from 1, name, path, and points with values."""
        columns = self.columns
        found = []
        for number, name in enumerate(self.names):
            points = [(column.x, column.points[number][1], column.points[number][0]) for column in columns]
            path = "M" + "L".join(f"{x},{y}" for x, y, _value in points) if points else ""
            found.append({"number": number + 1, "name": name, "path": path, "points": points})
        return found
