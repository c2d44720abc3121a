"""The workflow that runs hygiene: what starts it, what may run at once, and what its token may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hygiene.audit.init_text import GROUP, PERMISSIONS, is_placeholder
from hygiene.audit.post_ci_workflow import (
    EVERYTHING,
    PLACEHOLDER_HINT,
    RANKS,
    missing_permissions,
    wanted_permissions,
)
from hygiene.doctor.check import Check, failed, of_trouble, passed, warned

if TYPE_CHECKING:
    from hygiene.audit.post_ci_workflow import Concurrency, PostCi
    from hygiene.doctor.facts import Facts


_PER_RUN = re.compile(
    r"github\.run_id|github\.run_number|github\.run_attempt|workflow_run\.(id|run_number|run_attempt|check_suite_id)\b"
)
_PER_HEAD = re.compile(
    r"head_branch|head_sha|head_ref|head_commit|head_repository|pull_requests?\b|event\.number|github\.sha"
)


def workflow_checks(facts: Facts) -> list[Check]:
    """Trigger, concurrency and permissions; one row instead when there is no such workflow."""
    if facts.post_ci_trouble is not None:
        return [of_trouble("workflow", facts.post_ci_trouble)]
    if facts.post_ci is None:
        message = f"No job in {facts.post_ci_path} runs hygiene, or there is no such file."
        return [warned("workflow", message, "`hygiene init` writes it; name another file with --workflow FILE.")]
    return [_trigger(facts, facts.post_ci), _concurrency(facts, facts.post_ci), *_permissions(facts.post_ci)]


def _trigger(facts: Facts, found: PostCi) -> Check:
    if is_placeholder(found.uses):
        return failed("workflow", f"`{found.uses}` in {found.path} is a placeholder, not an action.", PLACEHOLDER_HINT)
    if found.uses.startswith("$/") and facts.enterprise_server:
        hint = "Write OWNER/NAME@TAG instead."
        return failed("workflow", f"{found.path} uses `{found.uses}`, which GHES does not support.", hint)
    if "workflow_run" not in found.triggers:
        listed = ", ".join(found.triggers) or "nothing"
        message = f"{found.path} runs on {listed}; a fork's token may only read there, and the Gate may still run."
        return warned("workflow", message, "Run it on `workflow_run: {workflows: [Gate], types: [completed]}`.")
    unknown = [name for name in found.workflows if facts.configuration.gate_names and name != EVERYTHING]
    if unknown and not set(unknown) & set(facts.configuration.gate_names):
        message = f"{found.path} waits for {_quoted(unknown)}, but the Gate is called "
        message += f"{_quoted(facts.configuration.gate_names)}: it never starts."
        return failed("workflow", message, "Write the Gate's `name:` under `workflow_run: workflows:`.")
    if found.types != ("completed",):
        message = f"{found.path} runs on {', '.join(found.types) or 'every type'} of workflow_run."
        return warned("workflow", message, "`types: [completed]` is enough; the others cost runs that find nothing.")
    if _follows_the_last_run(facts, found):
        message = f"{found.path} runs after {_quoted(found.workflows)}, and no setting names the one that the comment "
        return warned("workflow", f"{message}is for: it shows the one that ran last.", _NAME_THE_GATE)
    return passed("workflow", f"{found.path} runs after {_quoted(found.workflows)} has completed.")


_NAME_THE_GATE = "Set `workflow` in hygiene.toml to the Gate's path, or give each Gate a `key`."


def _follows_the_last_run(facts: Facts, found: PostCi) -> bool:
    several = len(found.workflows) > 1 or EVERYTHING in found.workflows
    return several and not (facts.configuration.trouble or facts.configuration.names_gate or found.names_gate)


def _concurrency(facts: Facts, found: PostCi) -> Check:
    block, name = found.concurrency, "concurrency"
    if block is None or not block.group:
        message = "There is no `concurrency:` group. hygiene converges without one, at the price of more requests."
        return warned(name, message, f"Set `group: {GROUP}`.")
    if block.queue and facts.enterprise_server:
        return failed(name, "`queue:` is not known to an Enterprise server, which refuses the workflow.", "Remove it.")
    if block.queue == "max" and block.cancels == "true":
        message = "GitHub refuses a workflow with both `queue: max` and `cancel-in-progress: true`."
        return failed(name, message, "Remove `cancel-in-progress`.")
    per_head = bool(_PER_HEAD.search(block.group))
    if "workflow_run" not in found.triggers:
        per_head = per_head or "github.ref" in block.group
    return _group(block, name, per_head=per_head, queues=not facts.enterprise_server)


def _group(block: Concurrency, name: str, *, per_head: bool, queues: bool) -> Check:
    """A group for each run holds nobody back; one for all makes pull requests cancel each other's waiting run."""
    if _PER_RUN.search(block.group):
        message = f"The group `{block.group}` is another one for each run, so it serialises nothing."
        return warned(name, message, f"One group for each head: `group: {GROUP}`.")
    if not per_head and block.queue != "max":
        message = f"The group `{block.group}` is one for all pull requests; of the waiting runs only the last is kept."
        return warned(name, message, f"One group for each head: `group: {GROUP}`." + (_QUEUE if queues else ""))
    if block.cancels == "true":
        message = "`cancel-in-progress: true` may end a run between two writes; the next run repairs what it left."
        return warned(name, message, "Set `cancel-in-progress: false`.")
    message = f"One run at a time for each head (`{block.group}`)."
    if queues and block.queue != "max":
        message += " `queue: max` would keep every waiting run instead of the newest alone."
    return passed(name, message)


