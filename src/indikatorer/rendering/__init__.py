"""Render a staged Quarto project to HTML and PDF, with Quarto where it is installed and without it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import click

from indikatorer import UserError


class Renderer(Protocol):
    """Something that turns a staged Quarto project into pages.

    `name` is "embedded" or "quarto"; `version` says which release of what did the work, for the manifest.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        """Render the named documents of a project.

        Args:
            project: a Quarto project folder: `_quarto.yml`, `*.qmd`, executed notebooks, `_variables.yml`, `_format/`.
            documents: names or stems of documents in it.
            output: the folder that gets `<stem>.html`, `<stem>.pdf`, their images and `assets/`.

        Raises:
            UserError: the documents have faults; the message lists all of them as `file:line: construct: remedy`.
        """
        ...


def find_renderer(wish: str) -> Renderer:
    """Find the renderer that is wished for.

    Args:
        wish: "quarto", "embedded", or "auto", which takes Quarto where a recent one is installed.

    Returns:
        A renderer that is ready for use.

    Raises:
        UserError: the wish is none of these, or Quarto is wished for and not there, or too old.
    """
    if wish not in ("auto", "quarto", "embedded"):
        raise UserError(f"RENDERER={wish}: write auto, quarto or embedded")
    if wish != "embedded":
        from indikatorer.rendering import quarto

        installed = quarto.find_quarto()
        if installed is not None and installed.is_recent:
            return installed
        oldest = ".".join(str(part) for part in quarto.OLDEST)
        found = f"Quarto {installed.version} is too old" if installed else "there is no Quarto here"
        if wish == "quarto":
            raise UserError(
                f"RENDERER=quarto: {found}; install it with `make quarto` or from quarto.org ({oldest} or later), "
                "or use RENDERER=embedded, which needs nothing more"
            )
        if installed:
            click.echo(f"{found}: {oldest} is the oldest that can make the reports. Going on without it.", err=True)
    from indikatorer.rendering.embedded import EmbeddedRenderer

    return EmbeddedRenderer()
