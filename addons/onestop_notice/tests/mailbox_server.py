"""A mail server that misbehaves on demand: a real SMTP server on the loopback."""

import threading

from aiosmtpd.controller import Controller


class MailboxServer(Controller):
    """Takes mails, on a port of its own while it is open as a context.

    :ivar behaviours: what the next mails meet, in order; after the last one the server behaves well
        ``ok`` takes; ``lost`` takes and breaks the line before it says so; ``busy`` asks to come again; ``unknown``
        knows no such mailbox
    :ivar mails: the text of every mail that was taken, as often as it was
    """

    def __init__(self):
        self.behaviours = []
        self.mails = []
        self._lock = threading.Lock()
        super().__init__(self, hostname="127.0.0.1", port=0)

    def __enter__(self):
        self.start()
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *exception):
        self.stop()

    def _trigger_server(self):
        # the controller greets its own server to see that it runs, at the port that the system has chosen
        self.port = self.server.sockets[0].getsockname()[1]
        return super()._trigger_server()

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        with self._lock:
            envelope.behaviour = self.behaviours.pop(0) if self.behaviours else "ok"
        envelope.mail_from = address
        return "250 well"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if envelope.behaviour == "unknown":
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 well"

    async def handle_DATA(self, server, session, envelope):
        if envelope.behaviour == "busy":
            return "451 later"
        self.mails.append(envelope.content.decode())
        if envelope.behaviour == "lost":
            server.transport.close()
        return "250 taken"
