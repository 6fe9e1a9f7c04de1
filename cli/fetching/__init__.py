"""`govledger fetch`: ask another system for what `govledger import` takes in, and keep its answers in a folder."""

from __future__ import annotations

from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cli.exits import Exit
from cli.params import today
from cli.terminal import progress_bar, say
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from cli.fetching.fetch import Fetching

_SHOWN: Final = 10


@click.group("fetch")
def command() -> None:
    """Ask another system for what `govledger import` takes in, and keep its answers in a folder."""


@command.command("moderngov")
@click.argument("url", metavar="URL")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Meetings and decisions from this day on. [default: 1 January of last year]",
)
@click.option(
    "--again",
    type=click.IntRange(0, 36_500),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="Ask anew for the meetings of so many days back.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0.0, 600.0),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests; more where the site asks for more.",
)
@click.option(
    "--contact", default="", metavar="TEXT", help="Who asks, for the site's keeper: an address of mail or web."
)
@click.option("--without-pages", is_flag=True, help="Only the web service: no seats, votes, plans or issues.")
@click.pass_context
def moderngov(
    ctx: click.Context,
    url: str,
    folder: Path,
    since: datetime | None,
    again: int,
    pause: float,
    contact: str,
    without_pages: bool,
) -> None:
    """Fetch a council's ModernGov site, by its web service and its pages, one request at a time.

    URL is where its pages are: https://democracy.example.gov.uk, or with a path: https://www.example.gov.uk/moderngov.
    What the site lets no program ask is not asked. Stopped, it goes on when the same command is given again; given
    again later it asks for what is new or may have changed. `govledger import moderngov FOLDER` takes the folder in.

    \b
    govledger fetch moderngov https://democracy.example.gov.uk hallam --contact clerk@example.gov.uk
    """
    from cli.fetching.client import Guest
    from cli.fetching.fetch import Fetching
    from cli.fetching.minutes import leave_minutes
    from cli.fetching.moderngov import ModernGovSite

    if not url.lower().startswith(("http://", "https://")):
        raise Refusal(f"'{url}' is no address of a site", "write it as https://democracy.example.gov.uk")
    name = f"govledger/{version('govledger')} (register import{f'; {contact}' if contact else ''})"
    if not name.isascii() or not name.isprintable():
        raise Refusal(f"'{contact}' cannot be sent to a site", "give an address of mail or of the web in plain letters")
    first = since.date() if since else date(today().year - 1, 1, 1)
    fetching = Fetching(Guest(name, pause), url, folder)
    site = ModernGovSite(folder, fetching, first, again, pages=not without_pages)
    with progress_bar(f"Fetching {url}") as progress:
        fetching.run(site.stages(), progress)
    fetching.counts["minutes left for `govledger draft`"] += leave_minutes(folder, fetching.brought)
    for line in _account(fetching):
        say(line)
    ctx.exit(Exit.CONTRADICTED if fetching.failed else Exit.FINE)


def _account(fetching: Fetching) -> list[str]:
    counts = ", ".join(f"{count} {what}" for what, count in sorted(fetching.counts.items()))
    left = [f"not fetched: {each.problem}; {each.remedy}" for each in fetching.failed[:_SHOWN]]
    more = len(fetching.failed) - len(left)
    return [f"{counts or 'Nothing to fetch'}.", *left, *([f"... and {more} more."] if more else [])]
