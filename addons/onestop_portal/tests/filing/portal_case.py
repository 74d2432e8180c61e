import io
import re

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.addons.onestop_core.tests.engine.challenge_solver import solve
from PIL import Image

FORM = re.compile(r'name="csrf_token" value="([^"]+)"')


def picture(colour="white", kind="JPEG"):
    """The bytes of a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(buffer, kind)
    return buffer.getvalue()


class PortalCase(OnestopHttpCase):
    """A citizen at the portal, without a script: pages are read and forms are sent as a browser does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = "2020-01-01"
        for procedure in (cls.procedure, cls.procedure_same_day):
            procedure.classification_ids = [(0, 0, {"online_scope": "full", "valid_from": today})]
        # received at one place, so that nothing is to be chosen; the other one at all communes with a desk
        cls.procedure.agency_ids = cls.commune

    def get(self, path, **kwargs):
        return self.url_open(path, allow_redirects=False, **kwargs)

    def page(self, path):
        """The text of a page that is there."""
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200, path)
        return response.text

    def post(self, path, data=None, files=None, token=None, **kwargs):
        """Send a form of the page that stands at ``path``, or with the token of another page."""
        token = token or self.token(path)
        data = {"csrf_token": token, **(data or {})}
        # an answer to a form is looked at before it is followed
        return self.opener.post(
            self.base_url() + path, data=data, files=files, allow_redirects=False, timeout=60, **kwargs
        )

    def token(self, path):
        found = FORM.search(self.url_open(path).text)
        self.assertTrue(found, f"no form at {path}")
        return found[1]

    def begin(self, code="9.000001"):
        """Begin a filing; the path of its first step."""
        response = self.post(f"/dich-vu-cong/nop/{code}")
        self.assertEqual(response.status_code, 303, response.text[:500])
        return response.headers["Location"].removeprefix(self.base_url())

    def answer(self, path, data=None, files=None, status=303):
        """Answer a step; the path to which it leads."""
        response = self.post(path, data, files)
        self.assertEqual(response.status_code, status, self.words(response.text))
        return response.headers.get("Location", "").removeprefix(self.base_url()) if status == 303 else response

    @staticmethod
    def words(page):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))[:1500]

    def solved(self, filing):
        """What the browser hands in for the challenge of the check page."""
        return solve(self.env["onestop.challenge"]._make("file", str(filing.id)))

    def filing(self, path):
        """The filing that a path belongs to."""
        return self.env["onestop.filing"].sudo().browse(int(re.search(r"ho-so-nhap/(\d+)-", path)[1]))

    PERSON = {
        "applicant_name": "Nguyễn Thị Thử",
        "applicant_identity": "001185000123",
        "applicant_phone": "0912 000 001",
        "applicant_email": "thu@example.com",
    }

    def prepare(self, code="9.000001"):
        """Fill in all steps; the path of the check page."""
        path = self.begin(code)
        base = path.rpartition("/")[0]
        while not path.endswith("/kiem-tra"):
            step = path.rpartition("/")[2]
            if step == "nguoi-nop":
                self.answer(path, {"who": "self", "choose_who": "1"})
                path = self.answer(path, self.PERSON)
            elif step == "giay-to":
                files = [
                    (f"files_{paper.id}", (f"giay-{number}.jpg", picture((number, 0, 0)), "image/jpeg"))
                    for number, paper in enumerate(self.filing(path).paper_ids)
                ]
                path = self.answer(path, {}, files)
            elif step == "nhan-ket-qua":
                path = self.answer(path, {"result_way": "online", "originals_way": "bring"})
            elif step == "phi-le-phi":
                path = self.answer(path, {"payment_way": "desk"})
            elif step == "co-quan":
                path = self.answer(path, {"agency": self.commune.code})
            else:
                self.fail(path)
        self.assertTrue(path.startswith(base))
        return path

    def file(self, code="9.000001"):
        """File a dossier; ``(dossier, update key, path of the page of success)``."""
        path = self.prepare(code)
        sent = self.answer(path, {"declared": "1", "altcha": self.solved(self.filing(path))})
        page = self.page(sent)
        key = re.search(r"Update key</p>\s*<p[^>]*>([^<]+)</p>|Khóa cập nhật</p>\s*<p[^>]*>([^<]+)</p>", page)
        self.assertTrue(key, self.words(page))
        return self.filing(path).dossier_id, key[1] or key[2], sent
