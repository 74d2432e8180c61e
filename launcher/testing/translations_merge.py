"""Merge a fresh export of an add-on's texts into its ``i18n/``.

Run as a script: ``python translations_merge.py EXPORT.pot I18N_DIR``. Prints what has changed.
"""

import sys
from pathlib import Path

import polib
from translations_runner import VIETNAMESE


def main(export, directory):
    """Write ``<module>.pot`` and ``vi.po``: the export's texts in its order, with the Vietnamese there is."""
    directory = Path(directory)
    module = directory.parent.name
    texts = polib.pofile(export)
    translated = {}
    head = texts.metadata
    if (directory / "vi.po").exists():
        known = polib.pofile(str(directory / "vi.po"))
        head = known.metadata
        translated = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in known if entry.msgstr}
    # what is Vietnamese already, as demo data and words of the law are, needs no translation; it may have one
    texts[:] = [
        entry for entry in texts if (entry.msgctxt, entry.msgid) in translated or not VIETNAMESE.search(entry.msgid)
    ]
    new = 0
    for name in (f"{module}.pot", "vi.po"):
        merged = polib.POFile(wrapwidth=0)
        merged.header = texts.header
        merged.metadata = head if name == "vi.po" else {**texts.metadata, **_DATES}
        for entry in texts:
            found = translated.get((entry.msgctxt, entry.msgid), "") if name == "vi.po" else ""
            new += name == "vi.po" and not found
            merged.append(
                polib.POEntry(
                    msgid=entry.msgid,
                    msgctxt=entry.msgctxt,
                    msgstr=found,
                    comment=entry.comment,
                    occurrences=sorted(set(entry.occurrences)),
                    flags=entry.flags,
                )
            )
        merged.save(str(directory / name))
    gone = len(translated.keys() - {(entry.msgctxt, entry.msgid) for entry in texts})
    sys.stdout.write(f"  {module}: {len(texts)} texts, {new} without Vietnamese, {gone} gone\n")


# of the template no change tells anything, and each would be a line in every comparison
_DATES = {"POT-Creation-Date": "2026-11-22 08:07+0000", "PO-Revision-Date": "2026-11-22 08:07+0000"}


if __name__ == "__main__":
    main(*sys.argv[1:])
