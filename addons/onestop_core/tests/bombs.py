"""Small files that eat a machine, each made as it is asked for; none is kept."""

import io
import struct
import zipfile
import zlib

import pikepdf
from openpyxl import Workbook

from . import upload_samples as samples

MIB = 1024 * 1024
_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def deflated(chunk, times):
    """A deflated stream of ``chunk`` again and again, without ever holding what it unpacks to."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(chunk) for _time in range(times)]
    return b"".join(parts) + packer.flush()


def packed(members):
    """A zip archive whose members are written in pieces: ``{name: iterable of bytes}``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, pieces in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
    return buffer.getvalue()


def pdf_of(stream, filters="/FlateDecode", **page):
    """One page whose content is ``stream``, packed already."""
    document = pikepdf.new()
    document.add_blank_page()
    content = pikepdf.Stream(document, b"")
    content.write(stream, filter=pikepdf.Array([pikepdf.Name(each) for each in filters.split()]))
    document.pages[0].Contents = content
    for name, value in page.items():
        document.pages[0][f"/{name}"] = value
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def pdf_content():
    """What ended the server: a content stream of path operators, 400 kB that unpack to 400 MB."""
    return pdf_of(deflated(b"0 0 m 1 1 l S\n" * 74_900, 400))


def pdf_twice():
    """Deflated twice: some kilobytes that unpack to 2 GB of operators."""
    return pdf_of(zlib.compress(deflated(b"q 1 0 0 1 0 0 cm\n" * 61_000, 2000), 9), "/FlateDecode /FlateDecode")


def pdf_picture():
    """A picture of 30 000 by 30 000 points."""
    document = pikepdf.new()
    document.add_blank_page()
    picture = pikepdf.Stream(document, b"")
    picture.write(deflated(bytes(MIB), 860), filter=pikepdf.Name.FlateDecode)
    picture.update(
        {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 30_000, "/Height": 30_000}
        | {"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8}
    )
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))
    document.pages[0].Contents = pikepdf.Stream(document, b"612 0 0 792 0 0 cm /A Do")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_objects():
    """An object stream that unpacks to some hundred megabytes."""
    text = b"<<" + b"/A 1" * 250_000 + b">> "
    packed_stream = zlib.compress(b"1 0 " + text * 300, 9)
    body = b"%PDF-1.5\n"
    place = len(body)
    body += b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed_stream)
    body += packed_stream + b"\nendstream\nendobj\n"
    table = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length 42>>stream\n"
    rows = b"".join(
        struct.pack(">BIB", *row)
        for row in ((0, 0, 255), (2, 5, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, place, 0), (1, len(body), 0))
    )
    return body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def pdf_nested():
    """Arrays within arrays, half a million deep."""
    return samples.pdf().replace(b"%%EOF", b"") + b"9 0 obj\n" + b"[" * 450_000 + b"]" * 450_000 + b"\nendobj\n%%EOF\n"


def pdf_pages():
    """A tree of pages that names itself, so that it has more pages than there is time."""
    document = pikepdf.new()
    document.add_blank_page()
    leaf = document.pages[0].obj
    kids = [leaf] * 10
    for _level in range(7):
        kids = [
            document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(kids), Count=10**7))
        ] * 10
    document.Root.Pages = kids[0]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def png_rows():
    """A correct PNG of 9 900 by 10 000 pixels, whose rows are all alike."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = deflated(bytes(1 + 4 * 9_900) * 100, 100)
    head = struct.pack(">IIBBBBB", 9_900, 10_000, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def png_text():
    """A small picture with a text of 800 MB beside it."""
    picture = samples.image("PNG")
    data = b"Comment\0\0" + deflated(b"A" * MIB, 800)
    text = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return picture[:33] + text + picture[33:]


def jpeg_size():
    """A JPEG whose head promises 65 500 by 65 500 pixels."""
    picture = bytearray(samples.image())
    place = picture.index(b"\xff\xc0")
    struct.pack_into(">HH", picture, place + 5, 65_500, 65_500)
    return bytes(picture)


def zip_zeros():
    """900 MB of zeros."""
    return packed({"a.txt": (bytes(MIB) for _time in range(900))})


def zip_overlapping():
    """One kernel that 400 entries of the directory name as theirs, each of 2 GB by its own word."""
    kernel = deflated(b"0" * MIB, 400)
    name, crc = b"a0000.txt", 0
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(kernel), 400 * MIB, len(name), 0)
    directory = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(kernel), 400 * MIB, 9, 0, 0, 0, 0, 0, 0
        )
        + b"a%04d.txt" % number
        for number in range(400)
    )
    body = local + name + kernel
    return body + directory + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 400, 400, len(directory), len(body), 0)


def zip_lying():
    """A member that says it is small and unpacks to 900 MB."""
    content = bytearray(packed({"a.txt": (bytes(MIB) for _time in range(900))}))
    for mark, place in ((b"PK\x01\x02", 24),):
        struct.pack_into("<I", content, content.index(mark) + place, 1000)
    return bytes(content)


def zips_in_text():
    """Archives in an archive, under the name of texts."""
    inner = packed({f"{number}.txt": (bytes(MIB) for _time in range(9)) for number in range(10)})
    return samples.zip_of({f"{number}.txt": inner for number in range(10)})


def seven_zip_zeros():
    """A 7z archive of 300 MB of zeros in few bytes."""
    return samples.seven_zip({f"{number}.txt": bytes(60 * MIB) for number in range(5)})


def docx_entities():
    """A Word document with a billion laughs in its relations."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE R [<!ENTITY l0 "lol">{laughs}]><Relationships>&l9;</Relationships>'
    return samples.docx({"word/_rels/document.xml.rels": text})


