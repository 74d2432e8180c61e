"""What may be handed in as a file, judged by its name and its content.

``judge`` looks at an upload before anything of it is stored: size, name, extension, content by libmagic, and
then what each kind of file can hide and do (``active_content``).  Nothing is executed, unpacked to disk, or decoded at
full size.  What libraries can tell is left to them (libmagic, PDFium, Pillow, zipfile, py7zr, rarfile); own code only
finds the end of an image or a PDF, which those libraries overlook.  A small file can still be made so that they take
all memory or time there is: a server has it judged by ``examiner.examine``.

A refusal carries a code and the figures that belong to it; whoever talks to a person puts it into words.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import magic
import olefile
import py7zr
import pypdfium2
import rarfile
from PIL import Image
from py7zr import exceptions as seven_zip
from py7zr.io import BytesIOFactory

from . import active_content
from .active_content import PAGE, PROGRAM, RUNNABLE
from .examined import MIB, examined
from .refused import UploadRefused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# extension: (kind of check, MIME type it is served as, what libmagic may call it)
TYPES = {
    "pdf": ("pdf", "application/pdf", {"application/pdf"}),
    "jpg": ("jpeg", "image/jpeg", {"image/jpeg"}),
    "jpeg": ("jpeg", "image/jpeg", {"image/jpeg"}),
    # as some browsers and telephones call it
    "jfif": ("jpeg", "image/jpeg", {"image/jpeg"}),
    "png": ("png", "image/png", {"image/png"}),
    "doc": ("doc", "application/msword", {"application/msword", "application/CDFV2", "application/x-ole-storage"}),
    "docx": ("docx", DOCX, {DOCX, "application/zip", "application/octet-stream"}),
    "zip": ("zip", "application/zip", {"application/zip"}),
    "rar": ("rar", "application/vnd.rar", {"application/x-rar", "application/vnd.rar"}),
    "7z": ("7z", "application/x-7z-compressed", {"application/x-7z-compressed"}),
}
ARCHIVES = frozenset({"zip", "rar", "7z"})
# what libmagic calls archives; a document of Word or Excel is one as well
_PACKED = re.compile(
    r"application/(zip|x-(rar|7z-compressed|gzip|bzip2|xz|lzma|lzip|tar|archive|cpio|iso9660-image|compress|zstd|lz4)"
    r"|vnd\.(rar|ms-cab-compressed)|gzip|zstd|java-archive)"
)
_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
# how deep a document may lie in others
_DEPTH = 3
# of a camera of one maker: its notes after the end of the picture; and how long they are at most
CAMERA_NOTES_END, CAMERA_NOTES_MAX = b"SEFT", 64 * 1024
# the same maker's word before the film of a moving picture, and the boxes that a film consists of (ISO/IEC 14496-12)
_FILM_WORD = b"MotionPhoto_Data"
_FILM_BOXES = frozenset(
    {
        b"ftyp",
        b"moov",
        b"mdat",
        b"free",
        b"skip",
        b"wide",
        b"udta",
        b"uuid",
        b"meta",
        b"mpvd",
        b"moof",
        b"mfra",
        b"sidx",
    }
)


@dataclass(frozen=True)
class UploadPolicy:
    """What is accepted. The defaults are those of the public guide: below 50 MiB, office papers, scans, archives."""

    size_limit: int = 50 * MIB  # bytes; the first size that is refused
    name_length: int = 150  # characters
    extensions: frozenset[str] = frozenset(TYPES)
    megapixels: int = 100  # an A3 scan at 600 dpi has 70
    members: int = 500
    unpacked_limit: int = 500 * MIB  # bytes of all members together
    ratio: int = 100  # unpacked by packed; judged above one mebibyte, since small texts pack well
    member_extensions: frozenset[str] = frozenset(
        TYPES.keys() - ARCHIVES | {"txt", "xlsx", "xls", "csv", "tif", "tiff", "xml"}
    )


@dataclass(frozen=True)
class Upload:
    """An accepted upload.

    :ivar name: in Unicode's composed form (NFC), as people type it
    :ivar pages: of a PDF, 1 of an image, else 0
    :ivar marks: what it does by itself, of ``active_content.MARKS``
    """

    name: str
    extension: str
    mime: str
    size: int
    pages: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Member:
    name: str
    size: int
    is_dir: bool
    encrypted: bool = False


@examined(seconds=20, memory=768 * MIB, raises=(UploadRefused,))
def judge(name: str, content: bytes | BinaryIO, policy: UploadPolicy = UploadPolicy()) -> Upload:
    """Say what an upload is.

    :param name: as the sender gave it
    :param content: bytes, or a binary file that can seek; its position afterwards is its start
    :raises UploadRefused: with the first reason found
    """
    file = io.BytesIO(content) if isinstance(content, (bytes, bytearray)) else content
    size = file.seek(0, os.SEEK_END)
    if not size:
        raise UploadRefused("empty")
    if size >= policy.size_limit:
        raise UploadRefused("too_big", size=size, limit=policy.size_limit)
    name = unicodedata.normalize("NFC", name or "")
    extension = _judge_name(name, policy)
    kind, mime, _expected = TYPES[extension]
    _judge_content(file, extension)
    try:
        pages, marks = _JUDGES[kind](file, size, policy)
    finally:
        file.seek(0)
    return Upload(name=name, extension=extension, mime=mime, size=size, pages=pages, marks=tuple(sorted(marks)))


# ------------------------------------------------------------------ names


def _judge_name(name, policy):
    if not name.strip():
        raise UploadRefused("name_missing")
    if len(name) > policy.name_length or len(name.encode()) > 255:
        raise UploadRefused("name_too_long", limit=policy.name_length)
    # control and format characters (among them those that turn the writing direction), lone surrogates, private use
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for letter in name):
        raise UploadRefused("name_control")
    if "/" in name or "\\" in name or ":" in name or ".." in name:
        raise UploadRefused("name_path")
    if name.startswith(".") or name != name.strip() or name.endswith("."):
        raise UploadRefused("name_hidden")
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not dot or extension not in policy.extensions:
        raise UploadRefused(
            "extension", extension=extension if dot else "", allowed=", ".join(sorted(policy.extensions))
        )
    # “Đơn.docx.pdf” tells what it was made from; what is none of our kinds ends the search, since it is no ending
    for inner in reversed([part.strip().lower() for part in stem.split(".")[1:]]):
        if inner in RUNNABLE:
            raise UploadRefused("name_double_extension", inner=inner, extension=extension)
        if inner not in TYPES:
            break
    return extension


# ------------------------------------------------------------------ content


def _head(file, length=4096):
    file.seek(0)
    return file.read(length)


def _judge_content(file, extension):
    head = _head(file, 64 * 1024)
    found = magic.from_buffer(head, mime=True)
    if extension == "pdf" and not head.startswith(b"%PDF-") and b"%PDF-" in head[:1024]:
        raise UploadRefused("polyglot", extension=extension)
    if found not in TYPES[extension][2]:
        if extension == "docx" and "EncryptedPackage".encode("utf-16-le") in _whole(file):
            raise UploadRefused("encrypted")
        raise UploadRefused("content", extension=extension, found=found)
    # the directory of a zip archive stands at its end, so an archive hides behind anything
    if TYPES[extension][0] not in ("zip", "docx", "rar") and zipfile.is_zipfile(_at_start(file)):
        raise UploadRefused("polyglot", extension=extension)


def _at_start(file):
    file.seek(0)
    return file


def _whole(file):
    return _at_start(file).read()


def _judge_pdf(file, size, policy):
    data = _whole(file)
    if not data.startswith(b"%PDF-"):
        raise UploadRefused("content", extension="pdf", found="text/plain")
    end = data.rfind(b"%%EOF")
    if end < 0 or data.rfind(b"startxref", 0, end) < 0:
        raise UploadRefused("damaged")
    if data[end + 5 :].strip(b"\r\n\t\0 \x1a"):
        raise UploadRefused("trailing_data")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UploadRefused("encrypted" if "password" in str(error).lower() else "damaged") from error
    try:
        pages = len(document)
        # a file whose table of contents survived may still have lost its pages
        for number in range(pages):
            document[number].close()
    except pypdfium2.PdfiumError as error:
        raise UploadRefused("damaged") from error
    finally:
        document.close()
    if not pages:
        raise UploadRefused("damaged")
    return pages, active_content.look_into_pdf(data, _attached(policy, 1))


def _judge_image(file, policy, wanted):
    """Size from the header first, then every byte is read; a JPEG at an eighth of its size, which is cheap."""
    try:
        with warnings.catch_warnings():
            # the policy has its own limit
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(_at_start(file), formats=[wanted]) as image:
                width, height = image.size
                if width * height > policy.megapixels * 1_000_000:
                    raise UploadRefused("pixels", width=width, height=height, limit=policy.megapixels)
                if wanted == "PNG":
                    image.verify()
                else:
                    image.draft("L", (width // 8, height // 8))
                    image.load()
    except Image.DecompressionBombError as error:
        raise UploadRefused("pixels", width=0, height=0, limit=policy.megapixels) from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise UploadRefused("damaged") from error


def _judge_jpeg(file, size, policy):
    _judge_image(file, policy, "JPEG")
    data = _whole(file)
    rest = data[_jpeg_end(data, 0) :]
    while rest.startswith(b"\xff\xd8\xff"):
        # the further pictures of a camera that stores several
        rest = rest[_jpeg_end(rest, 0) :]
    rest = _after_film(rest)
    if rest.strip(b"\0\r\n") and not (rest.endswith(CAMERA_NOTES_END) and len(rest) <= CAMERA_NOTES_MAX):
        raise UploadRefused("trailing_data")
    return 1, set()


def _after_film(rest):
    """What stands behind the film of a moving picture, of which the picture is what is handed in."""
    word = rest.find(_FILM_WORD, 0, CAMERA_NOTES_MAX)
    position = word + len(_FILM_WORD) if word >= 0 else 0
    if rest[position + 4 : position + 8] != b"ftyp":
        return rest
    while rest[position + 4 : position + 8] in _FILM_BOXES:
        length = int.from_bytes(rest[position : position + 4], "big")
        if length == 1:
            length = int.from_bytes(rest[position + 8 : position + 16], "big")
        # a box without an end would cover anything
        if length < 8 or position + length > len(rest):
            return rest
        position += length
    return rest[position:]


def _jpeg_end(data, position):
    """Offset after the end-of-image marker of the JPEG that begins at ``position``."""
    position += 2
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise UploadRefused("damaged")
        marker = data[position + 1]
        if marker == 0xD9:
            return position + 2
        if marker == 0xFF:  # fill byte
            position += 1
        elif marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD7:  # within the picture's data
            position += 2
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")


def _judge_png(file, size, policy):
    _judge_image(file, policy, "PNG")
    file.seek(8)
    while True:
        header = file.read(8)
        if len(header) < 8:
            raise UploadRefused("damaged")
        length, kind = struct.unpack(">I4s", header)
        end = file.seek(length + 4, os.SEEK_CUR)
        if end > size:
            raise UploadRefused("damaged")
        if kind == b"IEND":
            if end != size:
                raise UploadRefused("trailing_data")
            return 1, set()


def _judge_doc(file, size, policy):
    data = _whole(file)
    # the directory of an OLE file names its streams in UTF-16
    if "WordDocument".encode("utf-16-le") not in data:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UploadRefused("encrypted")
        raise UploadRefused("content", extension="doc", found="application/CDFV2")
    return 0, active_content.look_into_ole(file)


# ------------------------------------------------------------------ archives


def _judge_members(members: Iterable[_Member], packed, policy, *, any_type=False):
    members = list(members)
    if len(members) > policy.members:
        raise UploadRefused("archive_members", count=len(members), limit=policy.members)
    if any(member.encrypted for member in members):
        raise UploadRefused("encrypted")
    total = sum(member.size for member in members)
    if total > policy.unpacked_limit:
        raise UploadRefused("archive_size", size=total, limit=policy.unpacked_limit)
    if total > MIB and total > packed * policy.ratio:
        raise UploadRefused("archive_ratio", ratio=total // max(packed, 1), limit=policy.ratio)
    for member in members:
        _judge_member_name(member.name)
        extension = member.name.rstrip("/").rpartition(".")[2].lower()
        if member.is_dir or any_type:
            continue
        if extension in ARCHIVES:
            raise UploadRefused("archive_nested", member=member.name)
        if extension not in policy.member_extensions:
            raise UploadRefused("archive_member_type", member=member.name)
    if not any(not member.is_dir for member in members):
        raise UploadRefused("empty")


def _judge_member_name(name):
    parts = name.replace("\\", "/").rstrip("/").split("/")
    if (
        not all(parts)
        or ".." in parts
        or ":" in parts[0]
        or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name)
    ):
        raise UploadRefused("archive_name", member=name)


def _open_zip(file, size):
    """The archive, after looking that it begins at the first byte and ends at the last one."""
    try:
        archive = zipfile.ZipFile(_at_start(file))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise UploadRefused("damaged") from error
    if archive.infolist() and min(info.header_offset for info in archive.infolist()) > 0:
        raise UploadRefused("polyglot", extension="zip")
    file.seek(size - 22 - len(archive.comment))
    if file.read(4) != b"PK\x05\x06":
        raise UploadRefused("trailing_data")
    return archive


def _zip_members(archive):
    for info in archive.infolist():
        yield _Member(info.filename, info.file_size, info.is_dir(), bool(info.flag_bits & 0x1))


def _judge_zip(file, size, policy):
    with _open_zip(file, size) as archive:
        _judge_members(_zip_members(archive), size, policy)
        attached, marks = _attached(policy, 1), set()
        for info in archive.infolist():
            if info.is_dir():
                continue
            try:
                with archive.open(info) as member:
                    marks |= attached(info.filename, member.read())
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error) as error:
                raise UploadRefused("damaged") from error
    return 0, marks


def _attached(policy, depth):
    """What judges a file in another one: takes its name and bytes, gives its marks, raises UploadRefused."""

    def judge_attached(name, data):
        if depth > _DEPTH:
            raise UploadRefused("archive_nested", member=name)
        extension = name.rpartition(".")[2].lower()
        found = magic.from_buffer(data[: 64 * 1024], mime=True)
        if PROGRAM.match(found) or PAGE.match(found) or extension in RUNNABLE:
            raise UploadRefused("archive_member_type", member=name)
        if data.startswith(b"%PDF-"):
            return active_content.look_into_pdf(data, _attached(policy, depth + 1))
        if data.startswith(olefile.MAGIC):
            return active_content.look_into_ole(io.BytesIO(data))
        if _PACKED.match(found) or zipfile.is_zipfile(io.BytesIO(data)):
            if extension not in _OFFICE:
                raise UploadRefused("archive_nested", member=name)
            return _judge_office(io.BytesIO(data), len(data), policy, extension, depth + 1)
        return set()

    return judge_attached


def _judge_docx(file, size, policy):
    return 0, _judge_office(file, size, policy, "docx", 1)


def _judge_office(file, size, policy, extension, depth):
    """The marks of a document of Word or Excel (OOXML)."""
    with _open_zip(file, size) as archive:
        _judge_members(_zip_members(archive), size, policy, any_type=True)
        names = {name.lower() for name in archive.namelist()}
        if not {"[content_types].xml", _OFFICE[extension]} <= names:
            raise UploadRefused("content", extension=extension, found="application/zip")
        try:
            broken = archive.testzip()
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, KeyError, zlib.error) as error:
            raise UploadRefused("damaged") from error
        if broken:
            raise UploadRefused("damaged")
    marks = active_content.look_into_office(_at_start(file), _attached(policy, depth))
    if extension == "docx":
        active_content.check_fields(_at_start(file))
    return marks


# whatever py7zr raises at a header that is cut off or made up
_DAMAGED_7Z = (
    seven_zip.ArchiveError, seven_zip.DecompressionError, seven_zip.DecompressionBombError, seven_zip.InternalError,
    seven_zip.UnsupportedCompressionMethodError, lzma.LZMAError, OSError, EOFError, ValueError, TypeError, IndexError,
    KeyError, struct.error,
)  # fmt: skip


def _judge_7z(file, size, policy):
    try:
        with py7zr.SevenZipFile(_at_start(file)) as archive:
            start = archive.sig_header
            end = 32 + start.nextheaderofs + start.nextheadersize
            if archive.needs_password():
                raise UploadRefused("encrypted")
            _judge_members(
                (_Member(info.filename, info.uncompressed or 0, info.is_directory) for info in archive.list()),
                size,
                policy,
            )
            unpacked = BytesIOFactory(policy.unpacked_limit)
            archive.extractall(factory=unpacked)
    except seven_zip.PasswordRequired as error:
        raise UploadRefused("encrypted") from error
    except _DAMAGED_7Z as error:
        raise UploadRefused("damaged") from error
    if end != size:
        raise UploadRefused("trailing_data" if end < size else "damaged")
    attached, marks = _attached(policy, 1), set()
    for name, product in unpacked.products.items():
        product.seek(0)
        marks |= attached(name, product.read())
    return 0, marks


def _judge_rar(file, size, policy):
    try:
        with rarfile.RarFile(_at_start(file)) as archive:
            if archive.needs_password():
                raise UploadRefused("encrypted")
            members = archive.infolist()
            _judge_members((_Member(info.filename, info.file_size, info.is_dir()) for info in members), size, policy)
            if len(archive.volumelist()) > 1 or any(info.volume for info in members):
                raise UploadRefused("damaged")
            end = max(info.data_offset + info.compress_size for info in members)
            if end > size:
                raise UploadRefused("damaged")
            # a document of Word may lie in it as it is; another archive not behind it
            if zipfile.is_zipfile(io.BytesIO(_whole(file)[end:])):
                raise UploadRefused("polyglot", extension="rar")
            attached, marks = _attached(policy, 1), set()
            for info in members:
                # what is packed could only be unpacked by a program that is not free
                if not info.is_dir() and info.compress_type == rarfile.RAR_M0:
                    marks |= attached(info.filename, archive.read(info))
    except (rarfile.Error, OSError, EOFError, ValueError, struct.error) as error:
        raise UploadRefused("damaged") from error
    return 0, marks


_JUDGES = {
    "pdf": _judge_pdf,
    "jpeg": _judge_jpeg,
    "png": _judge_png,
    "doc": _judge_doc,
    "docx": _judge_docx,
    "zip": _judge_zip,
    "7z": _judge_7z,
    "rar": _judge_rar,
}
