import uuid
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.demo.people import People
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc
from odoo.fields import Command
from odoo.tools import file_open

from ..engine import unclaimed
from ..engine.carrier import ZONE, Told

# the pilot of seed 003: who works where; the communes of Kim Bảng have one person each, Bình Lục five, the centre two
CENTRE, BINH_LUC, KIM_BANG = "agency_centre", "agency_binh_luc", "agency_kim_bang"
COMMUNES = ("kha_phong", "dong_hoa", "dai_cuong")
AREAS = ("Phủ Lý", "Duy Tiên", "Kim Bảng", "Thanh Liêm", "Bình Lục", "Lý Nhân")
# code, name, kind, area, agency, address, (line, computers, printers, scanners)
OFFICES = (
    ("HNM", "Bưu điện trung tâm Hà Nam", "office", "Phủ Lý", CENTRE, "Đường Trần Phú, thành phố Phủ Lý", (True, 4, 2, 2)),
    ("BLC", "Bưu điện huyện Bình Lục", "office", "Bình Lục", BINH_LUC, "Thị trấn Bình Mỹ, huyện Bình Lục", (True, 5, 3, 2)),
    ("KPG", "Bưu điện – Văn hóa xã Khả Phong", "culture", "Kim Bảng", "agency_kha_phong", "Xã Khả Phong, huyện Kim Bảng", (True, 1, 1, 1)),
    ("DHA", "Bưu điện – Văn hóa xã Đồng Hóa", "culture", "Kim Bảng", "agency_dong_hoa", "Xã Đồng Hóa, huyện Kim Bảng", (True, 1, 1, 1)),
    # the open problem: nothing to scan with
    ("DCG", "Bưu điện – Văn hóa xã Đại Cương", "culture", "Kim Bảng", "agency_dai_cuong", "Xã Đại Cương, huyện Kim Bảng", (True, 1, 1, 0)),
)  # fmt: skip
# office, agency, desk of the agency, way of working
DESKS = (
    ("HNM", CENTRE, "desk_centre", "centre"),
    ("BLC", BINH_LUC, "desk_binh_luc", "hosted"),
    ("BLC", KIM_BANG, None, "counter"),
    ("KPG", "agency_kha_phong", "desk_kha_phong", "hosted"),
    ("DHA", "agency_dong_hoa", "desk_dong_hoa", "hosted"),
    ("DCG", "agency_dai_cuong", "desk_dai_cuong", "hosted"),
)
# login, office, agencies for which the person works; all acts, all procedures of the lists
CLERKS = (
    ("hanam.buudien1", "HNM", (CENTRE,)),
    ("hanam.buudien2", "HNM", (CENTRE,)),
    ("binhluc.buudien", "BLC", (BINH_LUC, KIM_BANG)),
    ("binhluc.buudien2", "BLC", (BINH_LUC,)),
    ("binhluc.buudien3", "BLC", (BINH_LUC,)),
    ("binhluc.buudien4", "BLC", (BINH_LUC,)),
    ("binhluc.buudien5", "BLC", (BINH_LUC,)),
    ("khaphong.buudien", "KPG", ("agency_kha_phong",)),
    ("donghoa.buudien", "DHA", ("agency_dong_hoa",)),
    ("daicuong.buudien", "DCG", ("agency_dai_cuong",)),
)
# copies from the civil register: easy, and due the same day
PACKET = "2.000635"
HARD = ("1.013978", "1.013225", "1.012793", "1.004850")
KEPT = ("1.012812",)
NINE = time(9)


