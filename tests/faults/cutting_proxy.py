"""A proxy before the web that hands a request on, waits for the answer's first byte, and lets nobody have it."""

import socket
import threading
from types import TracebackType


class CuttingProxy:
    def __init__(self, target: int):
        self.target = target
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.has_answered = threading.Event()

    def __enter__(self) -> "CuttingProxy":
        threading.Thread(target=self._cut_one, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.listener.close()

    def _cut_one(self) -> None:
        asker, _address = self.listener.accept()
        with asker, socket.create_connection(("127.0.0.1", self.target)) as web:
            threading.Thread(target=_hand_on, args=[asker, web], daemon=True).start()
            if web.recv(1):
                self.has_answered.set()
            asker.shutdown(socket.SHUT_RDWR)


def _hand_on(asker: socket.socket, web: socket.socket) -> None:
    try:
        while sent := asker.recv(65536):
            web.sendall(sent)
    except OSError:
        return  # cut: that is what it is for
