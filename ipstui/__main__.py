"""`python -m ipstui`, and the `ipstui` command: run it, and turn a mistake in the program into a sentence."""

from __future__ import annotations

import contextlib
import gc
import sys


def main() -> None:
    """Run the command line, and exit with its code: 0 done, 1 partly or not saved, 2 refused, 130 stopped."""
    # Starting makes thousands of objects that stay: looking through them for rubbish is a tenth of the time to
    # the first frame. The app turns collecting on again once it has drawn; commands end soon.
    gc.disable()
    from ipstui.commands.process import have_streams, no_core_file, odd_argument, speak_plainly

    have_streams()
    for stream in (sys.stdout, sys.stderr):
        speak_plainly(stream)
    no_core_file()
    if refusal := odd_argument(sys.argv[1:]):
        sys.stderr.write(refusal + "\n")
        sys.exit(2)
    try:
        from ipstui.cli import main as commands

        commands(prog_name="ipstui")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.stderr.write(_sentence(error) + "\n")
        sys.exit(1)


def _sentence(error: Exception) -> str:
    from ipstui.shell import crash

    said = f"ipstui stopped because {crash.cause(error)}. What was saved is intact."
    with contextlib.suppress(Exception):  # a report that cannot be written must not hide the sentence
        said += f" A report without any of your data is in {crash.report(error, crash.folder())}."
    return said


if __name__ == "__main__":
    main()
