"""Print docs/permissions.md: the table of ocop/permissions/ for readers."""

from django.core.management.base import BaseCommand
from django.utils.translation import override

from ocop.permissions import Act, Role, Scope, SeatKind

# By the first act under it.
HEADINGS = {
    Act.PROBE: "The portal (`ocop`)",
    Act.READ_CATALOGUE: "The public catalogue (`catalogue`)",
    Act.READ_REGISTERS: "Registers (`producers`, `products`, collections of `catalogue`, imports of `ratings`)",
    Act.READ_SHEETS: "Official sheets (`ratings`)",
    Act.READ_COUNCILS: "Councils and rounds (`ratings`)",
    Act.LIST_DOSSIERS: "Dossiers (`ratings`)",
    Act.CHECK_AS_COMMUNE: "Steps of a dossier (`ratings`)",
    Act.SIT_ON_COUNCIL: "Scoring (`ratings`)",
    Act.READ_OWN_RESULT: "Results, decisions and recognitions (`ratings`)",
    Act.READ_INSPECTIONS: "After the certificate (`ratings`)",
}
SHORT = {
    Role.PRODUCER: "producer",
    Role.COMMUNE_OFFICER: "commune",
    Role.PROVINCIAL_OFFICER: "province",
    Role.PROVINCIAL_LEADER: "province's leader",
    Role.EXPERT: "expert",
    Role.MINISTRY_OFFICER: "ministry",
    Role.MINISTRY_LEADER: "ministry's leader",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
INTRODUCTION = """\
# Who may do what

Printed from `ocop/permissions/__init__.py` by `./run manage permissions_page > docs/permissions.md`; a test compares the two.

A cell names the scope, that is the rows on which the role may do it. An empty cell means 403; a row outside the scope is a
404. Whether an act is possible now depends on the record, which gives the reason (409). A step of a dossier belongs to the
roles of its line or to the seats that it names. Everything else in a council follows from the seat, whatever the role.

| scope | rows |
|---|---|"""


def name_of(member) -> str:
    """The name of a scope or an act as words."""
    return member.name.replace("_", " ").lower()


def lines():
    """The page, line by line."""
    yield INTRODUCTION
    for scope in Scope:
        yield f"| {name_of(scope)} | {scope.words} |"
    for act in Act:
        if heading := HEADINGS.get(act):
            yield f"\n## {heading}\n"
            yield f"| act | {' | '.join(SHORT.values())} | what it is |"
            yield f"|---|{'---|' * len(SHORT)}---|"
        cells = (name_of(act.scope) if role in act.roles else "" for role in SHORT)
        seats = ", ".join(str(seat.label).lower() for seat in SeatKind if seat in act.seats)
        also = f"; or from the seat of {seats}" if seats else ""
        yield f"| {name_of(act)} | {' | '.join(cells)} | {act.words}{also} |"


class Command(BaseCommand):
    """`permissions_page`: print who may do what, as a page of Markdown."""

    help = __doc__

    def handle(self, *args, **options):
        """Print it, in English."""
        with override("en"):
            self.stdout.write("\n".join(lines()))
