"""Make the recordings that a hall plays where the browser has no Vietnamese voice.

``python3 make.py`` needs the Debian packages ``espeak-ng`` and ``opus-tools``. It writes a file for each piece of
``engine/spoken.py`` to ``static/src/audio``. A hall with a better voice replaces files of the same names.
"""

import array
import importlib.util
import subprocess
import tempfile
import wave
from pathlib import Path

ADDON = Path(__file__).resolve().parents[1]
# samples below this share of the loudest are silence
QUIET = 0.02
# seconds of silence that stay at either end, so that words do not run into each other
MARGIN = 0.03


def load_spoken():
    """Load the engine by its path: Odoo is not needed here."""
    spec = importlib.util.spec_from_file_location("spoken", ADDON / "engine/spoken.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def trim(path):
    """Cut the silence before and after the word."""
    with wave.open(str(path)) as sound:
        settings, samples = sound.getparams(), array.array("h", sound.readframes(sound.getnframes()))
    level = max(map(abs, samples)) * QUIET
    loud = [place for place, sample in enumerate(samples) if abs(sample) > level]
    margin = int(settings.framerate * MARGIN)
    with wave.open(str(path), "wb") as sound:
        sound.setparams(settings)
        sound.writeframes(samples[max(loud[0] - margin, 0) : loud[-1] + margin].tobytes())


def main():
    """Write all pieces."""
    spoken = load_spoken()
    target = ADDON / "static/src/audio"
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "piece.wav"
        for piece in spoken.pieces():
            subprocess.run(["espeak-ng", "-v", "vi", "-s", "135", "-w", sound, piece], check=True)
            trim(sound)
            subprocess.run(
                ["opusenc", "--quiet", "--bitrate", "24", sound, target / spoken.file_name(piece)], check=True
            )


if __name__ == "__main__":
    main()
