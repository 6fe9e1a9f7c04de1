"""The register in a browser: processor time and queries of every kind of page, each asked for the first time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from statistics import median
from typing import Any, Final

from starlette.testclient import TestClient

from benchmarks.databases import Place
from benchmarks.measuring import Figure, Result, Scale
from ledger.database.datastore import Datastore
from register.addresses import all_questions
from register.app import create_app
from register.site import Site

_LARGEST: Final = 100_000
_OF_EACH: Final = 3
_PAGE: Final = {"accept": "text/html"}


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """The pages of a ledger of up to a hundred thousand entries: at the median, and the slowest kinds."""
    size = max(each for each in scale.sizes if each <= _LARGEST or each == min(scale.sizes))
    datastore = place.filled(size)
    with datastore.read() as connection:
        found = datastore.execute(connection, "SELECT DISTINCT stream FROM entries", ())
    addresses = _addresses(sorted(stream for (stream,) in found), Random(size))
    with TestClient(create_app(Site(ledger=place.url_of(size)))) as client:
        told = {kind: [_asked(client, each) for each in several] for kind, several in addresses.items()}
    times = sorted(taken for several in told.values() for taken, _ in several)
    what = f"pages at {size:,} entries"
    yield Figure(f"{what}: median", place.name, median(times), "ms of processor time", at_most=25.0)
    yield Figure(f"{what}: within 100 ms", place.name, 100 * sum(each <= 100 for each in times) / len(times), "%")
    slowest = sorted(told, key=lambda kind: max(told[kind]), reverse=True)[:5]
    for kind in slowest:
        yield Figure(f"{what}: slowest, {kind}", place.name, max(told[kind])[0], "ms of processor time")
    most = max(told, key=lambda kind: max(queries for _, queries in told[kind]))
    yield Figure(f"{what}: most queries, {most}", place.name, max(queries for _, queries in told[most]), "queries")


def _addresses(streams: list[str], chance: Random) -> Mapping[str, list[str]]:
    """Of every question the list, or a few subjects that it can be asked about."""
    addresses = {"/": ["/"]}
    for asked in all_questions():
        needed = [each for each in asked.parameters if each.required]
        kinds = {kind for each in needed for kind in each.kinds or ("body", "project")}
        own = [stream for stream in streams if stream.partition(":")[0] in kinds]
        if not needed:
            addresses[asked.path] = [asked.path]
        elif needed[0].kind and own:
            short = len(needed[0].kinds) == 1
            chosen = [chance.choice(own) for _ in range(_OF_EACH)]
            ids = [each.partition(":")[2] if short else each for each in chosen]
            addresses[asked.path] = [asked.path_of({needed[0].key: each}) for each in ids]
    return addresses


def _asked(client: TestClient, address: str) -> tuple[float, int]:
    """The milliseconds and the queries of a page, at the address that lasts."""
    lasting = client.get(address, headers=_PAGE, follow_redirects=False).headers.get("location", address)
    with counted() as queries:
        start = time.process_time()
        client.get(lasting, headers=_PAGE).raise_for_status()
        return (time.process_time() - start) * 1_000, len(queries)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that is run meanwhile, on whichever database."""
    run: list[str] = []
    kinds = [kind for kind in Datastore.__subclasses__() if "run" in vars(kind)]
    before = {kind: kind.run for kind in kinds}

    def counting(execute: Any) -> Any:
        def counted(self: Datastore, connection: Any, sql: str, values: Any) -> Any:
            run.append(sql)
            return execute(self, connection, sql, values)

        return counted

    for kind, execute in before.items():
        kind.run = counting(execute)  # type: ignore[method-assign]
    try:
        yield run
    finally:
        for kind, execute in before.items():
            kind.run = execute  # type: ignore[method-assign]
