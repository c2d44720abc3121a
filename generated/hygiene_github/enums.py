from .open_world import OpenEnum


class CheckAnnotationLevel(OpenEnum):
    FAILURE = "FAILURE"
    NOTICE = "NOTICE"
    WARNING = "WARNING"
    UNKNOWN = "UNKNOWN"


class CheckConclusionState(OpenEnum):
    ACTION_REQUIRED = "ACTION_REQUIRED"
    CANCELLED = "CANCELLED"
    FAILURE = "FAILURE"
    NEUTRAL = "NEUTRAL"
    SKIPPED = "SKIPPED"
    STALE = "STALE"
    STARTUP_FAILURE = "STARTUP_FAILURE"
    SUCCESS = "SUCCESS"
    TIMED_OUT = "TIMED_OUT"
    UNKNOWN = "UNKNOWN"


class CheckStatusState(OpenEnum):
    COMPLETED = "COMPLETED"
    IN_PROGRESS = "IN_PROGRESS"
    PENDING = "PENDING"
    QUEUED = "QUEUED"
    REQUESTED = "REQUESTED"
    WAITING = "WAITING"
    UNKNOWN = "UNKNOWN"


class IssueClosedStateReason(OpenEnum):
    COMPLETED = "COMPLETED"
    DUPLICATE = "DUPLICATE"
    NOT_PLANNED = "NOT_PLANNED"
    UNKNOWN = "UNKNOWN"


class IssueState(OpenEnum):
    CLOSED = "CLOSED"
    OPEN = "OPEN"
    UNKNOWN = "UNKNOWN"


class IssueStateReason(OpenEnum):
    COMPLETED = "COMPLETED"
    DUPLICATE = "DUPLICATE"
    NOT_PLANNED = "NOT_PLANNED"
    REOPENED = "REOPENED"
    UNKNOWN = "UNKNOWN"


class PullRequestState(OpenEnum):
    CLOSED = "CLOSED"
    MERGED = "MERGED"
    OPEN = "OPEN"
    UNKNOWN = "UNKNOWN"


class ReportedContentClassifiers(OpenEnum):
    ABUSE = "ABUSE"
    DUPLICATE = "DUPLICATE"
    LOW_QUALITY = "LOW_QUALITY"
    OFF_TOPIC = "OFF_TOPIC"
    OUTDATED = "OUTDATED"
    RESOLVED = "RESOLVED"
    SPAM = "SPAM"
    UNKNOWN = "UNKNOWN"


class RepositoryPermission(OpenEnum):
    ADMIN = "ADMIN"
    MAINTAIN = "MAINTAIN"
    READ = "READ"
    TRIAGE = "TRIAGE"
    WRITE = "WRITE"
    UNKNOWN = "UNKNOWN"


class StatusState(OpenEnum):
    ERROR = "ERROR"
    EXPECTED = "EXPECTED"
    FAILURE = "FAILURE"
    PENDING = "PENDING"
    SUCCESS = "SUCCESS"
    UNKNOWN = "UNKNOWN"
