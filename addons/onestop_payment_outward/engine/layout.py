"""The official XML of a receipt: built, and described by a schema, from a layout that is data.

A layout says for one kind of document which tags stand in which order, what each holds and how long it may be, so that
another version of the form is another record and no other code. It is a dictionary as JSON gives it::

    {"version": "2.1.0", "namespace": "", "documents": {"receipt": {
        "root": "BLai", "data": "DLBLai", "signatures": "DSCKS", "party": "TCThu", "time": "https://…",
        "nodes": [node, …]}}}

A node is one of

* ``{"tag", "name", "type", "max"}``: one value; ``type`` is ``text``, ``date``, ``integer`` or ``money``. With ``"optional"`` it
  may be absent, with ``"cut"`` it is shortened instead of being refused, ``"pattern"`` is a regular expression for it;
* ``{"tag", "fixed"}``: always the same text;
* ``{"tag", "nodes"}``: a group; with ``"optional"`` it is left out where none of its named values is given;
* ``{"tag", "each", "nodes"}``: a group for each of a list of values, at least one;
* ``{"some": [node, …]}`` and ``{"one": [node, …]}``: at least, or exactly, one of them (for ``one`` the first that has a value).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from lxml import etree

XSD = "http://www.w3.org/2001/XMLSchema"
SIGNATURES = "http://www.w3.org/2000/09/xmldsig#"
DOCUMENTS = ("receipt", "cancellation")
TYPES = ("text", "date", "integer", "money")
_TAG = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,63}")
_UNWRITABLE = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
# deepest nesting and number of nodes of a layout, many times what a form has
_DEEPEST, _MOST = 8, 300


class LayoutRefused(ValueError):
    """The layout is none; the text names the place."""


class ValueRefused(ValueError):
    """A value does not go into its tag.

    :ivar tag: the tag
    :ivar why: ``missing``, ``long`` or ``wrong``
    """

    def __init__(self, tag: str, why: str):
        super().__init__(tag, why)
        self.tag, self.why = tag, why


# ---------------------------------------------------------------------- the layout itself


def check(layout: dict) -> None:
    """Raise ``LayoutRefused`` unless ``layout`` describes its documents whole."""
    _need(isinstance(layout, dict) and isinstance(layout.get("version"), str) and layout["version"], "version")
    _need(isinstance(layout.get("namespace", ""), str), "namespace")
    documents = layout.get("documents")
    _need(isinstance(documents, dict) and set(documents) == set(DOCUMENTS), "documents")
    for kind, document in documents.items():
        _need(isinstance(document, dict), kind)
        for part in ("root", "data", "signatures", "party"):
            _need(_is_tag(document.get(part)), f"{kind}: {part}")
        _need(isinstance(document.get("time"), str) and document["time"], f"{kind}: time")
        count = _check_nodes(document.get("nodes"), kind, 1)
        _need(count <= _MOST, f"{kind}: nodes")
        try:
            etree.XMLSchema(etree.fromstring(schema(layout, kind)))
        except etree.XMLSchemaParseError as error:
            # a pattern that only Python knows, or tags between which no reader could tell
            raise LayoutRefused(f"{kind}: {error}") from error


def _check_nodes(nodes, place, depth):
    _need(isinstance(nodes, list) and nodes and depth <= _DEEPEST, place)
    count = 0
    for node in nodes:
        _need(isinstance(node, dict), place)
        choice = node.get("some", node.get("one"))
        if choice is not None:
            count += _check_nodes(choice, place, depth + 1)
            _need(all("name" in one for one in choice), place)
            continue
        _need(_is_tag(node.get("tag")), place)
        here = f"{place}/{node['tag']}"
        if "nodes" in node:
            _need(isinstance(node.get("each", ""), str), here)
            count += _check_nodes(node["nodes"], here, depth + 1)
        elif "fixed" in node:
            _need(isinstance(node["fixed"], str) and node["fixed"], here)
        else:
            _need(isinstance(node.get("name"), str) and node.get("type") in TYPES, here)
            _need(type(node.get("max", 1)) is int and 0 < node.get("max", 1) <= 4000, here)
            _need(node["type"] == "date" or "max" in node, here)
            if "pattern" in node:
                try:
                    re.compile(node["pattern"])
                except (re.error, TypeError) as error:
                    raise LayoutRefused(here) from error
        count += 1
    return count


def _is_tag(value):
    return isinstance(value, str) and bool(_TAG.fullmatch(value))


def _need(holds, place):
    if not holds:
        raise LayoutRefused(place)


# ---------------------------------------------------------------------- a document


def build(layout: dict, kind: str, values: dict, identity: str) -> bytes:
    """The document without its signature.

    :param kind: one of ``DOCUMENTS``
    :param values: ``{name of a node: text, date or int; list of such dictionaries for "each"}``
    :param identity: the ``Id`` of the part that is signed
    :raises ValueRefused: a value is missing, too long, or of another form
    """
    document = layout["documents"][kind]
    space = layout.get("namespace") or None
    root = etree.Element(_name(space, document["root"]), nsmap={None: space} if space else None)
    data = etree.SubElement(root, _name(space, document["data"]), Id=identity)
    _fill(data, document["nodes"], {**values, "version": layout["version"]}, space)
    party = etree.SubElement(root, _name(space, document["signatures"]))
    etree.SubElement(party, _name(space, document["party"]))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _name(space, tag):
    return f"{{{space}}}{tag}" if space else tag


def _fill(parent, nodes, values, space):
    for node in nodes:
        if "some" in node:
            given = [one for one in node["some"] if _has(one, values)]
            if not given:
                raise ValueRefused(node["some"][0]["tag"], "missing")
            _fill(parent, given, values, space)
        elif "one" in node:
            given = [one for one in node["one"] if _has(one, values)]
            if not given:
                raise ValueRefused(node["one"][0]["tag"], "missing")
            _fill(parent, given[:1], values, space)
        elif "each" in node:
            rows = values.get(node["each"]) or []
            if not rows:
                raise ValueRefused(node["tag"], "missing")
            for row in rows:
                _fill(etree.SubElement(parent, _name(space, node["tag"])), node["nodes"], row, space)
        elif "nodes" in node:
            if not node.get("optional") or _has(node, values):
                _fill(etree.SubElement(parent, _name(space, node["tag"])), node["nodes"], values, space)
        elif "fixed" in node:
            etree.SubElement(parent, _name(space, node["tag"])).text = node["fixed"]
        else:
            text = _text(node, values.get(node["name"]))
            if text:
                etree.SubElement(parent, _name(space, node["tag"])).text = text
            elif not node.get("optional"):
                raise ValueRefused(node["tag"], "missing")


def _has(node, values):
    """Whether a value is given for a node, or for one in it."""
    if "name" in node:
        value = values.get(node["name"])
        return value is not None and value is not False and value != ""
    if "each" in node:
        return bool(values.get(node["each"]))
    inner = node.get("nodes") or node.get("some") or node.get("one") or ()
    return any(_has(one, values) for one in inner)


def _text(node, value):
    """A value as it stands in the file; an empty text if there is none."""
    if value is None or value is False or value == "":
        return ""
    kind = node["type"]
    if kind == "date":
        if not isinstance(value, date):
            raise ValueRefused(node["tag"], "wrong")
        return f"{value:%Y-%m-%d}" if value.year > 999 else _wrong(node)
    if kind in ("integer", "money"):
        if type(value) is not int or value < 0:
            raise ValueRefused(node["tag"], "wrong")
        text = str(value)
    else:
        text = " ".join(_UNWRITABLE.sub(" ", unicodedata.normalize("NFC", str(value))).split())
        if node.get("cut"):
            text = text[: node["max"]].rstrip()
    if len(text) > node["max"]:
        raise ValueRefused(node["tag"], "long")
    if text and "pattern" in node and not re.fullmatch(node["pattern"], text):
        raise ValueRefused(node["tag"], "wrong")
    return text


def _wrong(node):
    raise ValueRefused(node["tag"], "wrong")


# ---------------------------------------------------------------------- its schema


def schema(layout: dict, kind: str) -> bytes:
    """The XSD of a kind of document, made from the same data: what ``build`` makes and ``sign`` signs is valid by it."""
    document = layout["documents"][kind]
    space = layout.get("namespace") or None
    root = etree.Element(_xsd("schema"), nsmap={"xs": XSD, **({None: space} if space else {})})
    if space:
        root.set("targetNamespace", space)
        root.set("elementFormDefault", "qualified")
    whole = _sequence(_element(root, document["root"]))
    data = _element(whole, document["data"])
    inside = etree.SubElement(data, _xsd("complexType"))
    _describe(etree.SubElement(inside, _xsd("sequence")), document["nodes"])
    etree.SubElement(inside, _xsd("attribute"), name="Id", type="xs:ID", use="required")
    party = _sequence(_element(_sequence(_element(whole, document["signatures"])), document["party"]))
    etree.SubElement(party, _xsd("any"), namespace=SIGNATURES, processContents="skip")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _xsd(tag):
    return f"{{{XSD}}}{tag}"


def _element(parent, tag, *, optional=False, many=False):
    element = etree.SubElement(parent, _xsd("element"), name=tag)
    if optional:
        element.set("minOccurs", "0")
    if many:
        element.set("maxOccurs", "unbounded")
    return element


def _sequence(element):
    return etree.SubElement(etree.SubElement(element, _xsd("complexType")), _xsd("sequence"))


def _describe(parent, nodes):
    for node in nodes:
        if "some" in node:
            # one of them with whatever follows it, so that they stay in their order
            choice = etree.SubElement(parent, _xsd("choice"))
            for place, first in enumerate(node["some"]):
                row = etree.SubElement(choice, _xsd("sequence"))
                _describe(row, [first, *({**one, "optional": True} for one in node["some"][place + 1 :])])
        elif "one" in node:
            _describe(etree.SubElement(parent, _xsd("choice")), node["one"])
        elif "nodes" in node:
            element = _element(parent, node["tag"], optional=node.get("optional"), many="each" in node)
            _describe(_sequence(element), node["nodes"])
        else:
            _describe_value(_element(parent, node["tag"], optional=node.get("optional")), node)


def _describe_value(element, node):
    kind = "text" if "fixed" in node else node["type"]
    base = {"text": "token", "date": "date", "integer": "nonNegativeInteger", "money": "decimal"}[kind]
    simple = etree.SubElement(element, _xsd("simpleType"))
    limits = etree.SubElement(simple, _xsd("restriction"), base=f"xs:{base}")

    def limit(name, value):
        etree.SubElement(limits, _xsd(name), value=str(value))

    if "fixed" in node:
        limit("enumeration", node["fixed"])
        return
    if kind == "text":
        limit("minLength", 1)
        limit("maxLength", node["max"])
    elif kind == "date":
        # without a time zone
        limit("pattern", r"\d{4}-\d{2}-\d{2}")
    else:
        limit("totalDigits", node["max"])
        if kind == "money":
            limit("minInclusive", 0)
            limit("fractionDigits", 6)
    if "pattern" in node:
        limit("pattern", node["pattern"])


def faults(content: bytes, description: bytes) -> list[str]:
    """What a document has against its schema, as the validator words it; empty if it is valid.

    :raises lxml.etree.XMLSyntaxError: one of them is no XML
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    validator = etree.XMLSchema(etree.fromstring(description, parser))
    document = etree.fromstring(content, parser)
    return [] if validator.validate(document) else [error.message for error in validator.error_log]
