#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""An upload and a print: in the examining process, and beside it the same work without one.

    ODOO_RC=odoo.conf python benchmarks/upload.py DATABASE

The database must have the suite with its demo data. What is uploaded is rolled back.
"""

import argparse
import io
import logging
import time
from statistics import median, quantiles

import odoo
from odoo import api
from odoo.modules.registry import Registry
from PIL import Image

TIMES = 100


def scan(pages, size):
    """A PDF of scanned pages."""
    pictures = [Image.effect_noise(size, 40).convert("L") for _page in range(pages)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=150, quality=60)
    return buffer.getvalue()


def timed(env, action):
    """Seconds of each of ``TIMES`` runs after three to warm up; everything is rolled back."""
    seconds = []
    for turn in range(TIMES + 3):
        with env.cr.savepoint() as savepoint:
            begin = time.perf_counter()
            action()
            env.flush_all()
            if turn >= 3:
                seconds.append(time.perf_counter() - begin)
            savepoint.rollback()
        env.invalidate_all()
    return seconds


def told(seconds):
    """Median and 95th percentile, in milliseconds."""
    return f"{1000 * median(seconds):7.1f} {1000 * quantiles(seconds, n=20)[-1]:7.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config([])
    logging.getLogger().setLevel(logging.ERROR)

    from odoo.addons.onestop_core import examination
    from odoo.addons.onestop_core.models.forms import ir_actions_report
    from odoo.addons.onestop_core.models.papers import onestop_dossier_file

    def here(_env, function, *args):
        return function(*args)

    files = {
        "a scan of one page": scan(1, (1240, 1754)),
        "a scan of 20 pages": scan(20, (1240, 1754)),
    }
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        dossier = env["onestop.dossier"].search([("state", "=", "processing")], limit=1)
        paper = dossier.document_ids[:1]
        print(f"{'':32}{'examined':>17}   {'in the server':>15}   ms: median, p95")
        for what, content in files.items():
            figures = []
            for examine in (examination.examine, here):
                onestop_dossier_file.examine = examine
                figures.append(told(timed(env, lambda c=content: dossier._add_file("a.pdf", io.BytesIO(c), paper))))
            print(f"{what + f', {len(content) >> 10} kB':32}  {figures[0]}   {figures[1]}")
        report = env.ref("onestop_core.action_report_receipt_slip")
        figures = []
        for examine in (examination.examine, here):
            ir_actions_report.examine = examine
            document = report._render_template(
                report.report_name, report._get_rendering_context(report, dossier.ids, {"copy_name": ""})
            ).decode()
            figures.append(told(timed(env, lambda d=document: ir_actions_report.render_pdf(env, [d]))))
        print(f"{'a slip':32}  {figures[0]}   {figures[1]}")
        cr.rollback()


if __name__ == "__main__":
    main()
