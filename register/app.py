"""The application: which address is answered by what, and how refusals become pages that help."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ledger import store
from ledger.database import for_reading
from ledger.database.errors import Unavailable
from ledger.refusals import NoSuchEntry, Refusal, StoreRefusal, UnknownSubject, Withheld
from ledger.store import Datastore, Log, Showing
from projections.answers.formats import as_csv, as_json, as_jsonl
from projections.answers.layout import NO_ROWS
from projections.answers.parameters import number
from projections.answers.question import CannotAsk
from register.addresses import DATA, FOLLOWED, LatestLinks, asked_at, told_form
from register.answer_page import answer_page
from register.asking import (
    AS_AT,
    KNOWN_AT,
    PAGE,
    SOURCES,
    Moment,
    Replied,
    links_at,
    moment_of,
    pose,
    refuse_other,
    reply,
)
from register.comparing import Compared, compare
from register.diff_page import diff_page
from register.drawing import svg
from register.frame import STANDING, Link, StandingPage, heading
from register.gone import gone_page, taken_back
from register.kept import Kept
from register.pages import home_page, message_page
from register.papers import Asked as PaperAsked
from register.papers import as_file, file_name, paper_at, paper_page, write
from register.proofs import NotThere, Proofs
from register.responses import moved, response
from register.search import NARROWED_BY, search_page
from register.site import Site, from_environment
from register.wording import in_data

_TODAY: Final = "today"
_CLOCKS: Final = (AS_AT, KNOWN_AT)
_TRIES: Final = 3
"""How often what was read while somebody wrote is read again."""
_ASKED_FOR: Final = {"application/json": "json", "application/jsonl": "jsonl", "text/csv": "csv"}


class Register:
    """One register on the web: a site and the ledger that it reads."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.datastore: Datastore = store.open(for_reading(site.ledger))
        self.showing = Showing.EVERYTHING if site.with_exempt else Showing.PUBLIC
        self._log, self._kept = Log(self.datastore), Kept()

    def home(self, request: Request) -> Response:
        """The first page."""
        refuse_other(request, _CLOCKS)
        moment = moment_of(request, _TODAY)
        register = moment.of(self.datastore, self.showing)
        links = links_at(request, register)
        if not moment.is_lasting:
            return moved(links.at("/"))
        state, address = self._log.last_position(), f"{request.url.path}?{request.url.query}"
        if (page := self._kept.page(state, address)) is None:
            page = self._kept.keep(state, address, home_page(self.site, register, links))
        return response(request, page, lasting=True)

    def standing(self, page: StandingPage, request: Request) -> Response:
        """A page that is there in every register."""
        refuse_other(request, _CLOCKS)
        register = moment_of(request, _TODAY).of(self.datastore, self.showing)
        latest = LatestLinks(request.scope.get("root_path", ""))
        links = links_at(request, register) if page.of_a_day else latest
        return response(request, page.made(self.site, register, links))

    def search(self, request: Request) -> Response:
        """Who is called by some words, and where they stand."""
        refuse_other(request, ["q", *NARROWED_BY, *_CLOCKS], also=[PAGE])
        register = moment_of(request, _TODAY).of(self.datastore, self.showing)
        return response(request, search_page(self.site, register, links_at(request, register), request.query_params))

    def answer(self, request: Request) -> Response:
        """The answer to whatever question stands at an address, as a page or as data."""
        path = "/" + request.path_params["path"]
        if (wanted := paper_at(path)) is not None:
            return self._paper(request, wanted)
        asked = asked_at(path)
        if asked is None:
            raise HTTPException(404)
        form = asked.form or _accepted(request)
        if asked.question.words == "search" and not form:  # which has a page of its own, with the words in a form
            query = urlencode([("q", asked.given["words"]), *request.query_params.multi_items()])
            return moved(f"{request.scope.get('root_path', '')}/search?{query}")
        state, address = self._log.last_position(), f"{request.url.path}?{request.url.query}"
        if not form and (page := self._kept.page(state, address)) is not None:
            return response(request, page, lasting=True)
        posed, given = pose(request, asked, self.datastore, self.showing)
        if form:
            found = reply(posed, given, SOURCES in request.query_params)
            octets = self._followed(request, form, found) if form in FOLLOWED else _data(form, found)
            following = found.following(f".{form}") if form in DATA else ""
            return response(request, octets, form, lasting=found.moment.is_lasting, following=following)
        shown = request.query_params.get(PAGE) or "1"
        page_number = number(shown, 1)
        if not posed.moment.is_lasting or posed.path != path or posed.is_endless:
            return moved(posed.address(**({PAGE: shown} if PAGE in request.query_params else {})))
        found = reply(posed, given, named=NO_ROWS)
        if (by := taken_back(found)) is not None:
            return response(request, gone_page(self.site, found, by), status=410)
        page = self._kept.keep(state, address, answer_page(self.site, found, page_number))
        return response(request, page, lasting=True)

    def _paper(self, request: Request, asked: PaperAsked) -> Response:
        """A paper of the record, as a page or as a file."""
        written = write(request, asked, self.datastore, self.showing)
        if asked.form:
            made = response(request, as_file(written), asked.form, lasting=written.is_lasting)
            made.headers["Content-Disposition"] = f'attachment; filename="{file_name(written)}"'
            return made
        if not written.is_lasting:
            return moved(written.address())
        return response(request, paper_page(self.site, written), lasting=True)

    def diff(self, request: Request) -> Response:
        """What changed about a subject between two moments."""
        subject, form = told_form("/" + request.path_params["subject"])
        form = form or _accepted(request)
        if form and form not in DATA:
            raise HTTPException(404)
        found = compare(request, subject.removeprefix("/"), self.datastore, self.showing, as_data=bool(form))
        if form:
            return response(request, _data(form, found), form, lasting=found.is_lasting)
        shown = request.query_params.get(PAGE) or "1"
        if not found.is_lasting:
            return moved(found.address(**({PAGE: shown} if shown != "1" else {})))
        return response(request, diff_page(self.site, found, number(shown, 1)), lasting=True)

    def _followed(self, request: Request, form: str, found: Replied) -> bytes:
        """An answer to be followed, with the whole address of the site in it."""
        from register.feeds import DAYS, atom, calendar

        if form == "ics" and found.question.words not in DAYS:
            raise HTTPException(404)
        made = calendar if form == "ics" else atom
        title = f"{self.site.name}: {heading(found.question.words)}"
        return made(found, str(request.base_url), self.site.authority, title)

    def description(self, request: Request) -> Response:
        """Whatever can be asked, as OpenAPI has it."""
        from register.description import description

        told = description(self.site, request.scope.get("root_path", ""))
        return response(request, msgspec.json.format(msgspec.json.encode(told), indent=2), "json")

    def health(self, request: Request) -> Response:
        """Whether the ledger can be read, and how far it has come."""
        register = Moment("ever", "").of(self.datastore, self.showing)
        told = {"status": "ok", "entries": register.known_at, "behind": register.behind}
        return Response(msgspec.json.encode(told), headers={"Cache-Control": "no-store"}, media_type="application/json")

    def static(self, request: Request) -> Response:
        """The stylesheet, and the logo."""
        name = request.path_params["name"]
        if name == "style.css":
            made = response(request, stylesheet(self.site), "text")
            made.headers["Content-Type"] = "text/css; charset=utf-8"
            return made
        if name == "logo" and self.site.logo:
            made = response(request, Path(self.site.logo).read_bytes(), "svg")
            if not self.site.logo.lower().endswith(".svg"):
                made.headers["Content-Type"] = "image/png"
            return made
        raise HTTPException(404)

    def refuse(self, request: Request, error: Exception) -> Response:
        """A refusal as a page, or as data where data was asked for: what is wrong, and what to do next."""
        status, title, text = _wrong(error)
        if request.url.path.rpartition(".")[2] in DATA or _accepted(request):
            told = {"status": status, "title": title, "detail": in_data(text)}
            made = response(request, msgspec.json.encode(told), "json", status=status)
            made.headers["Content-Type"] = "application/problem+json"
        else:
            root = request.scope.get("root_path", "")
            remedies = [Link("The first page", f"{root}/"), Link("Everything that can be asked", f"{root}/ask")]
            page = message_page(self.site, LatestLinks(root), title, text, remedies)
            made = response(request, page, status=status)
        if status == 405:
            made.headers["Allow"] = "GET, HEAD"
        return made


