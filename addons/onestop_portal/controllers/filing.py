import io
import json
import re
from urllib.parse import quote

from odoo import http
from odoo.addons.onestop_core.engine import mail_address
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_address import PROCEDURE_PATH
from odoo.exceptions import UserError
from odoo.http import request

from ..engine import filing_steps
from ..engine.filing_steps import CHECK
from ..engine.upload_parts import PART
from ..models.filing.onestop_filing import FILING_PATH
from .page import HOME_PATH, PortalPage

HOUR, DAY = 3600, 24 * 3600
LINK = re.compile(r"([0-9]{1,9})-([a-z0-9]{32})")


class FilingController(PortalPage, http.Controller):
    """The steps by which a citizen files, with or without an account. Each works without a script."""

    # ------------------------------------------------------------------ beginning

    @http.route(f"{HOME_PATH}/nop/<string:code>", type="http", auth="public", methods=["GET"])
    def guide(self, code, **_ignored):
        """What to know before one begins: papers, time, fee."""
        self._speak()
        procedure = request.env["onestop.procedure"].sudo()._portal_find(code)
        if not procedure or not procedure._portal_may_file():
            return self._not_found()
        values = {"procedure": procedure._portal_page(), "back": f"{PROCEDURE_PATH}/{quote(code, safe='')}"}
        return self._page("filing_guide", request.env._("Before you begin"), values)

    @http.route(f"{HOME_PATH}/nop/<string:code>", type="http", auth="public", methods=["POST"])
    def begin(self, code, **_ignored):
        """Begin a filing, and go to its first step."""
        self._speak()
        procedure = request.env["onestop.procedure"].sudo()._portal_find(code)
        if not procedure or not procedure._portal_may_file():
            return self._not_found()
        wait = self._hit("filing_begun", self._setting("filings_begun"), HOUR)
        if wait:
            return self._too_often(wait)
        filing = request.env["onestop.filing"]._begin(procedure, **self._begun_by())
        return self._go(filing._path(filing._next_step()))

    def _begun_by(self):
        """Values of a filing that follow from who is signed in: it lies in the citizen's account; whoever works at a desk
        helps somebody, and the dossier says so.
        """
        user = request.env.user
        if user._is_portal():
            return {"partner": user.partner_id}
        desks = request.env["onestop.role"].sudo()._desk_codes()
        helps = user._is_internal() and any(user._onestop_role_map().get(code) for code in desks)
        return {"assisted_by_id": user.id} if helps else {}

    # ------------------------------------------------------------------ the steps

    @http.route(
        [f"{FILING_PATH}/<string:link>", f"{FILING_PATH}/<string:link>/<string:step>"],
        type="http", auth="public", methods=["GET"],
    )  # fmt: skip
    def show(self, link, step="", **given):
        """A step of a filing as it was left; without a step, where it goes on."""
        self._speak()
        filing = self._find(link)
        if not filing:
            return self._not_found()
        if step == "xong":
            return self._sent_page(filing)
        if step == "luu":
            return self._page("filing_saved", request.env._("Your filing is saved"), self._head(filing, ""))
        if filing.dossier_id:
            return self._go(filing._path("xong"))
        path = filing._steps()
        if step not in path:
            return self._go(filing._path(filing._next_step())) if not step else self._not_found()
        return self._step_page(filing, step, given=given)

    @http.route(f"{FILING_PATH}/<string:link>/<string:step>", type="http", auth="public", methods=["POST"])
    def save(self, link, step, **form):
        """Keep what a step says and go to the next; if something is missing, show the step again with what it is."""
        self._speak()
        filing = self._find(link)
        if not filing:
            return self._not_found()
        if step == "luu":
            return self._send_link(filing, form)
        if filing.dossier_id:
            return self._go(filing._path("xong"))
        path = filing._steps()
        if step not in path:
            return self._not_found()
        if step == CHECK:
            return self._send(filing, form)
        errors, stay = getattr(self, f"_save_{step.replace('-', '_')}")(filing, form)
        if form.get("later"):
            return self._go(filing._path("luu"))
        if errors:
            return self._step_page(filing, step, errors=errors, said=form, status=422)
        if stay:
            return self._go(filing._path(step))
        # a case or a kind of applicant may have brought or taken steps
        path = filing._steps()
        return self._go(filing._path(filing_steps.following(step, path) if not form.get("to_check") else CHECK))

    def _find(self, link):
        known = LINK.fullmatch(link)
        return known and request.env["onestop.filing"]._find_by_link(int(known[1]), known[2])

    @staticmethod
    def _setting(name):
        return request.env["onestop.settings"]._number(f"onestop_portal.{name}")

    def _head(self, filing, step):
        """What every page of a filing shows."""
        path = filing._steps()
        return {
            "filing": filing,
            "name": filing.version_id.name,
            "base": filing._path(),
            "link": f"{filing.get_base_url()}{filing._path()}",
            "step": step,
            "number": path.index(step) + 1 if step in path else 0,
            "count": len(path),
            "back": filing._path(filing_steps.before(step, path))
            if step in path and filing_steps.before(step, path)
            else "",
            "kept_until": filing._kept_until().strftime("%d/%m/%Y"),
            "errors": {},
            "doubts": {},
            "said": {},
            "to_check": request.httprequest.args.get("sua", ""),
        }

    def _step_page(self, filing, step, *, errors=None, said=None, given=None, status=200):
        """Render a step.

        :param errors: ``{field: what is wrong}``
        :param said: what was just sent, if it could not be kept
        :param given: what stands in the address
        """
        values = self._head(filing, step)
        values |= getattr(self, f"_show_{step.replace('-', '_')}")(filing, said, given or {})
        values["errors"] = errors or {}
        title = f"{filing._step_labels()[step]} – {filing.version_id.name}"
        if errors:
            title = request.env._("Error: %s", title)
        return self._page(f"filing_{step.replace('-', '_')}", title, values, status=status)

    # ------------------------------------------------------------------ case and agency

    def _show_truong_hop(self, filing, said, given):
        return {"cases": filing.version_id.case_ids.sorted()}

    def _save_truong_hop(self, filing, form):
        try:
            filing._choose_case(form.get("case", ""))
        except UserError as error:
            return {"case": str(error)}, False
        return {}, False

    def _show_co_quan(self, filing, said, given):
        query = "".join(filter(str.isprintable, given.get("tim", "")))[:100]
        agencies = filing.procedure_id._portal_agencies()
        return {"query": query, "agencies": agencies._portal_find(query, agencies), "total": len(agencies)}

    def _save_co_quan(self, filing, form):
        try:
            filing._choose_agency(form.get("agency", ""))
        except UserError as error:
            return {"agency": str(error)}, False
        return {}, False

    # ------------------------------------------------------------------ persons

    def _show_nguoi_nop(self, filing, said, given):
        known = filing._said_person()
        if said:
            known |= filing._read_person({**known, **said})
        who = given.get("ai") if given.get("ai") == "doi" else known["who"]
        return {
            "said": known,
            "who": "" if who == "doi" else who,
            "known": filing._known_person(),
            "whos": filing._fields["who"]._description_selection(request.env),
            "page_scripts": ["onestop_portal.assets_filing"],
            "doubts": filing._person_doubts(known) if said or known["applicant_identity"] else {},
        }

    def _save_nguoi_nop(self, filing, form):
        known = filing._said_person()
        if form.get("choose_who"):
            # the first question alone: what was said before stays
            filing._write_person({**known, "who": form.get("who", "")})
            return ({} if filing.who else {"who": request.env._("Choose for whom you apply.")}), True
        if form.get("use_known"):
            filing._take_known_person()
            return {}, True
        said = filing._read_person({**form, "who": filing.who or ""})
        errors = filing._person_missing(said)
        filing._write_person(said)
        doubts = filing._person_doubts(said)
        # what is doubtful is said once, and blocks nothing
        seen = form.get("doubts_seen") == "|".join(sorted(doubts.values()))
        return errors, bool(doubts) and not seen

    # ------------------------------------------------------------------ the declaration

    def _show_to_khai(self, filing, said, given):
        form = filing._form_version()
        answers = filing._form_answers()
        wrong = form._validate(answers) if said else {}
        return {
            "version": form,
            "questions": form._render(answers, wrong),
            "wrong": [(form._anchor(path), words) for path, words in wrong.items()],
            "page_scripts": ["onestop_portal.assets_eform"],
        }

    def _save_to_khai(self, filing, form):
        return filing._say_form(request.httprequest.form.to_dict(flat=False)), False

    # ------------------------------------------------------------------ papers

    def _show_giay_to(self, filing, said, given):
        papers = filing.paper_ids.sorted()
        conditions = dict(
            request.env["onestop.procedure.component"]._fields["condition"]._description_selection(request.env)
        )
        policy = request.env["onestop.dossier"]._upload_policy()
        return {
            "papers": [
                {
                    "record": paper,
                    "label": paper._label(),
                    "required": paper._is_required() or not paper.component_id,
                    "when": conditions.get(paper.component_id.condition, ""),
                    "national": paper.component_id.in_national_data,
                    "form": paper.component_id._portal_paper()["form"] if paper.component_id else "",
                    "files": paper._ready_files(),
                    "known": paper._known_files(),
                    "coming": paper.file_ids.filtered(lambda file: file.state == "coming"),
                }
                for paper in papers
            ],
            "accept": ",".join(["image/*", *(f".{ending}" for ending in sorted(policy.extensions)), ".heic", ".heif"]),
            "limit": policy.size_limit // (1024 * 1024),
            "part": PART,
            "page_scripts": ["onestop_portal.assets_filing"],
        }

    def _save_giay_to(self, filing, form):
        papers = {str(paper.id): paper for paper in filing.paper_ids}
        filing._say_papers(
            {
                number: (form.get(f"source_{number}", ""), " ".join(form.get(f"note_{number}", "").split()))
                for number in papers
            }
        )
        errors = {}
        for number, paper in papers.items():
            for file in request.httprequest.files.getlist(f"files_{number}"):
                if not file.filename:
                    continue
                try:
                    # nothing of a refused file stays
                    with request.env.cr.savepoint():
                        filing._attach(paper, file.filename, file.stream)
                except UserError as error:
                    errors[f"files_{number}"] = f"{file.filename}: {error}"
        if form.get("reuse"):
            try:
                filing._take_known_file(form["reuse"])
            except UserError as error:
                errors[f"files_{form['reuse'].partition('-')[0]}"] = str(error)
            return errors, True
        moved = self._change_files(filing, form)
        if errors or moved or form.get("attach"):
            return errors, True
        return {f"files_{paper.id}": words for paper, words in filing._paper_faults().items()}, False

    def _change_files(self, filing, form):
        """Take a file away, or move it up; whether one of the two was asked for."""
        asked = form.get("remove") or form.get("up") or ""
        file = filing.paper_ids.file_ids.filtered(lambda one: str(one.id) == asked)
        if not file:
            return False
        if form.get("remove"):
            paper = file.paper_id
            file.unlink()
            if not paper.file_ids:
                paper.source = "national" if paper.component_id.in_national_data else False
        else:
            files = file.paper_id._ready_files()
            place = files.ids.index(file.id)
            order = (
                files.ids[: max(place - 1, 0)]
                + [file.id]
                + [one for one in files.ids[max(place - 1, 0) :] if one != file.id]
            )
            for number, one in enumerate(order, 1):
                files.browse(one).sequence = number
        return True

    # ------------------------------------------------------------------ result and fee

    def _show_nhan_ket_qua(self, filing, said, given):
        said = said or {name: filing[name] or "" for name in ("result_way", "result_address", "originals_way")}
        return {
            "said": said,
            "ways": filing._result_ways(),
            "originals": filing._originals_needed(),
            "originals_ways": filing._originals_ways(),
            "known_address": filing.applicant_address or "",
            "page_scripts": ["onestop_portal.assets_filing"],
        }

    def _save_nhan_ket_qua(self, filing, form):
        if form.get("take_address"):
            form["result_address"] = filing.applicant_address or ""
            form["result_way"] = "post"
        filing._say_result(form)
        if form.get("take_address"):
            return {}, True
        errors = {}
        if not filing.result_way:
            errors["result_way"] = request.env._("Choose how you want to get the result.")
        elif filing.result_way == "post" and not filing.result_address:
            errors["result_address"] = request.env._("Enter the address to which the result is sent.")
        if filing._originals_needed() and not filing.originals_way:
            errors["originals_way"] = request.env._("Choose how the originals come to the desk.")
        return errors, False

    def _show_phi_le_phi(self, filing, said, given):
        return {
            "fee": filing._fee_words(),
            "ways": filing._payment_way_selection(),
            "said": said or {"payment_way": filing.payment_way or ""},
        }

    def _save_phi_le_phi(self, filing, form):
        filing._say_payment(form)
        missing = filing._missing_phi_le_phi()
        return ({"payment_way": missing[0]} if missing else {}), False

    # ------------------------------------------------------------------ check and send

    def _show_kiem_tra(self, filing, said, given):
        return {
            "sections": filing._summary(),
            "open": filing._open_steps(),
            "declared": bool(said and said.get("declared")),
            "version": filing._handover(),
            "challenge": self._challenge("file", str(filing.id), said or {}),
            "labels": filing._step_labels(),
            "fee": filing._fee_words(),
            # not "time", which is a word of the templates' language
            "limit_words": filing._channel_line()._duration_label(),
        }

    def _send(self, filing, form):
        errors = {}
        if not form.get("declared"):
            errors["declared"] = request.env._(
                "Tick that what you declare is true. Without it the dossier cannot be sent."
            )
        if errors:
            return self._step_page(filing, CHECK, errors=errors, said=form, status=422)
        contact = filing.submitter_phone or filing.applicant_phone or ""
        wait = self._hit(
            "filing_sent", self._setting("filings_sent"), HOUR
        ) or self._hit_phone(contact)  # fmt: skip
        if wait:
            return self._too_often(wait)
        try:
            # what the challenge opened once may be used again where sending comes to nothing
            with request.env.cr.savepoint():
                self._check_challenge(filing, form)
                filing._send()
        except UserError as error:
            return self._step_page(filing, CHECK, errors={"send": str(error)}, said=form, status=422)
        return self._go(filing._path("xong"))

    def _hit_phone(self, number):
        limits = {("filing_phone", number): self._setting("filings_per_phone")}
        return request.env["onestop.rate.limit"]._hit(limits, DAY) if number else 0

    def _check_challenge(self, filing, form):
        """Raise UserError, in words, unless the browser has worked for this filing or its holder has waited."""
        if filing.dossier_id:
            return
        problem = self._challenge_problem("file", str(filing.id), form)
        if problem:
            raise UserError(problem)

    def _sent_page(self, filing):
        if not filing.dossier_id:
            return self._go(filing._path())
        return self._page(
            "filing_sent",
            request.env._("Your dossier has been sent"),
            {**self._head(filing, ""), **filing._sent_values()},
        )

    def _send_link(self, filing, form):
        """Send the link of the filing to an address, so that it can be gone on with elsewhere."""
        head = self._head(filing, "")
        address = next(iter(mail_address.addresses(form.get("email", ""))), "")
        if not address:
            wrong = request.env._("This e-mail address cannot work. It looks like ten@example.vn.")
            values = {**head, "errors": {"email": wrong}, "said": form}
            return self._page("filing_saved", request.env._("Your filing is saved"), values, status=422)
        wait = self._hit("filing_link", 10, HOUR, ("filing_link_of", filing.id, 3), ("filing_link_to", address, 5))
        if wait:
            return self._too_often(wait)
        filing._tell_link(address)
        return self._page("filing_saved", request.env._("Your filing is saved"), {**head, "sent_to": address})

    # ------------------------------------------------------------------ files in parts

    @http.route(f"{FILING_PATH}/<string:link>/tep", type="http", auth="public", methods=["POST"])
    def announce(self, link, paper="", name="", size="", client_uuid="", part=None, **_ignored):
        """A file comes: whole, if it is no larger than a part, or its first part.

        :param client_uuid: what the page calls the file; who sends it again, because the answer was lost, sends it once
        :return: JSON ``{"file": id, "offset": bytes that are there, "part": bytes of a part}``, with ``"state": "ready"``
            and what ``part`` says of a whole file; 422 with ``{"message": …}`` if it is refused
        """
        self._speak()
        filing = self._find(link)
        if not filing or filing.dossier_id:
            return self._json({"message": request.env._("This page does not exist")}, 404)
        known = filing.paper_ids.filtered(lambda one: str(one.id) == paper)
        if not known or not size.isascii() or not size.isdigit() or len(size) > 12:
            return self._json(
                {"message": request.env._("The file has no paper that it belongs to. Reload the page.")}, 422
            )
        if wait := self._hit("filing_part", self._setting("parts_per_minute"), 60):
            return self._later(wait)
        content = part.stream.read(PART + 1) if part else b""
        try:
            # nothing of a refused file stays
            with request.env.cr.savepoint():
                if 0 < len(content) == int(size) <= PART:
                    file = filing._attach(known, name, io.BytesIO(content), client_uuid)
                else:
                    file = filing._announce(known, name, int(size), client_uuid)
                    file._take_part(0, content)
        except UserError as error:
            return self._json({"message": str(error)}, 422)
        return self._json({**self._told(file), "part": PART})

    @http.route(f"{FILING_PATH}/<string:link>/tep/<int:number>", type="http", auth="public", methods=["GET"])
    def offset(self, link, number, **_ignored):
        """How much of a file has arrived: where whoever lost the line goes on."""
        self._speak()
        file = self._file(link, number)
        if not file:
            return self._json({"message": request.env._("This file is not awaited any more. Choose it again.")}, 404)
        return self._json(self._told(file))

    @http.route(f"{FILING_PATH}/<string:link>/tep/<int:number>", type="http", auth="public", methods=["POST"])
    def part(self, link, number, at="", part=None, **_ignored):
        """A part of a file, or the word that it is whole (no part).

        :return: JSON ``{"offset": …}``; 409 with the true offset for a part that does not follow; when the file is
            whole, ``{"state": "ready", …}``; 422 with ``{"message": …}`` in words if it is refused
        """
        self._speak()
        file = self._file(link, number)
        if not file:
            return self._json({"message": request.env._("This file is not awaited any more. Choose it again.")}, 404)
        wait = self._hit("filing_part", self._setting("parts_per_minute"), 60)
        if wait:
            return self._later(wait)
        if part is None:
            return self._finished(file)
        content = part.stream.read(PART + 1)
        place = int(at) if at.isascii() and at.isdigit() and len(at) < 13 else -1
        verdict = file._take_part(place, content)
        return self._json({"file": file.id, "offset": verdict.offset}, 409 if verdict.conflict else 200)

    def _finished(self, file):
        try:
            with request.env.cr.savepoint():
                file._finish()
        except UserError as error:
            if file.offset == file.size:
                # refused for good: what is sent again is another file
                file.unlink()
            return self._json({"message": str(error)}, 422)
        return self._json(self._told(file))

    @staticmethod
    def _told(file):
        """What a page learns of a file: how much is there, and of a whole one what it has become."""
        told = {"file": file.id, "offset": file.offset, "state": file.state}
        if file.state == "ready":
            told |= {"name": file.name, "size": file.size, "pages": file.page_count}
        return told

    def _later(self, wait):
        response = self._json({"message": request.env._("Too many requests")}, 429)
        response.headers["Retry-After"] = str(wait)
        return response

    def _file(self, link, number):
        filing = self._find(link)
        if not filing or filing.dossier_id:
            return request.env["onestop.filing.file"]
        return filing.paper_ids.file_ids.filtered(lambda one: one.id == number)

    @staticmethod
    def _json(value, status=200):
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        response = request.make_response(json.dumps(value), headers)
        response.status_code = status
        return response
