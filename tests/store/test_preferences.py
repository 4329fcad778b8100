"""The assembly's own choices, and a file from before there were any."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from assembly_app.domain.preferences import Arrangement, Phrase, Preferences
from assembly_app.store import database, migrations
from assembly_app.store.store import Store

CHOICES = Preferences(("nl", "fr"), Arrangement.AFTER, "theme.toml", (Phrase("p1", {"nl": "Goedgekeurd."}),), 365)


def test_an_assembly_keeps_its_preferences(tmp_path: Path) -> None:
    file = tmp_path / "raad.assembly"
    with closing(Store.create(file, {"nl": "Raad"})) as store:
        assert store.preferences() == Preferences()
        store.prefer(CHOICES)
    with closing(Store.open(file)) as store:
        assert store.preferences() == CHOICES


def test_a_file_of_the_first_form_is_brought_up_to_date_beside_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "raad.assembly"
    engine = database.connect(database.as_url(file))
    with database.transaction(engine, writing=True) as tx:
        migrations.upgrade(tx, "0001")
        tx.execute(text("INSERT INTO assembly VALUES ('a1', '{\"nl\": \"Raad\"}', '2026-01-01T00:00:00+00:00')"))
        tx.execute(text(f"PRAGMA application_id = {database.APPLICATION_ID}"))
        tx.execute(text("PRAGMA user_version = 1"))
    engine.dispose()
    with closing(Store.open(file)) as store:
        assert store.name() == {"nl": "Raad"}
        assert store.preferences() == Preferences()
    assert (tmp_path / "raad.format-1.assembly").exists()
