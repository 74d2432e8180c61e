#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Time of logging, signing and proving 100 000 events, beside two yardsticks of the same run.

    ODOO_RC=odoo.conf python benchmarks/trail.py DATABASE

The yardsticks tell a slow proof from a slow machine: reading the rows by SQL alone, and hashing as many texts of the
same length. The bytes of files are timed apart: they take as long as the disk.
"""

import hashlib
import tempfile
from pathlib import Path

import workbench
from load import dossiers
from odoo.addons.onestop_core.engine.checkpoint import proof_extra, read_proof
from odoo.addons.onestop_core.engine.trail_audit import audit
from odoo.addons.onestop_core.engine.trail_export import ExportSource, write_export
from odoo.addons.onestop_core.models.trail.trail_source import DatabaseSource
from odoo.tools import config

PROOFS = 100


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, events=100_000)
    with tempfile.TemporaryDirectory() as folder, workbench.copy_of(arguments.database) as env:
        config.options["onestop_trail_heads"] = f"{folder}/heads"
        workbench.machine(env)
        count = 0
        while count < arguments.events:
            dossiers.make(env, max((arguments.events - count) // 5, 100), seed=count)
            count = env["onestop.dossier.event"].search_count([])
        workbench.settle(env)
        head = env["onestop.trail.head"]
        print(f"{count} events of {env['onestop.dossier'].search_count([])} dossiers")
        with workbench.timed("all events logged and signed", count, "event"):
            head._cron_sign()
        # what this transaction sees began before
        env.cr.commit()
        env.invalidate_all()
        with workbench.timed("the job again: nothing to sign", 1, "run"):
            head._cron_sign()
        with workbench.timed("everything proved but the bytes of files", count, "event"):
            report = audit(DatabaseSource(env))
        whole = not report.findings and (report.events, report.tail) == (count, 0)
        files = env["onestop.dossier.file"].with_context(active_test=False).search_count([])
        with workbench.timed(f"bytes of {files} files", max(files, 1), "file"):
            whole &= not list(DatabaseSource(env).lost_contents())
        some = env["onestop.dossier.event"].search([], order="id", limit=PROOFS)
        key = head._verifier_key()
        with workbench.timed("proof of one event, made", len(some), "proof"):
            proofs = [head._proof(event) for event in some]
        with workbench.timed("proof of one event, checked", len(some), "proof"):
            whole &= all(read_proof(proof, proof_extra(proof), [key]).size > count for proof in proofs)
        path = f"{folder}/export"
        with workbench.timed("export written", count, "event"):
            write_export(path, DatabaseSource(env))
        print(f"export: {Path(path).stat().st_size / 1e6:.1f} MB")
        with workbench.timed("export proved, without Odoo", count, "event"):
            whole &= not audit(ExportSource(path)).findings
        with workbench.timed("yardstick: read the rows", count, "event"):
            env.cr.execute("SELECT * FROM onestop_dossier_event ORDER BY dossier_id, id")
            rows = env.cr.fetchall()
        text = str(rows[0]).encode()
        with workbench.timed(f"yardstick: SHA-256 of {len(text)} bytes", count, "event"):
            for _row in rows:
                hashlib.sha256(text).hexdigest()
        print("whole" if whole else "broken")


if __name__ == "__main__":
    main()
