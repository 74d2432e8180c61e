"""The portal in a browser: a citizen's steps, and what every page has to hold."""

import json
import os
import re
import struct
import zlib
from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH

GRAVE = ("serious", "critical")
PERSON = {
    "applicant_name": "Đinh Thị Nhàn",
    "applicant_identity": "035168004512",
    "applicant_phone": "0900012345",
    "applicant_email": "dinh.thi.nhan@hopthu.example",
}
# where pictures of the pages go, if somebody wants them: a folder
PICTURES = os.environ.get("ONESTOP_PICTURES")


class PortalScreen:
    """A visitor's browser at the portal.

    :param page: Playwright's page
    :param url: address of the server
    """

    def __init__(self, page, url, size):
        self.page = page
        self.url = url
        self.size = size
        self.number = 0
        self.axe = AXE_FILE_PATH.read_text(encoding="utf-8")
        self.errors = []
        self.foreign = []
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: request.url.startswith(url) or self._note(request.url))

    def _note(self, url):
        if not url.startswith(("data:", "blob:")):
            self.foreign.append(url)

    def open(self, path, name=""):
        """Open a page and look at it."""
        self.page.goto(self.url + path)
        self.look(name)

    def look(self, name=""):
        """Nothing grave on the page, nothing wider than the screen; a picture under ``name``, if somebody wants them."""
        self.page.wait_for_load_state()
        answer = self.page.evaluate(f"(async () => {{ {self.axe}; return await axe.run(document); }})()")
        grave = [
            f"{found['id']}: {json.dumps([node['html'][:160] for node in found['nodes'][:3]], ensure_ascii=False)}"
            for found in answer["violations"]
            if found["impact"] in GRAVE
        ]
        assert grave == [], (self.page.url, grave)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (self.page.url, wide)
        if PICTURES and name:
            self.number += 1
            target = Path(PICTURES) / f"{self.number:02d}_{name}_{self.size[0]}x{self.size[1]}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(target), full_page=True)

    def press(self, text):
        """Press the button or link with this text, and wait for what it leads to."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=text, exact=True).or_(
                self.page.locator("main").get_by_role("link", name=text, exact=True)
            ).first.click()

    @property
    def step(self):
        return self.page.url.partition("?")[0].rpartition("/")[2]

    def file(self, procedure, agency):
        """All steps of a filing, each looked at; ``(request number, update key)``."""
        self.open(f"/dich-vu-cong/thu-tuc/{procedure}", "procedure")
        self.press("Nộp hồ sơ trực tuyến")
        self.look("guide")
        self.press("Đồng ý và tiếp tục")
        while self.step != "kiem-tra":
            getattr(self, f"step_{self.step.replace('-', '_')}")(agency)
        return self.send()

    def step_truong_hop(self, _agency):
        self.page.get_by_role("radio").first.check()
        self.look("case")
        self.press("Tiếp tục")

    def step_co_quan(self, agency):
        self.page.get_by_role("radio", name=re.compile(agency)).check()
        self.look("agency")
        self.press("Tiếp tục")

    def step_nguoi_nop(self, _agency):
        if self.page.locator("input[name=choose_who]").count():
            self.page.get_by_role("radio").first.check()
            self.look("who")
        else:
            self.press("Tiếp tục")
            self.look("person_missing")
            for name, value in PERSON.items():
                self.page.fill(f"#f-{name}", value)
            self.look("person")
        self.press("Tiếp tục")

    def step_giay_to(self, _agency):
        self.look("papers")
        for place, field in enumerate(self.page.locator("input[type=file]").all()):
            field.set_input_files({"name": f"trang-{place + 1}.png", "mimeType": "image/png", "buffer": picture(place)})
            self.page.wait_for_selector(f".paper:nth-of-type({place + 1}) .files li")
        self.look("papers_attached")
        self.press("Tiếp tục")

    def step_nhan_ket_qua(self, _agency):
        self.page.get_by_role("radio", name="Nhận trực tuyến").check()
        originals = self.page.get_by_role("radio", name="Tôi mang đến Bộ phận Một cửa")
        if originals.count():
            originals.check()
        self.look("result")
        self.press("Tiếp tục")

    def step_phi_le_phi(self, _agency):
        self.page.get_by_role("radio").first.check()
        self.look("fee")
        self.press("Tiếp tục")

    def send(self):
        """Check and send."""
        self.look("check")
        self.page.check("#f-declared")
        # the page's policy forbids what Playwright's own waiting does
        for _try in range(300):
            if self.page.evaluate("document.querySelector('input[name=altcha]')?.value || ''"):
                break
            self.page.wait_for_timeout(100)
        self.look("declared")
        self.press("Gửi hồ sơ")
        self.look("sent")
        number, key = self.page.locator(".number").all_inner_texts()
        return number.strip(), key.strip()

    def enter_key(self, number, key):
        """Open the dossier by its key."""
        self.open(f"/dich-vu-cong/tra-cuu/khoa?code={number}", "key")
        self.page.fill("#key", key)
        self.press("Mở hồ sơ")


def picture(shade):
    """A PNG of a few pixels, another one for each number."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade * 20 % 256] * 64) for _row in range(64))
    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
