"""Papers of the record at addresses: minutes, notices, action sheets, what is due; as a page, and as files.

They are the ones that `govledger minutes`, `notice`, `actions` and `agenda` write, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.requests import Request

from ledger.store import Datastore, Showing
from projections.answers.known_subjects import known_subject
from projections.answers.parameters import EVER
from projections.answers.question import CannotAsk
from projections.papers.rendering import rendered
from register.addresses import Links
from register.asking import AS_AT, KNOWN_AT, Moment, links_at, refuse_other, refuse_period
from register.frame import Link, clock_of, render
from register.site import Site
from register.wording import on_page

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.papers.paper import Paper

OF: Final[Mapping[str, tuple[str, bool]]] = {
    "minutes": ("meeting", False),
    "notice": ("decision", False),
    "actions": ("body", True),
    "agenda": ("body", True),
}
"""What each paper is of, and whether it is of one day."""
FILES: Final[Mapping[str, str]] = {"docx": "Word", "pdf": "PDF", "text": "text"}
"""The formats in which one can be taken away, and what people call them."""
_PATH: Final = re.compile("|".join(rf"/{kind}/(?P<{paper}>.+)/{paper}" for paper, (kind, _) in OF.items()))
_SUFFIX: Final = re.compile(rf"\.({'|'.join(FILES)})$")
TITLES: Final[Mapping[str, str]] = {
    "minutes": "Minutes, item by item",
    "notice": "Record of the decision",
    "actions": "Action sheet",
    "agenda": "Due at its next meeting",
}
"""What each is called beside the others."""


class Asked(NamedTuple):
    """Which paper is asked for, of what, as which file; as a page where that is empty."""

    paper: str
    subject: str
    form: str


class Written(NamedTuple):
    """A paper with what its page is made of."""

    asked: Asked
    paper: Paper
    register: Register
    links: Links
    is_lasting: bool

    def address(self, suffix: str = "") -> str:
        """Where it stands for good."""
        return address_of(self.asked.paper, self.asked.subject, self.links, suffix)


def paper_at(path: str) -> Asked | None:
    """Which paper stands at a path, if one does."""
    suffix = _SUFFIX.search(path)
    bare, form = (path[: suffix.start()], suffix[1]) if suffix else (path, "")
    found = _PATH.fullmatch(bare)
    if found is None:
        return None
    paper = next(each for each in OF if found[each])
    return Asked(paper, found[paper], form)


def address_of(paper: str, subject: str, links: Links, suffix: str = "") -> str:
    """Where a paper about a subject stands."""
    kind, is_of_day = OF[paper]
    at = links if is_of_day else links.of_any_time()
    return at.at(f"/{kind}/{subject}/{paper}", suffix=suffix)


def papers_of(kind: str, subject: str, links: Links) -> Iterator[Link]:
    """The papers there are about a subject; those of one day only where the page is of one."""
    for paper, (of, is_of_day) in OF.items():
        if of == kind and not (is_of_day and links.as_at == EVER):
            yield Link(TITLES[paper], address_of(paper, subject, links), first=True)


def write(request: Request, asked: Asked, datastore: Datastore, showing: Showing) -> Written:
    """The paper that is asked for.

    Raises:
        Refusal: what it is of is not known.
        CannotAsk: it is of one day and none is given, or there is something in the address that it does not take.
    """
    kind, is_of_day = OF[asked.paper]
    refuse_other(request, [AS_AT, KNOWN_AT])
    day = request.query_params.get(AS_AT) or ("today" if is_of_day else EVER)
    if is_of_day and day == EVER:
        raise CannotAsk(f"this is of one day; give {AS_AT} as 2018-06-11")
    if not is_of_day and day != EVER:
        raise CannotAsk(f"this is of no particular day; leave {AS_AT} out")
    refuse_period(AS_AT, day)
    moment = Moment(day, request.query_params.get(KNOWN_AT) or "")
    register = moment.of(datastore, showing)
    subject = known_subject(register, asked.subject, (kind,))
    compose = getattr(import_module(f"projections.papers.{asked.paper}"), asked.paper)
    found = asked._replace(subject=subject.partition(":")[2])
    is_lasting = moment.is_lasting and found == asked
    return Written(found, compose(register, subject), register, links_at(request, register), is_lasting)


def as_file(written: Written) -> bytes:
    """The paper as the file that was asked for.

    Raises:
        Refusal: the library that writes it is not installed.
    """
    return rendered(written.paper, written.asked.form)


def file_name(written: Written) -> str:
    """What the file is called where it is kept."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{written.asked.paper}-{written.asked.subject}")
    return f"{name}.{'txt' if written.asked.form == 'text' else written.asked.form}"


def paper_page(site: Site, written: Written) -> str:
    """The paper as a page, with the files of it."""
    kind, _ = OF[written.asked.paper]
    return render(
        "paper.html",
        site,
        written.links,
        title=written.paper.title,
        caption=TITLES[written.asked.paper],
        paper=written.paper,
        foot=on_page(written.paper.foot, written.links),
        overview=written.links.subject(f"{kind}:{written.asked.subject}"),
        files=[(title, written.address(f".{form}")) for form, title in FILES.items()],
        clock=clock_of(written.register, written.links),
        path=written.links.plain(f"/{kind}/{written.asked.subject}/{written.asked.paper}"),
    )
