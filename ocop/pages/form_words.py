"""Labels of a form's fields, and of the values filled in, read from its HTML page."""

from collections.abc import Iterable
from html.parser import HTMLParser

from django.utils.translation import gettext as _

CHOICES = {"radio", "checkbox"}
WITHOUT_END = {"input", "br", "img", "hr", "meta", "link", "wbr", "source"}


class FormWords(HTMLParser):
    """The labels, legends, options and buttons of a page by the names of its fields."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.labels: dict[str, str] = {}  # by the id of the field
        self.fields: dict[str, tuple[str, str]] = {}  # name: (id, legend)
        self.choices: dict[tuple[str, str], tuple[str, str]] = {}  # (name, value): (id or text, legend)
        self.hidden: set[str] = set()
        self._open: list[tuple[str, dict]] = []
        self._legends: list[str] = []
        self._text: list[list] = []  # [kind, key, words] of the elements being read
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        at = {name: value or "" for name, value in attrs}
        if tag == "fieldset":
            self._legends.append("")
        elif tag == "legend":
            self._text.append(["legend", "", []])
        elif tag == "label":
            self._text.append(["label", at.get("for", ""), []])
        elif tag in ("input", "textarea", "select"):
            self._field(tag, at)
        elif tag == "option":
            self._text.append(["option", (self._select, at.get("value", "")), []])
        elif tag == "button" and at.get("name"):
            self._text.append(["option", (at["name"], at.get("value", "")), []])

    def _field(self, tag, at):
        name, legend = at.get("name", ""), self._legends[-1] if self._legends else ""
        if tag == "select":
            self._select = name
        if at.get("type") == "hidden":
            self.hidden.add(name)
        elif at.get("type") in CHOICES:
            self.choices[name, at.get("value", "on")] = (at.get("id", ""), legend)
        else:
            self.fields[name] = (at.get("id", ""), legend)

    def handle_data(self, data):
        for reading in self._text:
            reading[2].append(data)

    def handle_endtag(self, tag):
        if tag == "fieldset" and self._legends:
            self._legends.pop()
        elif tag == "select":
            self._select = ""
        elif tag in ("legend", "label", "option", "button") and self._text:
            kind, key, words = self._text[-1]
            if (kind, tag) not in {("option", "button"), (tag, tag)}:
                return
            self._text.pop()
            text = " ".join("".join(words).split())
            if kind == "legend" and self._legends:
                self._legends[-1] = text
            elif kind == "label":
                self.labels[key] = text
            elif kind == "option":
                self.choices[key] = (text, "")

    def label_of(self, name: str) -> str:
        """The label of a field, or its name if the page has no label."""
        key, legend = self.fields.get(name, ("", ""))
        return self.labels.get(key) or legend or name

    def rows(self, fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """(label, text) of what was filled in, without hidden and empty fields."""
        return [self._row(name, value) for name, value in fields if value and name not in self.hidden]

    def _row(self, name, value):
        if (name, value) not in self.choices:
            return self.label_of(name), value
        key, legend = self.choices[name, value]
        words = self.labels.get(key, key)
        if name in self.fields:  # an option of a list
            return self.label_of(name), words
        return (legend, words) if legend else (words or name, _("yes"))
