"""Files that hold a real run, as ``gh run view --json`` prints it: their shape, and sentences for what is wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, ValidationError
from pydantic.alias_generators import to_camel

from hygiene.errors import UsageError
from hygiene.sandbox.recorded import FIELDS, read_recorded
from hygiene.sandbox.scenario import WorldFileError

if TYPE_CHECKING:
    from pathlib import Path

    from hygiene.sandbox.recorded import RecordedRun

FILE_BYTES_MAX = 20_000_000
JOBS_MAX = 1_000
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_MEND = f"Ask with `gh run view ID --json {','.join(FIELDS)}` and save what it prints."


def _bounded(at: datetime) -> datetime:
    if at > _LATEST:
        message = "should be a time of our days"
        raise ValueError(message)
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_bounded)]
Word = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Number = Annotated[int, Field(ge=0, lt=2**63)]


class _Printed(BaseModel):
    model_config = {"alias_generator": to_camel, "strict": True}


class _Step(_Printed):
    name: str
    number: Number
    status: Word
    conclusion: Word
    started_at: Moment | None = Field(default=None, strict=False)
    completed_at: Moment | None = Field(default=None, strict=False)


class _Job(_Printed):
    name: str = Field(min_length=1)
    database_id: Number
    status: Word
    conclusion: Word
    url: str
    started_at: Moment | None = Field(default=None, strict=False)
    completed_at: Moment | None = Field(default=None, strict=False)
    steps: list[_Step] | None = None


class _Run(_Printed):
    conclusion: Word
    created_at: Moment = Field(strict=False)
    updated_at: Moment = Field(strict=False)
    display_title: str
    head_sha: str = Field(pattern="^[0-9a-f]{40,64}$")
    jobs: list[_Job] = Field(max_length=JOBS_MAX)
    url: str


def read_run(file: Path) -> RecordedRun:
    """The run in a file. Raises ``UsageError`` with what is wrong and how to get a good one."""
    given = _json(file)
    try:
        run = _Run.model_validate(given)
        return read_recorded(json.dumps(run.model_dump(mode="json", by_alias=True)))
    except ValidationError as error:
        raise UsageError(f"{file} is not a run as gh prints it: {_sentence(error)}.", hint=_MEND) from None
    except WorldFileError as error:
        raise UsageError(f"{file}: {error}", hint=_MEND) from None


def _json(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise UsageError(f"{file} is larger than {FILE_BYTES_MAX:,} bytes.", hint=_MEND)
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", hint="Name a file that is there.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not text in UTF-8.", hint=_MEND) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not JSON: {error}.", hint=_MEND) from None


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, and where."""
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    if first["type"] == "missing":
        return f"{where} is missing"
    return f"{where or 'the whole'}: {first['msg'][0].lower()}{first['msg'][1:]}"
