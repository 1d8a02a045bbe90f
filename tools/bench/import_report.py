"""What the benchmark of imports saw, as Markdown between its markers in docs/performance.md."""

from tools.bench.report import DOCUMENT

BEGIN, END = "<!-- ./run bench --imports writes from here -->", "<!-- to here: imports -->"
ROWS_A_SECOND, WRITTEN_IN, MOST_MEMORY, FIRST_PROGRESS, MOST_HEALTHZ = 5000, 60, 150, 1, 100


def write(found):
    """Write what was found into the document."""
    before, _begin, rest = DOCUMENT.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n\n".join([goals(found), details(found)])
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")


def goals(found):
    """The goals, each with what was reached and whether that is enough."""
    lines = ["| goal | reached | met |", "|---|--:|:-:|"]
    lines += [
        f"| {goal} | {reached} | {'yes' if met else '**no**'} |" for goal, reached, met in _reached(found)
    ]
    return "\n".join(lines)


def _reached(found):
    read, written, health = found["read"], found["written"], found["health"]
    rate, memory = found["rows"] / read["cpu"]["Python"], max(read["memory"], written["memory"])
    first, counted = read["first_progress"], read["first_count"]
    yield f"preview: ≥ {ROWS_A_SECOND:,} rows per second of CPU", f"{rate:,.0f}", rate >= ROWS_A_SECOND
    yield f"written in ≤ {WRITTEN_IN} s", f"{written['seconds']:.1f} s", written["seconds"] <= WRITTEN_IN
    yield (
        f"memory of the worker: ≤ {MOST_MEMORY} MiB above idle",
        f"{read['memory']:.0f} MiB read, {written['memory']:.0f} MiB written",
        memory <= MOST_MEMORY,
    )
    yield (
        f"first progress ≤ {FIRST_PROGRESS} s after the job begins",
        f"{first:.1f} s, of the rows {counted or 0:.1f} s" if first else "none",
        bool(first) and first <= FIRST_PROGRESS,
    )
    yield (
        f"/healthz while {health['files']} hostile files are read: every answer ≤ {MOST_HEALTHZ} ms",
        f"{health['most']:.0f} ms of {health['requests']:,}, p99 {health['p99']:.0f} ms, p50 {health['p50']:.0f} ms",
        health["most"] <= MOST_HEALTHZ,
    )


def details(found):
    """What reading and writing took, and where."""
    where = found["where"]
    lines = [
        f"{where['day']}, commit {where['commit']}, {where['cores']} × {where['processor']}, {where['memory']} GiB;"
        f" PostgreSQL {where['postgresql']}, Python {where['python']}, Django {where['django']}; load of the machine"
        f" before it {where['load']:.1f}. Beside a register of {found['products']:,} products.",
        "",
        "| job | seconds | CPU s, worker and its child | CPU s, PostgreSQL | MiB above idle |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {name} {found['rows']:,} rows | {seen['seconds']:.1f} | {seen['cpu']['Python']:.2f}"
        f" | {seen['cpu']['PostgreSQL']:.2f} | {seen['memory']:.0f} |"
        for name, seen in (("read", found["read"]), ("write", found["written"]))
    ]
    return "\n".join(lines)
