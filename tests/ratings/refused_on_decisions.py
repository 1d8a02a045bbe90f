"""Raw SQL by the web role that is refused on decisions and recognitions.

`w` are the rows of test_database_refuses.py, which runs all statements.
"""

from tests import factories as make

# Copy a row with other values by a single INSERT.
COPY = "INSERT INTO {0} SELECT (jsonb_populate_record(old, %s::jsonb)).* FROM {0} old WHERE id = %s"


def again(table, pk, values):
    """Return a statement that copies a row with changed values."""
    return COPY.format(table), f'{{"id": 999999, {values}}}', pk


def change(table, pk, what):
    """Return a statement that changes a row."""
    return f"UPDATE {table} SET {what} WHERE id = %s", pk


def remove(table, pk):
    """Return a statement that deletes a row."""
    return f"DELETE FROM {table} WHERE id = %s", pk


def issue(decision, by):
    """Return a statement that issues a decision today."""
    today_here = "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    issued = f"number = '9', signed_on = {today_here}, issued_at = now(), issued_by_id = {by.pk}"
    return change("ratings_decision", decision.pk, issued)


def closed(user):
    user.is_active = False
    user.save()
    return user


CASES = {
    # decisions
    "decide a dossier twice": (
        "decision_item_one_decision_a_dossier",
        lambda w: again("ratings_decisionitem", w.second.items.get().pk, f'"dossier_id": {w.done.pk}'),
    ),
    "change the number of an issued decision": (
        "decision_issued_is_kept",
        lambda w: change("ratings_decision", w.star.decision_id, "number = '1/QĐ-TTg'"),
    ),
    "take an item out of an issued decision": (
        "decision_item_of_issued_is_kept",
        lambda w: remove("ratings_decisionitem", w.star.decision.items.get().pk),
    ),
    "date a decision before its result": (
        "decision_signed_after_its_ground",
        lambda w: change(
            "ratings_decision",
            w.prepared.pk,
            f"number = '9', signed_on = '2020-02-29', issued_at = now(), issued_by_id = {make.leader_of(w.done).pk}",
        ),
    ),
    "issue a decision as a producer": (
        "decision_issued_by_its_authority",
        lambda w: issue(w.prepared, make.user("producer")),
    ),
    "issue a decision as a leader of another province": (
        "decision_issued_by_its_authority",
        lambda w: issue(w.prepared, make.leader_of(w.elsewhere)),
    ),
    "issue a decision from a closed account": (
        "decision_issued_by_its_authority",
        lambda w: issue(w.prepared, closed(make.leader_of(w.done))),
    ),
    "decide on a dossier of another province": (
        "decision_item_of_its_authority",
        lambda w: again("ratings_decisionitem", w.second.items.get().pk, f'"dossier_id": {w.elsewhere.pk}'),
    ),
    "write a decision that is issued from the start": (
        "decision_prepared_by_its_authority",
        lambda w: again("ratings_decision", w.star.decision_id, '"number": "99/QĐ"'),
    ),
    "take back that a decision was sent back": (
        "decision_sent_back_is_kept",
        lambda w: change(
            "ratings_decision",
            w.sent_back.pk,
            "sent_back_by_id = NULL, sent_back_at = NULL, sent_back_reason = ''",
        ),
    ),
    "give a prepared decision to another authority": (
        "decision_prepared_is_kept",
        lambda w: change("ratings_decision", w.prepared.pk, "place_id = NULL"),
    ),
    "put another document in the place of that of an issued decision": (
        "decision_document_is_kept",
        lambda w: change("ratings_decision", w.withdrawal.pk, "file_sha256 = repeat('0', 64)"),
    ),
    # recognitions
    "give an issued recognition more stars": (
        "recognition_corrected_by_decision",
        lambda w: change("ratings_recognition", w.star.pk, "stars = 5"),
    ),
    "lengthen the term of an issued recognition": (
        "recognition_corrected_by_decision",
        lambda w: change("ratings_recognition", w.star.pk, "expires_on = expires_on + 365, term_months = 48"),
    ),
    "move a star to another product": (
        "recognition_follows_from_decision",
        lambda w: change("ratings_recognition", w.star.pk, f"product_id = {w.recorded.product_id}"),
    ),
    "delete an issued recognition": (
        "recognition_issued_is_kept",
        lambda w: remove("ratings_recognition", w.star.pk),
    ),
    "extend a recognition without a decision": (
        "recognition_",
        lambda w: change("ratings_recognition", w.star.pk, "extended_until = expires_on + 10"),
    ),
    "withdraw a star by a decision of another kind": (
        "recognition_",
        lambda w: change(
            "ratings_recognition",
            w.star.pk,
            f"withdrawn_on = current_date, withdrawal_ground = 'stopped', withdrawal_id = {w.star.decision_id}",
        ),
    ),
    "give a withdrawn star back": (
        "recognition_withdrawn_by_what_names_it",
        lambda w: change(
            "ratings_recognition",
            w.over.pk,
            "withdrawn_on = NULL, withdrawal_id = NULL, withdrawal_ground = ''",
        ),
    ),
    "put a withdrawal on another day": (
        "recognition_withdrawn_by_what_names_it",
        lambda w: change("ratings_recognition", w.over.pk, "withdrawn_on = withdrawn_on + 1000"),
    ),
    "withdraw another star by an issued decision": (
        "recognition_withdrawn_by_",
        lambda w: change(
            "ratings_recognition",
            w.recorded.pk,
            f"withdrawn_on = current_date, withdrawal_ground = 'stopped', withdrawal_id = {w.withdrawal.pk}",
        ),
    ),
    "withdraw by a recorded decision that names nothing": (
        "recognition_withdrawn_by_what_names_it",
        lambda w: change(
            "ratings_recognition",
            w.recorded.pk,
            "withdrawal_ground = 'stopped', withdrawn_on = (SELECT signed_on FROM ratings_decision"
            f" WHERE id = {w.names_nothing[0].pk}), withdrawal_id = {w.names_nothing[0].pk}",
        ),
    ),
    "withdraw by a recorded decision that nobody has confirmed": (
        "recognition_withdrawn_by_what_names_it",
        lambda w: change(
            "ratings_recognition",
            w.to_withdraw.recognition_id,
            "withdrawal_ground = 'stopped', withdrawn_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,"
            f" withdrawal_id = {w.to_withdraw.decision_id}",
        ),
    ),
    "confirm a withdrawal without a confirmation of its decision": (
        "recorded_withdrawal_confirmed_by_another",
        lambda w: change(
            "ratings_recordedwithdrawal",
            w.to_withdraw.pk,
            f"confirmation_id = {w.recorded.recorded_star.confirmation_id}",
        ),
    ),
    "withdraw a star that was issued here by a recorded decision": (
        "recorded_withdrawal_of_its_authority",
        lambda w: change("ratings_recordedwithdrawal", w.to_withdraw.pk, f"recognition_id = {w.star.pk}"),
    ),
    "extend by a recorded decision that names nothing": (
        "recognition_extended_by_what_names_it",
        lambda w: change(
            "ratings_recognition",
            w.recorded.pk,
            f"extended_until = expires_on + 180, extension_id = {w.names_nothing[1].pk}",
        ),
    ),
    "take an extension away": (
        "recognition_extended_by_what_names_it",
        lambda w: change("ratings_recognition", w.longer.pk, "extended_until = NULL, extension_id = NULL"),
    ),
    "shorten an extension": (
        "recognition_extended_by_what_names_it",
        lambda w: change("ratings_recognition", w.longer.pk, "extended_until = extended_until - 1"),
    ),
    "change the stars of a decision that is public": (
        "recorded_star_confirmed_is_kept",
        lambda w: change("ratings_recordedstar", w.recorded.recorded_star.pk, "stars = 5"),
    ),
    "say that a star was replaced by one that there is not": (
        "recognition_superseded_by_a_later_one",
        lambda w: change("ratings_recognition", w.star.pk, "superseded_on = issued_on"),
    ),
}
