import re
from ast import literal_eval

from lxml import etree
from odoo.tests import tagged

from .common import OnestopCase

VIEWS = ("form", "list", "kanban", "search")
WORDS = ("string", "placeholder", "help", "confirm", "confirm-label", "title", "aria-label")
_LETTERS = re.compile(r"[A-Za-z]{2}")
_VIETNAMESE = re.compile(r"[^\x00-\x7f]")
# numbers of documents, patterns, addresses, names that a protocol gives
_CODE = re.compile(r"[{}/_<>]|^\w+\.\w+$|^[A-Z0-9-]+$|^[a-z0-9-]+$|^[A-Z][a-z]+(?:[A-Z][a-zA-Z]*)+$")
# words that are the same in both languages, or Vietnamese without an accent
SAME = {
    "Email", "SMS", "PDF", "QR", "JSON", "IP", "Quy trình", "Ghi", "In", "Xem", "Lưu", "Cho", "Sang", "Theo", "Trong",
    "Excel", "URL", "ID", "Zalo", "CSV", "SHA-256", "Token", "PNG", "HTTP",
}  # fmt: skip
BASE64 = re.compile(r"[A-Za-z0-9+/]{100,}={0,2}")
# words that no Vietnamese sentence has, with or without its accents
ENGLISH = re.compile(
    r"\b(the|was|were|is|are|nobody|does|has|have|of|for|with|and|not|by|further|up to)\b", re.IGNORECASE
)
NOTHING = re.compile(r"\b(False|None|undefined|NaN|\[object)\b")

# records of a model that are read for what they show
SAMPLE = 40


