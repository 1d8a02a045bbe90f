"""A dossier in the hands of everybody, for 20,000 steps: what the law does not allow never happens.

The machine knows the law by a table of its own (design of the offices) and by a small model of what has
been signed; the portal must agree at every step, and a refused step must change nothing.
"""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ocop.calendar import today
from ocop.models import Role
from ratings.models import (
    AdvisoryReport,
    CommuneReport,
    Decision,
    Dossier,
    DossierState,
    Objection,
    Recognition,
    Refused,
    Session,
)
from ratings.models.unfinished import unfinished_before
from tests import factories as make

# Two tests that run side by side: 20,000 steps and more together.
EXAMPLES, MORE, STEPS, LEAST = 60, 10, 200, 10_000

PRODUCER, COMMUNE, OFFICER, LEADER = "producer", "commune_officer", "provincial_officer", "provincial_leader"
MINISTRY, MINISTRY_LEADER = "ministry_officer", "ministry_leader"
CHAIR, SECRETARY, MEMBER, ADVISER = "chair", "secretary", "member", "adviser"
STRANGERS = ["stranger_officer", "stranger_leader", "stranger_commune", "stranger_producer"]
OTHERS = ["stranger_expert", "auditor", "administrator"]
OFFICES = [COMMUNE, OFFICER, LEADER, MINISTRY, MINISTRY_LEADER]
PARTS = [PRODUCER, *OFFICES, CHAIR, SECRETARY, MEMBER, ADVISER, *STRANGERS, *OTHERS]
FILERS = {PRODUCER, COMMUNE, OFFICER}

# (from, to): who; what the law and the design of the offices say, apart from the code that is tested.
LAW = {
    ("draft", "filed"): FILERS,
    ("draft", "closed"): FILERS,
    ("filed", "checking"): {COMMUNE},
    ("filed", "returned"): {COMMUNE},
    ("filed", "closed"): {PRODUCER, OFFICER},
    ("returned", "filed"): FILERS,
    ("returned", "checking"): FILERS,
    ("returned", "advisory"): FILERS,
    ("returned", "closed"): FILERS,
    ("checking", "advisory"): {OFFICER},
    ("checking", "scoring"): {OFFICER},
    ("checking", "returned"): {OFFICER},
    ("checking", "closed"): {OFFICER},
    ("checking", "forwarded"): {LEADER},
    ("advisory", "scoring"): {OFFICER, SECRETARY},
    ("advisory", "returned"): {OFFICER},
    ("advisory", "closed"): {OFFICER},
    ("scoring", "concluded"): {OFFICER, CHAIR, SECRETARY},
    ("scoring", "closed"): {OFFICER},
    ("concluded", "recognised"): {LEADER},
    ("concluded", "forwarded"): {LEADER},
    ("concluded", "closed"): {OFFICER, LEADER},
}
NATIONAL_LAW = {
    ("checking", "advisory"): {MINISTRY},
    ("checking", "scoring"): {MINISTRY},
    ("checking", "returned"): {MINISTRY},
    ("checking", "closed"): {PRODUCER, MINISTRY},
    ("returned", "checking"): FILERS,
    ("returned", "advisory"): FILERS,
    ("returned", "closed"): FILERS,
    ("advisory", "scoring"): {MINISTRY, SECRETARY},
    ("advisory", "returned"): {MINISTRY},
    ("advisory", "closed"): {PRODUCER, MINISTRY},
    ("scoring", "concluded"): {MINISTRY, CHAIR, SECRETARY},
    ("scoring", "closed"): {MINISTRY},
    ("concluded", "recognised"): {MINISTRY_LEADER},
    ("concluded", "handed_back"): {MINISTRY},
    ("concluded", "closed"): {MINISTRY_LEADER},
    ("handed_back", "recognised"): {LEADER},
    ("handed_back", "closed"): {OFFICER, LEADER},
}
# Papers without which no dossier on the tea sheet is filed.
OBLIGATORY = ["registration", "facility", "material", "story", "declaration", "test", "label"]
# Where an example begins; three stars short of the law's best so that all kinds of decisions occur.
STARTS = ["draft", "filed", "checking", "advisory", "scoring", "concluded", "returned"]


def everybody_around(dossier, board):
    """Who has or has no business with the dossier: {part: user}."""
    product = dossier.product
    place = product.producer.place
    people = {seat.kind: seat.user for seat in board.seats.all()}
    for role in (OFFICER, LEADER, "auditor", "administrator", MINISTRY, MINISTRY_LEADER):
        people[role] = make.user(role, place=None if "ministry" in role else place.province)
    people[COMMUNE] = make.user(COMMUNE, place=place)
    people[PRODUCER] = make.user(PRODUCER)
    make.membership(people[PRODUCER], product.producer)
    people |= {
        f"stranger_{part}": make.user(role) for part, role in (("officer", OFFICER), ("leader", LEADER))
    }
    people["stranger_commune"] = make.user(COMMUNE, place=make.commune())
    people["stranger_producer"] = make.user(PRODUCER)
    people["stranger_expert"] = make.user(Role.EXPERT)
    return people


