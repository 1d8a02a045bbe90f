"""Random stories of a dossier: every role tries every step, and nothing that the law forbids happens.

The stories have their own table of the law and a small model of what has been signed. The portal must agree
at every step, and a refused step must change nothing. Each story is seeded by its name, so every run is the
same; together the stories take every transition of the law.
"""

from collections import Counter
from datetime import timedelta
from random import Random

from django.db import transaction

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Recognition
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import AdvisoryReport, CommuneReport, Dossier
from ratings.dossiers.unfinished import unfinished_before
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Objection, Session
from tests import factories as make

# Steps of a story, and maximum number of steps after its dossier is finished.
STEPS, AFTER_THE_END = 30, 3

PRODUCER, COMMUNE, OFFICER, LEADER = "producer", "commune_officer", "provincial_officer", "provincial_leader"
MINISTRY, MINISTRY_LEADER = "ministry_officer", "ministry_leader"
CHAIR, SECRETARY, MEMBER, ADVISER = "chair", "secretary", "member", "adviser"
STRANGERS = ["stranger_officer", "stranger_leader", "stranger_commune", "stranger_producer"]
OTHERS = ["stranger_expert", "auditor", "administrator"]
OFFICES = [COMMUNE, OFFICER, LEADER, MINISTRY, MINISTRY_LEADER]
PARTS = [PRODUCER, *OFFICES, CHAIR, SECRETARY, MEMBER, ADVISER, *STRANGERS, *OTHERS]
FILERS = {PRODUCER, COMMUNE, OFFICER}

# (from, to): role, according to the law and independent of the tested code.
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
# Evidence required to file a dossier on the tea sheet.
OBLIGATORY = ["registration", "facility", "material", "story", "declaration", "test", "label"]
# Number of stories by initial state, with a result of five stars or, where decisions depend on it, of four.
STARTS = {
    ("draft", False): 3,
    ("filed", False): 8,
    ("returned", False): 2,
    ("checking", False): 6,
    ("advisory", False): 6,
    ("scoring", False): 4,
    ("concluded", False): 2,
    ("concluded", True): 4,
}
# States that need a document, a result or a decision.
WITH_A_GROUND = ["returned", "recognised", "forwarded", "concluded", "handed_back"]
# Work usual in a state; other things are tried as well.
WORK = {
    "draft": ["move", "bring_the_papers"],
    "filed": ["move", "report_of_the_commune"],
    "returned": ["move", "bring_the_papers"],
    "checking": ["move", "name_the_council", "send_back"],
    "advisory": ["move", "report_of_the_advisers", "send_back"],
    "scoring": ["move", "object_to_it", "conclude"],
    "concluded": ["move", "decide", "hand_back"],
    "handed_back": ["move", "decide"],
}
DECISIONS = ["recognise", "approve", "refuse", "evaluate"]
ATTEMPTS = sorted({act for acts in WORK.values() for act in acts})


def everybody_around(dossier, board):
    """Return {part: user} for everybody, responsible for the dossier or not."""
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


