"""`ipstui log`: record what happened. Each kind of event is a command with its fields for options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, BinaryIO

import click
import msgspec

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.events import KINDS, Contact, EmployerContact, Event, Reviewed, Void
from ipstui.casework.forms import Field, build, fields_of, references
from ipstui.casework.people import Client, Employer
from ipstui.casework.spelling import same_name, the_only
from ipstui.casework.words import kind_title, summary, title
from ipstui.commands.options import shared_options, sitting_of
from ipstui.commands.telling import tell
from ipstui.desk import Desk
from ipstui.store.caseload import Change, new_id

NOBODY = "-"
_SAID_BACK = 300
"""Letters of what was understood: enough to see it, and not a whole long note."""
_YES_NO = (("yes", "yes"), ("no", "no"))
_METAVARS = {"text": "TEXT", "date": "WHEN", "time": "TIME", "number": "NUMBER", "count": "COUNT"}


class _Choice(click.Choice):  # type: ignore[type-arg] # generic only in later versions of click
    """A pick-list that takes hyphens for underscores, as options do."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value as stored."""
        return super().convert(value.replace("-", "_") if isinstance(value, str) else value, param, ctx)


class _Kinds(click.Group):
    """One command for each kind of event, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = cmd_name.replace("-", "_").lower()
        return _command(name, KINDS[name]) if name in KINDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in ctx.help_option_names:  # no kind was named yet: the help of all of them
            tell(ctx.get_help())
            ctx.exit()
        if args and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0].replace("-", "_").lower(), KINDS, n=3, cutoff=0.5)
            hint = f" Perhaps {' or '.join(near)}?" if near else " `ipstui log --kinds` lists them."
            raise Unfit("kind", f"no kind of event is called “{clean(args[0])[:40]}”.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(
            "`ipstui log --kinds` lists the kinds; `ipstui log CLIENT KIND --help`, the fields of one."
        )


def _list_kinds(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        width = max(map(len, KINDS))
        for name, kind in KINDS.items():
            tell(f"{name:<{width}}  {(kind.__doc__ or '').splitlines()[0]}".rstrip())
        ctx.exit()


@click.group(cls=_Kinds, subcommand_metavar="KIND [OPTIONS] [NOTE]...")
@click.argument("client")
@click.option("--kinds", is_flag=True, is_eager=True, expose_value=False, callback=_list_kinds,
              help="List the kinds of event.")  # fmt: skip
def log(client: str) -> None:
    """Record what happened with CLIENT, and print the id of the event.

    CLIENT is a name, part of one that fits nobody else, or an id; `-` for what is about nobody in particular: an
    employer contacted for no one, a rating of the service, leave. The commonest: ipstui log "Jason P" contact
    "talked about his CV"
    """


def field_option(kind: type[Event], name: str, flag: str = "") -> Callable[[Any], Any]:
    """Return the decorator that gives a command the option of one field, as `log` has it."""
    field = next(field for field in fields_of(kind) if field.name == name)

    def decorate(command: Any) -> Any:
        made = _option(field, kind)
        return click.option(flag or made.opts[0], field.name, type=made.type, help=made.help)(command)

    return decorate


def _command(name: str, kind: type[Event]) -> click.Command:
    options = [_option(field, kind) for field in fields_of(kind) if field.name not in ("on", "note")]
    on = click.Option(["--on"], metavar="WHEN", help="When: “fri 2pm”, “yesterday”, “3 dec”. Today, if not given.")
    note = click.Option(["--note"], metavar="TEXT", help="A note, instead of at the end.")
    voids = click.Option(
        ["--voids"], metavar="ID", required=kind is Void, help="The event this takes the place of, or takes back."
    )
    if "employer" in kind.__struct_fields__:
        options.append(click.Option(["--new-employer"], metavar="NAME", help="Add an employer not known yet."))
        for option in options:
            option.required = option.required and option.name != "employer"
    return click.Command(
        name,
        params=[
            on,
            *options,
            note,
            voids,
            click.Argument(["note_words"], nargs=-1, metavar="[NOTE]..."),
            *shared_options(),
        ],
        callback=lambda **given: _record(kind, given),
        help=f"{kind_title(name)}. {(kind.__doc__ or '').strip()}",
    )


def _option(field: Field, kind: type[Event]) -> click.Option:
    flag = field.name.replace("_", "-")
    if field.choices == _YES_NO:
        return click.Option([f"--{flag}/--no-{flag}", field.name], default=None, help=field.label)
    default = f"; {field.default} if not given" if field.default else ""
    asked: dict[str, Any] = {"required": field.required, "help": f"{field.label}{default}."}
    if field.choices:
        return click.Option([f"--{flag}", field.name], type=_Choice([v for v, _ in field.choices if v]), **asked)
    metavar = "NAME" if field.kind == "reference" else _METAVARS.get(field.kind, "TEXT")
    return click.Option([f"--{flag}", field.name], metavar=metavar, **asked)


def _record(kind: type[Event], given: dict[str, Any]) -> None:
    ctx = click.get_current_context()
    who = str(ctx.parent.params["client"]) if ctx.parent else ""
    desk = sitting_of(ctx).open_desk()
    client = _whom(desk, who, kind)
    about = client.id if client else ""
    voids = _voided(desk, about, given.pop("voids"))
    _refuse_pairs(kind, given["note_words"])
    texts = _texts(given)
    if kind is Void and voids is not None and "on" not in texts:
        texts["on"] = voids.on.isoformat()
    new = _new_employer(desk, texts.pop("new_employer", None))
    if new is not None:
        texts["employer"] = new.id
    else:
        _resolve(desk, about, kind, texts)
    event = build(kind, texts, client=about, today=desk.today, voids=voids.id if voids else "")
    event = msgspec.structs.replace(event, id=new_id())
    name = client.name if client else "no one in particular"
    changes = [*_employer_now(desk, new, event), event]
    desk.record(*changes, label=f"{title(event)} for {name}")
    tell(event.id)
    _say_back(desk, event, name)


def _whom(desk: Desk, who: str, kind: type[Event]) -> Client | None:
    """Whom it is about; None for `-` and a kind that may be about nobody in particular. Raises Unfit."""
    nobody = who == NOBODY and (kind.of_the_service or kind in (EmployerContact, Reviewed))
    return None if nobody else desk.find_client(who)


def _say_back(desk: Desk, event: Event, name: str) -> None:
    """Say on standard error what was understood, above all the day: it may have been typed as "fri"."""
    when = say.when(event.on, event.at, desk.today)
    told = summary(event, desk.names(event.client))
    told = told if len(told) <= _SAID_BACK else f"{told[:_SAID_BACK]}… ({len(event.note):,} characters of note kept)"
    tell(f"{title(event)} for {name}, {when}: {told}", err=True)
    if isinstance(event, Contact) and event.outcome == "unknown":
        tell("It counts as being in touch once that is said: --outcome seen, not-seen or left-message.", err=True)


def _refuse_pairs(kind: type[Event], words: Iterable[str]) -> None:
    """Refuse `mode=phone`: it would be kept as a note, and the field left at its default."""
    names = {field.name for field in fields_of(kind)}
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name.replace("-", "_") in names and " " not in word:
            flag = name.replace("_", "-")
            raise Unfit(flag, f"write it as an option: --{flag} {clean(value) or '…'}")


def _texts(given: dict[str, Any]) -> dict[str, str]:
    """What was typed, by field. The words at the end are the note."""
    words = _piped(" ".join(given.pop("note_words")))
    if given.get("note") is not None:
        given["note"] = _piped(given["note"])
    texts = {name: {True: "yes", False: "no"}.get(value, value) for name, value in given.items() if value is not None}
    if words and texts.get("note"):
        raise Unfit("note", "give the note once: by --note, or at the end.")
    return texts | ({"note": words} if words else {})


def _piped(text: str) -> str:
    """Read the note from standard input where it is written as `-`. Raises Unfit where nothing can come from there."""
    if text.strip() != "-":
        return text
    stream: BinaryIO = sys.stdin.buffer
    if stream.isatty():
        raise Unfit("note", "`-` reads the note from standard input, and nothing is piped in.")
    try:
        piped = stream.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Unfit("note", "what came from standard input is not UTF-8 text.") from None
    if not piped.strip():
        raise Unfit("note", "nothing came from standard input.")
    return piped


def _voided(desk: Desk, client: str, event_id: str | None) -> Event | None:
    if event_id is None:
        return None
    event = desk.caseload.event(event_id.strip())
    if event is None or event.client != client:
        raise Unfit("voids", "there is no such event for this person; `ipstui show --ids` lists them.")
    return event


def _new_employer(desk: Desk, text: str | None) -> Employer | None:
    if text is None:
        return None
    name = " ".join(clean(text).split())
    if not name or len(name) > LINE_LIMIT:
        raise Unfit("new_employer", f"a name of up to {LINE_LIMIT} characters is needed.")
    if any(same_name(each.name, name) for each in desk.caseload.employers.values()):
        raise Unfit("new_employer", f"{name} is already known: name them with --employer.")
    return Employer(id=new_id(), name=name)


def _employer_now(desk: Desk, new: Employer | None, event: Event) -> list[Change]:
    """Return the employer of a contact as it now stands, where that is news."""
    if not isinstance(event, EmployerContact):
        return [new] if new is not None else []
    known = new or desk.caseload.employers[event.employer]
    met = "met" if new is not None and event.mode == "face_to_face" else known.stage
    now = msgspec.structs.replace(known, stage=event.stage or met)
    return [now] if new is not None or now != known else []


def _resolve(desk: Desk, client: str, kind: type[Event], texts: dict[str, str]) -> None:
    """Put ids in place of the words that name an employer, a job, a need and so on."""
    if kind is EmployerContact and not texts.get("employer"):
        raise Unfit("employer", "name the employer: --employer, or --new-employer for one met for the first time.")
    named = [field for field in fields_of(kind) if field.kind == "reference" and texts.get(field.name)]
    caseload = desk.caseload
    if not client:
        for field in named:
            texts[field.name] = desk.find_employer(texts[field.name]).id
        return
    if named:
        known = references(desk.casefile(client).story, caseload.employers, caseload.vacancies)
        for field in named:
            texts[field.name] = _the_one(field, texts[field.name], known[field.name])


def _the_one(field: Field, text: str, among: list[tuple[str, str]]) -> str:
    label = field.label.lower()
    by_id = [pair for pair in among if pair[0].casefold() == clean(text).casefold()]
    found = by_id or the_only(text, among, lambda pair: pair[1])
    if len(found) == 1:
        return found[0][0]
    listed = "; ".join(_told_apart((found or among)[:5]))
    if found:
        raise Unfit(field.name, f"“{clean(text)[:40]}” could be {listed}. Give more of it.")
    there = f" There is: {listed}." if among else f" There is no {label} to name yet."
    raise Unfit(field.name, f"no {label} is called “{clean(text)[:40]}”.{there}")


def _told_apart(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The words of each; with its id only where two read alike, which nothing else tells apart."""
    words = [text[:60] for _, text in pairs]
    return [f"{text} ({key})" if words.count(text) > 1 else text for (key, _), text in zip(pairs, words, strict=True)]
