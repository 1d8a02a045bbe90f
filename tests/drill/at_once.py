"""Twenty times at once, two withdrawals at the same moment, filing beside uploads and beside answers."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ocop.values.canonical_json import canonical
from ocop.values.dates import format_day, today
from producers.models import Deal, Producer, Revenue, Support, TradeEvent
from products.models import Certification, Product
from ratings.decisions.models import Decision, Recognition
from ratings.dossiers.models import Dossier, Evidence
from ratings.dossiers.models.filing import filing_content
from ratings.scoring.models import Assessment
from ratings.sheets.models import Option
from tests.drill import rows
from tests.drill.judge import lost, unsealed
from tests.drill.people import Answer, Form, Person, after, at_once, upload
from tests.drill.report import Report, counted
from tests.signed_pdfs import pdf

TIMES = 20
ROUNDS, FILINGS = 10, 20
CLOSEST = 0.01  # seconds
YEARS = range(2018, 2024)


class Create(NamedTuple):
    """A page that makes a row: its address, what is filled in, and the rows that it makes."""

    path: str
    filled_in: dict[str, Any]
    made: QuerySet


def creates(province: rows.Province) -> dict[str, Create]:
    """The forms that are sent twenty times."""
    name, producer = "Hợp tác xã Hai Mươi", province.producer.pk
    of_producer, dossier = f"/en/desk/producers/{producer}", rows.bare(province)
    without = rows.product(province)
    paper = partial(upload, kind="application/pdf")
    return {
        "producer": Create(
            "/en/desk/producers/new/",
            {"name": name, "legal_form": "cooperative", "place": province.commune.pk},
            Producer.objects.filter(name=name),
        ),
        "product": Create(
            "/en/desk/products/new/",
            {"name": name, "producer": producer, "product_set": 11},
            Product.objects.filter(name=name),
        ),
        "support": Create(
            f"{of_producer}/support/new/",
            {"programme": name, "kind": "equipment", "year": 2025, "amount": 500_000_000},
            Support.objects.filter(programme=name),
        ),
        "revenue": Create(
            f"{of_producer}/revenue/new/",
            {"year": 2024, "domestic": 9_000_000_000},
            Revenue.objects.filter(year=2024, producer=producer),
        ),
        "deal": Create(
            f"{of_producer}/deals/new/",
            {"kind": "contract", "counterpart": name, "signed_on": "21/10/2025", "value": 300_000_000},
            Deal.objects.filter(counterpart=name),
        ),
        "trade event": Create(
            "/en/desk/trade/new/",
            {"kind": "fair", "name": name, "starts_on": "20/10/2025", "ends_on": "22/10/2025"},
            TradeEvent.objects.filter(name=name),
        ),
        "certificate with its paper": Create(
            "/en/desk/certifications/new/",
            {
                **{"producer": producer, "scheme": "haccp", "number": name, "issuer": "Chi cục"},
                **{"issued_on": "20/10/2025", "document": paper(pdf("HACCP"), "haccp.pdf")},
            },
            Certification.objects.filter(number=name),
        ),
        "evidence": Create(
            f"/en/desk/dossiers/{dossier.pk}/evidence/",
            {"requirement": "other", "documents": paper(pdf("Hai Muoi"), "hai-muoi.pdf")},
            Evidence.objects.filter(document_name="hai-muoi.pdf"),
        ),
        "dossier": Create(
            f"/en/desk/products/{without.pk}/dossier/",
            {"kind": "first"},
            Dossier.objects.filter(product=without),
        ),
    }


def twenty_times(report: Report, province: rows.Province, officer: Person) -> None:
    """Each form twenty times at the same moment; all who were told that it is stored are led to one row."""
    for name, create in creates(province).items():
        form = officer.form(create.path, **create.filled_in)
        answers = at_once([form.send] * TIMES)
        there = {name: [""] * create.made.count()}
        wrong = lost([answer.sent(name) for answer in answers], there)
        wrong += [] if there[name] else ["nothing was made"]
        led_to = {answer.headers["Location"] for answer in answers if answer.status == 302}
        wrong += [f"led to {len(led_to)} addresses"] if len(led_to) > 1 else []
        seen = f"{counted(answer.status for answer in answers)}; {len(there[name])} row{'' if len(there[name]) == 1 else 's'}"
        report.tell(f"{name}, {TIMES} times at once", seen, wrong)


def same_by_two(report: Report, province: rows.Province, officers: list[Person]) -> None:
    """Two officers enter the same revenue at the same moment, each on pages of their own: one is told that it is there."""
    page, wrong, statuses = f"/en/desk/producers/{province.producer.pk}/revenue/new/", [], []
    for year in YEARS:
        forms = [officer.form(page, year=year, domestic=7_000_000_000) for officer in officers * 3]
        answers = at_once([form.send for form in forms])
        statuses += [answer.status for answer in answers]
        made = Revenue.objects.filter(producer=province.producer, year=year).count()
        mark = f"revenue of {year}"
        wrong += lost([answer.sent(mark) for answer in answers], {mark: [""] * made})
        told = sum(answer.status == 302 for answer in answers)
        wrong += [] if told == 1 else [f"{mark}: {told} were told that theirs is stored"]
    seen = f"{counted(statuses)}; one row a year"
    report.tell(f"the same revenue by two officers, {len(YEARS)} rounds of 6", seen, wrong)


def withdrawals(report: Report, province: rows.Province, officers: list[Person], leader: Person) -> None:
    """Two officers prepare the withdrawal of one star at the same moment, then two sessions of the leader issue it."""
    wrong, prepared, issued = [], [], []
    for number in range(ROUNDS):
        star = rows.star(province)
        grounds = {
            "ground": "stopped",
            "body": "UBND xã",
            "number": "1/KL",
            "concluded_on": format_day(today()),
        }
        forms = [
            officer.form(f"/en/desk/recognitions/{star.pk}/withdraw/", **grounds) for officer in officers
        ]
        prepared += [answer.status for answer in at_once([form.send for form in forms])]
        waiting = list(Decision.objects.filter(kind="withdraw", items__recognition=star))
        if len(waiting) != 1:
            wrong.append(f"{star}: {len(waiting)} withdrawals are prepared")
            continue
        issue = f"/en/desk/decisions/{waiting[0].pk}/issue/"
        forms = [
            leader.form(issue, number=f"{number}{two}/QĐ-UBND", signed_on=format_day(today())) for two in "12"
        ]
        answers = at_once([form.send for form in forms])
        issued += [answer.status for answer in answers]
        wrong += withdrawn_otherwise(star, answers)
    seen = f"prepared {counted(prepared)}; issued {counted(issued)}"
    report.tell(f"two withdrawals of one star at the same moment, {ROUNDS} rounds", seen, wrong)


def withdrawn_otherwise(star: Recognition, answers: list[Answer]) -> list[str]:
    """What is wrong with a star that two have withdrawn."""
    star.refresh_from_db()
    issued = Decision.objects.filter(kind="withdraw", items__recognition=star).exclude(number="")
    wrong = [] if [star.withdrawal_id] == [decision.pk for decision in issued] else [f"{star}: {issued}"]
    told = sum(answer.status == 302 for answer in answers)
    return wrong + ([] if told == 1 else [f"{star}: {told} were told that theirs is issued"])


def other_answer(officer: Person, dossier: Dossier) -> Form:
    """The self-assessment with another option chosen on its first criterion."""
    own = Assessment.objects.get(dossier=dossier, stage="self")
    answer = own.answers.exclude(option=None).order_by("pk").first()
    other = Option.objects.filter(criterion=answer.criterion_id).exclude(pk=answer.option_id).first()
    return officer.form(f"/en/score/sheets/{own.pk}/", **{f"c{answer.criterion_id}": other.pk})


def more_evidence(officer: Person, dossier: Dossier) -> Form:
    """One more paper."""
    file = upload(pdf(f"Them {dossier.pk}"), f"them-{dossier.pk}.pdf")
    return officer.form(f"/en/desk/dossiers/{dossier.pk}/evidence/", requirement="other", documents=file)


def seal_of(dossier: Dossier, filed: Answer) -> list[str]:
    """What is wrong with what was filed beside another act."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    filings = list(dossier.filings.all())
    if not filings:
        return [f"dossier {dossier.pk}: filed, but not there"] if filed.status == 302 else []
    wrong = unsealed(filings[-1].content, json.loads(canonical(filing_content(dossier))))
    wrong += [] if filings[-1].is_intact() and len(filings) == 1 else ["the seal is broken"]
    return [f"dossier {dossier.pk}: {each}" for each in wrong]


