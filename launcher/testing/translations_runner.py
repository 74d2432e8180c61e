"""Find the texts of an export that a translation file does not translate.

Run as a script: ``python translations_runner.py EXPORT.po vi.po``. Prints JSON.
"""

import json
import re
import sys
from pathlib import Path

import polib

# A text with these letters is Vietnamese already: demo data, names of offices.
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def main(export, translation):
    """Print how many texts there are and which are not translated, with where they come from."""
    translated = set()
    if Path(translation).exists():
        translated = {entry.msgid for entry in polib.pofile(translation) if entry.msgstr and not entry.fuzzy}
    texts = [
        entry for entry in polib.pofile(export) if _LETTER.search(entry.msgid) and not VIETNAMESE.search(entry.msgid)
    ]
    missing = [
        (entry.msgid, entry.occurrences[0][0] if entry.occurrences else "")
        for entry in texts
        if entry.msgid not in translated
    ]
    sys.stdout.write(json.dumps({"texts": len(texts), "missing": missing}))


if __name__ == "__main__":
    main(*sys.argv[1:])
