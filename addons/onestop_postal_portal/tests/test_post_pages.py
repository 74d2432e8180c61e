from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.addons.onestop_portal.tests.filing.portal_case import PortalCase
from odoo.addons.onestop_postal.tests.postal_case import PostalWorld
from odoo.tests import tagged

PRICES = "/dich-vu-cong/gia-cuoc-buu-dien"


@tagged("post_install", "-at_install")
class TestPostPages(PostalWorld, PortalCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.set_up_post()
        return result

    def shown(self, dossier):
        """The page of a dossier as whoever filed it sees it, in words."""
        dossier = dossier.sudo()
        values = dossier.with_context(lang="vi_VN")._citizen_page()["post"]
        return values

    def test_where_the_papers_are_and_who_has_them(self):
        with freeze_time(local("2026-11-23", "09:10")):
            item = self.accept()
        dossier = item.dossier_id
        shown = self.shown(dossier)
        [one] = shown["items"]
        self.assertEqual(
            (one["name"], one["promised"], one["price"], one["open"]), (item.name, "24/11/2026", "26.000 đ", True)
        )
        self.assertIn("23/11/2026", one["accepted"])
        self.assertEqual({paper["holder"] for paper in shown["papers"]}, {"Bưu điện Thử"})
        with freeze_time(local("2026-11-24", "10:00")):
            self.sign(self.slip(item))
            self.assertEqual({paper["holder"] for paper in self.shown(dossier)["papers"]}, {"Xã Một"})
            self.settled(item)
            result = self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id
            result.with_user(self.clerk).invite("Gọi điện")
            one = self.shown(dossier)["items"][-1]
            self.assertEqual((len(one["invitations"]), one["collect"][:12]), (1, "Bưu điện Thử"))
            result.with_user(self.clerk).deliver(identity_seen=True)
        self.assertIn("Bạn, hoặc người bạn cử đến", {paper["holder"] for paper in self.shown(dossier)["papers"]})

    def test_no_name_of_a_postman_and_nothing_of_others(self):
        self.accept(applicant_name="Trần Văn Người Khác")
        words = str(self.shown(self.accept().dossier_id))
        for private in ("Người Khác", self.clerk.name, "NP001"):
            self.assertNotIn(private, words)
        self.assertEqual(self.shown(self.receive()), {})

    def test_on_the_page_of_whoever_has_the_key(self):
        item = self.accept(applicant_phone="0912000777")
        dossier = item.dossier_id.sudo()
        path = f"/dich-vu-cong/theo-doi/{dossier.request_number}"
        self.assertEqual(self.get(path).status_code, 404, "who has proven nothing sees nothing")
        dossier._renew_key("seal of the test")
        key = dossier._notice_secret("update_key", "seal of the test")
        self.post("/dich-vu-cong/tra-cuu/khoa", {"code": dossier.request_number, "key": key})
        page = self.page(path)
        self.assertIn(item.name, page)
        self.assertIn("26.000 đ", page)
        self.assertIn("Bưu điện Thử", page)

    def test_the_posted_prices(self):
        page = self.page(PRICES)
        self.assertIn("01/BĐ", page)
        self.assertIn("26.000 đ", page)
        self.assertNotIn("cao hơn mức", page)
        self.posted.row_ids.filtered(lambda row: row.price == 26_000).price = 41_000
        self.assertIn("cao hơn mức", self.page(PRICES))
        self.posted.unlink()
        self.assertIn("chưa niêm yết", self.page(PRICES))
