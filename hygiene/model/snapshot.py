"""What one read saw of the repository: the only thing that decisions are made from."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

from hygiene.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hygiene.model.checks import Checks


def digest(body: str) -> str:
    """Sixteen hex digits of a body, line ends normalised: GitHub may return CRLF for what was sent with LF."""
    return sha256(normal(body).encode()).hexdigest()[:16]


def normal(body: str) -> str:
    """The body as it was sent: line ends as LF, no white space at its very end."""
    return (body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body).rstrip()


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the repository; ``id`` is its node id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a plan was made against. ``updated_at`` has whole seconds, so it is never used alone."""

    updated_at: datetime | None
    last_edited_at: datetime | None
    digest: str


@dataclass(frozen=True, slots=True)
class EditCount:
    """How often a body was edited, as GitHub counts: a sequence number that it keeps for us.

    ``original_listed`` is known only at a total of two, where the dates show whether the original is one of them. An
    ``assumed`` count is what it must be if nobody was overwritten: it was not requested.
    """

    total: int = 0
    original_listed: bool = False
    assumed: bool = False

    def moved_past(self, base: int) -> bool:
        """Whether more was edited than by a writer who had seen ``base`` edits: one was overwritten, or came after.

        The first edit may make the count one or two, depending on whether the host lists the original.
        """
        return self.total > base + 1 + (base == 0 and self.original_listed)


@dataclass(frozen=True, slots=True)
class Comment:
    """An issue comment. ``own`` is GitHub's ``viewerDidAuthor``: a marker alone proves nothing."""

    id: str
    database_id: int
    url: str
    body: str
    created_at: datetime
    own: bool
    minimized: bool = False
    version: Version = Version(None, None, "")
    edits: EditCount = EditCount()


class IssueState(Enum):
    """Whether an issue is open and, if not, as what it was closed."""

    OPEN = "open"
    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"
    DUPLICATE = "duplicate"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that may be a tracker; ``notes`` are its newest comments, ``notes_total`` counts all of them.

    ``closing`` is the node id of the event that closed it last and ``closed_by`` the login of its actor, empty if
    that was not read.
    """

    id: str
    number: int
    title: str
    url: str
    body: str
    state: IssueState
    created_at: datetime
    own: bool
    closed_at: datetime | None = None
    locked: bool = False
    labels: tuple[Label, ...] = ()
    version: Version = Version(None, None, "")
    edits: EditCount = EditCount()
    notes: tuple[Comment, ...] = ()
    notes_total: int = 0
    closed_by: str = ""
    closing: str = ""
    labels_known: bool = True

    def has_label(self, name: str) -> bool:
        """GitHub's label names are case-insensitive."""
        return any(label.name.casefold() == name.casefold() for label in self.labels)


@dataclass(frozen=True, slots=True)
class RecentIssue:
    """An issue of ours as the light window shows it: without labels, notes and versions."""

    id: str
    number: int
    body: str


