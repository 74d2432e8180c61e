"""Asks a clamd whether a file holds a virus. The file is streamed to it; clamd needs no access to our disk."""

from __future__ import annotations

import socket
from typing import BinaryIO

import clamd


class ScanFailed(Exception):
    """No verdict: the scanner does not answer, or answers nothing that can be understood."""


class _WholeSocket(socket.socket):
    """``clamd`` sends with ``send``, which may leave a part behind; a stream with a hole gets no verdict."""

    def send(self, data, *args):
        self.sendall(data, *args)
        return len(data)


class Scanner(clamd.ClamdNetworkSocket):
    """A clamd at a host and port, or behind a socket of this machine.

    :param address: path of a Unix socket, or ``(host, port)``
    :param timeout: seconds to wait for the connection and for each answer
    """

    def __init__(self, address: str | tuple[str, int], timeout: float):
        host, port = address if isinstance(address, tuple) else (address, 0)
        super().__init__(host, port, timeout)
        self._address = address

    def _init_socket(self):
        family = socket.AF_INET if isinstance(self._address, tuple) else socket.AF_UNIX
        self.clamd_socket = _WholeSocket(family, socket.SOCK_STREAM)
        # before connecting, so that a host that swallows packets holds nobody up
        self.clamd_socket.settimeout(self.timeout)
        self.clamd_socket.connect(self._address)

    def find_virus(self, file: BinaryIO) -> str:
        """Name of the virus found in a file, empty if it is clean.

        :raises ScanFailed: there is no verdict
        """
        try:
            answer = self.instream(file)
        except (clamd.ClamdError, OSError, UnicodeDecodeError) as error:
            raise ScanFailed(str(error)) from error
        status, virus = (answer or {}).get("stream", ("", ""))
        if status == "OK":
            return ""
        if status == "FOUND":
            return virus or "?"
        raise ScanFailed(f"answer: {virus or answer}")