@tagged("post_install", "-at_install")
class TestScreens(OnestopCase):
    """What no screen of the suite shows, whichever add-on it belongs to: English, the words of a programming language, the
    inside of a file. The views and models are read from the registry.
    """

    def views(self, kinds=VIEWS):
        found = self.env["ir.ui.view"].search(
            [("model", "=like", "onestop.%"), ("type", "in", kinds), ("mode", "=", "primary")]
        )
        return found.filtered(lambda view: view.model in self.env)

    def arch(self, view, lang):
        return etree.fromstring(self.env[view.model].with_context(lang=lang).get_view(view.id, view.type)["arch"])

    def texts(self, arch):
        for node in arch.iter("*"):
            for name in WORDS:
                if node.get(name) and not (name == "string" and node.tag == "t"):
                    yield node.get(name)
            for text in (node.text, *(child.tail for child in node)):
                if text and text.strip() and not (node.tag == "t" and "{{" in text):
                    yield " ".join(text.split())

    def is_english(self, vietnamese, english):
        return (
            vietnamese == english
            and bool(_LETTERS.search(english))
            and not _VIETNAMESE.search(english)
            and english.strip(" :…") not in SAME
            and not _CODE.search(english)
        )

    # ------------------------------------------------------------------ English

    def test_views_speak_vietnamese(self):
        wrong = set()
        for view in self.views():
            english, vietnamese = (list(self.texts(self.arch(view, lang))) for lang in ("en_US", "vi_VN"))
            self.assertEqual(len(english), len(vietnamese), view.xml_id)
            wrong |= {
                f"{view.xml_id}: {text}"
                for text, translated in zip(english, vietnamese, strict=True)
                if self.is_english(translated, text)
            }
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_labels_and_values_speak_vietnamese(self):
        """Of fields that a view shows without words of its own."""
        wrong = set()
        for view in self.views():
            arch = self.arch(view, "en_US")
            model = self.env[view.model]
            names = {node.get("name") for node in arch.iter("field") if not node.get("string")} & model._fields.keys()
            english, vietnamese = (
                model.with_context(lang=lang).fields_get(sorted(names), ["string", "help", "selection"])
                for lang in ("en_US", "vi_VN")
            )
            for name in names & english.keys():
                pairs = [(english[name].get(one) or "", vietnamese[name].get(one) or "") for one in ("string", "help")]
                pairs += [
                    (label, other)
                    for (_key, label), (_same, other) in zip(
                        english[name].get("selection") or (), vietnamese[name].get("selection") or (), strict=True
                    )
                ]
                wrong |= {f"{model._name}.{name}: {text}" for text, other in pairs if self.is_english(other, text)}
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_menus_and_actions_speak_vietnamese(self):
        data = self.env["ir.model.data"].search(
            [
                ("module", "=like", "onestop_%"),
                ("model", "in", ["ir.ui.menu", "ir.actions.act_window", "ir.actions.server", "ir.actions.report"]),
            ]
        )
        wrong = set()
        for model, rows in data.grouped("model").items():
            records = self.env[model].browse(rows.mapped("res_id")).exists()
            for record in records:
                english, vietnamese = (record.with_context(lang=lang).name for lang in ("en_US", "vi_VN"))
                if self.is_english(vietnamese, english) and not (
                    model == "ir.actions.server" and record.usage == "ir_cron"
                ):
                    wrong.add(f"{model} {record.xml_id}: {english}")
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    # ------------------------------------------------------------------ what a program says

    def test_no_words_of_a_program_and_no_inside_of_a_file(self):
        wrong = set()
        for view in self.views(("form", "list", "kanban")):
            model = self.env[view.model].with_context(lang="vi_VN")
            if model._transient or model._abstract:
                continue
            arch = self.arch(view, "vi_VN")
            fields = {node.get("name") for node in arch.iter("field") if node.get("widget") != "image_url"}
            fields &= model._fields.keys()
            shown = [name for name in fields if model._fields[name].type in ("char", "text", "html")]
            for record in model.search([], limit=SAMPLE):
                for name in ("display_name", *shown):
                    value = record[name] or ""
                    if NOTHING.search(value) or BASE64.search(value):
                        wrong.add(f"{record}.{name}: {value[:200]}")
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_every_screen_can_show_its_records(self):
        """What the web client does when it opens one: it takes the options apart, and reads every field."""
        wrong = set()
        for view in self.views(("form", "list", "kanban")):
            arch = self.arch(view, "vi_VN")
            for node in arch.iter("*"):
                try:
                    literal_eval(
                        re.sub(r"\b(true|false|null)\b", lambda word: word[0].title(), node.get("options") or "{}")
                    )
                except (SyntaxError, ValueError):
                    wrong.add(f"{view.xml_id}: options of {node.get('name')}: {node.get('options')}")
            model = self.env[view.model].with_context(lang="vi_VN")
            if model._abstract or model._transient:
                continue
            names = sorted({node.get("name") for node in arch.iter("field")} & model._fields.keys())
            for record in model.search([], limit=3):
                try:
                    record.read(names)
                # any error at all is what the person who opens the screen gets to see
                except Exception as error:  # noqa: BLE001
                    wrong.add(f"{view.xml_id} {record}: {error!r}")
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_what_was_written_down_is_vietnamese(self):
        """By jobs, by gateways and by the demo data, which have no language of their own."""
        wrong = set()
        for view in self.views(("form", "list", "kanban")):
            model = self.env[view.model].with_context(lang="vi_VN")
            if model._transient or model._abstract:
                continue
            names = {node.get("name") for node in self.arch(view, "vi_VN").iter("field")} & model._fields.keys()
            shown = [name for name in names if model._fields[name].type in ("char", "text", "html")]
            for record in model.search([], limit=SAMPLE):
                for name in ("display_name", *shown):
                    value = record[name] or ""
                    if ENGLISH.search(value) and not _VIETNAMESE.search(value):
                        wrong.add(f"{record}.{name}: {value[:200]}")
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_files_are_not_shown_as_text(self):
        wrong = [
            f"{view.xml_id}: {node.get('name')}"
            for view in self.views(("list", "kanban"))
            for node in self.arch(view, "en_US").iter("field")
            if (field := self.env[view.model]._fields.get(node.get("name")))
            and field.type == "binary"
            and not node.get("widget")
            and node.get("column_invisible") not in ("1", "True")
        ]
        self.assertFalse(wrong)

    # ------------------------------------------------------------------ forms

    def test_text_areas_have_labels(self):
        """A field of many lines says what it is for: by its label, one beside it, or the heading above it."""
        wrong = []
        for view in self.views(("form",)):
            arch = self.arch(view, "en_US")
            model = self.env[view.model]
            for node in arch.iter("field"):
                field = model._fields.get(node.get("name"))
                inside = [one.tag for one in node.iterancestors()]
                if not field or field.type not in ("text", "html") or "list" in inside or "kanban" in inside:
                    continue
                if node.get("readonly") in ("1", "True") or (field.readonly and not field.inverse):
                    continue
                if not self.has_label(node, arch):
                    wrong.append(f"{view.xml_id}: {node.get('name')}")
        self.assertFalse(wrong, "\n".join(wrong))

    def has_label(self, node, arch):
        if arch.xpath(f"//label[@for='{node.get('name')}']"):
            return True
        holder = next(
            (one for one in node.iterancestors() if one.tag in ("group", "setting", "field", "page", "div")), None
        )
        if holder is not None and holder.tag == "group" and node.get("nolabel") not in ("1", "True"):
            return True
        if holder is not None and holder.tag == "setting":
            return bool(holder.get("string"))
        above = node.getprevious()
        while above is not None and above.get("invisible") in ("1", "True"):
            above = above.getprevious()
        if above is not None and above.tag in ("separator", "label", "h2", "h3"):
            return True
        return above is None and holder is not None and holder.tag in ("page", "group") and bool(holder.get("string"))
