"""How hard Hypothesis tries, and where Django keeps its files and rows while tests run: never among the user's own."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import databases

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("certway", max_examples=20, derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("soak", max_examples=2000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("certway")

HERE = Path(__file__).parent
LONGEST = ("cli", "journeys", "records")  # folders of the files that take longest
LAST_SECONDS = 30  # of an hour; hardly a test takes longer
PURE = ("answers", "core", "exchange", "rules")  # folders whose tests need no Django: alone, they don't wait for it

gc.disable()  # until all tests are collected: what that makes is kept, so that looking for garbage finds none

if "certway.web.site.settings" in sys.modules:
    raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: the tests give Django a folder of their own first")

if sys.dont_write_bytecode:  # the hundreds of processes that tests start would each compile every module again
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

DATA = Path(tempfile.mkdtemp(prefix="certway-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
for name in tuple(os.environ):
    if name.startswith("CERTWAY_"):  # of the person who tests; what one test sets is its own
        del os.environ[name]
os.environ["CERTWAY_DATA"] = str(DATA)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Call content by its argument: bytes may hold the moment at which they were made, and workers would not agree."""
    return argname if isinstance(val, bytes) else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose the database that Django's tests use."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database of the tests; for postgresql a server is started and removed again",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Load Django's settings, with which pytest-django sets it up, where any of the tests may need them."""
    config.addinivalue_line("markers", "any_database: what is asked here hangs on no database; SQLite answers for all")
    is_worker = hasattr(config, "workerinput")
    if not is_worker:
        _choose_database(config)
    only_hands_out = bool(config.getoption("numprocesses", None)) and not is_worker
    if not only_hands_out and not all(_is_pure(argument) for argument in config.args):
        os.environ["DJANGO_SETTINGS_MODULE"] = "certway.web.site.settings"
        from django.conf import settings as loaded

        assert loaded.DATA_FOLDER == DATA


def _choose_database(config: pytest.Config) -> None:
    """Start one server for the whole run; the processes that xdist starts know it by their environment."""
    os.environ.pop(databases.ADDRESS, None)  # never the one of the person who tests
    if config.getoption("database") == "postgresql":
        server = databases.start_postgresql()
        config.add_cleanup(server.stop)
        os.environ[databases.ADDRESS] = server.url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, and leave out of a run on PostgreSQL the tests that say the same on any.

    Each file is tested in one process, and the last ones must be short, so that none is left alone with a long one.
    That every page and action works on PostgreSQL is shown by `test_access_matrix`, of every entry by
    `test_queries.py`.
    """
    items.sort(key=lambda item: _folder(item.path) not in LONGEST)
    if config.getoption("database") == "postgresql":
        left_out = [item for item in items if not _asks_database(item)]
        items[:] = [item for item in items if _asks_database(item)]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what was loaded for good: that takes a tenth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin no test in an hour's last seconds: somewhere a day ends with them, between two looks at the calendar."""
    left = 3600 - time.time() % 3600
    if left < LAST_SECONDS and not _is_pure(str(item.path)):
        time.sleep(left)


def _asks_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_database") is not None:
        return False
    asking = {"db", "transactional_db", "empty_site", "fresh_database", "server"}
    return item.get_closest_marker("django_db") is not None or not asking.isdisjoint(getattr(item, "fixturenames", ()))


def _is_pure(argument: str) -> bool:
    return _folder(Path(argument.partition("::")[0]).resolve()) in PURE


def _folder(path: Path) -> str:
    """Return the folder of the tests in which a path lies, such as "core"; nothing for the tests themselves."""
    return next(iter(path.relative_to(HERE).parts), "") if path.is_relative_to(HERE) else ""


@pytest.fixture
def fresh_database() -> dict[str, str]:
    """The environment variables by which a process of its own has a database that nobody used."""
    return databases.fresh_database()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Test with a database in a file, as Certway has it; SQLite's in memory is another thing when writers meet."""
    from django.db import connection

    if not databases.is_postgresql():
        connection.settings_dict["TEST"]["NAME"] = str(DATA / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> bool:
    """Where several processes test, give each a copy of one empty database: to make it takes seconds of a processor."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return False
    from django.db import connection

    databases.copy_empty(tmp_path_factory.getbasetemp().parent, connection.creation._get_test_db_name())
    return True
