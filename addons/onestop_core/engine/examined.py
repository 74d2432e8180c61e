"""What the examining process does for us: functions with limits, and how their values travel to it and back.

A function that reads bytes which somebody else wrote is marked with ``examined``.  It then still is the plain function
that tests call; who serves people calls it by ``examiner.examine``, which runs it in a process of its own.

Values travel as JSON, because who answers may have been taken over by what it read: a name in an answer only ever
stands for a data class of an engine.  Bytes and files go as open files beside it.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import BinaryIO

MIB = 1024 * 1024
# bytes that are not written into the JSON
_BESIDE = 4096
_ENGINE = re.compile(r"(?:odoo\.addons\.)?(?:onestop_\w+\.)?engine\.(\w+)")


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one call may use up before its process is killed.

    :ivar seconds: of processor; three times as much of the clock
    :ivar memory: bytes, beside what is loaded already
    :ivar answer: bytes of its answer
    :ivar growth: bytes of the answer beside that, for each byte that it is given
    :ivar writes: bytes that it may write to a ``Target``
    :ivar lane: calls wait for calls of their lane only: ``read`` (what people send), ``print`` (what we print)
    :ivar raises: exceptions that are an answer; any other means that the file could not be examined
    """

    seconds: int
    memory: int
    answer: int
    growth: int
    writes: int
    lane: str
    raises: tuple[type[Exception], ...]


def examined(*, seconds=10, memory=512 * MIB, answer=MIB, growth=0, writes=0, lane="read", raises=()) -> Callable:
    """Mark a function of an engine as one that runs in the examining process; see ``Limits``."""

    def mark(function):
        function.limits = Limits(seconds, memory, answer, growth, writes, lane, tuple(raises))
        return function

    return mark


@dataclasses.dataclass(frozen=True)
class Target:
    """A file with a descriptor that the examined function writes to."""

    file: BinaryIO


class NotCarriable(TypeError):
    """A value, or a name in an answer, that does not travel."""


def _is_engine_class(cls) -> bool:
    return (
        isinstance(cls, type)
        and bool(_ENGINE.fullmatch(cls.__module__))
        and (dataclasses.is_dataclass(cls) or (issubclass(cls, tuple) and hasattr(cls, "_fields")))
    )


def _items(value):
    if dataclasses.is_dataclass(value):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return list(value)


def dump(value, keep: Callable | None = None) -> bytes:
    """The value as JSON in UTF-8.

    :param keep: takes bytes or a ``Target`` or file, and gives the number under which the other side finds it
    :raises NotCarriable: there is no way to write it
    """
    # a name may hold half a letter, which is what is to be found out
    return json.dumps(_pack(value, keep), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _pack(value, keep):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return [_pack(each, keep) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"=": {key: _pack(each, keep) for key, each in value.items()}}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes) and (keep is None or len(value) <= _BESIDE):
        return {"bytes": base64.b64encode(value).decode()}
    if _is_engine_class(type(value)) and not isinstance(value, Target):
        name = f"{type(value).__module__}:{type(value).__qualname__}"
        return {"class": [name, *(_pack(each, keep) for each in _items(value))]}
    if isinstance(value, tuple):
        return {"tuple": [_pack(each, keep) for each in value]}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(_pack(each, keep) for each in value)}
    if keep is None:
        raise NotCarriable(type(value).__name__)
    kind = "kept" if isinstance(value, bytes) else "target" if isinstance(value, Target) else "file"
    return {kind: keep(value)}


def load(text: bytes, take: Callable | None = None):
    """The value that ``dump`` wrote.

    :param take: gives what was kept under a kind (``kept``, ``file``, ``target``) and a number
    :raises NotCarriable: it names something else than a data class of an engine that is loaded
    :raises ValueError: it is no such JSON
    """
    return _unpack(json.loads(text.decode("utf-8", "surrogatepass")), take)


def _unpack(value, take):
    if isinstance(value, list):
        return [_unpack(each, take) for each in value]
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "=":
        return {key: _unpack(each, take) for key, each in inner.items()}
    if kind == "class":
        name, *items = inner
        return find_class(name)(*(_unpack(each, take) for each in items))
    if kind in _SIMPLE:
        return _SIMPLE[kind](inner)
    if kind in ("tuple", "set"):
        return {"tuple": tuple, "set": frozenset}[kind](_unpack(each, take) for each in inner)
    if take is None:
        raise NotCarriable(kind)
    return take(kind, inner)


_SIMPLE = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "bytes": base64.b64decode}


def find_class(name: str) -> type:
    """The data class of an engine that is loaded under ``module:name``.

    :raises NotCarriable: there is none
    """
    module, _, qualname = name.partition(":")
    cls = getattr(sys.modules.get(module), qualname, None)
    if not _is_engine_class(cls):
        raise NotCarriable(name)
    return cls
