"""Decisions signed outside the portal: proposed by a list or one person, confirmed by a second against the document.

Nothing is public before the confirmation. The rules are in ratings/decisions/recording.py.
"""

from functools import cache
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.models import Role, User
from ocop.permissions import LOCAL, Act
from ocop.refusal import RefusedError
from ocop.values.canonical_json import sha256_of
from ocop.values.dates import today
from ocop.values.vietnamese import clean
from products.models import Product
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.models.confirmation import Confirmation
from ratings.decisions.models.decision import Decision, DecisionQuerySet
from ratings.decisions.models.recognition import Recognition
from ratings.decisions.models.recorded_star import RecordedStar, why_not_name
from ratings.decisions.models.recorded_withdrawal import RecordedWithdrawal
from ratings.decisions.number import tidy_number
from ratings.decisions.recording import became, needs_rules, why_not_decision, why_not_signed

# Invented decisions of the demonstration cannot be confirmed.
CONFIRMABLE = (RecordedAs.PROPOSED, RecordedAs.CONFIRMED, RecordedAs.BEFORE)


def its_stars():
    """Return a subquery for the stars of each decision."""
    return RecordedStar.objects.filter(decision=OuterRef("pk"))


def its_withdrawals():
    """Return a subquery for the withdrawals of each decision."""
    return RecordedWithdrawal.objects.filter(decision=OuterRef("pk"))


class RecordedDecisionQuerySet(DecisionQuerySet):
    def waiting(self):
        """Decisions with an unconfirmed star or withdrawal, and those without products."""
        return self.filter(
            Q(recorded_as=RecordedAs.PROPOSED)
            | Exists(its_stars().waiting())
            | Exists(its_withdrawals().waiting())
        )

    def visible_to(self, user):
        """Decisions of the user's authority, and those that name a product of the user's place."""
        rows = super().visible_to(user)
        if user.place_id is None or user.role in LOCAL:
            return rows
        return self.filter(
            Q(pk__in=rows.values("pk"))
            | Q(prepared_by__place=user.place_id)
            | Exists(its_stars().filter(product__producer__place__province=user.place_id))
            | Exists(its_withdrawals().filter(recognition__product__producer__place__province=user.place_id))
        )

    def editable_by(self, user):
        """Unconfirmed decisions of the officer's authority, or recorded in the officer's office."""
        rows = self.filter(recorded_as=RecordedAs.PROPOSED)
        if not Act.RECORD_DECISION.allows(user):
            return rows.none()
        own = super().editable_by(user).values("pk")
        office = User.objects.filter(place=user.place_id, role=user.role).values("pk")
        return rows.filter(Q(pk__in=own) | Q(prepared_by__in=office))

    def confirmable_by(self, user):
        """Decisions of the authority of an officer or leader; confirm() refuses the person who recorded them."""
        rows = self.filter(recorded_as__in=CONFIRMABLE)
        match user.role:
            case Role.PROVINCIAL_OFFICER | Role.PROVINCIAL_LEADER:
                return rows._within(user)
            case Role.MINISTRY_OFFICER | Role.MINISTRY_LEADER:
                return rows.filter(place=None)
        return self.none()

    def extendable_by(self, user):
        """Decisions to which an officer may add a product with its stars, which then needs confirmation."""
        return (
            self.visible_to(user).filter(recorded_as__in=CONFIRMABLE, kind=DecisionKind.RECOGNISE)
            if Act.RECORD_DECISION.allows(user)
            else self.none()
        )

    def discardable_by(self, user):
        """Decisions with unconfirmed parts, for those who may change or confirm them."""
        mine = Q(pk__in=self.editable_by(user).values("pk")) | Q(
            pk__in=self.confirmable_by(user).values("pk")
        )
        own = RecordedStar.objects.editable_by(user).filter(decision=OuterRef("pk"))
        ends = RecordedWithdrawal.objects.editable_by(user).filter(decision=OuterRef("pk"))
        return self.waiting().filter(mine | Exists(own) | Exists(ends))

    def to_confirm_by(self, user):
        """Decisions with an unconfirmed star or withdrawal that somebody other than `user` has recorded."""
        others = its_stars().waiting().exclude(proposed_by=user)
        ends = its_withdrawals().waiting().exclude(proposed_by=user)
        proposed_by_user = Q(recorded_as=RecordedAs.PROPOSED, prepared_by=user)
        return self.confirmable_by(user).filter(Exists(others) | Exists(ends)).exclude(proposed_by_user)

    def for_list(self):
        """Rows with the recorder, number of products and number of unconfirmed ones; newest first."""
        return (
            self.select_related("place__province", "prepared_by", "attached_by")
            .annotate(
                product_count=models.Count("recorded_stars", distinct=True)
                + models.Count("recorded_withdrawals", distinct=True),
                waiting_count=models.Count(
                    "recorded_stars",
                    filter=Q(recorded_stars__confirmation=None, recorded_stars__recognition=None),
                    distinct=True,
                )
                + models.Count(
                    "recorded_withdrawals", filter=Q(recorded_withdrawals__confirmation=None), distinct=True
                ),
            )
            .order_by("-signed_on", "-pk")
        )

    for_detail = for_list

    @transaction.atomic
    def propose(self, *, number, signed_on, place, by, signatory="", kind=DecisionKind.RECOGNISE):
        """Return the decision with this number and authority, created by `by` if new; or raise RefusedError.

        `place` is None for the ministry; the kind is recognition or withdrawal. Nothing becomes public.
        """
        number = tidy_number(number)
        if refusal := why_not_propose(kind, number, signed_on, place):
            raise RefusedError(refusal)
        found = Decision.objects.numbered(number, signed_on, place).first()
        if found is None:
            return self._new(
                kind=kind,
                number=number,
                signed_on=signed_on,
                place=place,
                signatory=signatory,
                prepared_by=by,
            )
        if refusal := why_not_name_again(found, signed_on, kind):
            raise RefusedError(refusal)
        return self.get(pk=found.pk)

    def _new(self, **fields):
        try:
            with transaction.atomic():
                return self.create(
                    origin=Origin.RECORDED,
                    recorded_as=RecordedAs.PROPOSED,
                    **fields,
                )
        except IntegrityError as error:
            raise RefusedError(_("Somebody else has recorded this decision just now: try again.")) from error

    def example(self, *, number, signed_on, place):
        """Return the example with this number, created if new; only in a database marked as a demonstration.

        make_recognitions() publishes its stars with a note that nobody has seen the document.
        """
        number = clean(number)
        found = self.filter(number=number, signed_on=signed_on, place=place, recorded_as=RecordedAs.EXAMPLE)
        return found.first() or self.create(
            origin=Origin.RECORDED,
            recorded_as=RecordedAs.EXAMPLE,
            kind=DecisionKind.RECOGNISE,
            number=number,
            signed_on=signed_on,
            place=place,
        )


