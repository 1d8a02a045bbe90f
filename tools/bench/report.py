"""What the benchmark saw, as Markdown between the markers of docs/performance.md."""

import re

from django.conf import settings

from tools.bench.pages import DATA, DEEP, FILTERED, LIST, PRODUCT, SEARCH, VERIFY

DOCUMENT = settings.BASE_DIR / "docs" / "performance.md"
BEGIN, END = "<!-- ./run bench writes from here -->", "<!-- to here -->"
HELLO = "hello (plain Django)"
SMALL, LARGE = 18_000, 1_000_000

# Uncached pages: (kind, most times the CPU of hello, most queries or None, at which size or None for each).
DEAR = (
    (LIST, 14, 5, None),
    (PRODUCT, 9, 4, None),
    (VERIFY, 5, 2, None),
    (DATA, 8, None, None),
    (SEARCH, 20, None, SMALL),
)
# How many times the CPU at the small size a page may need at the large one.
GROWTH = ((LIST, 1.5), (DEEP, 1.5), (PRODUCT, 1.5), (VERIFY, 1.5), (FILTERED, 3), (SEARCH, 5))
KEPT_RATE, KEPT_CPU = 0.75, 1.5
LIST_BYTES = 8000


def write(found):
    """Write all that was found into the document, smallest register first."""
    found = sorted(found, key=lambda one: one["size"])
    text = "\n\n".join([goals(found), *map(table, found)])
    before, _begin, rest = DOCUMENT.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")


def goals(found):
    """The goals, each with what was reached and whether that is enough."""
    lines = ["| goal | products | reached | met |", "|---|--:|--:|:-:|"]
    for one in found:
        lines += [
            f"| {goal} | {one['size']:,} | {reached} | {'yes' if met else '**no**'} |"
            for goal, reached, met in (*_kept(one), *_dear(one), *_light(one))
        ]
    by_size = {one["size"]: one for one in found}
    if SMALL in by_size and LARGE in by_size:
        lines += [
            f"| {goal} | {SMALL:,} → {LARGE:,} | {reached} | {'yes' if met else '**no**'} |"
            for goal, reached, met in _growth(by_size[SMALL], by_size[LARGE])
        ]
    return "\n".join(lines)


def _kept(one):
    """Pages that nginx keeps, beside a file as large."""
    for name, seen in one["measured"].items():
        if not name.startswith("nginx, warmed"):
            continue
        kind, how = re.fullmatch(r"nginx, warmed (.*?)(, gzip)?", name).groups(default="")
        file = one["measured"][f"nginx, file like it{how} ({kind})"]
        rate, cpu = seen["rate"] / file["rate"], seen["cpu"] / file["cpu"]
        yield (
            f"warmed {kind}{how}: ≥ {KEPT_RATE} of nginx static requests a second, ≤ {KEPT_CPU}× its CPU",
            f"{rate:.2f}, {cpu:.2f}×",
            rate >= KEPT_RATE and cpu <= KEPT_CPU,
        )


def _dear(one):
    """Uncached pages, by the CPU of hello and by their queries."""
    hello = one["measured"][HELLO]["cpu"]
    for kind, most, most_queries, size in DEAR:
        if size in (None, one["size"]):
            times, asked = one["measured"][kind]["cpu"] / hello, one["queries"][kind]
            goal, reached, met = f"{kind}, uncached: ≤ {most}× hello", f"{times:.1f}×", times <= most
            if most_queries:
                goal, reached = f"{goal}, ≤ {most_queries} queries", f"{reached}, {asked}"
                met = met and asked <= most_queries
            yield goal, reached, met


def _light(one):
    """Bytes over the wire."""
    compressed = one["bytes"][LIST][1]
    yield (
        f"HTML of the list: ≤ {LIST_BYTES // 1000} kB compressed",
        f"{compressed:,} B",
        compressed <= LIST_BYTES,
    )


def _growth(small, large):
    """CPU at the large size in times of that at the small one."""
    for kind, most in GROWTH:
        times = large["measured"][kind]["cpu"] / small["measured"][kind]["cpu"]
        yield f"growth, {kind}: ≤ {most}×", f"{times:.1f}×", times <= most


def table(one):
    """Everything that was seen at one size."""
    it, hello = one["where"], one["measured"].get(HELLO, {}).get("cpu")
    made = f" Made in {one['made_in']} s." if one["made_in"] else ""
    lines = [
        f"### {one['size']:,} products",
        "",
        f"{it['day']}, commit {it['commit']}, {it['cores']} × {it['processor']}, {it['memory']} GiB; PostgreSQL"
        f" {it['postgresql']}, Python {it['python']}, Django {it['django']}; {it['rounds']} rounds of"
        f" {it['seconds']} s, {it['connections']} connections; load of the machine before it {it['load']:.1f}.{made}",
        "",
        "| pages | requests/s (least–most) | p50 ms | p99 ms | CPU ms | of it Python | PostgreSQL | nginx"
        " | × hello | queries | bytes | gzip | requests | failed |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, seen in one["measured"].items():
        parts = seen["parts"]
        python = parts["portal"] + parts["hello"]
        plain, compressed = one["bytes"].get(name, ("", ""))
        times = f"{seen['cpu'] / hello:.1f}" if hello else ""
        lines.append(
            f"| {name} | {seen['rate']:,.1f} ({seen['least']:,.0f}–{seen['most']:,.0f})"
            f" | {seen['p50']:,.1f} | {seen['p99']:,.1f} | {seen['cpu']:,.3f} | {python:,.3f}"
            f" | {parts['database']:,.3f} | {parts['nginx']:,.3f} | {times} | {one['queries'].get(name, '')}"
            f" | {_number(plain)} | {_number(compressed)} | {seen['requests']:,} | {seen['failed']} |"
        )
    for kind, (waited, used) in one["cold"].items():
        lines += [
            "",
            f"First request after a change of the register, {kind}: {waited:,.0f} ms, CPU {used:,.0f} ms.",
        ]
    return "\n".join(lines)


def _number(value):
    return f"{value:,}" if value != "" else ""
