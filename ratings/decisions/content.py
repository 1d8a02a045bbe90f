"""Content of a decision as plain data: stored when it is prepared, compared when it is issued.

A leader approves exactly the content that was prepared (four-eyes principle).
"""

import hashlib

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.values.canonical_json import canonical
from ratings.dossiers.subject import FIELDS as SUBJECT

FIELDS = {
    "stars": _("stars"),
    "result": _("result"),
    "report": _("report of the provincial OCOP agency"),
    **SUBJECT,
    "until": _("extended until the end of"),
    "ground": _("ground of withdrawal"),
    "conclusion": _("conclusion"),
    "reason": _("reason"),
    "seen_where": _("where the signed decision was seen"),
    "correction": _("correction"),
    "kind": _("kind"),
    "authority": _("authority"),
    "signatory": _("signatory's office"),
}
WHOLE = ("kind", "authority", "signatory")


def content_of_decision(decision, items):
    """Return kind, authority, signatory and the content of each item by its key."""
    return {
        "kind": decision.kind,
        "authority": decision.place.full_name_on(decision.signed_on) if decision.place else "",
        "signatory": decision.signatory,
        "items": {item.key: item.content() for item in items},
    }


def sha256_of_content(content):
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def what_changed(prepared, now):
    """Return sentences on what differs between `prepared` and `now`; none if nothing does."""
    before, after = prepared.get("items", {}), now["items"]
    sentences = [_changed(gettext("The decision"), prepared, now, WHOLE)]
    for key in {**before, **after}:
        if key not in after:
            sentences.append(gettext("“%(name)s” was taken out.") % {"name": before[key]["name"]})
        elif key not in before:
            sentences.append(gettext("“%(name)s” was added.") % {"name": after[key]["name"]})
        else:
            sentences.append(_changed(before[key]["name"], before[key], after[key], before[key]))
    return [sentence for sentence in sentences if sentence]


def _changed(subject, before, after, names):
    """Return a sentence on the fields that differ, or none."""
    changes = [
        gettext("%(field)s “%(before)s” → “%(after)s”")
        % {"field": FIELDS[name], "before": before.get(name, ""), "after": after.get(name, "")}
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
    if not changes:
        return ""
    return gettext("%(subject)s changed: %(changes)s.") % {
        "subject": subject,
        "changes": "; ".join(changes),
    }