_QUEUE = " Or `queue: max`, which keeps up to 100 waiting runs."


def _permissions(found: PostCi) -> list[Check]:
    name = "permissions"
    if found.permissions is None:
        message = f"{found.path} states no permissions, so the repository's default holds, which may be read only."
        return [warned(name, message, f"State them on the job: {wanted_permissions()}.")]
    if missing := missing_permissions(found):
        return [failed(name, f"Without `{needs}` hygiene cannot {why}.", f"Add `{needs}`.") for needs, why in missing]
    wanted = {area: level for area, level, _ in PERMISSIONS}
    more = [
        f"{area}: {level}"
        for area, level in found.permissions.items()
        if RANKS.get(level, 0) > RANKS[wanted.get(area, "read")]
    ]
    if more:
        return [warned(name, f"More than hygiene needs: {', '.join(more)}.", f"Enough is {wanted_permissions()}.")]
    return [passed(name, f"Exactly what is needed: {wanted_permissions()}.")]


def _quoted(names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names) or "nothing"


def configuration_checks(facts: Facts) -> list[Check]:
    """One row for the file, one for its audit."""
    return [_file(facts), _audit(facts)]


def _file(facts: Facts) -> Check:
    found = facts.configuration
    if found.trouble is not None:
        return of_trouble("configuration", found.trouble)
    if not found.place:
        message = "There is no hygiene.toml: the Gate's jobs are those of the workflow that triggers it."
        return warned("configuration", message, "`hygiene init` writes one from your workflows.")
    return passed("configuration", f"{found.place} is valid.")


def _audit(facts: Facts) -> Check:
    found = facts.configuration
    if found.trouble is not None:
        return warned("audit", "Not compared: the configuration cannot be read.", "Fix the configuration first.")
    if found.audit_trouble is not None:
        return of_trouble("audit", found.audit_trouble)
    if found.audited is None:
        return warned("audit", "There are no workflow files here to compare with.", "Run the doctor in a checkout.")
    if found.audited:
        more = f" And {len(found.audited) - 1} more." if len(found.audited) > 1 else ""
        message = f"{found.audited[0]}{more}"
        fix = "; `hygiene audit --fix` rewrites the names of jobs" if found.fixable else ""
        return failed("audit", message, f"`hygiene audit` lists every difference and what to do{fix}.")
    if not found.compared:
        return passed("audit", "No jobs are configured, so no names are compared.")
    return passed("audit", "The configured job names are the names of the check runs.")