class Story:
    """One dossier, all users, and what the law expects."""

    law_of_all, starts = LAW, STARTS

    def __init__(self, name, begun, before):
        """Start with the result of `begin`; the rest follows from the name and the steps of the stories `before`."""
        self.chance, self.taken = Random(name), before
        dossier, self.board, self.people = begun
        self.dossier = Dossier.objects.get(pk=dossier.pk)

    @classmethod
    def begin(cls, start, few):
        """Return the dossier, brought to a state by its own transitions, the council to assign, and all users."""
        dossier = make.dossier(state=DossierState(start), choices=make.four_stars() if few else None)
        board = dossier.council or make.council(place=dossier.product.producer.place.province)
        return dossier, board, everybody_around(dossier, board)

    def told(self):
        """Run the story; return the dossier's transitions with their number, by (from, to)."""
        left, known = STEPS, self.dossier.state
        while left > 0:
            if known != self.dossier.state:
                known = self.dossier.state
                self.too_early()
            getattr(self, self.one_of(WORK.get(self.dossier.state, []), ATTEMPTS))()
            assert bool(self.dossier.holder) == self.dossier.is_open, "an open dossier is somebody's turn"
            left -= 1 if self.dossier.is_open else STEPS // AFTER_THE_END

    def one_of(self, whose, everybody=PARTS):
        """Return one of those responsible every other time, else any user."""
        whose = sorted(whose)
        return self.chance.choice(whose if whose and self.chance.random() < 0.5 else everybody)

    # What the law expects

    def law(self, to):
        """Return who may take the dossier from its state to `to`."""
        return self.law_of_all.get((self.dossier.state, to), set())

    def attempt(self, call, *, allowed):
        """Call it: if allowed, it must succeed; otherwise it must be refused and change nothing."""
        before = self._stored()
        try:
            with transaction.atomic():
                call()
        except RefusedError as refusal:
            assert not allowed, refusal
            assert self._stored() == before
        else:
            assert allowed
            self.stars_have_their_ground()
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)
        if before[0] != self.dossier.state:
            self.taken[before[0], self.dossier.state] += 1

    def _stored(self):
        """Return everything that a change of the dossier would change."""
        return Dossier.objects.filter(pk=self.dossier.pk).values_list("state", "version", "council").get()

    def stars_have_their_ground(self):
        """A recognition exists if and only if the dossier is recognised, with the stars of its result."""
        dossier = Dossier.objects.get(pk=self.dossier.pk)
        recognition = Recognition.objects.filter(dossier=dossier).first()
        assert (dossier.state == "recognised") == (recognition is not None)
        assert recognition is None or recognition.stars == dossier.result.stars

    # What people try

    def move(self):
        """Somebody tries to move the dossier, preferably by rarely taken transitions."""
        here = self.dossier.state
        ways = [to for state, to in self.law_of_all if state == here and to not in WITH_A_GROUND]
        least = min((self.taken[here, to] for to in ways), default=0)
        to = self.one_of([to for to in ways if self.taken[here, to] == least], DossierState.values)
        self._move(self.one_of(self.law(to)), to)

    def too_early(self):
        """Those responsible try each step that still lacks its basis."""
        for (state, to), whose in self.law_of_all.items():
            if state == self.dossier.state and self._lacks(to):
                self._move(sorted(whose)[0], to)

    def _move(self, part, to):
        """`part` tries to move the dossier to `to`."""
        dossier, user = self.dossier, self.people[part]
        bare = part in self.law(to) and not self._lacks(to)
        confirmed = unfinished_before(dossier, to).key
        self.attempt(lambda: dossier.move(to, by=user, confirmed=confirmed), allowed=bare)

    def _lacks(self, to):
        """Return whether the basis of the step is missing, from the rows and not from the portal's answer."""
        dossier = self.dossier
        if to == "filed" and not dossier.assessments.filter(stage="self").exists():
            return True
        if to == "filed" and not self.has_its_papers():
            return True
        if dossier.state == "returned" and to != "closed":
            return dossier.completion_requests.filter(answered_at=None).get().from_state != to
        seats = dossier.council.seats if dossier.council else None
        match to:
            case "returned" | "recognised" | "forwarded":
                return True  # these need a list of items or a decision
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
                return True  # needs a result
            case "handed_back":
                return True  # needs a reason and a deadline
            case "closed" if dossier.forwarded_from_id and dossier.state == "concluded":
                return True  # needs a decision
            case "closed":
                ended = dossier.state in ("concluded", "handed_back") and dossier.result
                return ended and (ended.stars >= 3 or bool(ended.ended_by))
        return False

    def has_its_papers(self):
        """Return whether all required evidence exists."""
        return set(OBLIGATORY) <= set(self.dossier.evidence.values_list("requirement", flat=True))

    def bring_the_papers(self):
        """Add the required evidence while the dossier is with the producer."""
        if self.dossier.state in ("draft", "returned") and not self.has_its_papers():
            make.obligatory_evidence(self.dossier, by=self.people[OFFICER])
            if not self.dossier.is_national:
                make.self_assessment(self.dossier, by=self.people[OFFICER])

    def send_back(self):
        """Somebody tries to return it for completion."""
        part = self.one_of(self.law("returned"))
        dossier, user = self.dossier, self.people[part]
        allowed = part in self.law("returned")
        self.attempt(lambda: make.send_back(dossier, by=user), allowed=allowed)

    def hand_back(self):
        """Somebody tries to hand it back to the province."""
        part = self.one_of(self.law("handed_back"))
        dossier, user = self.dossier, self.people[part]
        allowed = part in self.law("handed_back") and dossier.result.stars < 5
        due = today() + timedelta(days=20)
        self.attempt(lambda: dossier.hand_back(by=user, reason="x", due_on=due), allowed=allowed)

    def report_of_the_commune(self):
        """Somebody tries to write and sign form 03."""
        self._report(CommuneReport, self.one_of([COMMUNE]), COMMUNE, "filed")

    def report_of_the_advisers(self):
        """Somebody tries to write and sign the advisory report."""
        self._report(AdvisoryReport, self.one_of([ADVISER]), ADVISER, "advisory")

    def _report(self, model, part, whose, state):
        """`part` tries to write and sign a report of `whose`, which is possible once in a state."""
        dossier, user = self.dossier, self.people[part]
        signed = model.objects.filter(dossier=dossier, signed_at__isnull=False).exists()

        def write_and_sign():
            report = model.open(dossier, by=user)
            if report.signed_at is None and model.dossiers_for(user).filter(pk=dossier.pk).exists():
                for content in model.contents:
                    setattr(report, content, "x")
                report.save()
            report.sign(by=user)

        self.attempt(write_and_sign, allowed=part == whose and dossier.state == state and not signed)

    def name_the_council(self):
        """Somebody tries to assign the council."""
        dossier, whose = self.dossier, MINISTRY if self.dossier.forwarded_from_id else OFFICER
        part = self.one_of([whose])
        user, early = self.people[part], dossier.state in ("draft", "filed", "returned", "checking")
        self.attempt(lambda: dossier.name_council(self.board, by=user), allowed=early and part == whose)

    def object_to_it(self):
        """Somebody tries to object."""
        part = self.one_of([MEMBER])
        dossier, user = self.dossier, self.people[part]
        allowed = (
            dossier.state == "scoring" and part == MEMBER
        )  # the chair does not decide on their own objection

        def raise_and_reject():
            objection = Objection.objects.raise_against(dossier, by=user, kind="disqualifier", reason="x")
            objection.decide("rejected", by=self.people[CHAIR], reason="x")

        self.attempt(raise_and_reject, allowed=allowed)

    def conclude(self):
        """Somebody tries to conclude the result, with or without all locked sheets."""
        part, locked, few = self.one_of(self.law("concluded")), self.chance.random(), self.chance.random()
        dossier, user = self.dossier, self.people[part]
        if locked < 0.5 and dossier.state == "scoring":
            if not dossier.is_national:
                dossier.evidence.first().cite(dossier.sheet.criteria.scored(dossier.branch))
            for seat in dossier.awaited():
                choices = make.four_stars() if few < 0.5 else None
                make.assessment(dossier, by=seat.user, choices=choices, locked=True)
        ready = dossier.state == "scoring" and not dossier.awaited()
        if ready and not Session.objects.current(dossier):
            make.session(dossier)
        allowed = ready and part in self.law("concluded")
        self.attempt(lambda: make.result_of(dossier, by=user), allowed=allowed)

    def decide(self):
        """Somebody tries to prepare a decision, and somebody to issue it."""
        dossier = self.dossier
        national = dossier.forwarded_from_id and dossier.state == "concluded"
        whose = (MINISTRY, MINISTRY_LEADER) if national else (OFFICER, LEADER)
        preparing, issuing = self.one_of([whose], [(self.chance.choice(PARTS), self.chance.choice(PARTS))])
        kind = self.one_of([each for each in DECISIONS if self._may_decide(*whose, each)], DECISIONS)
        allowed = self._may_decide(preparing, issuing, kind)

        def prepare_and_issue():
            decision = prepare_decision(kind, [dossier], by=self.people[preparing])
            issue_decision(decision, by=self.people[issuing], number=f"{decision.pk}/QĐ")

        self.attempt(prepare_and_issue, allowed=allowed)

    def _may_decide(self, preparing, issuing, kind):
        """Two people of one authority, on a result that waits for it; five stars belong to the ministry."""
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


def tell(kind):
    """Run all stories of a kind; return how often each transition was taken, by (from, to)."""
    taken = Counter()
    for (start, few), stories in kind.starts.items():
        before = transaction.savepoint()
        begun = kind.begin(start, few)
        for number in range(stories):
            story, undo = kind(f"{start} {few} {number}", begun, taken), transaction.savepoint()
            if number == 0:
                story.too_early()  # the same in all of them
            story.told()
            transaction.savepoint_rollback(undo)
        transaction.savepoint_rollback(before)
    return taken
