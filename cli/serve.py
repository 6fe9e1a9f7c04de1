"""`govledger serve`: the register in a browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cli.params import EntryNumber
from cli.session import F, ledger_option, session_of
from cli.terminal import say
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from register.site import Site


def site_options(command: F) -> F:
    """How a register is called and looks, and whether what is exempt is shown."""
    for option in (
        click.option("--with-exempt", is_flag=True, help="Show what is exempt, too; not for the public then."),
        click.option(
            "--authority",
            default="",
            envvar="GOVLEDGER_AUTHORITY",
            metavar="DOMAIN,YEAR",
            help="For ids in feeds that last: a domain, and a year in which it was yours. [env: GOVLEDGER_AUTHORITY]",
        ),
        click.option("--logo", default="", metavar="FILE", help="An image beside the name, SVG or PNG."),
        click.option("--colour", default="#1d3c5c", show_default=True, metavar="#RRGGBB", help="Of the top."),
        click.option("--name", default="Governance register", show_default=True, help="What stands on each page."),
    ):
        command = option(command)
    return command


def site_of(ctx: click.Context, **look: Any) -> Site:
    """The register that the options describe.

    Raises:
        Refusal: a library for it is not here, or a colour or a logo will not do.
    """
    try:
        import jinja2  # noqa: F401
        import uvicorn  # noqa: F401

        from register.site import Site
    except ImportError as absent:
        raise Refusal(
            f"the register in a browser needs a library that is not here: {absent.name}",
            "install it with `pip install 'govledger[register]'`",
        ) from absent
    return Site(ledger=session_of(ctx).where.value, **look)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens; 0.0.0.0 for everywhere.")
@click.option("--port", type=EntryNumber(1, 65535), default=8000, show_default=True, help="On which port.")
@click.option("--workers", type=EntryNumber(1, 64), default=1, show_default=True, help="How many processes answer.")
@click.option("--prefix", default="", metavar="PATH", help="Below which path a proxy shows it, as /register.")
@site_options
@ledger_option
@click.pass_context
def command(ctx: click.Context, /, host: str, port: int, workers: int, prefix: str, **look: Any) -> None:
    """Open the register in a browser: pages, data and feeds, for reading only; what is exempt is withheld.

    Nothing can be changed by it: a copy or a standby will do, and the clerk goes on recording beside it.

    \b
    govledger serve --name "Northmoor Council: register of decisions"
    govledger serve --host 0.0.0.0 --workers 2 --prefix /register
    """
    site = site_of(ctx, prefix=prefix.rstrip("/"), **look)
    import uvicorn

    from register.app import create_app

    create_app(site)  # what is wrong with the ledger is said here, and not by each worker
    os.environ.update(site.as_environment())
    say(f"The register is at http://{host}:{port}{site.prefix}/ until Ctrl-C.")
    uvicorn.run(
        "register.app:app_from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        server_header=False,
        log_level="warning",
    )
