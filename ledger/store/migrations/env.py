"""What Alembic runs to bring a ledger up to date, on the connection and in the transaction it is given."""

from alembic import context

from ledger.store.migrate import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
