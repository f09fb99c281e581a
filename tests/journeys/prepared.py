"""Folders of servers, made once for the whole run: who begins with a copy needs not wait for it to be made."""

from __future__ import annotations

import fcntl
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from databases import copied_database, fresh_database
from filled_account import filled_account
from journeys.serving import serving

NOBODY = "nobody"


@dataclass(frozen=True)
class Prepared:
    """What a server keeps that is not running: nobody told it anything, or one person has an account."""

    data: Path
    database: dict[str, str]  # environment variables
    cookies: dict[str, str]  # of the person's browser, which is signed in

    def copied(self, data: Path) -> Prepared:
        """Return a copy of its own, in a folder that there is not yet."""
        shutil.copytree(self.data, data)
        return Prepared(data, copied_database(self.database), self.cookies)


def prepared(shared: Path, name: str = NOBODY) -> Prepared:
    """Return what there is to copy for a person, such as "rosa": whichever process asks first makes it."""
    folder = shared / f"prepared-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / "kept.json"
        if not kept.exists():
            made = _made_for(shared, name, folder)
            kept.write_text(json.dumps([made.database, made.cookies]))
    database, cookies = json.loads(kept.read_text())
    return Prepared(folder / "data", database, cookies)


def _made_for(shared: Path, name: str, folder: Path) -> Prepared:
    data, mails = folder / "data", folder / "mails"
    if name == NOBODY:
        empty = Prepared(data, fresh_database(), {})
        with serving(data, empty.database):
            return empty
    mails.mkdir()
    begun = prepared(shared).copied(data)
    with serving(data, begun.database, EMAIL_URL=f"filemail:///{mails}") as address:
        account = filled_account(address, mails, name)
        account.connection.close()
    return Prepared(data, begun.database, account.cookies)
