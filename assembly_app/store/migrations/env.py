"""Alembic runs this; the connection comes from `upgrade`."""

from alembic import context

from assembly_app.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Table.metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