def filing_beside(
    report: Report, province: rows.Province, officer: Person, name: str, other: Callable[..., Form]
) -> None:
    """File a dossier a little after, at or a little before something else is done to it."""
    wrong, filed, done = [], [], []
    wait = step = 0.0  # seconds between the two
    for number in range(FILINGS + 1):
        dossier = rows.draft(province)
        beside, file = other(officer, dossier), officer.form(f"/en/desk/dossiers/{dossier.pk}/file/")
        if not number:  # alone: how long it takes
            wait = step = beside.send().seconds / 2
            continue
        answers = at_once([after(max(wait, 0), file.send), after(max(-wait, 0), beside.send)])
        filed.append(answers[0].status)
        done.append(answers[1].status)
        wrong += seal_of(dossier, answers[0])
        # Nearer to the moment at which they meet.
        step = max(step * 0.7, CLOSEST)
        wait += -step if answers[1].status == 302 else step
    seen = f"filing {counted(filed)}; beside it {counted(done)}; seal and dossier are equal"
    report.tell(f"filing beside {name}, {FILINGS} rounds", seen if not wrong else "they differ", wrong)


def exercise(report: Report, province: rows.Province, site: str) -> None:
    """All of it."""
    officers = [Person(site, officer.email) for officer in province.officers]
    twenty_times(report, province, officers[0])
    same_by_two(report, province, officers)
    withdrawals(report, province, officers, Person(site, province.leader.email))
    filing_beside(report, province, officers[0], "an upload of evidence", more_evidence)
    filing_beside(report, province, officers[0], "saving the self-assessment", other_answer)
