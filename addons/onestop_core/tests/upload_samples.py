"""Uploads made at run time for the tests of papers: nothing binary is stored in the repository."""

import io
import struct
import zipfile
import zlib
from datetime import datetime, timedelta, timezone

import py7zr
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509 import NameOID
from PIL import Image, ImageDraw
from reportlab.pdfgen import canvas

# the antivirus industry's harmless test text, split so that no scanner reports this file
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(pages=1, text="Page", **options):
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, **options)
    for number in range(1, pages + 1):
        sheet.drawString(72, 760, f"{text} {number}")
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def image(kind="JPEG", size=(320, 450), **options):
    picture = Image.new("RGB", size, "#fffdf5")
    pen = ImageDraw.Draw(picture)
    for line in range(20, size[1] - 20, 22):
        pen.line((20, line, size[0] - 20 - line % 60, line), fill="#223", width=3)
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(size=(300, 300)):
    """A picture that fills many bytes, so that cutting it off loses some of it."""
    buffer = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


def png_of_size(width, height):
    """A correct PNG whose header promises so many pixels, in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def zip_of(members, comment=b""):
    """:param members: ``{name: bytes}``"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = comment
    return buffer.getvalue()


def zip_encrypted():
    """The flag of encryption set in both headers of a member: all that a reader without the password sees."""
    data = bytearray(zip_of({"a.pdf": pdf()}))
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def docx(extra=None):
    return zip_of(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships/>',
            "word/document.xml": "<w:document>Tờ khai</w:document>",
            **(extra or {}),
        }
    )


