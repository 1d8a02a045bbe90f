"""The public change log as a page, and new recognitions as feeds."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import CharField, DateField
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from rest_framework.exceptions import ValidationError

from catalogue.change_filters import ChangePanel
from catalogue.changes import STARS_GIVEN, ChangeKind, changed_at, newest_changes
from ocop.api.keyset import cursor_of, values_of
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.values.dates import format_day
from ratings.decisions.kinds import WithdrawalGround
from ratings.scoring.models.result import format_stars

SHOWN = 24
FED = 50


class ChangeListView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """The change log, newest first; its whole state is in the address."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/change_list.html"

    def get_context_data(self, **kwargs):
        form = ChangePanel(self.request.GET)
        found = newest_changes(SHOWN + 1, before=asked_before(self.request), **form.asked)
        shown = [change | change_texts(change) for change in found[:SHOWN]]
        older = cursor_of([shown[-1]["day"], shown[-1]["id"]]) if len(found) > SHOWN else ""
        return super().get_context_data(form=form, changes=shown, older=older, **kwargs)


def asked_before(request):
    """The (day, id) after which the page begins; None for the newest or if it cannot be parsed."""
    try:
        return values_of(request.GET.get("before", ""), [DateField(), CharField(max_length=60)])
    except ValidationError:
        return None


def change_texts(change):
    """Title, text and link of a change."""
    stars, before = format_stars(change["stars"]), change["stars_before"]
    if before and before != change["stars"]:
        stars = f"{format_stars(before)} → {stars}"
    text = [change["maker"], change["province"]]
    if change["decision_number"]:
        values = {"number": change["decision_number"], "signed": format_day(change["decision_signed_on"])}
        text.append(_("Decision %(number)s of %(signed)s") % values)
    if change["kind"] == ChangeKind.WITHDRAWN:
        text.append(str(WithdrawalGround(change["withdrawal_ground"]).label))
    return {
        "title": f"{ChangeKind(change['kind']).label}: {stars}",
        "text": text,
        "gone": change["kind"] in (ChangeKind.WITHDRAWN, ChangeKind.LAPSED),
        "url": reverse("verify-code", args=[change["code"]]),
    }


class NewRecognitions(Feed):
    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    address = "change-rss"

    def title(self):
        return _("New recognitions of OCOP products")

    description = subtitle = title

    def link(self):
        return settings.SITE_URL + reverse("change-list")

    def feed_url(self):
        """The feed's public URL, whatever host was requested."""
        return settings.SITE_URL + reverse(self.address)

    def author_name(self):
        """Required by Atom."""
        return _(settings.DATA_PUBLISHER)

    def items(self):
        return [change | change_texts(change) for change in newest_changes(FED, kind=list(STARS_GIVEN))]

    def item_title(self, item):
        return f"{item['name']}. {item['title']}"

    def item_description(self, item):
        """Producer, place, decision; feed readers take it for HTML."""
        return escape(" · ".join(item["text"]))

    def item_link(self, item):
        return settings.SITE_URL + item["url"]

    def item_guid(self, item):
        """The same in every language, for ever."""
        return f"{settings.SITE_URL}/changes/#{item['id']}"

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        """Midnight at the start of the day from which it holds."""
        return make_aware(datetime.combine(item["day"], time.min))

    item_updateddate = item_pubdate


class AtomOfNewRecognitions(NewRecognitions):
    feed_type = Atom1Feed
    address = "change-atom"


class FeedView(PublicCacheMixin, ScopedViewMixin, View):
    """A feed with the cache headers of public pages."""

    act = Act.READ_CATALOGUE
    feed: type[Feed] = NewRecognitions

    def get(self, request):
        """Last-Modified is set here: Django would take the date of the newest item."""
        response = self.feed()(request)
        response["Last-Modified"] = http_date(changed_at().timestamp())
        return response