class DossierMachine(RuleBasedStateMachine):
    """One dossier, everybody who has or has no business with it, and what the law expects."""

    counted = 0
    starts: dict = {}

    @initialize(start=st.sampled_from(STARTS), few=st.booleans())
    def open(self, start, few):
        """A dossier brought to a state by its own moves; every example that begins so begins with the same."""
        if (start, few) not in self.starts:
            self.starts[start, few] = self.begin(start, few)
        self.dossier, self.board, self.people = self.starts[start, few]
        self.undo = transaction.savepoint()
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)

    def begin(self, start, few):
        """The dossier, the council that may be named, and everybody."""
        dossier = make.dossier(state=DossierState(start), choices=make.four_stars() if few else None)
        board = dossier.council or make.council(place=dossier.product.producer.place.province)
        return dossier, board, everybody_around(dossier, board)

    def teardown(self):
        """Undo the example."""
        if hasattr(self, "undo"):
            transaction.savepoint_rollback(self.undo)

    # What the law expects

    def law(self, to):
        """Who takes the dossier from where it stands to `to`."""
        table = NATIONAL_LAW if self.dossier.forwarded_from_id else LAW
        return table.get((self.dossier.state, to), set())

    def attempt(self, call, *, allowed):
        """Do it: allowed, it must happen; otherwise it must be refused and change nothing."""
        before = self._stored()
        type(self).counted += 1
        try:
            with transaction.atomic():
                call()
        except Refused as refusal:
            assert not allowed, refusal
            assert self._stored() == before
        else:
            assert allowed
            self.stars_have_their_ground()
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)

    def _stored(self):
        """What every change of the dossier would change."""
        return Dossier.objects.filter(pk=self.dossier.pk).values_list("state", "version", "council").get()

    def stars_have_their_ground(self):
        """A recognition exists exactly where the dossier is recognised, with the stars of its result."""
        dossier = Dossier.objects.get(pk=self.dossier.pk)
        recognition = Recognition.objects.filter(dossier=dossier).first()
        assert (dossier.state == "recognised") == (recognition is not None)
        assert recognition is None or recognition.stars == dossier.result.stars

    # What people try

    @rule(part=st.sampled_from(PARTS), to=st.sampled_from(DossierState.values))
    def move(self, part, to):
        """Anybody tries to take the dossier anywhere."""
        dossier, user = self.dossier, self.people[part]
        bare = part in self.law(to) and not self._lacks(to)
        confirmed = unfinished_before(dossier, to).key
        self.attempt(lambda: dossier.move(to, by=user, confirmed=confirmed), allowed=bare)

    def _lacks(self, to):
        """Whether what the step rests on is not there; from the rows, not from the portal's own answer."""
        dossier = self.dossier
        if to == "filed" and not dossier.assessments.filter(stage="self").exists():
            return True
        if to == "filed" and not set(OBLIGATORY) <= set(
            dossier.evidence.values_list("requirement", flat=True)
        ):
            return True
        if dossier.state == "returned" and to != "closed":
            return dossier.returns.filter(answered_at=None).get().from_state != to
        seats = dossier.council.seats if dossier.council else None
        match to:
            case "returned" | "recognised" | "forwarded":
                return True  # these come with a list of items or with a decision
            case "checking":
                return not CommuneReport.objects.filter(dossier=dossier, signed_at__isnull=False).exists()
            case "advisory":
                return not seats or not seats.filter(kind=ADVISER).exists()
            case "scoring" if dossier.forwarded_from_id and dossier.state == "checking":
                return not seats
            case "scoring":
                signed = AdvisoryReport.objects.filter(dossier=dossier, signed_at__isnull=False).exists()
                return not seats or dossier.state == "checking" or not signed
            case "concluded":
                return True  # only with a result
            case "handed_back":
                return True  # only with a reason and a last day
            case "closed" if dossier.forwarded_from_id and dossier.state == "concluded":
                return True  # only by a decision
            case "closed":
                ended = dossier.state in ("concluded", "handed_back") and dossier.result
                return ended and (ended.stars >= 3 or bool(ended.ended_by))
        return False

    @rule()
    def bring_the_papers(self):
        """The obligatory papers come, while the dossier is with the producer."""
        type(self).counted += 1
        if self.dossier.state in ("draft", "returned"):
            make.obligatory_evidence(self.dossier, by=self.people[OFFICER])
            if not self.dossier.is_national:
                make.self_assessment(self.dossier, by=self.people[OFFICER])

    @rule(part=st.sampled_from(PARTS))
    def send_back(self, part):
        """Anybody tries to return it for completion."""
        dossier, user = self.dossier, self.people[part]
        allowed = part in self.law("returned")
        self.attempt(lambda: make.send_back(dossier, by=user), allowed=allowed)

    @rule(part=st.sampled_from(PARTS))
    def hand_back(self, part):
        """Anybody tries to hand it back to the province."""
        dossier, user = self.dossier, self.people[part]
        allowed = part in self.law("handed_back") and dossier.result.stars < 5
        due = today() + timedelta(days=20)
        self.attempt(lambda: dossier.hand_back(by=user, reason="x", due_on=due), allowed=allowed)

    @rule(part=st.sampled_from(PARTS))
    def report_of_the_commune(self, part):
        """Anybody tries to write and sign form 03."""
        report = CommuneReport.objects.filter(dossier=self.dossier).first()
        allowed = part == COMMUNE and self.dossier.state == "filed" and not (report and report.signed_at)
        dossier, user = self.dossier, self.people[part]
        self.attempt(lambda: self._report(CommuneReport, dossier, user), allowed=allowed)

    @rule(part=st.sampled_from(PARTS))
    def report_of_the_advisers(self, part):
        """Anybody tries to write and sign the advisory report."""
        report = AdvisoryReport.objects.filter(dossier=self.dossier).first()
        allowed = part == ADVISER and self.dossier.state == "advisory" and not (report and report.signed_at)
        dossier, user = self.dossier, self.people[part]

        self.attempt(lambda: self._report(AdvisoryReport, dossier, user), allowed=allowed)

    def _report(self, model, dossier, user):
        """Write the report, unless it is signed, and sign it."""
        report = model.open(dossier, by=user)
        if report.signed_at is None and model.dossiers_for(user).filter(pk=dossier.pk).exists():
            for content in model.contents:
                setattr(report, content, "x")
            report.save()
        report.sign(by=user)

    @rule(part=st.sampled_from(PARTS))
    def name_the_council(self, part):
        """Anybody tries to name the council."""
        dossier, user = self.dossier, self.people[part]
        early = dossier.state in ("draft", "filed", "returned", "checking")
        whose = MINISTRY if dossier.forwarded_from_id else OFFICER
        self.attempt(lambda: dossier.name_council(self.board, by=user), allowed=early and part == whose)

    @rule(part=st.sampled_from(PARTS))
    def object_to_it(self, part):
        """Anybody tries to object."""
        dossier, user = self.dossier, self.people[part]
        allowed = dossier.state == "scoring" and part == MEMBER  # the chair does not decide the own one

        def raise_and_reject():
            objection = Objection.objects.raise_against(dossier, by=user, kind="disqualifier", reason="x")
            objection.decide("rejected", by=self.people[CHAIR], reason="x")

        self.attempt(raise_and_reject, allowed=allowed)

    @rule(part=st.sampled_from(PARTS), locked=st.booleans(), few=st.booleans())
    def conclude(self, part, locked, few):
        """Anybody tries to establish the result, with or without everybody's locked sheet."""
        dossier, user = self.dossier, self.people[part]
        if locked and dossier.state == "scoring":
            for seat in dossier.awaited():
                make.assessment(
                    dossier, by=seat.user, choices=make.four_stars() if few else None, locked=True
                )
        ready = dossier.state == "scoring" and not dossier.awaited()
        if ready and not Session.objects.current(dossier):
            make.session(dossier)
        allowed = ready and part in self.law("concluded")
        self.attempt(lambda: make.result_of(dossier, by=user), allowed=allowed)

    @rule(
        preparing=st.sampled_from(PARTS),
        issuing=st.sampled_from(PARTS),
        kind=st.sampled_from(["recognise", "approve", "refuse", "evaluate"]),
    )
    def decide(self, preparing, issuing, kind):
        """Anybody tries to prepare a decision, and anybody to issue it."""
        dossier = self.dossier
        allowed = self._may_decide(preparing, issuing, kind)

        def prepare_and_issue():
            decision = Decision.objects.prepare(kind, [dossier], by=self.people[preparing])
            decision.issue(by=self.people[issuing], number=f"{decision.pk}/QĐ")

        self.attempt(prepare_and_issue, allowed=allowed)

    def _may_decide(self, preparing, issuing, kind):
        """Four eyes of one authority, on a result that waits for it; five stars are the ministry's."""
        dossier, national = self.dossier, bool(self.dossier.forwarded_from_id)
        if dossier.state not in ("concluded", "handed_back"):
            return False
        stars = dossier.result.stars
        if national and dossier.state == "concluded":
            pair = (preparing, issuing) == (MINISTRY, MINISTRY_LEADER)
            return pair and stars == 5 and kind in ("recognise", "refuse")
        if (preparing, issuing) != (OFFICER, LEADER):
            return False
        if kind == "refuse":
            return True
        if kind == "evaluate":
            return national and not dossier.result.ended_by
        if kind == "approve":
            return stars == 5 and not national
        return 3 <= stars < 5

    # What is always true

    @invariant()
    def whose_turn_is_known(self):
        """An open dossier is somebody's turn, a finished one nobody's."""
        if hasattr(self, "dossier"):
            assert bool(self.dossier.holder) == self.dossier.is_open


def run(machine):
    """Let a machine take its steps, and see that it took them; some stories are short, so there may be more of them."""
    machine.counted, machine.starts = 0, {}
    for stories in (EXAMPLES, *[MORE] * 5):
        if machine.counted < LEAST:
            quiet = settings(
                max_examples=stories,
                stateful_step_count=STEPS,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            run_state_machine_as_test(machine, settings=quiet)
    assert machine.counted >= LEAST
