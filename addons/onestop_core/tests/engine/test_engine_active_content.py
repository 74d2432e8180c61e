import io
import struct
import unittest

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ...engine import preview, signing, upload
from .. import upload_samples as samples

PROGRAM = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0\x4c\x01" + bytes(400)
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>{}</w:p></w:body></w:document>'


def pdf(change, **options):
    """A PDF of one page that ``change(document)`` has altered."""
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def opening(action):
    """What puts an action on the opening of a document."""

    def change(document):
        document.Root.OpenAction = document.make_indirect(Dictionary(action))

    return change


def annotated(action):
    """What puts an action on a link of the page, as a direct object within others."""

    def change(document):
        document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])

    return change


def with_file(name, content):
    def change(document):
        stream = pikepdf.Stream(document, content)
        stream.Type = Name.EmbeddedFile
        files = Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=stream))
        document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(name), files])))

    return change


def form(document):
    """A form whose field computes something."""
    script = Dictionary(S=Name.JavaScript, JS=String("AFNumber_Format(2);"))
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=[0, 0, 9, 9], AA=Dictionary(F=script)
        )
    )
    document.pages[0].Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


def relation(kind, target, mode="External"):
    return RELATIONS.format(f'<Relationship Id="r1" Type="{KINDS}{kind}" Target="{target}" TargetMode="{mode}"/>')


def docx(text="<w:r><w:t>Tờ khai</w:t></w:r>", **members):
    return samples.docx(
        {"word/document.xml": WORD.format(text), **{name.replace("__", "/"): data for name, data in members.items()}}
    )


def mp4():
    """A film, as far as its boxes go."""

    def box(kind, data):
        return struct.pack(">I4s", 8 + len(data), kind) + data

    return box(b"ftyp", b"mp42\0\0\0\0mp42isom") + box(b"mdat", bytes(5000)) + box(b"moov", box(b"mvhd", bytes(100)))