def _wrong(error: Exception) -> tuple[int, str, str]:
    match error:
        case CannotAsk():
            return 400, "That cannot be asked", str(error)
        case UnknownSubject() | NoSuchEntry() | NotThere():
            return 404, "Not in the register", str(error)
        case Withheld():
            return 403, "Withheld", str(error)
        case StoreRefusal():
            return 503, "The register cannot be read", str(error)
        case Refusal():
            return 400, "That cannot be answered", str(error)
        case HTTPException(status_code=404):
            return 404, "Page not found", "Nothing stands at this address."
        case HTTPException(status_code=405):
            return 405, "Reading only", "The register is read here; nothing can be sent to it."
        case _:
            return (
                500,
                "Something is wrong with the register",
                "Whoever runs it finds the reason in its log.",
            )


def _accepted(request: Request) -> str:
    """The form that a script asks for by `Accept`, where it asks for data and not for a page."""
    accepted = request.headers.get("accept", "")
    if "text/html" in accepted:
        return ""
    return next((form for kind, form in _ASKED_FOR.items() if kind in accepted), "")


def _data(form: str, found: Replied | Compared) -> bytes:
    match form:
        case "json":
            return as_json(found.answer, found.said)
        case "jsonl":
            return as_jsonl(found.answer, found.said)
        case "csv":
            return as_csv(found.answer, found.said)
        case "svg":
            return svg(found.answer.drawing, "").encode()
    return found.answer.drawing.encode()


