import stat
from threading import Thread
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from lscb.core.uploads.limits import LARGEST
from lscb.settings import queue, services
from lscb.settings.environment import kept_secret, read_environment

DATABASE = "postgresql://ann:secret@db.example"


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Reads an environment that holds these variables and nothing else of ours."""

    def read(**variables):
        for name in (
            "DATABASE_URL",
            "REDIS_URL",
            "MAIL_URL",
            "CLAMAV",
            "DEMO",
            "SECRET_KEY",
            "SEAL_KEY",
            "PROXY_COUNT",
            "STATIC",
        ):
            monkeypatch.delenv(f"LSCB_{name}", raising=False)
        monkeypatch.delenv("LSCB_BASE_URL", raising=False)
        monkeypatch.setenv("LSCB_HOME", str(tmp_path / "home"))
        for name, value in variables.items():
            monkeypatch.setenv(f"LSCB_{name}", value)
        return read_environment()

    return read


def test_one_machine_needs_no_settings_at_all(environment, tmp_path):
    env = environment()

    assert (env.base_url, env.allowed_hosts, env.is_demo, env.is_behind_tls) == (
        "http://127.0.0.1:8000",
        ["127.0.0.1"],
        False,
        False,
    )
    assert (env.home, env.mail_folder) == (tmp_path / "home", tmp_path / "home" / "mail")
    assert stat.S_IMODE(env.home.stat().st_mode) == 0o700  # whoever else uses this machine reads no database
    database = services.database(env)
    assert (database["ENGINE"], database["OPTIONS"]["transaction_mode"]) == ("django.db.backends.sqlite3", "IMMEDIATE")
    assert queue.caches(env)["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert queue.broker(env)["CELERY_BROKER_URL"] == "filesystem://localhost"
    assert services.mail(env)["EMAIL_FILE_PATH"] == str(tmp_path / "home" / "mail")


def test_production_is_named_by_addresses(environment):
    env = environment(
        BASE_URL="https://board.example.org.uk/",
        ALLOWED_HOSTS="internal.example,10.0.0.4",
        DATABASE_URL="postgresql://ann:p%40ss@db.example:5433/lscb",
        REDIS_URL="rediss://cache.example:6380/1",
        MAIL_URL="smtp://ann:p%40ss@mail.example:587?tls",
    )

    assert (env.base_url, env.is_behind_tls, env.proxy_count, env.mail_folder) == (
        "https://board.example.org.uk",
        True,
        1,
        None,
    )
    assert env.allowed_hosts == ["internal.example", "10.0.0.4", "board.example.org.uk"]
    database = services.database(env)
    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "lscb",
        "ann",
        "p@ss",
        "db.example",
        5433,
    ]
    assert queue.broker(env)["CELERY_BROKER_URL"] == "rediss://cache.example:6380/1?ssl_cert_reqs=required"
    assert queue.caches(env)["default"]["LOCATION"] == "rediss://cache.example:6380/2?ssl_cert_reqs=required"
    mail = services.mail(env)
    assert [
        mail[key] for key in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    ] == [
        "mail.example",
        587,
        "p@ss",
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("url", "port", "ssl"), [("smtp://mail.example", 25, False), ("smtps://mail.example", 465, True)]
)
def test_mail_has_the_usual_ports(environment, url, port, ssl):
    mail = services.mail(environment(MAIL_URL=url))

    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (port, ssl, False)


@pytest.mark.parametrize("address", ["", "unix:///run/clamav/clamd.ctl", "tcp://scanner.example:3310"])
def test_a_virus_scanner_is_named_by_its_socket(environment, address):
    assert services.scanner(environment(CLAMAV=address)) == address


def test_a_day_has_room_for_the_largest_file_at_least(environment):
    assert services.uploads_a_day(environment()) == 500 * 1024**2
    assert services.uploads_a_day(environment(UPLOADS_MB_A_DAY="20")) == LARGEST
    with pytest.raises(ImproperlyConfigured, match="LSCB_UPLOADS_MB_A_DAY must be 20 at least"):
        services.uploads_a_day(environment(UPLOADS_MB_A_DAY="19"))


@pytest.mark.parametrize(
    "text", ["board.example.org.uk", "ftp://board.example", "https://", "https://board.example/lscb"]
)
def test_an_address_of_the_product_that_will_not_do_is_refused_in_words(environment, text):
    with pytest.raises(ImproperlyConfigured, match="LSCB_BASE_URL must be a whole address such as https://"):
        environment(BASE_URL=text)


@pytest.mark.parametrize(
    ("name", "service", "text"),
    [
        ("DATABASE_URL", services.database, "mysql://ann:secret@db/lscb"),
        ("DATABASE_URL", services.database, "postgresql://ann:secret@db:port/lscb"),
        ("DATABASE_URL", services.database, "postgresql://ann:secret@[db/lscb"),
        ("REDIS_URL", queue.caches, "cache.example:6379"),
        ("REDIS_URL", queue.caches, "redis://:secret@"),
        ("MAIL_URL", services.mail, "mailto:ann"),
        ("MAIL_URL", services.mail, "smtp://"),
        ("CLAMAV", services.scanner, "/run/clamav/clamd.ctl"),
        ("CLAMAV", services.scanner, "unix://clamd.ctl"),
        ("CLAMAV", services.scanner, "tcp://:3310"),
    ],
)
def test_a_wrong_address_is_refused_in_words_that_give_no_password_away(environment, name, service, text):
    env = environment(**{name: text})

    with pytest.raises(ImproperlyConfigured, match=f"^LSCB_{name} must be an address such as") as refusal:
        service(env)

    assert "secret" not in str(refusal.value)


def test_an_image_keeps_its_static_files_apart_from_the_data(environment, tmp_path):
    assert environment().static == tmp_path / "home" / "static"
    assert environment(STATIC=str(tmp_path / "built")).static == tmp_path / "built"


def test_a_database_without_a_name_is_refused(environment):
    with pytest.raises(ImproperlyConfigured, match="must end with the name of the database"):
        services.database(environment(DATABASE_URL="postgresql://ann@db/"))


def test_the_address_of_the_database_says_how_the_connection_is_kept_private(environment, tmp_path):
    roots = tmp_path / "our roots.pem"
    roots.touch()

    plain = services.database(environment(DATABASE_URL=f"{DATABASE}/lscb"))
    private = services.database(
        environment(DATABASE_URL=f"{DATABASE}/lscb?sslmode=verify-full&sslrootcert={quote(str(roots))}")
    )

    asked = {"sslmode": "verify-full", "sslrootcert": str(roots)}
    assert private["OPTIONS"] == plain["OPTIONS"] | asked
    assert (private["NAME"], private["HOST"]) == ("lscb", "db.example")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sslmode=full", "sslmode in LSCB_DATABASE_URL must be one of disable"),
        ("sslmode=", "each once and with a value"),
        ("sslmode", "each once and with a value"),
        ("sslmode=require&sslmode=disable", "each once and with a value"),
        ("ssl=true", "takes sslmode, sslrootcert, sslcert and sslkey"),
        ("options=-c%20lock_timeout%3D0", "takes sslmode, sslrootcert, sslcert and sslkey"),
        ("sslmode=verify-full&sslrootcert=/nowhere/secret.pem", "sslrootcert in LSCB_DATABASE_URL must be the path"),
    ],
)
def test_what_the_database_is_not_to_be_told_is_refused_in_words(environment, query, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        services.database(environment(DATABASE_URL=f"{DATABASE}/lscb?{query}"))

    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(("name", "text"), [("DEMO", "perhaps"), ("PROXY_COUNT", "two")])
def test_a_value_of_the_wrong_type_is_refused(environment, name, text):
    with pytest.raises(EnvError, match=f"LSCB_{name}"):
        environment(**{name: text})


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"

    first, second = kept_secret(path), kept_secret(path)

    assert (first, len(first)) == (second, 50)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_together_keep_one_secret(tmp_path):
    secrets: list[str] = []
    threads = [Thread(target=lambda: secrets.append(kept_secret(tmp_path / "key"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(secrets)) == 1
    assert len(secrets) == 8


@pytest.mark.parametrize(
    "text",
    [
        "redis://:secret@queue.example/0?ssl_ca_certs=/etc/hostname",
        "rediss://:secret@queue.example/0?ssl_cert_reqs=none",
        "rediss://:secret@queue.example/0?ssl_ca_certs=/no/such/file.pem",
        "rediss://:secret@queue.example/0?ssl_ca_certs=",
    ],
)
def test_an_address_of_the_queue_cannot_do_without_its_certificate(environment, text):
    with pytest.raises(ImproperlyConfigured, match="ssl_ca_certs") as refusal:
        queue.broker(environment(REDIS_URL=text))

    assert "secret" not in str(refusal.value)
