"""The register at a moment as files that any web host, or a USB stick, serves: pages, data, and the proof beside them.

1. What is written is planned from the ledger: each list with its data, each subject that has a page, what is asked of
   it by its own noun, and the entries, 256 to a page, which are the log.
2. Pages are made by as many processes as there are processors, each with the ledger open for reading.
3. Links lead to files, relatively, so that they work wherever the folder lies; what has no file is no link.
4. Only what changed is written, and what is no longer part of the register is taken away. No page says when it was
   made, so two runs of one state give the same octets.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ledger import store
from ledger.aggregates import KINDS
from ledger.audit.errors import NothingSigned
from ledger.audit.proof_desk import ProofDesk
from ledger.database import for_reading
from ledger.processes import ANEW, interrupts_held_back
from ledger.refusals import Refusal, UnknownSubject
from ledger.store import Datastore, Showing
from ledger.vocabulary.dates import day_text
from projections import register_at
from projections.answers.envelope import replied
from projections.answers.formats import CsvForm, Form, JsonForm, rows_told
from projections.answers.layout import NO_ROWS
from projections.answers.parameters import read
from projections.answers.question import Question
from register.addresses import all_questions, question, shown_by
from register.answer_page import answer_page, learn_names
from register.app import stylesheet
from register.asking import PAGE, Moment, Replied
from register.frame import STANDING, lots_of, pages_of, rows_of
from register.frozen_files import Folder
from register.frozen_links import LOG, TOGETHER, FrozenLinks, Plan, PlanLinks, entries_file
from register.pages import HOME, entries_page, home_page
from register.site import Site
from register.word_index import WordIndex

if TYPE_CHECKING:
    from projections.engine.register import Register

MANIFEST: Final = "files.txt"
"""What the register consists of, so that a later run knows what to take away."""
_AT_ONCE: Final = 32
"""How many jobs a process is given together."""
_OTHER: Final = frozenset({"history"})
"""What is asked of a subject and left out: its entries are there."""

File = tuple[str, bytes]
Progress = Callable[[int, int], None]


class Published(NamedTuple):
    """What a run did with the files of a folder."""

    written: int
    kept: int
    removed: int


class Job(NamedTuple):
    """A question to make pages of, with what it is given as texts by key; or entries from one on."""

    words: str = ""
    given: tuple[tuple[str, str], ...] = ()
    entry: int = 0

    @property
    def is_list(self) -> bool:
        """Whether it is about no subject: a list of all that there are."""
        return not self.given and not self.entry


def publish(
    site: Site, folder: Path, as_at: date, progress: Progress | None = None, workers: int | None = None
) -> Published:
    """Write the register as at a day, as it is known now, into a folder.

    Raises:
        Refusal: the folder has files in it that are no register.
    """
    before = _manifest(folder)
    datastore = store.open(for_reading(site.ledger))
    register = register_at(datastore, as_at, None, _showing(site))
    words = WordIndex(register)
    plan, jobs = _planned(register, words)
    files = Folder(folder)
    parts = _parts(jobs)
    with _at_work(_Worker(site, register, plan, _links_of(plan, register), files), parts, workers) as lots:
        made = {path: files.write(path, octets) for path, octets in _by_themselves(site, register, plan, words)}
        done = 0
        for part, lot in zip(parts, lots, strict=True):
            made.update(lot)
            done += len(part)
            if progress is not None:
                progress(done, len(jobs))
    gone = before - made.keys()
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    files.write(MANIFEST, "".join(f"{path}\n" for path in sorted(made)).encode())
    datastore.close()
    written = sum(made.values())
    return Published(written, len(made) - written, len(gone))


def _manifest(folder: Path) -> set[str]:
    if not folder.exists() or not any(folder.iterdir()):
        return set()
    if not (folder / MANIFEST).is_file():
        raise Refusal(f"'{folder}' has files in it that are no register", "name a new folder, or one of an earlier run")
    return set((folder / MANIFEST).read_text("utf-8").splitlines())


def _showing(site: Site) -> Showing:
    return Showing.EVERYTHING if site.with_exempt else Showing.PUBLIC


def _planned(register: Register, index: WordIndex) -> tuple[Plan, list[Job]]:
    """What has a file, and the jobs that make them."""
    first: dict[str, int] = {}
    for row in register.log.rows(upto=register.known_at):
        first.setdefault(row.stream, row.position)
    kinds = [kind for kind in KINDS if shown_by(kind) is not None]
    subjects = [subject for kind in kinds for subject in sorted(first) if subject.startswith(f"{kind}:")]
    pages, jobs = {"/", *(each.path for each in STANDING), *index.paths}, []
    for each in all_questions():
        if not any(parameter.required for parameter in each.parameters):
            pages.add(each.path)
            jobs.append(Job(each.words))
    for _, words, given in HOME:
        if narrowed := [(key, "yes") for key, value in given.items() if value is True]:
            options = {each.key: each.option for each in question(words).parameters}
            pages.add("/".join([question(words).path, *(f"{options[key]}={value}" for key, value in narrowed)]))
            jobs.append(Job(words, tuple(narrowed)))
    for subject in subjects:
        kind, _, name = subject.partition(":")
        for each in _of_one(kind):
            pages.add(each.path.replace(f"{{{kind}}}", name))
            jobs.append(Job(each.words, ((kind, name),)))
    jobs += [Job(entry=position) for position in range(1, register.known_at + 1, TOGETHER)]
    return Plan(frozenset(subjects), first, register.known_at, frozenset(pages)), jobs


@cache
def _of_one(kind: str) -> tuple[Question, ...]:
    """The questions about one subject of a kind that have a file: those of its own noun."""
    found = []
    for each in all_questions():
        needed = [parameter.key for parameter in each.parameters if parameter.required]
        noun, *verbs = each.words.split()
        if needed == [kind] and noun == kind and not _OTHER.intersection(verbs):
            found.append(each)
    return tuple(sorted(found, key=lambda each: len(each.path)))  # the folder of the others is that of its page


def _links_of(plan: Plan, register: Register) -> PlanLinks:
    return PlanLinks(plan, "ever" if register.as_at is None else day_text(register.as_at), register.known_at)


def _by_themselves(site: Site, register: Register, plan: Plan, words: WordIndex) -> Iterator[File]:
    """The first page, those that stand in every register, the look, the words, and the proof."""
    made: Mapping[str, Callable[[FrozenLinks], str]] = {
        "index.html": partial(home_page, site, register),
        **{plan.file_of(each.path): partial(each.made, site, register) for each in STANDING},
    }
    links = _links_of(plan, register)
    for path, page in made.items():
        yield path, page(links.of(path)).encode()
    for path in words.paths:
        file = plan.file_of(path)
        yield file, words.page(site, links.of(file), path).encode()
    yield "static/style.css", stylesheet(site)
    if site.logo:
        yield "static/logo", Path(site.logo).read_bytes()
    yield from _proof(register.datastore, site)


def _proof(datastore: Datastore, site: Site) -> Iterator[File]:
    """The bundle with which anybody checks the ledger; none where it is not sealed."""
    with suppress(NothingSigned), ProofDesk.of(datastore) as desk, TemporaryDirectory() as folder:
        desk.bundle(Path(folder) / "bundle", public=not site.with_exempt)
        for file in sorted((Path(folder) / "bundle").rglob("*")):
            if file.is_file():
                yield file.relative_to(Path(folder) / "bundle").as_posix(), file.read_bytes()


class _Worker(NamedTuple):
    """What a process makes pages of, and where it writes them."""

    site: Site
    register: Register
    plan: Plan
    links: PlanLinks
    folder: Folder


_HERE: list[_Worker] = []
"""The one of this process, once it has begun."""


def _parts(jobs: list[Job]) -> list[list[Job]]:
    """What a process is given at a time: one list, whose rows are the most that it holds, or some of the others."""
    lists, rest = [each for each in jobs if each.is_list], [each for each in jobs if not each.is_list]
    return [*([each] for each in lists), *(rest[start : start + _AT_ONCE] for start in range(0, len(rest), _AT_ONCE))]


@contextmanager
def _at_work(worker: _Worker, parts: list[list[Job]], workers: int | None) -> Iterator[Iterator[dict[str, bool]]]:
    """Processes that do jobs, some at a time: the files of each lot, and whether each had to be written.

    They begin anew, without the words of the whole register, which takes a second; one worker is this process.

    Raises:
        Refusal: one of them was ended from outside.
    """
    if workers == 1:
        yield map(partial(_write_all, worker), parts)
        return
    as_at = None if worker.register.as_at is None else date.fromordinal(worker.register.as_at)
    told = (worker.site, as_at, worker.register.known_at, worker.plan, worker.folder)
    pool = ProcessPoolExecutor(workers, ANEW, initializer=_begin, initargs=told)
    try:
        with interrupts_held_back():
            lots = pool.map(_write_here, parts)
        yield lots
    except BrokenProcessPool as broken:
        raise Refusal(
            "a process that made pages was ended from outside, for want of memory perhaps",
            "publish again: what is written already is not written twice",
        ) from broken
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(site: Site, as_at: date | None, known_at: int, plan: Plan, folder: Folder) -> None:
    register = register_at(store.open(for_reading(site.ledger)), as_at, known_at, _showing(site))
    _HERE[:] = [_Worker(site, register, plan, _links_of(plan, register), folder)]
    gc.freeze()  # what is there already is there to the end


def _write_here(jobs: Iterable[Job]) -> dict[str, bool]:
    [worker] = _HERE
    return _write_all(worker, jobs)


def _write_all(worker: _Worker, jobs: Iterable[Job]) -> dict[str, bool]:
    with worker.register.datastore.asking_once():
        return {path: was_written for job in jobs for path, was_written in _written(worker, job)}


def _written(worker: _Worker, job: Job) -> Iterator[tuple[str, bool]]:
    """The files that a job writes, and whether each had to be."""
    site, register, plan, links, folder = worker
    if job.entry:
        path = entries_file(job.entry)
        page = entries_page(site, register, links.of(path), job.entry, job.entry + TOGETHER - 1)
        yield path, folder.write(path, page.encode())
    elif (found := _found(worker, job)) is not None:
        data = _Data(found, folder) if job.is_list else None
        pages = 0 if found.path == LOG else pages_of(found.answer)  # the pages of the log are those of the entries
        for number in range(1, max(pages, lots_of(found.answer.rows)) + 1):
            if number <= pages:
                path = plan.file_of(found.path, [*_narrowing(found.question, found.given), (PAGE, str(number))])
                yield path, folder.write(path, answer_page(site, found, number).encode())
            else:
                learn_names(found, number)
            if data is not None:
                data.write(rows_of(number))
                found.answer.forget_rows()
                register.datastore.forget_asked()
        if data is not None:
            yield from data.finished()


def _found(worker: _Worker, job: Job) -> Replied | None:
    """The answer that a job makes pages of; None where the subject is known by another id."""
    asked, given = question(job.words), dict(job.given)
    texts = {each.option: [given[each.key]] for each in asked.parameters if each.key in given}
    try:
        answer, said = replied(worker.register, asked, read(asked, texts), with_sources=False, named=NO_ROWS)
    except UnknownSubject:
        return None
    told: dict[str, Any] = {each.key: given.get(each.key, "") for each in asked.parameters}
    narrowing = _narrowing(asked, told)
    links = worker.links.of(worker.plan.file_of(asked.path_of(told), narrowing))
    return Replied(asked, told, worker.register, Moment(links.as_at, str(links.known_at)), links, answer, said)


def _narrowing(asked: Question, given: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(each.option, given[each.key]) for each in asked.parameters if not each.required and given[each.key]]


class _Data:
    """The data of a list, written beside its pages, so that the rows of one after another are made once."""

    def __init__(self, found: Replied, folder: Folder) -> None:
        self._answer, self._said = found.answer, found.said
        forms: dict[str, Form] = {"json": JsonForm(found.answer, found.said), "csv": CsvForm.of(found.answer)}
        name = found.path.strip("/")
        self._files = [(path := f"{name}.{form}", made, folder.file(path)) for form, made in forms.items()]
        for _, form, file in self._files:
            file.write(form.header)

    def write(self, rows: slice) -> None:
        """Some of the rows."""
        told = rows_told(self._answer, [row for row in self._answer.rows[rows] if not row.aside], self._said)
        for _, form, file in self._files:
            file.write(form.lines(told))

    def finished(self) -> Iterator[tuple[str, bool]]:
        """The files, and whether each had to be written."""
        for path, form, file in self._files:
            with file:
                file.write(form.footer)
            yield path, file.was_written