class TestActiveContent(unittest.TestCase):
    def assertRefused(self, table):
        for name, content, code in table:
            with self.subTest(name, code=code):
                with self.assertRaises(upload.UploadRefused) as caught:
                    upload.judge(name.rpartition("/")[2], content)
                self.assertEqual(caught.exception.code, code)

    def assertMarks(self, table):
        for name, content, marks in table:
            with self.subTest(name):
                self.assertEqual(upload.judge(name.rpartition("/")[2], content).marks, marks)

    def test_pdf_refused(self):
        launch = {"/S": Name.Launch, "/F": String("cmd.exe")}
        script = {"/S": Name.JavaScript, "/JS": String("app.alert(1)")}
        inner = pdf(opening(launch))
        self.assertRefused(
            [
                ("launch/a.pdf", inner, "launch"),
                ("launch of a link/a.pdf", pdf(annotated(Dictionary(launch))), "launch"),
                ("in an object stream/a.pdf", pdf(opening(launch), object_stream_mode=pikepdf.ObjectStreamMode.generate), "launch"),
                ("name with escapes/a.pdf", inner.replace(b"/Launch", b"/L#61unch"), "launch"),
                ("import of data/a.pdf", pdf(opening({"/S": Name.ImportData, "/F": String("a.fdf")})), "launch"),
                ("chained/a.pdf", pdf(opening({"/S": Name.URI, "/URI": String("x:"), "/Next": Array([Dictionary(launch)])})), "launch"),
                ("into an embedded file/a.pdf", pdf(opening({"/S": Name.GoToE, "/D": String("a")})), "embedded"),
                ("script without a form/a.pdf", pdf(opening(script)), "script"),
                ("a program in it/a.pdf", pdf(with_file("a.exe", PROGRAM)), "archive_member_type"),
                ("a program by another name/a.pdf", pdf(with_file("a.txt", PROGRAM)), "archive_member_type"),
                ("an archive in it/a.pdf", pdf(with_file("a.zip", samples.zip_of({"a.txt": "x"}))), "archive_nested"),
                ("an archive named text/a.pdf", pdf(with_file("a.txt", samples.zip_of({"a.txt": "x"}))), "archive_nested"),
                ("launch two deep/a.pdf", pdf(with_file("b.pdf", pdf(with_file("c.pdf", inner)))), "launch"),
                ("page of the web in it/a.pdf", pdf(with_file("a.html", b"<html><script>x</script></html>")), "archive_member_type"),
            ]
        )  # fmt: skip

    def test_pdf_marked(self):
        link = Dictionary(S=Name.URI, URI=String("https://dichvucong.gov.vn"))
        self.assertMarks(
            [
                ("plain.pdf", samples.pdf(), ()),
                ("link.pdf", pdf(annotated(link)), ("links",)),
                ("form.pdf", pdf(form), ("scripts",)),
                ("with data.pdf", pdf(with_file("hoa-don.xml", b"<?xml version='1.0'?><a/>")), ("files",)),
                ("with a document.pdf", pdf(with_file("b.pdf", pdf(annotated(link)))), ("files", "links")),
                ("the word alone.pdf", samples.pdf(text="/S /Launch /JavaScript"), ()),
            ]
        )

    def test_signed_pdf_stays_acceptable(self):
        packed, password, root = samples.key_file()
        key, _certificate = signing.repack(packed, password, b"s")
        for content, marks in ((samples.pdf(), ()), (pdf(form), ("scripts",))):
            signed = signing.sign(content, key, b"s", "Kết quả", "Xã Một")
            self.assertEqual(upload.judge("a.pdf", signed).marks, marks)
            self.assertTrue(signing.verify(signed, root)[0].trusted)

    def test_what_is_marked_is_shown_without_it(self):
        shown = preview.flatten(pdf(form))
        self.assertEqual(upload.judge("a.pdf", shown).marks, ())
        self.assertEqual(upload.judge("a.pdf", shown).pages, 1)
        self.assertNotIn(b"JavaScript", shown)

    def test_word_refused(self):
        native = samples.ole("\x01Ole10Native")
        begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        field = f"{begin}<w:r><w:instrText>{{}}</w:instrText></w:r>{end}"
        rels = "word___rels__document.xml.rels"
        self.assertRefused(
            [
                ("template/a.docx", docx(word___rels__settings_xml_rels=relation("attachedTemplate", "http://x/a.dotm")).replace(b"settings_xml_rels", b"settings.xml.rels"), "external"),
                ("template of a share/a.docx", docx(**{"word___rels__settings.xml.rels": relation("attachedTemplate", "file:///\\\\x\\a.dotm")}), "external"),
                ("linked object/a.docx", docx(**{rels: relation("oleObject", "http://x/a")}), "external"),
                ("frame/a.docx", docx(**{rels: relation("frame", "http://x/a")}), "external"),
                ("picture of a share/a.docx", docx(**{rels: relation("image", "file://///x/a.png")}), "external"),
                ("entities/a.docx", docx(**{rels: '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'}), "damaged"),
                ("dde/a.docx", docx(field.format("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"")), "dde"),
                ("dde in parts/a.docx", docx(f"{begin}<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>E cmd x</w:instrText></w:r>{end}"), "dde"),
                ("dde, simple/a.docx", docx('<w:fldSimple w:instr="DDE cmd x"/>'), "dde"),
                ("a packed file/a.docx", docx(word__embeddings__oleObject1=native), "embedded"),
                ("a program/a.docx", docx(word__media__image1=PROGRAM), "executable"),
                ("an archive/a.docx", docx(word__embeddings__a=samples.zip_of({"a.txt": "x"})), "archive_nested"),
                ("a document with macros/a.docx", docx(**{"word__embeddings__b.docx": docx(word__vbaProject_bin="x").replace(b"vbaProject_bin", b"vbaProject.bin")}), "macros"),
                ("excel 4 macros/a.docx", docx(xl__macrosheets__sheet1="x"), "macros"),
                ("old, packed file/a.doc", samples.ole("WordDocument", "\x01Ole10Native"), "embedded"),
            ]
        )  # fmt: skip

    def test_word_marked(self):
        rels = "word___rels__document.xml.rels"
        field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        self.assertMarks(
            [
                ("link.docx", docx(**{rels: relation("hyperlink", "https://a.vn")}), ("links",)),
                ("mail.docx", docx(**{rels: relation("hyperlink", "mailto:a@a.vn")}), ("links",)),
                ("inner.docx", docx(**{rels: relation("image", "media/a.png", "Internal")}), ()),
                ("field.docx", docx(field), ()),
                ("equation.docx", docx(word__embeddings__oleObject1=samples.ole("Equation Native")), ("files",)),
            ]
        )

    def test_archives_are_looked_into(self):
        launch = pdf(opening({"/S": Name.Launch, "/F": String("cmd.exe")}))
        for kind, pack in (("zip", samples.zip_of), ("7z", samples.seven_zip), ("rar", samples.rar)):
            self.assertRefused(
                [
                    (f"launch/a.{kind}", pack({"a.pdf": launch}), "launch"),
                    (f"archive named text/a.{kind}", pack({"a.txt": samples.zip_of({"b.txt": "x"})}), "archive_nested"),
                    (f"7z named text/a.{kind}", pack({"a.txt": samples.seven_zip({"b.txt": b"x"})}), "archive_nested"),
                    (f"program named picture/a.{kind}", pack({"a.jpg": PROGRAM}), "archive_member_type"),
                    (f"page named text/a.{kind}", pack({"a.txt": b"<html><script>x</script></html>"}), "archive_member_type"),
                    (f"macros/a.{kind}", pack({"a.docx": docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin")}), "macros"),
                ]
            )  # fmt: skip
            self.assertMarks(
                [(f"a.{kind}", pack({"a.docx": docx(), "b.pdf": samples.pdf(), "c.jpg": samples.image()}), ())]
            )

    def test_pictures_of_telephones(self):
        """What is named .jfif is a JPEG, and so is a picture that moves."""
        picture = samples.image()
        self.assertEqual(upload.judge("a.jfif", picture).mime, "image/jpeg")
        self.assertEqual(upload.judge("PXL.MP.jpg", picture + mp4()).mime, "image/jpeg")
        self.assertEqual(
            upload.judge("SAM.jpg", picture + b"\0\0MotionPhoto_Data" + mp4() + b"..SEFT").mime, "image/jpeg"
        )
        self.assertRefused(
            [
                ("behind the film/a.jpg", picture + mp4() + PROGRAM, "trailing_data"),
                ("an open box/a.jpg", picture + mp4() + struct.pack(">I4s", 0, b"mdat") + PROGRAM, "trailing_data"),
                ("no film/a.jpg", picture + struct.pack(">I4s", 100, b"ftyp") + b"x", "trailing_data"),
                ("a box of another kind/a.jpg", picture + mp4() + struct.pack(">I4s", 408, b"evil") + bytes(400), "trailing_data"),
            ]
        )  # fmt: skip

    def test_names_that_tell_what_a_file_was(self):
        """Case 18: the last ending counts, and none of them may be one that runs."""
        for name in ("Đơn đề nghị.docx.pdf", "IMG_1234.jpg.pdf", "mau.v2.pdf", "a.com.vn.pdf"):
            with self.subTest(name):
                self.assertEqual(upload.judge(name, samples.pdf()).pages, 1)
        page = samples.pdf()
        self.assertRefused(
            [
                (name, page, "name_double_extension")
                for name in ("a.exe.pdf", "a.exe.docx.pdf", "a.JS.jpg.pdf", "a.docm.pdf")
            ]
        )