def stylesheet(site: Site) -> bytes:
    """The look of all pages, in the colour of the site."""
    colour = f":root {{ --brand: {site.colour}; }}\n"
    return colour.encode() + files("register").joinpath("static/style.css").read_bytes()


class BelowPrefix:
    """Has a register answer below a path, whether or not the proxy before it takes that path away."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as one below the prefix."""
        if scope["type"] == "http":
            path = scope["path"]
            whole = path if f"{path}/".startswith(f"{self._prefix}/") else self._prefix + path
            scope = {**scope, "root_path": self._prefix, "path": whole}
        await self._app(scope, receive, send)


class WithinCouncil:
    """Has what a register with exempt entries answers stay where it was asked: in no cache, and for no other site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request without the headers that are for the public."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                del headers["Access-Control-Allow-Origin"]
                headers["Cache-Control"] = "private, no-store"
            await send(message)

        await self._app(scope, receive, sent)


def create_app(site: Site) -> Starlette:
    """The application of a site."""
    register = Register(site)
    proofs = Proofs(register.datastore, with_exempt=site.with_exempt)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        register.datastore.close()

    routes: list[tuple[str, Callable[[Request], Response]]] = [
        ("/", register.home),
        *((each.path, partial(register.standing, each)) for each in STANDING),
        ("/health", register.health),
        ("/openapi.json", register.description),
        ("/static/{name}", register.static),
        ("/search", register.search),
        ("/checkpoint", proofs.checkpoint),
        ("/policy", proofs.policy),
        ("/tile/{path:path}", proofs.tile),
        ("/entry/{entry:int}/receipt", proofs.receipt),
        ("/diff/{subject:path}", register.diff),
        ("/{path:path}", register.answer),
    ]
    return Starlette(
        routes=[Route(path, _sync(register.datastore, endpoint)) for path, endpoint in routes],
        exception_handlers={
            each: partial(_refused, register) for each in (CannotAsk, Refusal, HTTPException, Exception)
        },
        middleware=[
            *([Middleware(BelowPrefix, site.prefix)] if site.prefix else []),
            *([Middleware(WithinCouncil)] if site.with_exempt else []),
        ],
        lifespan=lifespan,
    )


def _sync(datastore: Datastore, endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A plain function, which Starlette runs in a thread; of a bound method it cannot tell.

    A page is made with the database asked for each thing once; what was read while somebody wrote is read again.
    """

    def called(request: Request) -> Response:
        for tried in range(1, _TRIES + 1):
            try:
                with datastore.asking_once():
                    return endpoint(request)
            except Unavailable:
                if tried == _TRIES:
                    raise
        raise AssertionError

    return called


def _refused(register: Register, request: Request, error: Exception) -> Response:
    return register.refuse(request, error)


def app_from_environment() -> Starlette:
    """The application as a server's worker makes it."""
    return create_app(from_environment())
