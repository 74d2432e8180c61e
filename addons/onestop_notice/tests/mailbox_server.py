"""A mail server that misbehaves on demand: a real SMTP server on the loopback."""

import socketserver
import threading


class MailboxServer:
    """Takes mails.

    :ivar behaviours: what the next mails meet, in order; after the last one the server behaves well
        ``ok`` takes; ``lost`` takes and breaks the line before it says so; ``busy`` asks to come again; ``unknown``
        knows no such mailbox
    :ivar mails: the text of every mail that was taken, as often as it was
    """

    def __init__(self):
        self.behaviours = []
        self.mails = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                outer._serve(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, handler):
        def say(line):
            handler.wfile.write(f"{line}\r\n".encode())

        behaviour = self.behaviours.pop(0) if self.behaviours else "ok"
        say("220 here")
        while line := handler.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                say("354 go on")
                mail = []
                while (line := handler.rfile.readline()) not in (b".\r\n", b""):
                    mail.append(line.decode())
                if behaviour == "busy":
                    say("451 later")
                    continue
                self.mails.append("".join(mail))
                if behaviour == "lost":
                    return
                say("250 taken")
            elif command == b"RCPT" and behaviour == "unknown":
                say("550 no such mailbox")
            elif command == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 well")
