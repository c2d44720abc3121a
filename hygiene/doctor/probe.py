"""What only writing shows: questions that GitHub's documentation leaves open, asked of a real repository.

The probe changes only what it created itself: labels with its description, issues with its title and comments with its
mark, all written by the same account. What an interrupted probe left is removed by its own end, or by the next probe.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hygiene.doctor.questions import QUESTIONS, Answer, Circumstances, ProbeResult, Result, Sample
from hygiene.doctor.removal import Objects
from hygiene.errors import HygieneError, Terminated
from hygiene.github.diagnose.probe import DESCRIPTION, LABELS, MARK, TITLE, Probing, Rules, refuse_foreign
from hygiene.github.read.scope import ReadOptions, Scope
from hygiene.model import plan as writes
from hygiene.model.freshness import absent, late, superseded
from hygiene.model.snapshot import Version
from hygiene.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hygiene.github.client import Connection
    from hygiene.github.diagnose.probe import Made, Seen, Written
    from hygiene.model.plan import Plan
    from hygiene.model.snapshot import Snapshot
    from hygiene.model.trigger import Trigger

BODY = "Created by `hygiene doctor --probe` to see how this host answers. It is removed again.\r\nSecond line."
COMMENT = f"{MARK}\nA test comment of `hygiene doctor --probe`, which removes it again."
OVERLONG_CHARS = 70_000
OVERLONG_COMMENT_CHARS = 300_000
LOOKS_MAX = 5
LOOK_PAUSE_S = 2.0
# Together about four minutes.
RESULT_PAUSES_S = (3.0, 10.0, 20.0, 30.0, 60.0, 120.0)
RESULTS = "the results of the run that has ended"
# No question is asked after this time; the workflow of `hygiene init --probe` ends its job after 15 minutes.
ASKING_S_MAX = 480
_NO_PULL_REQUEST = "Not asked: there is no pull request. Pass --pr NUMBER."
# The probe does not compare versions: nobody else changes its objects.
_ANY_VERSION = Version(None, None, "")


class Probe:
    """One probe of one repository; ``result`` is what is known so far, also after an interruption."""

    def __init__(self, connection: Connection, trigger: Trigger, around: Circumstances) -> None:
        options = ReadOptions(*LABELS)
        scope = Scope(
            trigger, lambda _: options, with_settings=True, sweeping=not (trigger.pull_requests or trigger.head_oid)
        )
        self.connection, self.trigger, self.around = connection, trigger, around
        self.host = Probing(connection, scope)
        self.began = connection.clock.now()
        self.answers = {key: Answer(key) for key in QUESTIONS}
        self.samples: list[Sample] = []
        self.home, self.login, self.role = "", "", ""
        self.pull: tuple[str, int] | None = None
        self.labels: list[str] = []
        self.issues: list[Made] = []
        self.note = ""
        self.comment: Made | None = None
        self.kinds: dict[str, str] = {}
        self.objects = Objects(self.host)

    def run(self) -> None:
        """Ask everything and remove everything again, also after an interruption.

        Raises ``UsageError``, before anything is written, for a repository or pull request that must not be probed.
        """
        seen = self.host.look()
        self.home, self.login = seen.repository_id, seen.login
        refuse_foreign(seen, self.trigger.repository, self.host.number)
        self.pull = (seen.pull_request_id, self.host.number) if seen.pull_request_id else None
        self.objects.remove(seen.own)
        try:
            for keys, step in self._steps():
                self._ask(keys.split(), step)
        finally:
            try:
                self.objects.remove_all()
            except (KeyboardInterrupt, Terminated):
                self.objects.remove_all()
                raise
            finally:
                for key, (result, text) in self.objects.answers.items():
                    self._put(key, result, self._plain(text))

    def result(self) -> ProbeResult:
        """What is known so far."""
        return ProbeResult(
            self.began,
            self._seconds(self.began),
            self.around.kind_of_host,
            self.around.token,
            "bot" if self.login.endswith("[bot]") else "user",
            self.around.event,
            self.role,
            self.pull is not None,
            tuple(self.answers.values()),
            tuple(self.samples),
            tuple(self.host.measured),
            tuple(self.objects.left.values()),
            tuple(self.objects.closed.values()),
        )

    def _steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """The questions that each step answers, and the step."""
        return (
            ("results-at-once", self._read),
            ("shows-classic-rules shows-rulesets", self._rules),
            ("creates-labels", self._create_labels),
            ("opens-issues keeps-labels comments-on-pull-request last-field-shows-writes", self._create),
            ("reads-own-writes viewer-did-author labels-mean-and", self._list),
            ("carries-out-plan", self._change),
            ("original-in-history counts-edits edits-are-full-texts keeps-line-ends", self._edit),
            ("refuses-overlong-issue refuses-overlong-comment", self._overlong),
            ("deletes-comments", self._delete_comment),
        )

    def _ask(self, keys: list[str], step: Callable[[], None]) -> None:
        """Take one step; its failure leaves its own questions open, and no others."""
        if self._seconds(self.began) > ASKING_S_MAX:
            reason = f"Not asked: the probe had run for {ASKING_S_MAX} s."
        else:
            try:
                step()
            except HygieneError as error:
                reason = self._plain(error.message)
            else:
                return
        for key in keys:
            if self.answers[key] == Answer(key):
                self._put(key, None, reason)

    def _put(self, key: str, result: bool | None, seen: str) -> None:  # noqa: FBT001 - the answer itself
        """Record an answer; None is unknown."""
        word = Result.UNKNOWN if result is None else (Result.YES if result else Result.NO)
        self.answers[key] = Answer(key, word, seen)

    def _plain(self, text: str) -> str:
        """A message of the host without names."""
        return self.around.without_names(text, self.trigger, self.login)

    @property
    def _refusal(self) -> str:
        return self._plain(self.host.refusal)

    def _seconds(self, since: datetime) -> float:
        return (self.connection.clock.now() - since).total_seconds()

    def _read(self) -> None:
        """ReadScope, and how late it shows the results of the event's run."""
        snapshot = self.host.read_scope()
        pull = next(iter(snapshot.pull_requests), None)
        if pull is not None:
            self.pull, self.host.number = (pull.id, pull.number), pull.number
        if not self.trigger.ends:
            why = "Not asked: no event of a completed run. Run the workflow of `hygiene init --probe`."
            self._put("results-at-once", None, why)
        elif snapshot.head is None or absent(snapshot, self.trigger) or superseded(snapshot, self.trigger):
            self._put("results-at-once", None, "The commit of the run is the head of no open pull request or branch.")
        else:
            self._await_results(snapshot)

    def _await_results(self, snapshot: Snapshot) -> None:
        began, reads = self.connection.clock.now(), 1
        for pause_s in (*RESULT_PAUSES_S, None):
            if not late(snapshot, self.trigger) or pause_s is None:
                break
            self.connection.clock.sleep(pause_s)
            snapshot, reads = self.host.gateway.read_results(snapshot), reads + 1
        shown = not late(snapshot, self.trigger)
        since = self.around.ended_at or began
        self.samples.append(Sample(RESULTS, reads if shown else None, self._seconds(since)))
        when = f"{self.samples[-1].seconds:.0f} s after the run had ended" if self.around.ended_at else "then"
        seen = f"Read {_times(reads)}; {'shown' if shown else 'still not shown'} {when}."
        self._put("results-at-once", shown and reads == 1, seen)

    def _rules(self) -> None:
        rules = self.host.rules()
        self.role = rules.role
        # Where nothing is required, neither field can show anything.
        anything = bool(rules.classic or rules.rulesets)
        seen = f"{_shown(rules)}, role {rules.role or 'unknown'}. {self._refusal}".strip()
        for key, found in (("shows-classic-rules", rules.classic), ("shows-rulesets", rules.rulesets)):
            self._put(key, bool(found) if anything else None, seen)

    def _create_labels(self) -> None:
        plan = tuple(writes.CreateLabel(self.home, name, "ededed", DESCRIPTION) for name in LABELS)
        written = self._carry_out(plan)
        made = [replace(one, url=self.around.labels_url) for one in written.made.values()] if written else []
        self.objects.left.update((one.id, one) for one in made)
        self.labels = [one.id for one in made]
        refused = self._refusal
        self._put("creates-labels", self._accepted(written), refused or f"Created {len(self.labels)} labels.")

    def _create(self) -> None:
        """Two issues and a comment on the pull request in one document, whose last field reads the scope again."""
        issues = [writes.CreateIssue(self.home, str(n), TITLE, BODY, tuple(self.labels[:n])) for n in (1, 2)]
        comment = writes.AddComment(*self.pull, COMMENT) if self.pull else None
        written = self._carry_out((*issues, *([comment] if comment else [])))
        if written is None:
            for key in ("opens-issues", "comments-on-pull-request", "last-field-shows-writes"):
                self._put(key, None, self._refusal)
            return
        refused = {refusal.operation: self._plain(refusal.message) for refusal in written.refused}
        self.issues = [written.made[one] for one in issues if one in written.made]
        why = next((refused[one] for one in issues if one in refused), "")
        self._put("opens-issues", len(self.issues) == len(issues), why or "Opened two issues.")
        if self.issues and self.labels:
            kept = [written.labels_kept[one] for one in issues if one in written.made]
            given = [len(one.label_ids) for one in issues if one in written.made]
            self._put("keeps-labels", kept == given, f"Opened with {given}, kept {kept}.")
        if comment:
            self.comment = written.made.get(comment)
            self._put("comments-on-pull-request", self.comment is not None, refused.get(comment, "Commented."))
        else:
            self._put("comments-on-pull-request", None, _NO_PULL_REQUEST)
        earlier = [made.id for made in written.made.values()][:-1]
        if written.shown is None or not earlier:
            self._put("last-field-shows-writes", None, "The last write was refused, or there was no earlier one.")
        else:
            counted = len(written.shown & set(earlier))
            seen = f"The last payload shows {counted} of {len(earlier)} objects that earlier fields created."
            self._put("last-field-shows-writes", counted == len(earlier), seen)

    def _list(self) -> None:
        """Lists read the database, but a query may be answered by a replica that is behind."""
        ids = {issue.id for issue in self.issues}
        if not ids:
            return
        seen = self._await("two new issues", lambda seen: ids <= set(seen.newest))
        if seen is None:
            return
        ids |= {self.comment.id} if self.comment else set()
        known = [seen.authored[one] for one in ids if one in seen.authored]
        self._put("viewer-did-author", all(known), f"True for {sum(known)} of {len(known)} objects.")
        if len(ids & set(seen.of_first)) != len(self.issues) or len(self.issues) == 1:
            self._put("labels-mean-and", None, "The issues are not listed by their first label.")
            return
        found = {one.id for one in self.issues} & set(seen.of_both)
        meaning = {frozenset({self.issues[1].id}): True, frozenset(one.id for one in self.issues): False}
        text = f"Asked for both labels: {len(found)} of 2 issues, of which 1 has both."
        self._put("labels-mean-and", meaning.get(frozenset(found)), text)

    def _change(self) -> None:
        """The other kinds of write, in two documents: first those that close the second issue, then the reverse."""
        if self.issues:
            one, two = self.issues[0], self.issues[-1]
            update = writes.UpdateIssue(one.id, one.number, "1", f"{BODY}\r\nUpdated.", _ANY_VERSION, BODY)
            note = writes.AddNote(one.id, one.number, "1", "A test comment.")
            duplicate = one.id if two is not one else ""
            close = writes.CloseIssue(two.id, two.number, "2", _ANY_VERSION, duplicate)
            label = tuple(self.labels[-1:])
            relabel = (two.id, two.number, label, LABELS[-1:])
            plan: Plan = (update, note, close, *([writes.RemoveLabels(*relabel)] if label else []))
            if self.comment and self.pull:
                body = f"{COMMENT}\nUpdated."
                plan = (*plan, writes.UpdateComment(self.comment.id, self.pull[1], body, _ANY_VERSION, COMMENT))
            written = self._carry_out(plan)
            if written and note in written.made:
                self.note = written.made[note].id
            if written and close in written.done:
                self._await("a closed issue", lambda seen: two.id not in seen.newest)
            reopen = writes.ReopenIssue(two.id, two.number, "2", _ANY_VERSION)
            again: Plan = (reopen, *([writes.AddLabels(*relabel)] if label else []))
            written = self._carry_out((*again, *([writes.MinimizeComment(self.note, one.number)] if self.note else [])))
            if written and reopen in written.done:
                self._await("a reopened issue", lambda seen: two.id in seen.newest)
        self._judge_kinds()

    def _judge_kinds(self) -> None:
        refused = "; ".join(f"{kind}: {message}" for kind, message in self.kinds.items() if message)
        seen = f"{sum(not message for message in self.kinds.values())} of {len(self.kinds)} kinds were carried out."
        self._put("carries-out-plan", not refused, f"{seen} {refused}".strip())

    def _edit(self) -> None:
        if not self.note:
            return
        sent, history = "Edited.\r\nOnce.", ("original-in-history", "counts-edits", "edits-are-full-texts")
        first = self.host.edit(self.note, sent)
        if first is None:
            for key in ("keeps-line-ends", *history):
                self._put(key, None, self._refusal)
            return
        self._put("keeps-line-ends", first.body == sent, f"Sent CRLF, got {first.body!r}.")
        second = self.host.edit(self.note, "Twice.")
        if first.texts is None or second is None or second.texts is None:
            for key in history:
                self._put(key, None, self._refusal or "The host does not show the history of edits.")
            return
        self._put("original-in-history", {1: False, 2: True}.get(first.total), f"One edit, {_entries(first.total)}.")
        totals = f"One edit, {_entries(first.total)}; two edits, {_entries(second.total)}."
        self._put("counts-edits", second.total == first.total + 1, totals)
        texts = ["".join((text or "").split()) for text in second.texts[:2]]
        full = texts == ["Twice.", "Edited.Once."]
        self._put(
            "edits-are-full-texts", full, f"The two newest entries are {'the' if full else 'not the'} texts sent."
        )

    def _overlong(self) -> None:
        if self.issues and not self.kinds.get(writes.UpdateIssue.__name__):
            self._put_overlong("issue", OVERLONG_CHARS, self.host.rewrite(self.issues[0].id, "x" * OVERLONG_CHARS))
        if self.note:
            edited = self.host.edit(self.note, "x" * OVERLONG_COMMENT_CHARS)
            self._put_overlong("comment", OVERLONG_COMMENT_CHARS, edited.body if edited else None)

    def _put_overlong(self, what: str, chars: int, body: str | None) -> None:
        key, sent = f"refuses-overlong-{what}", f"Sent {chars:,} characters"
        refused = body is None
        seen = self._refusal if body is None else f"the host answered and kept {len(body):,}."
        self._put(key, None if self.host.uncertain else refused, f"{sent}: {seen}")

    def _delete_comment(self) -> None:
        if self.note:
            written = self._carry_out((writes.DeleteComment(self.note, self.issues[0].number),))
            self._put("deletes-comments", self._accepted(written), self._refusal or "Deleted.")
            self._judge_kinds()

    def _carry_out(self, plan: Plan) -> Written | None:
        """Carry out a plan, and note which objects are ours now and which kinds of write were refused."""
        written = self.host.carry_out(plan)
        if written is None:
            return None
        on_issues = {made.id for operation, made in written.made.items() if isinstance(operation, writes.AddNote)}
        self.objects.left.update((made.id, made) for made in written.made.values() if made.id not in on_issues)
        for operation in written.done:
            self.kinds.setdefault(type(operation).__name__, "")
        for refusal in written.refused:
            self.kinds[type(refusal.operation).__name__] = self._plain(refusal.message)
        return written

    def _accepted(self, written: Written | None) -> bool | None:
        """Whether all was carried out; None where it is not known."""
        return (None if self.host.uncertain else False) if written is None else not written.refused

    def _await(self, what: str, there: Callable[[Seen], bool]) -> Seen | None:
        """The first read that shows a write; None where none of several does."""
        began, reads = self.connection.clock.now(), 0
        found: Seen | None = None
        while found is None and reads < LOOKS_MAX:
            self.connection.clock.sleep(LOOK_PAUSE_S if reads else 0)
            reads += 1
            # A replica that is far behind may not have the repository.
            with suppress(HygieneError):
                seen = self.host.look()
                found = seen if there(seen) else None
        self.samples.append(Sample(what, reads if found else None, self._seconds(began)))
        own = [sample for sample in self.samples if sample.what != RESULTS]
        at_once = sum(sample.reads == 1 for sample in own)
        slowest = max(sample.seconds for sample in own)
        text = f"{at_once} of {len(own)} writes were shown by the first query; the slowest took {slowest:.1f} s."
        self._put("reads-own-writes", at_once == len(own), text)
        return found


def _shown(rules: Rules) -> str:
    counts = [
        f"{name}: {'nothing' if found is None else len(found)}"
        for name, found in (("refUpdateRule", rules.classic), ("Ref.rules", rules.rulesets))
    ]
    return f"{', '.join(counts)}, in both: {len((rules.classic or frozenset()) & (rules.rulesets or frozenset()))}"


def _times(reads: int) -> str:
    return "once" if reads == 1 else f"{reads} times"


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"