class PullRequestState(Enum):
    """GitHub's three states; draft and locked are separate."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request and those of its comments that were read; ``comments_total`` counts all of them.

    ``deleted_by_people`` is whether somebody else deleted a comment of our login, as far as that was requested.
    """

    id: str
    number: int
    title: str
    url: str
    state: PullRequestState
    head_oid: str
    head_ref: str
    head_repository: str
    base_ref: str
    draft: bool = False
    locked: bool = False
    labels: tuple[Label, ...] = ()
    comments: tuple[Comment, ...] = ()
    comments_total: int = 0
    deleted_by_people: bool = False
    labels_known: bool = True

    def label(self, name: str) -> Label | None:
        """The label of this name on the pull request, if any."""
        return next((label for label in self.labels if label.name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository; the labels are None where it has none of that name yet.

    ``labels`` are its labels and ``users`` the logins that may be assigned, in lower case, with their node ids: the
    first hundred of each, and none where the configuration names neither.
    """

    id: str
    name_with_owner: str
    url: str
    has_issues: bool = True
    default_branch: str = ""
    tracker_label: Label | None = None
    flaky_label: Label | None = None
    labels: tuple[Label, ...] = ()
    users: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Base:
    """The base branch: its newest commits first, and the check names that its protection requires.

    ``rules_unread`` is a sentence about rules beyond those that one page shows; empty where there are none.
    """

    branch: str
    commits: tuple[Checks, ...] = ()
    required: tuple[str, ...] = ()
    rules_unread: str = ""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Points left of GitHub's budget; ``cost`` is that of the last query alone."""

    remaining: int
    limit: int
    reset_at: datetime | None = None
    cost: int = 0


@dataclass(frozen=True, slots=True)
class OtherHead:
    """Another pull request with its head, or an earlier head of this one."""

    pull_request: PullRequest
    head: Checks


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many open issues and closed trackers a read did not list."""

    issues: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class SubjectStates:
    """What was read about the subjects of trackers beside the pull requests of the scope.

    ``pull_requests`` maps node ids to states, and to None where the pull request was deleted; an id that is absent was
    not read. ``branches`` are the branches that exist, None where they were not read or are more than one page.
    ``recent`` are the newest commits of the default branch, newest first, and ``older`` is the cursor after the last of
    them, None when there are no more.
    """

    pull_requests: Mapping[str, PullRequestState | None] = field(default_factory=dict)
    branches: frozenset[str] | None = None
    recent: tuple[Checks, ...] = ()
    older: str | None = None


@dataclass(frozen=True, slots=True)
class BaseWorkflows:
    """The paths of the base branch's workflow files that the head has not, not with the same content, or unread.

    Where no file could be listed, ``unread`` is the folder.
    """

    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent read. ``pull_requests`` holds the open ones whose head this is, or the one requested.

    ``same_head`` are the numbers of further open pull requests of this head, which are read separately.

    ``overwritten`` maps the node id of a comment or issue to the full texts of its edit history, newest first, read
    only when the edit count shows that a writer overwrote what it had not seen; ``by_others`` has for each of them
    whether somebody else than the author of the comment or issue wrote it. ``files`` maps a path to its text.
    ``unlisted_issues`` are our own open issues that no listing by label shows; a tracker that lost its label may be
    one. ``remaining`` counts what was not read, and is empty once it was. ``other_heads`` are other
    places that may fail alike, oldest heads first, and None as long as they were not read. ``subjects`` are the states
    of what trackers follow, None as long as they have not been read. ``closed_here`` are the issues that this very run
    has closed, ``written_to`` the comments and issues that it may have changed in any way. ``host_date`` is the
    date that the host gave its answer. ``base_workflows`` is None as long as the base branch's workflow files were not
    read. ``workflows_differ`` is whether the head has others than the branch that it is compared with.
    ``incomplete`` states what could not be read, ``unknown_values`` which words of the host were new to us.
    """

    repository: Repository
    read_at: datetime
    pull_requests: tuple[PullRequest, ...] = ()
    head: Checks | None = None
    base: Base | None = None
    trackers: tuple[Issue, ...] = ()
    unlisted_issues: tuple[RecentIssue, ...] = ()
    remaining: Remaining = Remaining()
    other_heads: tuple[OtherHead, ...] | None = None
    subjects: SubjectStates | None = None
    overwritten: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_others: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    closed_here: frozenset[str] = frozenset()
    written_to: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    base_workflows: BaseWorkflows | None = None
    workflows_differ: bool = False
    rate_limit: RateLimit | None = None
    same_head: tuple[int, ...] = ()
    incomplete: tuple[str, ...] = ()
    statuses_unread: bool = False
    unknown_values: tuple[str, ...] = ()
    host_date: str = ""

    @property
    def now(self) -> datetime:
        """When it was read by the host's clock; by this machine's where the host did not state it."""
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few decisions need it

        try:
            found = parsedate_to_datetime(self.host_date)
        except (ValueError, TypeError, IndexError, OverflowError):
            return self.read_at
        return found if found.tzinfo else found.replace(tzinfo=UTC)
