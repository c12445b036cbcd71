"""`ipstui completion`: the script a shell needs to complete our commands."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script for SHELL. Add its output to the file your shell reads at its start."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        # The template alone: `source()` of bash would start bash to ask its version.
        script = kind(ctx.find_root().command, {}, "ipstui", "_IPSTUI_COMPLETE")
        click.echo(script.source_template % script.source_vars())
