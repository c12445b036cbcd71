"""`ipstui completion`: the script a shell needs to complete our commands."""

from __future__ import annotations

import click

_POWERSHELL = """
Register-ArgumentCompleter -Native -CommandName ipstui, ipstui.exe, ipstui.cmd -ScriptBlock {
    param($word, $ast, $position)
    $env:COMP_WORDS = 'ipstui ' + (($ast.CommandElements | Select-Object -Skip 1) -join ' ')
    $env:COMP_CWORD = $ast.CommandElements.Count - [int]($word -ne '')
    $env:_IPSTUI_COMPLETE = 'bash_complete'
    try {
        & $ast.CommandElements[0].Value | ForEach-Object {
            $kind, $value = $_ -split ',', 2
            if ($value) {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $value)
            }
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:_IPSTUI_COMPLETE
    }
}
"""
"""click has none for PowerShell; it answers the question that bash asks, and each line is "kind,value"."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script for SHELL. Add its output to the file your shell reads at its start."""
    if shell == "powershell":
        click.echo(_POWERSHELL.strip())
        return
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        # The template alone: `source()` of bash would start bash to ask its version.
        script = kind(ctx.find_root().command, {}, "ipstui", "_IPSTUI_COMPLETE")
        click.echo(script.source_template % script.source_vars())