class OnestopPostalDemo(models.AbstractModel):
    """The post of the demo world. A database without demo data has this class and never runs it."""

    _name = "onestop.postal.demo"
    _description = "Demo Data of the Post"

    @api.model
    def _load(self):
        """The pilot: points, desks, lists, people and their rights."""
        self._load_people()
        self._load_network()
        self._load_lists()
        self._load_rights()
        self._load_tariff()
        self._load_agreement()
        self._load_waiting()
        self._load_packets()
        self._load_carrier()
        self._load_targets()

    def _core(self, name):
        return self.env.ref(f"onestop_core.{name}")

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _load_people(self):
        """Those of logins.csv, each with a post at the agency for which they work."""
        with file_open("onestop_postal/demo/logins.csv", "r") as file:
            head, *lines = (line.split(",") for line in file.read().splitlines())
        rows = [dict(zip(head, line, strict=True)) for line in lines]
        users = self.env["res.users"].with_context(no_reset_password=True)
        for row in rows:
            vals = {
                "name": row["name"],
                "login": row["login"],
                "email": f"{row['login']}@hanam.example",
                "lang": "vi_VN",
                "tz": "Asia/Ho_Chi_Minh",
                "notification_type": "inbox",
                "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                "active": True,
            }
            # whoever has taken money stays in its books when the add-on goes
            user = users.with_context(active_test=False).search([("login", "=", row["login"])])
            if user:
                user.write(vals)
            else:
                user = users.create(vals)
            self.env["ir.model.data"]._update_xmlids(
                [
                    {
                        "xml_id": f"onestop_postal.user_{row['login'].replace('.', '_')}",
                        "record": user,
                        "noupdate": True,
                    }
                ]
            )
            role = self.env["onestop.role"].search([("code", "=", row["code"])])
            agency = self.env["onestop.agency"].search([("name", "=", row["agency"])])
            self._post(user, agency, role, row["title"])
        self.env["onestop.demo"]._set_passwords("onestop_postal")
        # the two of the core's world who worked alone so far are clerks of the post, and nothing else
        for name in ("donghoa", "daicuong", "binhluc"):
            self._core(f"staff_{name}_buudien").role_ids = self._core("role_postal_clerk")
        # one accountant of the post for the district and for the commune
        self._post(
            self._user("binhluc.ketoanbuudien"),
            self._core("agency_kha_phong"),
            self.env.ref("onestop_postal.role_post_accountant"),
            "Kế toán Bưu điện",
        )
        self._post(
            self._user("binhluc.buudien"),
            self._core(KIM_BANG),
            self._core("role_postal_clerk"),
            "Giao dịch viên Bưu điện",
        )

    def _post(self, user, agency, role, title):
        self.env["onestop.staff"].create(
            {
                "user_id": user.id,
                "agency_id": agency.id,
                "role_ids": [Command.set(role.ids)],
                "title": title,
                "valid_from": "2020-01-01",
            }
        )

    def _load_network(self):
        areas = {
            name: self.env["onestop.postal.area"].create({"name": name, "province_code": "35", "region": "1"})
            for name in AREAS
        }
        self.env["onestop.postal.area"].create(
            {"name": "Ba Đình", "province_code": "01", "region": "1", "big_city": True}
        )
        for number, (code, name, kind, area, agency, address, devices) in enumerate(OFFICES):
            line, computers, printers, scanners = devices
            self.env["onestop.postal.office"].create(
                {
                    "code": code,
                    "name": name,
                    "kind": kind,
                    "area_id": areas[area].id,
                    "agency_id": self._core(agency).id,
                    "operator": "Bưu điện tỉnh Hà Nam",
                    "address": address,
                    "phone": f"0226 3900 6{number:02d}",
                    "has_line": line,
                    "computer_count": computers,
                    "printer_count": printers,
                    "scanner_count": scanners,
                }
            )
        for code, agency, desk, mode in DESKS:
            self.env["onestop.postal.desk"].create(
                {
                    "office_id": self._office(code).id,
                    "agency_id": self._core(agency).id,
                    "desk_id": self._core(desk).id if desk else False,
                    "mode": mode,
                    "valid_from": "2020-01-01",
                }
            )

    def _office(self, code):
        return self.env["onestop.postal.office"].search([("code", "=", code)])

    def _load_lists(self):
        """Two lists of the province, easy and hard, and what stays with the agencies."""
        procedures = self.env["onestop.procedure"].search([])
        for number, kind, difficulty, chosen in (
            ("2280/QĐ-UBND", "taken", "1", procedures.filtered(lambda one: one.code not in (*HARD, *KEPT))),
            ("2280/QĐ-UBND", "taken", "3", procedures.filtered(lambda one: one.code in HARD)),
            ("2281/QĐ-UBND", "kept", "1", procedures.filtered(lambda one: one.code in KEPT)),
        ):
            self.env["onestop.postal.list"].create(
                {
                    "agency_id": self._core("agency_hanam").id,
                    "number": number,
                    "kind": kind,
                    "difficulty": difficulty,
                    "issued_on": "2019-12-20",
                    "valid_from": "2020-01-01",
                    "procedure_ids": [Command.set(chosen.ids)],
                }
            )

    def _load_rights(self):
        for login, code, agencies in CLERKS:
            for name in agencies:
                desk = self.env["onestop.postal.desk"].search(
                    [("office_id.code", "=", code), ("agency_id", "=", self._core(name).id)]
                )
                for act in ("receive", "return", "carry", "assist"):
                    self.env["onestop.postal.right"].create(
                        {
                            "user_id": self._user(login).id,
                            "desk_id": desk.id,
                            "act": act,
                            # one who came last has not been trained yet
                            "trained_on": False if login == "binhluc.buudien5" else "2019-12-25",
                            "valid_from": "2020-01-01",
                        }
                    )

    def _load_tariff(self):
        """The post charges what the law allows at most, as the pilot of 2019 did: 26.000 đồng a set and way."""
        self.env.ref("onestop_postal.tariff_tt22").copy(
            {
                "kind": "posted",
                "number": "Bảng giá niêm yết năm 2020",
                "issued_on": "2019-12-27",
                "valid_from": "2020-01-01",
            }
        )

    def _load_agreement(self):
        """The district of Bình Lục pays the post for legs and by its participation: premises, equipment, IT, staff."""
        today = self.env["onestop.agency"]._today()
        agreement = self.env["onestop.postal.agreement"].create(
            {
                "number": "05/2020/HĐDV-BĐ",
                "agency_id": self._core(BINH_LUC).id,
                "operator": "Bưu điện tỉnh Hà Nam",
                "signed_on": "2019-12-27",
                "valid_from": "2020-01-01",
                "value": 480_000_000,
                "budget_line": "Chương 805, loại 340, khoản 341, mục 7000",
                "budget_ceiling": 2_400_000_000,
                "line_ids": [
                    Command.create({"code": code, "unit_price": price})
                    for code, price in (
                        ("between", 26_000),
                        ("result", 26_000),
                        ("premises", 4_500_000),
                        ("equipment", 2_000_000),
                        ("it", 1_500_000),
                        ("staff", 31_000_000),
                        ("late", 26_000),
                    )
                ],
            }
        )
        agreement.copy(
            {
                "number": "21/2020/HĐDV-BĐ",
                "agency_id": self._core("agency_kha_phong").id,
                "value": 45_000_000,
                "budget_ceiling": 225_000_000,
                "budget_line": "Chương 805, loại 340, khoản 341, mục 6600",
                "line_ids": [
                    Command.create({"code": code, "unit_price": price})
                    for code, price in (("intake", 26_000), ("result", 26_000), ("staff", 3_500_000), ("late", 26_000))
                ],
            }
        )
        month = fields.Date.subtract(today.replace(day=1), months=1)
        accountant = self._user("binhluc.ketoanbuudien")
        settlement = self.env["onestop.postal.settlement"].with_user(accountant)
        settlement = settlement.create({"agreement_id": agreement.id, "month": month})
        settlement.action_draw()
        settlement.action_post_confirm()

    def _load_packets(self):
        """What lies at the post office of Bình Lục for Kim Bảng since the last working moment: on a signed slip, on one that
        waits, and on none yet.
        """
        # imported here, as in core: a database without demo data need not have it
        from freezegun import freeze_time

        calendar = self._core(KIM_BANG)._calendar()._onestop_work_calendar()
        moment = calendar.add_working_minutes(from_naive_utc(fields.Datetime.now()), 0)
        with freeze_time(to_naive_utc(moment)):
            self._pack()

    def _pack(self):
        clerk, desk = self._user("binhluc.buudien"), self._user("kimbang.tiepnhan")
        handovers = self.env["onestop.postal.handover"].with_user(clerk)
        agency, office = self._core(KIM_BANG), self._office("BLC")
        for signed, people in (
            (True, (("Nguyễn Thị Hoa", "0912000841"), ("Trần Văn Bình", "0912000842"))),
            (False, (("Phạm Thị Lụa", "0912000843"),)),
        ):
            slip = handovers.create({"agency_id": agency.id, "office_id": office.id})
            for person in people:
                slip.scan(self._packet(clerk, office, agency, *person), str(uuid.uuid4()))
            slip.action_offer()
            if signed:
                slip.with_user(desk).action_sign()
        self._packet(clerk, office, agency, "Lê Đức Thắng", "0912000844")
        self.env["onestop.postal.incident"].with_user(desk).create(
            {
                "shipment_id": slip.line_ids[:1].shipment_id.id,
                "kind": "delay",
                "complainant": "Phạm Thị Lụa",
                "complainant_phone": "0912000843",
                "words": "Gửi từ sáng, chưa thấy cơ quan nhận.",
            }
        )

    def _load_waiting(self):
        """Two results that the post has: for one another address is asked for; the other nobody has collected for seven months, and the
        agency has to answer the post's letter.
        """
        from freezegun import freeze_time

        clerk, agency, office = self._user("binhluc.buudien"), self._core(KIM_BANG), self._office("BLC")
        today = agency._today()
        calendar = agency._calendar()._onestop_work_calendar()
        for ago, person in ((210, ("Đỗ Văn Sáng", "0912000845")), (2, ("Lê Thị Bích", "0912000846"))):
            moment = calendar.add_working_minutes(
                from_naive_utc(fields.Datetime.subtract(fields.Datetime.now(), days=ago)), 0
            )
            with freeze_time(to_naive_utc(moment)):
                item = self._result(clerk, office, agency, *person)
            if ago > 180:
                self._offer(item, today)
            else:
                self.env["onestop.postal.address.change"].with_user(clerk).create(
                    {
                        "shipment_id": item.id,
                        "receiver_name": item.receiver_name,
                        "receiver_phone": item.receiver_phone,
                        "address": "Số 12 đường Lê Hoàn, thành phố Phủ Lý",
                        "area_id": self.env["onestop.postal.area"].search([("name", "=", "Phủ Lý")]).id,
                        "proof": "Phiếu gửi và căn cước công dân",
                    }
                )

    def _result(self, clerk, office, agency, *person):
        """A dossier that came by post, was settled, and whose result the post has taken."""
        desk = self._user("kimbang.tiepnhan")
        handovers = self.env["onestop.postal.handover"]
        place = {"agency_id": agency.id, "office_id": office.id}
        slip = handovers.with_user(clerk).create(place)
        slip.scan(self._packet(clerk, office, agency, *person), str(uuid.uuid4()))
        slip.action_offer()
        slip.with_user(desk).action_sign()
        dossier = slip.sudo().line_ids.dossier_id
        while dossier.state != "ready":
            step, staff = dossier.step_id, self.env["onestop.staff"]
            holder = dossier.holder_id or staff._holders_of([step.role_id.code], dossier.holder_agency_id)[:1]
            result = {"result_number": f"{person[1][-3:]}/TP"} if step.can_approve else {}
            dossier.with_user(holder).act("approve" if step.can_approve else "forward", **result)
        back = handovers.with_user(desk).create({**place, "direction": "to_post"})
        back.scan(dossier.code, str(uuid.uuid4()))
        back.action_offer()
        back.with_user(clerk).action_light()
        back.with_user(clerk).action_sign()
        return back.sudo().line_ids.shipment_id

    def _offer(self, item, today):
        """Noticed as soon as it might be, offered when the six months were over."""
        from freezegun import freeze_time

        clerk = self._user("binhluc.buudien")
        accepted = item._local(item.accepted_at).date()
        noticed = unclaimed.notice_from(accepted)
        offered = unclaimed.offer_from(accepted, noticed)
        with freeze_time(to_naive_utc(datetime.combine(noticed, NINE, ZONE))):
            item.with_user(clerk).action_notice()
        one = item.unclaimed_ids.with_user(clerk)
        one.letter = "42/BĐBL-NV"
        with freeze_time(to_naive_utc(datetime.combine(max(offered, today - timedelta(days=18)), NINE, ZONE))):
            one.action_offer()

    def _packet(self, clerk, office, agency, name, phone):
        procedure = self.env["onestop.procedure"].search([("code", "=", PACKET)])
        version = procedure.current_version_id
        case = version.case_ids[:1]
        answer = (
            self.env["onestop.postal.shipment"]
            .with_user(clerk)
            .accept(
                {
                    "client_uuid": str(uuid.uuid4()),
                    "agency_id": agency.id,
                    "procedure_id": procedure.id,
                    "case_id": case.id,
                    **People.named(name, phone),
                    "applicant_address": "Thị trấn Bình Mỹ, huyện Bình Lục, tỉnh Hà Nam",
                    "result_channel": "post",
                    "result_address": "Thị trấn Bình Mỹ, huyện Bình Lục, tỉnh Hà Nam",
                    "documents": [
                        {"component_id": paper["component_id"], "handed_in": True, "copies": 1}
                        for paper in version._paper_vals(case.id)
                    ],
                    "postal": {
                        "office_id": office.id,
                        "area_id": self.env["onestop.postal.area"].search([("name", "=", "Kim Bảng")]).id,
                        "weight": 180,
                        "page_count": 9,
                        "sealed": True,
                        "seal_number": f"BLC-{phone[-3:]}",
                        "fee_amount": 8_000,
                        "fee_receipt": f"0000{phone[-3:]}",
                    },
                }
            )
        )
        return answer["name"]

    def _load_carrier(self):
        """The post's own system under one contract, as it was read last: one packet on its way, and a weight that differs."""
        codes = (
            ("1", "registered", "Đã tạo đơn"), ("3", "accepted", "Đã chấp nhận"), ("4", "moving", "Đang vận chuyển"),
            ("5", "out", "Đang đi phát"), ("6", "failed", "Phát không thành công"), ("7", "delivered", "Phát thành công"),
            ("8", "returning", "Đang chuyển hoàn"), ("13", "returned", "Đã phát hoàn"),
        )  # fmt: skip
        carrier = self.env["onestop.postal.carrier"].create(
            {
                "name": "Bưu điện tỉnh Hà Nam",
                "contract": "05/2020/HĐDV-BĐ",
                "office_ids": [Command.set(self._office("BLC").ids)],
                "code_ids": [
                    Command.create({"code": code, "step": step, "words": words}) for code, step, words in codes
                ],
            }
        )
        item = self.env["onestop.postal.shipment"].search(
            [("office_id.code", "=", "BLC"), ("state", "=", "accepted")], limit=1
        )
        self.env["onestop.postal.waybill"].create(
            {"shipment_id": item.id, "carrier_id": carrier.id, "state": "sent", "number": "EM260000871VN"}
        )
        carrier._take(
            [
                Told(key, "EM260000871VN", code, item.accepted_at, weight)
                for key, code, weight in (("871-1", "1", None), ("871-2", "3", 240))
            ]
        )

        rows = ("3;Đã chấp nhận", "4;Đang vận chuyển")
        text = "Số hiệu bưu gửi;Mã trạng thái;Diễn giải;Thời gian\n" + "".join(
            f"EM260000871VN;{row};{item._local(item.accepted_at):%d/%m/%Y %H:%M:%S}\n" for row in rows
        )
        self.env["onestop.postal.statement"].with_user(self._user("binhluc.buudien"))._take_file(
            carrier, "BangKe_EMS.csv", text.encode()
        )

    def _load_targets(self):
        """What the pilot wants of this year: five points at work, all equipped; the point at Đại Cương is not."""
        year = self.env["onestop.agency"]._today().year
        for number, (code, target, stated) in enumerate(
            (("points", 5, 0), ("equipped", 100, 0), ("intake", 10, 0), ("results", 30, 0), ("growth", 20, 0), ("assisted", 50, 0), ("staff", 4, 3))
        ):  # fmt: skip
            self.env["onestop.postal.target"].create(
                {
                    "agency_id": self._core("agency_hanam").id,
                    "year": year,
                    "sequence": number,
                    "code": code,
                    "target": target,
                    "stated": stated,
                }
            )
