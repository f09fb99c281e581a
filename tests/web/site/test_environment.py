"""What an operator may set: what it is when left out, how it is read, and when it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from certway.web.site.environment import (
    KEY_LENGTH,
    MAKE_KEY,
    SAMPLE_KEY,
    Environment,
    host_names,
    key_fault,
    read_environment,
)
from certway.web.site.mail import MailWay
from certway.web.site.variables import SettingsError

KEY = "a-key-of-fifty-characters-or-more-that-nobody-guesses-0123"
SERVER = "postgresql://zora:sesame@db.example:6432/certway"


def read(folder: Path, **given: str) -> Environment:
    return read_environment({"CERTWAY_DATA": str(folder), **given})


def refused(folder: Path, **given: str) -> dict[str, str]:
    """Return what is said of each variable that is refused."""
    with pytest.raises(SettingsError) as refusal:
        read(folder, **given)
    assert "sesame" not in str(refusal.value)
    return {problem.file: problem.text for problem in refusal.value.problems}


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert replace(found, database={}) == Environment(
        data_folder=tmp_path,
        secret_key=(tmp_path / "secret.key").read_text(),
        hosts=(),
        production=False,
        plan_patience_seconds=1,
        log_style="text",
        database={},
        mail_way=MailWay(),
        mail_from="Certway <certway@localhost>",
        proxies=0,
        providers={},
        document_keys="",
        document_key_file=tmp_path / "documents.key",
        address="http://localhost:8000",
    )
    assert (found.database["ENGINE"], found.database["NAME"]) == (
        "django.db.backends.sqlite3",
        tmp_path / "certway.sqlite3",
    )


def test_variable_left_empty_is_left_out(tmp_path: Path) -> None:
    names = ("HOSTS", "TLS", "SECRET_KEY", "PLAN_PATIENCE", "LOG", "MAIL_FROM")
    empty = {**{f"CERTWAY_{name}": "" for name in names}, "DATABASE_URL": "", "EMAIL_URL": ""}

    assert read(tmp_path, **empty) == read(tmp_path)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wrong = {
        "CERTWAY_DATA": str(tmp_path / "file"),
        "CERTWAY_TLS": "yes",
        "CERTWAY_HOSTS": "certway.example, https://other.example",
        "CERTWAY_PLAN_PATIENCE": "nan",
        "CERTWAY_LOG": "xml",
        "CERTWAY_PLAN_PATIENC": "3",
        "CERTWAY_BANANA": "3",
        "CERTWAY_MAIL_FROM": "zora",
        "DATABASE_URL": "mysql://zora:sesame@db.example/certway",
        "EMAIL_URL": "smtps://zora:sesame@mail.example",
    }

    said = refused(tmp_path, **wrong)

    assert {name: text[:44] for name, text in said.items()} == {
        "CERTWAY_DATA": f"{tmp_path}/file can't be the data folder"[:44],
        "CERTWAY_TLS": "'yes' is neither 1 nor 0; write 1 for yes, a",
        "CERTWAY_HOSTS": "'https://other.example' is no name of a mach",
        "CERTWAY_PLAN_PATIENCE": "'nan' is no number from 0 to 600",
        "CERTWAY_LOG": "'xml' is none of json, text",
        "CERTWAY_PLAN_PATIENC": "no setting has this name; did you mean CERTW",
        "CERTWAY_BANANA": "no setting has this name; docs/reference/set",
        "CERTWAY_MAIL_FROM": "'zora' is no address; write Certway <certway",
        "DATABASE_URL": "it begins with neither of postgres:// and po",
        "EMAIL_URL": "it is none of these: smtp+tls://user:passwor",
    }


@pytest.mark.parametrize("value", ["-1", "601", "inf", "soon", "1,5"])
def test_patience_is_a_number_of_seconds(tmp_path: Path, value: str) -> None:
    assert list(refused(tmp_path, CERTWAY_PLAN_PATIENCE=value)) == ["CERTWAY_PLAN_PATIENCE"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (" Certway.Example , 192.0.2.7,", ("certway.example", "192.0.2.7")),
        (".example.org", (".example.org",)),
        ("::1, [2001:db8::7]", ("[::1]", "[2001:db8::7]")),
    ],
)
def test_hosts_are_names_and_addresses(text: str, names: tuple[str, ...]) -> None:
    assert host_names(text) == names


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"CERTWAY_HOSTS": "0.0.0.0,certway.example"}, "http://certway.example:8000"),
        ({"CERTWAY_HOSTS": ".certway.example", "CERTWAY_TLS": "1"}, "https://certway.example"),
        ({"CERTWAY_TLS": "1"}, "https://localhost"),
        ({"CERTWAY_ADDRESS": "https://certway.example/", "CERTWAY_TLS": "1"}, "https://certway.example"),
        ({"CERTWAY_ADDRESS": "http://[::1]:8080"}, "http://[::1]:8080"),
    ],
)
def test_address_is_given_or_follows_from_the_hosts(tmp_path: Path, given: dict[str, str], address: str) -> None:
    assert read(tmp_path, **{"CERTWAY_SECRET_KEY": KEY, **given}).address == address


@pytest.mark.parametrize(
    ("text", "tls"), [("certway.example", "0"), ("https://certway.example/way", "0"), ("http://certway.example", "1")]
)
def test_address_that_is_none_is_refused(tmp_path: Path, text: str, tls: str) -> None:
    given = {"CERTWAY_SECRET_KEY": KEY, "CERTWAY_ADDRESS": text, "CERTWAY_TLS": tls}

    assert list(refused(tmp_path, **given)) == ["CERTWAY_ADDRESS"]


@pytest.mark.parametrize("text", ["*", "certway.example:8000", "certway.example/", "two words", "-x.example", "a..b"])
def test_host_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    assert list(refused(tmp_path, CERTWAY_HOSTS=text)) == ["CERTWAY_HOSTS"]


class TestKey:
    WEAK: Mapping[str, str] = {
        SAMPLE_KEY: "it is the sample of the reference, which everybody knows",
        f"django-insecure-{KEY}": "it begins with django-insecure-, as keys that are not meant for use do",
        KEY[: KEY_LENGTH - 1]: "it is shorter than 50 characters",
        "abcd" * 20: "it has fewer than 5 different characters",
    }

    @pytest.mark.parametrize("key", WEAK)
    def test_weak_key_is_refused_in_production_and_not_told(self, tmp_path: Path, key: str) -> None:
        said = refused(tmp_path, CERTWAY_TLS="1", CERTWAY_SECRET_KEY=key)

        assert said == {"CERTWAY_SECRET_KEY": f"{self.WEAK[key]}; make one with {MAKE_KEY}"}
        assert read(tmp_path, CERTWAY_SECRET_KEY=key).secret_key == key
        assert list(tmp_path.iterdir()) == []

    def test_good_key_is_taken(self, tmp_path: Path) -> None:
        found = read(tmp_path, CERTWAY_TLS="1", CERTWAY_SECRET_KEY=KEY)

        assert (found.secret_key, found.production, found.log_style, key_fault(KEY)) == (KEY, True, "json", "")
        assert list(tmp_path.iterdir()) == []

    def test_key_of_the_folder_will_do_for_one_machine(self, tmp_path: Path) -> None:
        assert read(tmp_path, CERTWAY_TLS="1").secret_key == (tmp_path / "secret.key").read_text()

    def test_weak_key_of_the_folder_is_refused_in_production(self, tmp_path: Path) -> None:
        (tmp_path / "secret.key").write_text("changeme")

        assert refused(tmp_path, CERTWAY_TLS="1") == {
            f"{tmp_path}/secret.key": (
                "it is shorter than 50 characters; delete the file, then a new key is made at the start"
            )
        }

    def test_machines_with_one_database_need_one_key(self, tmp_path: Path) -> None:
        said = refused(tmp_path, CERTWAY_TLS="1", DATABASE_URL=SERVER)

        assert said == {
            "CERTWAY_SECRET_KEY": (
                f"every machine that serves from one PostgreSQL needs the same key; make one with {MAKE_KEY}"
            )
        }
        assert read(tmp_path, DATABASE_URL=SERVER).secret_key
        assert read(tmp_path, CERTWAY_TLS="1", DATABASE_URL=SERVER, CERTWAY_SECRET_KEY=KEY).secret_key == KEY

    def test_secrets_stand_in_no_representation(self, tmp_path: Path) -> None:
        told = {"DATABASE_URL": SERVER, "EMAIL_URL": "smtp://zora:sesame@mail", "CERTWAY_SECRET_KEY": KEY}
        shown = repr(read(tmp_path, **told))

        assert [secret for secret in (KEY, "sesame") if secret in shown] == []


class TestProvider:
    def test_provider_that_can_be_listened_to_is_refused_in_production(self, tmp_path: Path) -> None:
        def told(server: str) -> dict[str, str]:
            return {
                "CERTWAY_OIDC_SERVER": server,
                "CERTWAY_OIDC_CLIENT": "certway",
                "CERTWAY_OIDC_SECRET": "sesame",
                "CERTWAY_SECRET_KEY": KEY,
            }

        servers = ("http://id.example.org", "http://localhost:8080", "HTTPS://id.example.org")
        said = [refused(tmp_path, CERTWAY_TLS="1", **told(server)) for server in servers]

        fault = "'{}' can be listened to, and whoever does can sign in as anybody; use https"
        assert said == [
            *({"CERTWAY_OIDC_SERVER": fault.format(server)} for server in servers[:2]),
            {"CERTWAY_OIDC_SERVER": f"'{servers[2]}' is no address; write one such as https://id.example.org"},
        ]
        kept = [
            read(tmp_path, **told(servers[0])).providers,
            read(tmp_path, CERTWAY_TLS="1", **told("https://id.example.org")).providers,
        ]
        assert [one["openid_connect"]["APPS"][0]["settings"]["server_url"] for one in kept] == [
            "http://id.example.org",
            "https://id.example.org",
        ]


class TestDatabaseAddress:
    def test_server_is_used_by_its_address_alone_and_through_a_pool(self, tmp_path: Path) -> None:
        assert read(tmp_path, DATABASE_URL=SERVER).database == {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "certway",
            "USER": "zora",
            "PASSWORD": "sesame",
            "HOST": "db.example",
            "PORT": "6432",
            "OPTIONS": {
                "connect_timeout": 5,
                "application_name": "certway",
                "pool": {"min_size": 1, "max_size": 10, "timeout": 5},
            },
            "CONN_HEALTH_CHECKS": True,
        }

    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("postgresql://postgres:@/db?host=/run/pg", {"NAME": "db", "USER": "postgres", "HOST": "/run/pg"}),
            ("postgres://zora@%2Frun%2FPg/db", {"NAME": "db", "USER": "zora", "HOST": "/run/Pg"}),
            ("postgresql://z:a%40b%2F@[::1]:1/db", {"PASSWORD": "a@b/", "HOST": "::1", "PORT": "1"}),
            ("postgresql://a,b/db", {"HOST": "a,b", "PORT": ","}),
        ],
    )
    def test_address_is_read_as_psql_reads_it(self, tmp_path: Path, url: str, expected: dict[str, str]) -> None:
        found = read(tmp_path, DATABASE_URL=url).database

        assert {name: found[name] for name in expected} == expected

    def test_options_of_the_connection_are_handed_on(self, tmp_path: Path) -> None:
        options = read(tmp_path, DATABASE_URL=f"{SERVER}?sslmode=require&connect_timeout=9").database["OPTIONS"]

        assert isinstance(options, dict)
        assert (options["sslmode"], options["connect_timeout"]) == ("require", "9")

    @pytest.mark.parametrize(
        "url",
        [
            "sqlite:///x",
            "postgresql://",
            "postgresql://u:sesame@h",
            "postgresql://u:sesame@h:x:y/d",
            f"{SERVER}?pool=no",
        ],
    )
    def test_address_that_names_no_database_is_refused(self, tmp_path: Path, url: str) -> None:
        assert list(refused(tmp_path, DATABASE_URL=url)) == ["DATABASE_URL"]


class TestMail:
    @pytest.mark.parametrize(
        ("url", "way"),
        [
            ("consolemail://", MailWay()),
            ("smtp://mail.example", MailWay("django.core.mail.backends.smtp.EmailBackend", "mail.example", 25)),
            (
                "smtp+ssl://zora:sesame@mail.example",
                MailWay(
                    "django.core.mail.backends.smtp.EmailBackend", "mail.example", 465, "zora", "sesame", use_ssl=True
                ),
            ),
            ("filemail:///var/mail", MailWay("django.core.mail.backends.filebased.EmailBackend", folder="/var/mail")),
        ],
    )
    def test_ways(self, tmp_path: Path, url: str, way: MailWay) -> None:
        assert read(tmp_path, EMAIL_URL=url).mail_way == way

    @pytest.mark.parametrize(
        "url", ["mail.example", "smtp://", "smtp://u:sesame@h:port", "filemail://", "smtp://h?backend=x"]
    )
    def test_way_that_leads_nowhere_is_refused(self, tmp_path: Path, url: str) -> None:
        assert list(refused(tmp_path, EMAIL_URL=url)) == ["EMAIL_URL"]

    @pytest.mark.parametrize("text", ["zora", "@example.org", "Zora <zora@>", "a@b.c\nBcc: d@e.f"])
    def test_sender_is_an_address(self, tmp_path: Path, text: str) -> None:
        assert list(refused(tmp_path, CERTWAY_MAIL_FROM=text)) == ["CERTWAY_MAIL_FROM"]
