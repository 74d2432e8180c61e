"""All that is found out about an upload, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from . import signing, upload
from .examined import MIB, examined


@dataclass(frozen=True)
class Intake:
    """An accepted upload, and the verdict on each signature in it."""

    upload: upload.Upload
    signatures: tuple[signing.Signature, ...]


@examined(seconds=30, memory=1024 * MIB, raises=(upload.UploadRefused,))
def take_in(name: str, file: BinaryIO, policy: upload.UploadPolicy, roots: str) -> Intake:
    """Judge an upload and read its signatures.

    :param roots: the authorities that are trusted, as PEM blocks
    :raises upload.UploadRefused: with the first reason found
    """
    found = upload.judge(name, file, policy)
    signatures = signing.verify(file.read(), roots) if found.mime == "application/pdf" else []
    return Intake(found, tuple(signatures))
