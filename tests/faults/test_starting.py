"""A web server that starts while something is amiss stays up, says so, serves nothing, and opens by itself."""

from contextlib import contextmanager
from http.client import HTTPConnection

from tests.faults.product import PROGRAMS, kill
from tests.faults.servers import free_port
from tests.faults.waiting import wait_for

WATCHED, SERVED = ["/healthz", "/readyz"], ["/account/sign-in/", "/nowhere/"]


class Server:
    """Another web server of the same Board, on a port of its own."""

    def __init__(self, board, port):
        self.host, self.port = board.product.host, port

    def status(self, path):
        return self.ask("GET", path)[0]

    def ask(self, method, path, body=""):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Host": self.host, "X-Forwarded-Proto": "https", **form})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def is_there(self):
        try:
            return self.status("/healthz") == 200
        except OSError:
            return False


@contextmanager
def starting(board):
    port = free_port()
    gunicorn = [str(PROGRAMS / "gunicorn"), "--config", "python:lscb.web_server", "--workers", "2"]
    process = board.product.start("starting", *gunicorn, "--bind", f"127.0.0.1:{port}")
    server = Server(board, port)
    try:
        wait_for("a web server that answers", server.is_there)
        yield server, process
    finally:
        kill(process)


def check_shut(server):
    assert [server.status(path) for path in WATCHED] == [200, 503]
    assert [server.status(path) for path in SERVED for _worker in range(3)] == [503] * 6
    status, text = server.ask("POST", "/account/reset/", "subject=Rota+gaps")
    assert (status, "<h1>Not at this moment</h1>" in text, "Rota gaps" in text) == (503, True, True)


def check_opens(server):
    wait_for("open doors", lambda: [server.status("/account/sign-in/") for _worker in range(6)] == [200] * 6)
    assert server.status("/nowhere/") == 404


def test_a_web_server_that_starts_while_the_database_is_away_waits_for_it(board):
    board.servers.stop_postgres("fast")
    with starting(board) as (server, process):
        try:
            check_shut(server)
        finally:
            board.servers.start_postgres()
        check_opens(server)
        assert process.is_running()


def test_a_web_server_that_starts_without_a_trigger_serves_nothing_until_migrate_puts_it_back(board):
    board.do("DROP TRIGGER core_activityevent_no_delete ON core_activityevent")
    with starting(board) as (server, process):
        check_shut(server)
        assert "lost their triggers: core_activityevent_no_delete" in board.product.log("starting")
        board.product.manage("migrate", "-v0")
        check_opens(server)
        assert process.is_running()
