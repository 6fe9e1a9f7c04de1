"""`govledger draft`: minutes as documents, to meeting files that a clerk checks."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.refusals import Refusal


@click.command("draft")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--style", type=click.Path(path_type=Path), metavar="FILE", help="The words of your council, as YAML.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a meeting file for each meeting."
)
def command(files: tuple[Path, ...], style: Path | None, into: Path | None) -> None:
    """Draft meeting files from minutes: text, Markdown, HTML, Word, or PDF with text.

    Every statement keeps the sentence that it rests on (quote) and what to check. A file in which a check is left is
    not recorded: delete each one that you have checked. Sentences that gave no statement are listed at the end.

    \b
    govledger draft minutes.docx
    govledger draft minutes/*.pdf --into drafts
    """
    from ledger.drafting.drafting import draft_file
    from ledger.drafting.meeting_file import written
    from ledger.drafting.style import with_own

    words = with_own(style) if style else None
    drafts = [(path, draft_file(path, words)) for path in files]
    for path, draft in drafts:
        texts = written(draft)
        names = [f"{path.stem}.yaml" if i == 0 else f"{path.stem}-{i + 1}.yaml" for i in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            if into is None:
                click.echo(("---\n" if len(drafts) + len(texts) > 2 else "") + text, nl=False)
            else:
                _write(into / name, text)
        statements = sum(text.count("\n    check: ") for text in texts)
        told = "1 statement" if statements == 1 else f"{statements} statements"
        left = "1 sentence" if len(draft.left_over) == 1 else f"{len(draft.left_over)} sentences"
        click.echo(f"{path}: {told} to check, {left} without one.", err=True)


def _write(path: Path, text: str) -> None:
    if path.exists():
        raise Refusal(f"'{path}' is there already", "move it away, or draft into another folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    click.echo(f"Wrote {path}", err=True)
