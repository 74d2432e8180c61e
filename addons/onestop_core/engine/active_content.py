"""What a document does by itself: refused where it can harm, else named so that people see it.

Documents are taken apart by pikepdf (qpdf) and oletools; what each finding means for us is said here.

* refused: programs, macros, actions that start something (Launch, ImportData, DDE), what is loaded from elsewhere as
  the document opens (templates, linked objects), files packed into a Word document, scripts of a PDF without a form
* named: ``links`` (somebody must click), ``scripts`` (of a form), ``files`` (documents attached to a document)
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import magic
import olefile
import pikepdf
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from oletools import msodde, ooxml
from oletools.oleobj import BLACKLISTED_RELATIONSHIP_TYPES
from oletools.olevba import OlevbaBaseException, VBA_Parser

from .refused import UploadRefused

MARKS = ("links", "scripts", "files")
PROGRAM = re.compile(
    r"application/(x-dosexec|vnd\.microsoft\.portable-executable|x-(executable|pie-executable|sharedlib|mach-binary"
    r"|msi|ms-shortcut|ms-installer)|java-archive)"
)
# what libmagic calls pages and scripts that run in a browser or a shell
PAGE = re.compile(r"application/(javascript|hta)|text/(html|x-shellscript|x-msdos-batch|javascript)|image/svg\+xml")
# endings of what a system runs when it is opened
RUNNABLE = frozenset(
    {
        "exe", "com", "bat", "cmd", "scr", "pif", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "msi", "msp",
        "jar", "lnk", "hta", "html", "htm", "mht", "svg", "php", "sh", "cpl", "dll", "reg", "url", "scf", "chm", "docm",
        "dotm", "xlsm", "xltm", "xlam", "pptm", "ppam", "iso", "img", "vhd", "vhdx",
    }
)  # fmt: skip
_NATIVE = "\x01Ole10Native"


# ------------------------------------------------------------------ PDF

# looked for in each object's text first, which is quick; few documents have any
_INTERESTING = re.compile(
    rb"/(?:Launch|ImportData|GoToE|RichMedia|JavaScript|JS|XFA|EmbeddedFile|EF|URI|SubmitForm|GoToR)\b"
)
_STARTING = frozenset({"/Launch", "/ImportData"})
_LEAVING = frozenset({"/URI", "/SubmitForm", "/GoToR"})


def look_into_pdf(data: bytes, attached: Callable[[str, bytes], set[str]]) -> set[str]:
    """The marks of a PDF.

    :param attached: judges a file that is attached to it, and gives its marks
    :raises UploadRefused:
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            marks: set[str] = set()
            for thing in document.objects:
                if _may_be_active(thing):
                    for part in _dictionaries(thing):
                        marks |= _pdf_marks(part, attached)
            if "scripts" in marks and not _has_form(document):
                raise UploadRefused("script")
            return marks
    except pikepdf.PasswordError as error:
        raise UploadRefused("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise UploadRefused("damaged") from error


def _may_be_active(thing):
    if isinstance(thing, pikepdf.Stream):
        return any(
            _INTERESTING.search(each.unparse() if isinstance(each, pikepdf.Object) else b"")
            or _INTERESTING.match(name.encode())
            for name, each in thing.items()
        )
    return isinstance(thing, (pikepdf.Dictionary, pikepdf.Array)) and _INTERESTING.search(thing.unparse(resolved=True))


def _dictionaries(thing):
    """The dictionaries that an object consists of, itself among them; not those of other objects that it names."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [each for each in one if isinstance(each, pikepdf.Object) and not each.is_indirect]
        elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            waiting += [
                each for _name, each in one.items() if isinstance(each, pikepdf.Object) and not each.is_indirect
            ]


def _pdf_marks(part, attached):
    kind, subtype = _word(part, "/S"), _word(part, "/Subtype")
    if kind in _STARTING:
        raise UploadRefused("launch")
    if subtype == "/RichMedia" or kind == "/GoToE":
        raise UploadRefused("embedded")
    marks = set()
    if kind in _LEAVING:
        marks.add("links")
    if kind == "/JavaScript" or "/JS" in part or "/XFA" in part:
        marks.add("scripts")
    files = part.get("/EF")
    if isinstance(files, pikepdf.Dictionary):
        name = str(part.get("/UF", part.get("/F", "")))
        for _key, stream in files.items():
            if isinstance(stream, pikepdf.Stream):
                marks |= {"files"} | attached(name, stream.read_bytes())
    return marks


def _word(part, key):
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _has_form(document):
    form = document.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and ("/XFA" in form or len(form.get("/Fields", [])) > 0)


# ------------------------------------------------------------------ office, as archives of XML


def look_into_office(file, attached: Callable[[str, bytes], set[str]]) -> set[str]:
    """The marks of a document of Word or Excel in its newer format (OOXML).

    :param file: binary file, read from its start
    :param attached: judges a document in it
    :raises UploadRefused:
    """
    marks: set[str] = set()
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.lower() for name in archive.namelist()}
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.namelist() else b""
            macros = any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names)
            if macros or b"macroEnabled" in types:
                raise UploadRefused("macros")
            for info in archive.infolist():
                marks |= _office_part(archive, info, attached)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, zlib.error) as error:
        raise UploadRefused("damaged") from error
    except (ParseError, DefusedXmlException, UnicodeDecodeError) as error:
        raise UploadRefused("damaged") from error
    return marks


def _office_part(archive, info, attached):
    name = info.filename.lower()
    if info.is_dir():
        return set()
    if name.endswith(".rels"):
        return _relations(archive.read(info))
    if "/externallinks/" in name and name.endswith(".xml") and b"ddeLink" in archive.read(info):
        raise UploadRefused("dde")
    with archive.open(info) as member:
        head = member.read(4096)
    if PROGRAM.match(magic.from_buffer(head, mime=True)) or name.rpartition(".")[2] in RUNNABLE - {"svg"}:
        raise UploadRefused("executable")
    if head.startswith(olefile.MAGIC):
        return {"files"} | look_into_ole(io.BytesIO(archive.read(info)))
    if "/embeddings/" in name or zipfile.is_zipfile(io.BytesIO(head)) or head.startswith((b"PK\x03\x04", b"%PDF-")):
        return {"files"} | attached(info.filename, archive.read(info))
    return set()


def _relations(text):
    marks = set()
    for relation in fromstring(text):
        if relation.get("TargetMode", "").lower() != "external":
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        away = re.match(r"https?:", relation.get("Target", "").strip(), re.IGNORECASE)
        # a picture is fetched as the document opens: from a web server that tells who reads, from a share with a password
        if kind != "hyperlink" and (kind in BLACKLISTED_RELATIONSHIP_TYPES or not away):
            raise UploadRefused("external")
        marks.add("links")
    return marks


def check_fields(file):
    """Refuse a document of Word whose fields start a program (DDE).

    :param file: binary file
    """
    try:
        if msodde.process_docx(file, msodde.FIELD_FILTER_DDE).strip():
            raise UploadRefused("dde")
    except (ooxml.BadOOXML, zipfile.BadZipFile, SyntaxError, ValueError, KeyError, OSError) as error:
        # lxml's errors are SyntaxErrors
        raise UploadRefused("damaged") from error


# ------------------------------------------------------------------ office, as OLE files


def look_into_ole(file) -> set[str]:
    """The marks of a document of Word or Excel in its older format, or of an object in a newer one.

    :param file: binary file, read from its start
    :raises UploadRefused:
    """
    file.seek(0)
    data = file.read()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = ["/".join(path) for path in ole.listdir(streams=True, storages=True)]
            if any(name.endswith("EncryptedPackage") for name in names):
                raise UploadRefused("encrypted")
            # also where nothing leads to it any more
            if "_VBA_PROJECT".encode("utf-16-le") in data:
                raise UploadRefused("macros")
            if _NATIVE.encode("utf-16-le") in data:
                # a file of any kind, which a double click opens
                raise UploadRefused("embedded")
            if "WordDocument" in names and msodde.process_doc_stream(ole.openstream("WordDocument")):
                raise UploadRefused("dde")
        parser = VBA_Parser("document", data=data)
        try:
            if parser.detect_vba_macros() or parser.detect_xlm_macros():
                raise UploadRefused("macros")
        finally:
            parser.close()
    except (OlevbaBaseException, OSError, IndexError, ValueError, TypeError, AttributeError, KeyError) as error:
        # olefile's errors are OSErrors
        raise UploadRefused("damaged") from error
    return {"files"} if any(name.startswith("ObjectPool/") for name in names) else set()