def ole(*streams):
    """The head of an OLE file and a directory that names ``streams``: what an old Word file is recognised by."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE)
    struct.pack_into("<IIIIII", head, 64, 0, 0xFFFFFFFE, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF)
    table = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF).ljust(512, b"\xff")
    directory = _ole_entry("Root Entry", 5, child=1)
    for position, name in enumerate(streams, 1):
        directory += _ole_entry(name, 2, following=position + 1 if position < len(streams) else _NONE)
    return bytes(head) + table + directory.ljust(1024, b"\0")


_NONE = 0xFFFFFFFF


def _ole_entry(name, kind, following=_NONE, child=_NONE):
    text = name.encode("utf-16-le")
    head = struct.pack("<HBBIII", len(text) + 2, kind, 1, _NONE, following, child)
    return text.ljust(64, b"\0") + head + bytes(48)


def seven_zip(members, password=None, header_encryption=False):
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password, header_encryption=header_encryption) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return buffer.getvalue()


def rar(members, encrypted=False):
    """A RAR 5 archive of stored members (the format's technote: blocks of CRC, size, type, flags)."""

    def number(value):
        data = b""
        while value > 0x7F:
            data += bytes([value & 0x7F | 0x80])
            value >>= 7
        return data + bytes([value])

    def block(kind, flags, body, data=b"", extra=b""):
        content = number(kind) + number(flags | (2 if data else 0) | (1 if extra else 0))
        content += number(len(extra)) if extra else b""
        content += number(len(data)) if data else b""
        content += body + extra
        content = number(len(content)) + content
        return struct.pack("<I", zlib.crc32(content)) + content + data

    archive = b"Rar!\x1a\x07\x01\x00" + block(1, 0, number(0))
    for name, data in members.items():
        text = name.encode()
        body = number(4) + number(len(data)) + number(0) + struct.pack("<I", zlib.crc32(data)) + number(0) + number(1)
        # the extra record of encryption: version, flags, rounds, salt, initialisation vector
        record = number(1) + number(0) + number(0) + b"\x0f" + bytes(32)
        extra = number(len(record)) + record if encrypted else b""
        archive += block(2, 0, body + number(len(text)) + text, data, extra)
    return archive + block(5, 0, number(0))


def good():
    """Fifteen that people really send: ``(name, bytes, MIME type, pages)``."""
    page = pdf()
    return [
        ("Tờ khai.pdf", page, "application/pdf", 1),
        ("đơn xin cấp phép lần 2.PDF", pdf(3), "application/pdf", 3),
        ("mau-don.v2.pdf", page + b"\r\n\n", "application/pdf", 1),
        ("ban quyen (1).pdf", pdf(pageCompression=1), "application/pdf", 1),
        ("CCCD mặt trước.jpg", image(), "image/jpeg", 1),
        ("anh.jpeg", image(progressive=True), "image/jpeg", 1),
        ("chup.JPG", image() + b"\0\0", "image/jpeg", 1),
        ("hai hinh.jpg", image() + image(size=(32, 32)), "image/jpeg", 1),
        ("may anh.jpg", image() + b"\0\0 notes of the camera SEFT", "image/jpeg", 1),
        ("scan.png", image("PNG"), "image/png", 1),
        ("to khai.doc", ole("WordDocument", "1Table"), "application/msword", 0),
        ("to khai.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0),
        ("ho so.zip", zip_of({"Giấy tờ/1.pdf": page, "2.jpg": image(), "ghi chú.txt": "x"}), "application/zip", 0),
        ("ho so.7z", seven_zip({"1.pdf": page, "anh/2.png": image("PNG")}), "application/x-7z-compressed", 0),
        ("ho so.rar", rar({"1.pdf": page, "anh/2.jpg": image()}), "application/vnd.rar", 0),
    ]


def bad():
    """What must never be stored: ``(what it is, name, bytes, code of the refusal)``."""
    page, picture = pdf(), image()
    program = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0\x4c\x01" + bytes(400)
    many = zip_of({f"{number}.txt": "x" for number in range(501)})
    return [
        ("EICAR as a program", "eicar.com", EICAR, "extension"),
        ("EICAR under the name of a PDF", "eicar.pdf", EICAR, "content"),
        ("a bomb: 200 MiB of zeros", "bomb.zip", zip_of({"a.txt": bytes(200 * 1024 * 1024)}), "archive_ratio"),
        ("a bomb of Word", "bomb.docx", docx({"word/media.bin": bytes(200 * 1024 * 1024)}), "archive_ratio"),
        ("a bomb by 7z", "bomb.7z", seven_zip({"a.txt": bytes(30 * 1024 * 1024)}), "archive_ratio"),
        ("a zip in a zip", "nested.zip", zip_of({"inner.zip": zip_of({"a.pdf": page})}), "archive_nested"),
        ("a 7z in a rar", "nested.rar", rar({"inner.7z": seven_zip({"a.pdf": page})}), "archive_nested"),
        ("too many members", "many.zip", many, "archive_members"),
        ("a program in an archive", "x.zip", zip_of({"a.exe": program}), "archive_member_type"),
        ("a program in a 7z", "x.7z", seven_zip({"a.exe": program}), "archive_member_type"),
        ("a program under another name in an archive", "y.zip", zip_of({"a.pdf": program}), "archive_member_type"),
        ("a member that climbs", "z.zip", zip_of({"../../etc/a.pdf": page}), "archive_name"),
        ("an absolute member", "z.rar", rar({"/etc/a.pdf": page}), "archive_name"),
        ("an archive without members", "none.zip", zip_of({}), "empty"),
        ("a program renamed", "program.pdf", program, "content"),
        ("a page of the web renamed", "page.jpg", b"<html><script>alert(1)</script></html>", "content"),
        ("a PDF that is a picture", "a.pdf", picture, "content"),
        ("a picture that is a PDF", "a.jpg", page, "content"),
        ("polyglot: something before the PDF", "a.pdf", b"MZ\x90\0" + page, "polyglot"),
        ("polyglot: an archive behind the PDF", "a.pdf", page + zip_of({"a.exe": program}), "polyglot"),
        ("polyglot: an archive behind the picture", "a.jpg", picture + zip_of({"a.txt": "x"}), "polyglot"),
        ("polyglot: a program before the archive", "a.zip", zip_of({"b.txt": "y"}) + zip_of({"a.txt": "x"}), "polyglot"),
        ("a program behind the PDF", "a.pdf", page + program, "trailing_data"),
        ("a program behind the picture", "a.jpg", picture + program, "trailing_data"),
        ("a program behind the other picture", "a.png", image("PNG") + program, "trailing_data"),
        ("a program behind the archive", "a.7z", seven_zip({"a.pdf": page}) + program, "trailing_data"),
        ("something behind the archive", "a.zip", zip_of({"a.txt": "x"}) + b"tail", "trailing_data"),
        ("0 bytes", "empty.pdf", b"", "empty"),
        ("50 MiB", "big.pdf", page + bytes(50 * 1024 * 1024 - len(page)), "too_big"),
        ("50 MiB and a byte", "big.pdf", page + bytes(50 * 1024 * 1024 - len(page) + 1), "too_big"),
        ("a path upwards", "../../etc/passwd.pdf", page, "name_path"),
        ("a path of Windows", "..\\a.pdf", page, "name_path"),
        ("a drive", "C:a.pdf", page, "name_path"),
        ("a control character", "a\r\nX: y.pdf", page, "name_control"),
        ("a zero byte", "a.php\0.pdf", page, "name_control"),
        ("writing turned round", "bao\u202efdp.exe.pdf", page, "name_control"),
        ("a hidden file", ".htaccess.pdf", page, "name_hidden"),
        ("no name", "  ", page, "name_missing"),
        ("a long name", "a" * 200 + ".pdf", page, "name_too_long"),
        ("two extensions", "hoa don.exe.pdf", page, "name_double_extension"),
        ("no extension", "giayto", page, "extension"),
        ("a web page", "a.html", b"<html></html>", "extension"),
        ("20 000 x 20 000 pixels", "pixels.png", png_of_size(20_000, 20_000), "pixels"),
        ("12 000 x 9 000 pixels", "pixels.png", png_of_size(12_000, 9_000), "pixels"),
        ("an encrypted zip", "a.zip", zip_encrypted(), "encrypted"),
        ("an encrypted 7z", "a.7z", seven_zip({"a.pdf": page}, password="x"), "encrypted"),
        ("a 7z with encrypted names", "a.7z", seven_zip({"a.pdf": page}, password="x", header_encryption=True), "encrypted"),
        ("an encrypted rar", "a.rar", rar({"a.pdf": page}, encrypted=True), "encrypted"),
        ("a PDF with a password", "a.pdf", pdf(encrypt="secret"), "encrypted"),
        ("an encrypted Word file", "a.docx", ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        ("a PDF cut off", "a.pdf", pdf(5)[:-200], "damaged"),
        ("a PDF of which only head and tail are left", "a.pdf", page[:20] + b"startxref\n9\n%%EOF", "damaged"),
        ("a JPEG cut off", "a.jpg", noise()[:-2000], "damaged"),
        ("a PNG cut off", "a.png", image("PNG")[:-30], "damaged"),
        ("a zip cut off", "a.zip", zip_of({"a.pdf": page})[:-30], "damaged"),
        ("a 7z cut off", "a.7z", seven_zip({"a.pdf": page})[:-10], "damaged"),
        ("a rar cut off", "a.rar", rar({"a.pdf": page})[:300], "damaged"),
        ("Word with macros", "a.docx", docx({"word/vbaProject.bin": b"x"}), "macros"),
        ("old Word with macros", "a.doc", ole("WordDocument", "Macros", "_VBA_PROJECT"), "macros"),
        ("an old sheet under the name of Word", "a.doc", ole("Workbook"), "content"),
        ("a zip under the name of Word", "a.docx", zip_of({"a.txt": "x"}), "content"),
    ]  # fmt: skip


def key_file(name="UBND Xã Một", password="mật khẩu thử", days=365):
    """``(PKCS#12, its password, PEM of its authority)``: an authority and a certificate, both made this moment."""
    now = datetime.now(timezone.utc)

    def certificate(subject, key, issuer, issuer_key, authority):
        usage = dict.fromkeys(
            (
                "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
            ),
            False,
        )  # fmt: skip
        usage |= (
            {"key_cert_sign": True, "crl_sign": True}
            if authority
            else {"digital_signature": True, "content_commitment": True}
        )
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
            .sign(issuer_key, hashes.SHA256())
        )

    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate(named("CA thử"), root_key, named("CA thử"), root_key, True)
    leaf = certificate(named(name), key, named("CA thử"), root_key, False)
    packed = pkcs12.serialize_key_and_certificates(b"x", key, leaf, [root], BestAvailableEncryption(password.encode()))
    return packed, password, root.public_bytes(Encoding.PEM).decode()
