"""``hygiene doctor``: problems of a setup, and how to fix them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hygiene.cli.options import INPUT, Config, Event, Json, PullRequestNumber, Repository, RepositoryRoot
from hygiene.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from hygiene.doctor.collect import Surroundings
    from hygiene.doctor.questions import ProbeResult


Workflow = Annotated[
    str,
    typer.Option("--workflow", metavar="FILE", help="Workflow file that runs hygiene.", rich_help_panel=INPUT),
]


def doctor(
    context: typer.Context,
    repo: Repository = "",
    event: Event = "",
    config: Config = "",
    pr: PullRequestNumber = None,
    workflow: Workflow = ".github/workflows/post-ci.yml",
    *,
    probe: Annotated[
        bool,
        typer.Option("--probe", help="Also test by writing to a scratch repository, and clean up. Needs --confirm."),
    ] = False,
    confirm: Annotated[
        str,
        typer.Option("--confirm", metavar="OWNER/NAME", help="The name of the repository to which --probe may write."),
    ] = "",
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for probe.json and probe.md, the result of --probe.")
    ] = Path("hygiene-probe"),
    json: Json = False,
    root: RepositoryRoot = None,
) -> int:
    """Check token, host, event, configuration and workflow, and show how to fix what is wrong.

    Nothing is written, unless --probe is given. Exit code 0: no failure. Exit code 8: at least one failure, or --probe
    left something behind.

    Examples: `hygiene doctor`, `GITHUB_TOKEN=… hygiene doctor --repo octo/app --json`,
    `hygiene doctor --repo octo/playground --probe --confirm octo/playground --pr 1`.
    """
    from hygiene.cli.context import Invocation
    from hygiene.cli.output import print_text
    from hygiene.doctor.check import Level
    from hygiene.doctor.collect import Surroundings, collect, diagnose
    from hygiene.doctor.report import answers_table, as_json, table
    from hygiene.report.json_text import json_text
    from hygiene.settings import Flags

    invocation = context.obj or Invocation()
    folder, config = _folder(root, config)
    flags = Flags(repository=repo, event=event, config=config)
    around = Surroundings(flags, folder, workflow, invocation.clock, invocation.transport)
    result = _probe(around, pr, confirm, out) if probe else None
    checks = diagnose(collect(around))
    if json:
        typer.echo(json_text(as_json(checks, result)))
    else:
        print_text(table(checks))
        if result is not None:
            print_text(f"\n{answers_table(result.answers)}\n\nThe result is in {out / 'probe.md'} and probe.json.")
    failed = any(check.level is Level.FAIL for check in checks) or (result is not None and result.left)
    return ExitCode.FINDINGS if failed else ExitCode.OK


def _folder(root: Path | None, config: str) -> tuple[Path, str]:
    """The root of the repository, or a folder without files where none is trusted; and --config as seen from there."""
    import os

    from hygiene.audit.checkout import existing_folder, repository_root
    from hygiene.doctor.collect import NO_FOLDER
    from hygiene.settings.variables import trusts_working_folder
    from hygiene.settings.working_directory import from_working_directory

    here = from_working_directory()
    if root:
        return existing_folder(here / root), config
    if not trusts_working_folder():
        return NO_FOLDER, config
    found = repository_root(here)
    return found, os.path.relpath(here / config, found) if config else ""


def _probe(around: Surroundings, number: int | None, confirmed: str, out: Path) -> ProbeResult:
    """Probe, and write the result to its files, also after an interruption."""
    from contextlib import ExitStack, closing

    from hygiene.cli.output import OutputFile, print_progress
    from hygiene.doctor.collect import probe_for
    from hygiene.doctor.probe_report import probe_json, probe_page, removal_lines
    from hygiene.report.json_text import json_text
    from hygiene.runner.commands import summary_text
    from hygiene.settings.variables import step_summary
    from hygiene.settings.working_directory import from_working_directory, leads_through_a_link

    with ExitStack() as stack:
        probe = stack.enter_context(probe_for(around, number, confirmed))
        if leads_through_a_link(out):
            raise UsageError(f"{out} is a link, or in a linked folder.", hint="Name a folder with --out.")
        try:
            from_working_directory(out).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{out} cannot be created: {error.strerror}.", hint="Name a folder with --out.") from None
        as_json, page = (
            stack.enter_context(closing(OutputFile(str(out / name)))) for name in ("probe.json", "probe.md")
        )
        path = step_summary()
        summary = stack.enter_context(closing(OutputFile(path, "GITHUB_STEP_SUMMARY"))) if path else None
        try:
            probe.run()
        finally:
            result = probe.result()
            for line in removal_lines(result) if probe.home else ():
                print_progress(line)
            if probe.home:
                as_json.replace(f"{json_text(probe_json(result))}\n")
                page.replace(probe_page(result))
                if summary:
                    summary.append(summary_text(probe_page(result)))
    return result
