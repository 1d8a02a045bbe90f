"""The design page: every partial of templates/ui/ with its parameters, collected from the files."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ocop.history import Change
from ocop.pages.charts import Bars, Lines
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act

FOLDER = Path(settings.BASE_DIR) / "templates" / "ui"
COMMENT = re.compile(r"{% comment %}\s*(.*?)\s*{% endcomment %}", re.DOTALL)


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name of the product"), help_text=_("As it stands on the label."))
    kind = forms.ChoiceField(
        label=_("Kind of dossier"),
        choices=[("first", _("First")), ("renewal", _("Renewal"))],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(
        label=_("Commune"), choices=[("1", "Xã Tân Cương"), ("2", "Phường Phan Đình Phùng")]
    )
    story = forms.CharField(label=_("Story"), widget=forms.Textarea, required=False)
    issued_on = forms.DateField(label=_("Issued on"), help_text=_("Day/month/year, such as 12/03/2026."))
    paper = forms.FileField(
        label=_("Document"), required=False, help_text=_("PDF or photograph, up to 20 MB.")
    )
    agreed = forms.BooleanField(label=_("The producer has agreed to publish this"))


def option(value: str, label: str, gate: int | None = None, chosen: bool = False) -> dict[str, Any]:
    """A sample of an option of a criterion, worth its value."""
    return {
        "value": value,
        "id": f"sample-option-{value}",
        "label": label,
        "points": int(value),
        "gate": gate,
        "chosen": chosen,
        "key": None,
    }


# Data of the samples; Vietnamese where real data would be.
SAMPLES = {
    "day": date(2029, 3, 12),
    "options": [
        option("1", "Sử dụng dưới 50 % nguyên liệu trong tỉnh"),
        option("2", "Sử dụng từ 50 % đến dưới 75 % nguyên liệu trong tỉnh", gate=3, chosen=True),
        option("3", "Sử dụng từ 75 % nguyên liệu trong tỉnh, có hợp đồng liên kết", gate=4),
    ],
    "cards": [
        {
            "url": "#card",
            "title": "Chè Tân Cương Hảo Đạt, hộp 200 g",
            "text": "Hợp tác xã chè Hảo Đạt",
            "place": "Xã Tân Cương, Tỉnh Thái Nguyên",
            "with_picture": True,
            "set_number": 11,
            "stars": 4,
            "badge_kind": "valid",
            "badge_word": "Còn hiệu lực",
            "badge_until": date(2029, 3, 12),
            "marks": ["HACCP", "VietGAP", "GTIN"],
        },
        {
            "url": "#card",
            "title": "Mật ong hoa bạc hà",
            "text": "Hợp tác xã Ong Đẹp",
            "place": "Xã Ba Bể, Tỉnh Thái Nguyên",
            "with_picture": True,
            "set_number": 4,
            "stars": 3,
            "badge_kind": "soon",
            "badge_word": "Sắp hết hạn",
            "badge_until": date(2029, 3, 12),
        },
        {
            "url": "#card",
            "title": "Miến dong Tài Hoan",
            "text": "Hợp tác xã Tài Hoan",
            "place": "Xã Côn Minh, Tỉnh Thái Nguyên",
            "with_picture": True,
            "set_number": 6,
            "stars": 5,
            "badge_kind": "lapsed",
            "badge_word": "Hết hạn",
            "badge_since": date(2029, 3, 12),
            "gone": True,
        },
    ],
    "kept": [{"token": "sample", "name": "HACCP-0977.pdf", "size": 1_258_291}],
    "not_kept": ["Ảnh chụp nhãn.heic"],
    "changes": [
        Change(
            at=datetime(2026, 6, 2, 3, 15, tzinfo=UTC),
            kind="update",
            who="Nguyễn Thị Thuỷ",
            reason="Nhận giấy chứng nhận mới ngày 02/06/2026",
            source="",
            fields=[
                ("số giấy chứng nhận", "HACCP-0412", "HACCP-0977"),
                ("ngày hết hạn", "", date(2029, 6, 1)),
            ],
        ),
        Change(
            at=datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
            kind="insert",
            who="",
            reason="",
            source="import_register",
            fields=[("tên", None, "Chè Tân Cương Hảo Đạt")],
        ),
    ],
    "events": [
        {"on": date(2026, 3, 12), "title": "4 sao", "text": "Quyết định 512/QĐ-UBND", "gone": False},
        {"on": date(2026, 1, 20), "title": "Hết hạn công nhận 3 sao", "text": "", "gone": True},
        {"on": date(2023, 1, 20), "title": "3 sao", "text": "Quyết định 124/QĐ-UBND", "gone": False},
    ],
    "facts": [
        ("Chủ thể", "Hợp tác xã chè Hảo Đạt"),
        ("Địa chỉ", "Xóm Nam Đồng, Xã Tân Cương, Tỉnh Thái Nguyên"),
        ("Mã số thuế", "4601163423"),
    ],
    "facets": [
        {
            "legend": "Hạng sao",
            "name": "stars",
            "lang": "",
            "options": [
                {"value": 5, "label": "5 sao", "count": 10, "chosen": False},
                {"value": 4, "label": "4 sao", "count": 132, "chosen": True},
                {"value": 3, "label": "3 sao", "count": 478, "chosen": False},
            ],
        },
        {
            "legend": "Chứng nhận",
            "name": "scheme",
            "lang": "",
            "options": [{"value": "haccp", "label": "HACCP", "count": 41, "chosen": False}],
        },
    ],
    "columns": [
        {"label": "Xã, phường", "number": False},
        {"label": "Còn hiệu lực", "number": True},
        {"label": "Hết hạn", "number": True},
    ],
    "rows": [["Xã Tân Cương", 27, 3], ["Phường Đức Xuân", 8, 0], ["Xã Ba Bể", 12, 5]],
    "bars": Bars([("5 sao", 10, "#chart_bars"), ("4 sao", 98, "#chart_bars"), ("3 sao", 512, "")]),
    "lines": Lines(
        ["từng được công nhận", "còn hiệu lực"],
        [("2024", [400, 400]), ("2025", [561, 540]), ("2026", [620, 512])],
    ),
    "figures": [
        {"value": 620, "label": "còn hiệu lực", "url": "#figures", "note": "đến 23/11/2026"},
        {"value": 48, "label": "sắp hết hạn", "url": "#figures", "note": "trong 180 ngày"},
        {"value": 61, "label": "hết hạn", "url": "", "note": ""},
    ],
    "tabs": [
        {"label": "Cần xử lý", "url": "#tabs", "here": True, "count": 7},
        {"label": "Chờ chủ thể", "url": "#tabs", "here": False, "count": 12},
        {"label": "Đã xong", "url": "#tabs", "here": False, "count": None},
    ],
    "tasks": [
        {"label": "Phiếu đăng ký", "url": "#tasks", "kind": "done", "word": "Đầy đủ", "note": ""},
        {
            "label": "Giấy chứng nhận an toàn thực phẩm",
            "url": "#tasks",
            "kind": "returned",
            "word": "Cần sửa",
            "note": "hết hạn ngày 01/11/2026",
        },
        {"label": "Câu chuyện sản phẩm", "url": "", "kind": "draft", "word": "Chưa bắt đầu", "note": ""},
    ],
    "states": [
        ("valid", _("In force")),
        ("soon", _("Renewal window")),
        ("extended", _("Extended")),
        ("lapsed", _("Lapsed")),
        ("withdrawn", _("Withdrawn")),
        ("superseded", _("Superseded")),
        ("waiting", _("Waiting")),
        ("returned", _("Needs correction")),
        ("done", _("Complete")),
        ("draft", _("Draft")),
        ("new", _("New")),
        ("changed", _("Changed")),
        ("same", _("The same")),
        ("refused", _("Refused")),
    ],
    "chips": [
        {"label": "Hạng sao: 4 sao", "url": "#chips"},
        {"label": "Địa phương: Tỉnh Thái Nguyên", "url": "#chips"},
    ],
    "crumbs": [("Trang đầu", "#page_header"), ("Sản phẩm", "#page_header")],
    "actions": [
        {"label": "Sửa sản phẩm", "url": "#page_header", "quiet": False},
        {"label": "Lịch sử", "url": "#page_header", "quiet": True},
    ],
    "parts": [("A", 31, 40), ("B", 20, 25), ("C", 27, 35)],
    "missing": [(4, "5.1"), (4, "2.3")],
    "colours": ["tea", "tea-pale", "gold", "lacquer", "indigo", "mangosteen", "ink", "mist"],
    "sets": range(27),
}


def partials():
    """Partials of templates/ui/ by name, with their first comment; without pages and underscored parts."""
    found = []
    for path in sorted(FOLDER.glob("[!_]*.html")):
        text = path.read_text(encoding="utf-8")
        if "{% extends" not in text:
            found.append(
                {
                    "name": path.stem,
                    "sample": f"desk/design/{path.name}",
                    "about": about[1] if (about := COMMENT.search(text)) else "",
                }
            )
    return found


class DesignView(ScopedViewMixin, TemplateView):
    act = Act.OPEN_DESK
    template_name = "desk/design.html"

    def get_context_data(self, **kwargs):
        page = Paginator(range(480), 24).get_page(self.request.GET.get("page"))
        samples = SAMPLES | {
            "page_obj": page,
            "form": SampleForm(),
            "wrong_form": SampleForm({"kind": "first", "place": "1"}, prefix="wrong"),
        }
        return super().get_context_data(partials=partials(), **samples, **kwargs)
