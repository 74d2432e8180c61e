"""One address for an Odoo with workers: what a reverse proxy does in production.

Odoo's workers answer pages, and a process of its own on another port answers the websockets; a browser asks for both at
the address of the page. A connection goes where its first request goes: it carries no second one, since the workers
close it after their answer, and the process of the websockets answers pages too.
"""

import asyncio
import contextlib
import socket
import threading

_LONGEST_HEAD = 65536  # bytes of a request line with its headers

_OVER = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)


@contextlib.contextmanager
def open_on(address, pages, websockets):
    """Answer on ``address`` for the ``with`` block.

    :param address: ``(host, port)``, as the others.
    :param pages: where requests go.
    :param websockets: where those below ``/websocket`` go.
    :raises OSError: if another program has the address.
    """
    listening = socket.create_server(address, backlog=100)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def answer(reader, writer):
        # whoever goes, we or one of the two, the connection is over
        with contextlib.suppress(*_OVER):
            await _answer(reader, writer, pages, websockets)

    async def serve():
        async with await asyncio.start_server(answer, sock=listening, limit=_LONGEST_HEAD):
            await stop.wait()
        # what is open still: websockets, and connections on which nothing was asked
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), name="front door")
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


async def _answer(reader, writer, pages, websockets):
    with contextlib.closing(writer):
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        there = websockets if path == b"/websocket" or path.startswith(b"/websocket/") else pages
        their_reader, their_writer = await asyncio.open_connection(*there)
        with contextlib.closing(their_writer):
            their_writer.write(head)
            await asyncio.gather(_carry(reader, their_writer), _carry(their_reader, writer))


async def _carry(reader, writer):
    """Pass on what arrives, and that nothing more will."""
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.write_eof()
