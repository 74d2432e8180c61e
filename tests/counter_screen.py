"""The Counter in a real browser, driven as a clerk drives it: keys and a scanner."""

import io
import os
import random

from PIL import Image
from reportlab.pdfgen import canvas

# where pictures of the panes go, if somebody wants them: a folder
PICTURES = os.environ.get("ONESTOP_PICTURES")
# of an office, and of a larger desk
SIZES = ((1366, 768), (1920, 1080))


def identity_card(name):
    """Return what the QR code of a made-up person's identity card says."""
    return f"0351900{random.randrange(10**5):05d}||{name}|01021990|Nữ|Xóm 3, xã Khả Phong|01072021"


def picture(name="Mặt trước.png", colour="white"):
    """Return a PNG as a scanner makes it, for the file dialog."""
    content = io.BytesIO()
    Image.new("RGB", (600, 850), colour).save(content, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": content.getvalue()}


def document(name="Tờ khai.pdf", pages=2):
    """Return a PDF as a scanner makes it, for the file dialog."""
    content = io.BytesIO()
    sheet = canvas.Canvas(content)
    for number in range(pages):
        sheet.drawString(72, 760, f"{number + 1}")
        sheet.showPage()
    sheet.save()
    return {"name": name, "mimeType": "application/pdf", "buffer": content.getvalue()}


class CounterScreen:
    """The Counter on a Playwright page. ``keys`` counts the keys that were pressed beside typed data."""

    def __init__(self, page, url):
        self.page = page
        self.url = url
        self.keys = 0
        page.set_default_timeout(60_000)
        # Playwright takes over file dialogs as long as somebody listens; asked at the key press, it may come too late
        page.on("filechooser", lambda _chooser: None)

    def log_in(self, login, password):
        """Log in and open the Counter."""
        self.page.goto(f"{self.url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_web_client, .o_counter")
        self.open()

    def open(self):
        self.page.goto(f"{self.url}/odoo/counter")
        self.page.wait_for_selector(".o_counter_find_input, .o_counter_search, .o_counter_paper_tick")

    def choose_paper(self, paper):
        """Choose the size of the slip, or ``none``."""
        self.page.select_option(".o_counter_paper_size", paper)

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)
            self.keys += 1

    def type(self, text):
        self.page.keyboard.type(text)

    def scan(self, text):
        """Scan into whatever has the focus: a scanner ends with Enter by itself."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def enter(self, name, words):
        """Enter a person by card, and the procedure that ``words`` find first, in its first case, with all its required papers.

        Texts come in one piece, as from the clipboard: two hundred times key by key would take the test minutes.
        """
        self.page.wait_for_selector(".o_counter_find_input:focus")
        self.page.keyboard.insert_text(identity_card(name))
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(f".o_counter_applicant:has-text('{name}')")
        self.page.wait_for_selector(".o_counter_search:focus")
        self.page.keyboard.insert_text(words)
        self.press("Enter")
        self.page.wait_for_selector(".o_counter_case:focus, .o_counter_due_at")
        if self.page.query_selector(".o_counter_case:focus"):
            self.press("Enter")
        self.page.wait_for_selector(".o_counter_due_at")
        self.press("Alt+a")
        # the focus goes to the papers, in its own time
        self.page.wait_for_selector(".o_counter_paper_tick:focus")

    def attach(self, paper, *files):
        """Attach files (see ``picture``) to the n-th paper by its key and the file dialog."""
        self.page.focus(f".o_counter_paper_tick >> nth={paper}")
        with self.page.expect_file_chooser() as chooser:
            self.press("Alt+k")
        chooser.value.set_files(list(files))
        self.page.wait_for_selector(f".o_counter_paper >> nth={paper} >> text={files[-1]['name']}")

    def keep(self, name):
        """Keep a picture of what is shown, at both sizes, if somebody wants them."""
        if not PICTURES:
            return
        for width, height in reversed(SIZES):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=f"{PICTURES}/{name}_{width}x{height}.png")

    def received_code(self):
        """Wait for the answer and return the code that is shown."""
        return self.page.inner_text(".o_counter_done_received .o_counter_done_code")
