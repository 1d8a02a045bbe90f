"""The pages of the folder templates/ without the white space that only their readers need.

Files have one element or block a line, indented: on the wire that would be half as much again (a tenth, compressed).
What a browser shows stays: between words and inline elements one line break is left, as good as a space.
"""

import re

from django.template import Origin
from django.template.loaders import filesystem

# Elements beside which a browser shows no white space.
BLOCKS = (
    "html|head|body|title|meta|link|base|main|header|footer|nav|section|article|aside|div|p|h[1-6]|hr|br|pre"
    "|ul|ol|li|dl|dt|dd|form|fieldset|legend|option|optgroup|datalist|table|caption|colgroup|col|thead|tbody|tfoot"
    "|tr|th|td|figure|figcaption|details|summary|address|blockquote|path|circle|rect|line|g"
)
TEMPLATE_TAG = r"\{%.*?%\}|\{\{.*?\}\}"
# What is shown or read as it stands.
KEPT = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.DOTALL)
COMMENT = re.compile(r"^\{% comment %\}.*?\{% endcomment %\}\n", re.DOTALL | re.MULTILINE)
INDENTATION = re.compile(r"[ \t]*\n\s*")
ELEMENT = re.compile(rf"</?[a-z](?:{TEMPLATE_TAG}|[^<>])*>", re.DOTALL)
# An attribute that a condition adds, on a line of its own.
CONDITIONAL = re.compile(r"\n(\{% if (?:(?!%\}).)*%\})((?:(?!\{% (?:el|endif)).)*\{% endif %\})", re.DOTALL)
# Tags that print nothing where they stand, alone on a line: the line leaves nothing.
SILENT_TAG = (
    r"\{% (?:(?:load|extends|if|elif|else|endif|for|empty|endfor|with|endwith|block|get_current_language"
    r"|autoescape|endautoescape|localize|endlocalize)\b(?:(?!%\}).)*|(?:(?!%\}).)* as \w+ )%\}"
)
SILENT = re.compile(rf"^((?:{SILENT_TAG})+)\n", re.MULTILINE)
BESIDE_BLOCKS = re.compile(rf"\n*(</?(?:{BLOCKS})\b(?:{TEMPLATE_TAG}|[^<>])*>)\n*", re.DOTALL)


def collapsed(source: str) -> str:
    """A template's text with the same words, elements and spaces between them, and no indentation."""
    parts = KEPT.split(COMMENT.sub("", source))
    # Every third part is what is kept, and after it the name of its element.
    return "".join(
        part if number % 3 == 1 else _collapsed(part) for number, part in enumerate(parts) if number % 3 != 2
    )


def _collapsed(text: str) -> str:
    text = INDENTATION.sub("\n", text)
    text = ELEMENT.sub(lambda element: CONDITIONAL.sub(r"\1 \2", element[0]).replace("\n", " "), text)
    text = SILENT.sub(r"\1", text)
    return BESIDE_BLOCKS.sub(r"\1", text)


class Loader(filesystem.Loader):
    """Django's loader of files, for templates as they are compiled."""

    def get_contents(self, origin: Origin) -> str:
        """The text of a template as it is compiled; with OCOP_DEBUG as it is written, for the lines in its errors."""
        source = super().get_contents(origin)
        return collapsed(source) if origin.name.endswith(".html") and not self.engine.debug else source
