"""Columns of dossiers: in their list, and on the pages of a council, a round and a producer."""

from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column

MAKER = (
    Column(_("Product"), "product", link="get_desk_url"),
    Column(_("Producer"), "product.producer"),
)
PROVINCE = Column(_("Province"), "product.producer.place.province.name")
STANDING = (
    Column(
        _("Kind and sheet"), wide=True, template="ratings/dossiers/_kind_and_sheet.html", row_name="dossier"
    ),
    Column(_("State"), template="ratings/dossiers/_state.html", row_name="dossier"),
    Column(_("Whose turn"), "holder", without="–"),
    Column(_("Since"), "since"),
    Column(_("Last day"), "due_on", template="ratings/dossiers/_last_day.html", row_name="dossier"),
)
DOSSIER_COLUMNS: tuple[Column, ...] = (*MAKER, *STANDING)
# For readers who belong to no province.
DOSSIER_COLUMNS_OF_THE_COUNTRY: tuple[Column, ...] = (*MAKER, PROVINCE, *STANDING)