def why_not_propose(kind, number, signed_on, place):
    """Return why no decision of that kind, number and date is recorded today; else an empty string."""
    if kind == DecisionKind.WITHDRAW:
        return why_not_signed(number, signed_on, place, day=today())
    return why_not_decision(number, signed_on, place, day=today())


def why_not_name_again(found, signed_on, kind=DecisionKind.RECOGNISE):
    """Return why `found` cannot be the decision of that number, date and kind; else an empty string."""
    if found.origin == Origin.RECORDED and found.kind != kind:
        return _("%(number)s is recorded as another kind of decision: %(kind)s.") % {
            "number": found.number,
            "kind": found.get_kind_display(),
        }
    if found.origin != Origin.RECORDED:
        return _("%(number)s was issued in this portal: it is not recorded again.") % {"number": found.number}
    if found.signed_on != signed_on:
        return _("%(number)s of this authority is recorded with another day.") % {"number": found.number}
    return ""


# django-stubs does not follow managers created by `from_queryset`.
_Manager: Any = models.Manager.from_queryset(RecordedDecisionQuerySet)


class RecordedDecisionManager(_Manager):
    def get_queryset(self):
        return super().get_queryset().filter(origin=Origin.RECORDED)


class RecordedDecision(Decision):
    """A decision signed outside the portal, with its stars, its recorder and its confirmations."""

    objects: ClassVar[Any] = RecordedDecisionManager()

    class Meta:
        proxy = True
        verbose_name = _("recorded decision")
        verbose_name_plural = _("recorded decisions")
        ordering = ["-signed_on", "-pk"]

    def get_document_url(self):
        return reverse("desk-recorded-decision-document", args=[self.pk])

    @transaction.atomic
    def name_star(self, product, *, stars, by, expires_on=None, source=""):
        """Add a product with its stars as in the list or document of `by`; or raise RefusedError."""
        star = RecordedStar(
            decision=self,
            product=product,
            stars=stars,
            expires_on=expires_on,
            source=source,
            proposed_by=by,
        )
        if refusal := star.why_not() or why_not_name(
            self.recorded_stars.filter(product=product).first(), star
        ):
            raise RefusedError(f"{product}: {refusal}")
        star.save()
        return star

    @transaction.atomic
    def name_withdrawal(self, recognition, *, ground, by, source=""):
        """Add the withdrawal of a recognition as in the list of `by`; or raise RefusedError."""
        withdrawal = RecordedWithdrawal(
            decision=self, recognition=recognition, ground=ground, source=source, proposed_by=by
        )
        if refusal := withdrawal.why_not():
            raise RefusedError(f"{recognition}: {refusal}")
        if RecordedWithdrawal.objects.filter(recognition=recognition).exists():
            raise RefusedError(_("A withdrawal of this star waits for a second person already."))
        withdrawal.save()
        return withdrawal

    def content_of(self, stars, withdrawals):
        """Return the content to confirm: the decision, the given stars and withdrawals."""
        return {
            "number": self.number,
            "signed_on": self.signed_day.isoformat(),
            "authority": self.place_id,
            "file": self.file_sha256,
            "stars": [star.content() for star in stars],
            "withdrawals": [withdrawal.content() for withdrawal in withdrawals],
        }

    def stars_for(self, user):
        """Return the stars visible to `user`: all for the authority, else those of the own place."""
        stars = self.recorded_stars.for_list()
        own = RecordedDecision.objects.confirmable_by(user).filter(pk=self.pk).exists()
        return stars if own else stars.visible_to(user)

    def withdrawals_for(self, user):
        """Return the withdrawals visible to `user`: all for the authority, else those of the own place."""
        withdrawals = self.recorded_withdrawals.for_list()
        own = RecordedDecision.objects.confirmable_by(user).filter(pk=self.pk).exists()
        return withdrawals if own else withdrawals.visible_to(user)

    def waiting_withdrawals(self):
        """Return the withdrawals to confirm, by product name."""
        return self.recorded_withdrawals.waiting().for_list()

    def waiting_stars(self):
        """Return the stars to confirm, by product name: unconfirmed ones, and those recorded in earlier versions."""
        stars = self.recorded_stars.filter(confirmation=None).for_list()
        return stars if self.recorded_as == RecordedAs.BEFORE else stars.filter(recognition=None)

    def waiting_by_stars(self):
        """Return how many products get each number of stars by a confirmation, the most stars first."""
        rows = self.waiting_stars().order_by("-stars").values_list("stars")
        return list(rows.annotate(count=models.Count("pk")))

    def seen_sha256(self):
        """Return the hash of the unconfirmed content shown on a page; confirm() compares it."""
        return sha256_of(self.content_of(self.waiting_stars(), self.waiting_withdrawals()))

    @property
    def needs_rules(self):
        """Whether the confirmation must say old or new rules (article 12.2)."""
        return self.kind == DecisionKind.RECOGNISE and needs_rules(self.signed_day)

    @property
    def withdraws(self):
        """Whether it withdraws recognitions."""
        return self.kind == DecisionKind.WITHDRAW

    def why_not_confirm(self, *, by):
        """Return why `by` may not confirm the decision; else an empty string."""
        if not RecordedDecision.objects.confirmable_by(by).filter(pk=self.pk).exists():
            return _("An officer or a leader of the authority that signed the decision confirms it.")
        stars, withdrawals = list(self.waiting_stars()), list(self.waiting_withdrawals())
        if not (stars or withdrawals):
            return _("Nothing in this decision waits for a confirmation.")
        prepared = self.recorded_as == RecordedAs.PROPOSED and self.prepared_by_id == by.pk
        if prepared or any(each.proposed_by_id == by.pk for each in (*stars, *withdrawals)):
            return _("You have recorded it: a second person must confirm it against the signed document.")
        if refusal := why_not_propose(self.kind, self.number, self.signed_day, self.place):
            return refusal
        for withdrawal in withdrawals:
            if refusal := withdrawal.why_not():
                return f"{withdrawal}: {refusal}"
        remembered = cache(became)
        for star in stars:
            if refusal := star.why_not(became=remembered):
                return f"{star.product}: {refusal}"
        return ""

    def _why_not_as_confirmed(
        self, stars, *, seen_on, seen_where, of_rules, longer_term_seen, places_seen, seen
    ):
        """Return why the submitted confirmation is not valid for the stars; else an empty string."""
        if seen != self.seen_sha256():
            return _("It is no longer what you saw. Compare what stands here now, then confirm.")
        if not self.file_sha256 and not seen_where:
            return _(
                "Attach the signed document, or say where you have seen it: a public address or a file number."
            )
        if not self.signed_on <= seen_on <= today():
            return _("The document was seen on a day from its signing to today.")
        if self.needs_rules and not of_rules:
            return _(
                "Signed from 22/05 to 21/07/2026: say whether the old rules or the new ones were applied"
                " (Decision 26/2026/QĐ-TTg, article 12.2)."
            )
        longer = [star for star in stars if star.is_longer]
        if longer and not longer_term_seen:
            return _(
                "%(names)s: the printed last day is later than 36 months after the signing. It stays a claim until"
                " you confirm that the document prints it."
            ) % {"names": ", ".join(star.product.name for star in longer)}
        unplaced = [star for star in stars if not star.is_placed]
        if unplaced and not places_seen:
            return _(
                "%(names)s: the register does not tell in which former district the producer stood. Say that the document"
                " names a commune of %(district)s."
            ) % {
                "names": ", ".join(star.product.name for star in unplaced),
                "district": self.place.full_name_on(self.signed_on) if self.place else "",
            }
        return ""

    @transaction.atomic
    def confirm(
        self, *, by, seen_on, seen, seen_where="", of_rules="", longer_term_seen=False, places_seen=False
    ):
        """Confirm the decision against the signed document and create its recognitions; or raise
        RefusedError and change nothing.

        `seen` is the hash of what `by` was shown (seen_sha256). `of_rules` is needed where both rules are
        possible, `longer_term_seen` and `places_seen` where the printed term or the producer's place is in
        doubt.
        """
        held = RecordedDecision.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if held is None:
            raise RefusedError(_("This decision was discarded meanwhile."))
        stars = list(held.waiting_stars().select_for_update(of=("self",)))
        withdrawals = list(held.waiting_withdrawals().select_for_update(of=("self", "recognition")))
        if refusal := held.why_not_confirm(by=by) or held._why_not_as_confirmed(
            stars,
            seen_on=seen_on,
            seen_where=clean(seen_where),
            of_rules=of_rules,
            longer_term_seen=longer_term_seen,
            places_seen=places_seen,
            seen=seen,
        ):
            raise RefusedError(refusal)
        confirmation = Confirmation.objects.create(
            decision=held,
            confirmed_by=by,
            seen_on=seen_on,
            seen_where=clean(seen_where),
            file_sha256=held.file_sha256,
            of_rules=of_rules if held.needs_rules else "",
            longer_term_seen=longer_term_seen and any(star.is_longer for star in stars),
        )
        held.recorded_stars.filter(pk__in=[star.pk for star in stars]).update(confirmation=confirmation)
        RecordedDecision.objects.filter(pk=self.pk).update(recorded_as=RecordedAs.CONFIRMED)
        held.make_recognitions(confirmation=confirmation)
        held.refresh_from_db()
        held._withdraw(withdrawals, confirmation)
        self.refresh_from_db()
        return confirmation

    def _withdraw(self, withdrawals, confirmation):
        """Withdraw the recognitions of confirmed withdrawals; or raise RefusedError."""
        RecordedWithdrawal.objects.filter(pk__in=[each.pk for each in withdrawals]).update(
            confirmation=confirmation
        )
        for withdrawal in withdrawals:
            withdrawal.recognition.withdraw(withdrawal.ground, self)

    @transaction.atomic
    def make_recognitions(self, **of):
        """Create the recognitions of stars without one, in order of products; or raise RefusedError."""
        stars = list(self.recorded_stars.filter(recognition=None, **of).for_list())
        list(
            Product.objects.select_for_update(of=("self",))
            .filter(pk__in=[s.product_id for s in stars])
            .order_by("pk")
        )
        for star in sorted(stars, key=lambda star: star.product_id):
            made = Recognition.objects.record(
                star.product, self, stars=star.stars, expires_on=star.expires_on
            )
            RecordedStar.objects.filter(pk=star.pk).update(recognition=made)

    @transaction.atomic
    def discard(self, *, by):
        """Delete the unconfirmed stars and withdrawals, and the decision if nothing of it is public; or raise
        RefusedError.

        History is kept.
        """
        held = RecordedDecision.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if held is None or not RecordedDecision.objects.discardable_by(by).filter(pk=self.pk).exists():
            raise RefusedError(_("This step belongs to somebody else, or nothing here waits any more."))
        parts = [held.recorded_stars.waiting(), held.recorded_withdrawals.waiting()]
        if not RecordedDecision.objects.confirmable_by(by).filter(pk=self.pk).exists():
            parts = [rows.editable_by(by) for rows in parts]
        for rows in parts:
            rows.delete()
        if held.recorded_as == RecordedAs.PROPOSED and not (
            held.recorded_stars.exists() or held.recorded_withdrawals.exists()
        ):
            held.delete()