def docx_long():
    """A Word document whose text unpacks to 45 MB of empty paragraphs."""
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return packed(
        {
            "[Content_Types].xml": [b"<Types/>"],
            "word/document.xml": [head, *[b"<w:p><w:r/></w:p>" * 60_000] * 45, b"</w:body></w:document>"],
        }
    )


def ole_loop():
    """An old Word file whose table of sectors leads round and round."""
    content = bytearray(samples.ole("WordDocument", "1Table"))
    struct.pack_into("<I", content, 512 + 4, 1)
    return bytes(content) + bytes(900_000)


def xlsx_rows():
    """What took 1.9 GB: a sheet of a million rows, in 300 kB; its headings are those of the staff's."""
    head = _row("Tên đăng nhập", "Họ và tên", "Mã cơ quan", "Vai trò")
    rows = _row("a", "b", "c", "d") * 1000
    return _workbook({"xl/worksheets/sheet1.xml": [_SHEET.encode(), head, *[rows] * 1000, b"</sheetData></worksheet>"]})


def _row(*texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>".encode()


def xlsx_strings():
    """A table of strings of 700 MB."""
    head = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return _workbook({"xl/sharedStrings.xml": [head, *[b"<si><t>" + b"x" * MIB + b"</t></si>"] * 700, b"</sst>"]})


def xlsx_entities():
    """A billion laughs in a sheet."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{laughs}]>{_SHEET[21:]}<row><c t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    return _workbook({"xl/worksheets/sheet1.xml": [text.encode()]})


def _workbook(parts):
    """A workbook with some of its parts replaced."""
    book, members = io.BytesIO(), {}
    Workbook().save(book)
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            members[name] = [archive.read(name)]
    # the book is written without a table of strings, and one that it does not name is not read
    strings = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    members["[Content_Types].xml"] = [members["[Content_Types].xml"][0].replace(b"</Types>", strings.encode())]
    members["xl/sharedStrings.xml"] = [b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>']
    return packed(members | parts)


def json_nested():
    """Lists within lists, half a million deep."""
    return b"[" * 900_000


def uploads():
    """``(name, bytes)`` of the bombs for the door of papers, one after the other."""
    yield "content.pdf", pdf_content()
    yield "twice.pdf", pdf_twice()
    yield "picture.pdf", pdf_picture()
    yield "objects.pdf", pdf_objects()
    yield "nested.pdf", pdf_nested()
    yield "pages.pdf", pdf_pages()
    yield "rows.png", png_rows()
    yield "text.png", png_text()
    yield "size.jpg", jpeg_size()
    yield "zeros.zip", zip_zeros()
    yield "overlapping.zip", zip_overlapping()
    yield "lying.zip", zip_lying()
    yield "zips.zip", zips_in_text()
    yield "zeros.7z", seven_zip_zeros()
    yield "entities.docx", docx_entities()
    yield "long.docx", docx_long()
    yield "loop.doc", ole_loop()


def sheets():
    """The bombs for the doors of workbooks and exports."""
    yield "rows.xlsx", xlsx_rows()
    yield "strings.xlsx", xlsx_strings()
    yield "entities.xlsx", xlsx_entities()
    yield "nested.json", json_nested()
