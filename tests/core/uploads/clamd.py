"""A small ClamAV daemon for the tests: it speaks the real one's protocol and knows one virus."""

import socketserver
from contextlib import contextmanager
from threading import Thread

from tests.hostile.making import EICAR

STREAM_MAX_LENGTH = 25 * 1024**2


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            letter = self.rfile.read(1)
            if not letter:
                return
            command += letter
        self.wfile.write(self.server.replies.get(command, b"UNKNOWN COMMAND\0") or self.scan())

    def scan(self) -> bytes:
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
            if len(content) > STREAM_MAX_LENGTH:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.server.scanned.append(content)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def serving(server):
    """Until the test is over; ``replies`` may be changed, ``scanned`` is what came."""
    server.scanned, server.replies = [], {b"zPING\0": b"PONG\0", b"zINSTREAM\0": None}
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
