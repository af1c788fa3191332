"""A mail server that can be away, take its time, or hang up after it has taken a message."""

import re
import socketserver
import threading
from collections import Counter
from enum import Enum, auto

from tests.faults.servers import free_port

SUBJECT = re.compile(r"^To: (.+)$", re.MULTILINE)


class Mood(Enum):
    WELL = auto()
    SLOW = auto()
    HANGS_UP_AFTER_DATA = auto()
    REFUSES = auto()


class MailServer:
    def __init__(self) -> None:
        self.port = free_port()
        self.mood = Mood.WELL
        self.accepted: list[str] = []
        self.hung_up_on: list[str] = []
        self.is_holding, self.may_answer = threading.Event(), threading.Event()
        self._server: socketserver.ThreadingTCPServer | None = None

    def start(self) -> None:
        owner = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                owner.talk(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = daemon_threads = True

        self._server = Server(("127.0.0.1", self.port), Talk)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Away: nobody listens at its port."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def talk(self, talk: socketserver.StreamRequestHandler) -> None:
        try:
            talk.wfile.write(b"220 mail.example\r\n")
            while line := talk.rfile.readline():
                if not self._answer(talk, line.split()[0].upper() if line.split() else b""):
                    return
        except OSError:
            return  # whoever spoke was killed

    def _answer(self, talk: socketserver.StreamRequestHandler, verb: bytes) -> bool:
        if verb == b"QUIT":
            talk.wfile.write(b"221 bye\r\n")
            return False
        if verb == b"RCPT" and self.mood == Mood.REFUSES:
            talk.wfile.write(b"550 nobody of that name\r\n")
        elif verb == b"DATA":
            return self._take(talk)
        else:
            talk.wfile.write(b"250 well\r\n")
        return True

    def _take(self, talk: socketserver.StreamRequestHandler) -> bool:
        talk.wfile.write(b"354 go on\r\n")
        lines = []
        while (line := talk.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        message = b"".join(lines).decode()
        if self.mood == Mood.HANGS_UP_AFTER_DATA:
            self.hung_up_on.append(message)
            return False
        if self.mood == Mood.SLOW:
            self.is_holding.set()
            self.may_answer.wait(15)
        self.accepted.append(message)
        talk.wfile.write(b"250 taken\r\n")
        return True

    def received_by(self, address: str) -> int:
        """How many messages this person has in the end."""
        return Counter(found for message in self.accepted for found in SUBJECT.findall(message.replace("\r", "")))[
            address
        ]
