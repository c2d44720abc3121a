"""``hygiene`` and ``python -m hygiene``."""

import _signal  # type: ignore[import-not-found] # what `signal` is made of; typeshed has it not
import gc
import sys
from types import ModuleType

# Importing creates thousands of objects that are never garbage: checking them takes a sixth of the start-up time.
COLLECT_AFTER = 100_000
# httpx imports its own command line, a third of its start-up, where click, rich and pygments happen to be installed;
# httpcore imports what asynchronous clients use. None in the place of a module makes its import fail, which both
# expect: docs/decisions/0019-start-up.md
NOT_USED = ("httpx._main", "anyio", "trio")
# pydantic imports importlib.metadata and reads the metadata of every installed package, to find its plugins. hygiene
# uses none, and none that happens to be installed may run here: docs/decisions/0019-start-up.md
PLUGINS_OF_PYDANTIC = "pydantic.plugin._loader"
# pydantic's core imports the types of its schemas, which take more time than the core itself, and which only models of
# pydantic use: docs/decisions/0021-plain-classes.md
TYPES_OF_PYDANTIC_CORE = "pydantic_core.core_schema"


def main() -> None:
    """Run the command line and exit with its code."""
    early: list[int] = []
    for number in (_signal.SIGINT, _signal.SIGTERM):
        # Noted until there is somebody to report it. `_signal` imports nothing.
        if _signal.getsignal(number) is not _signal.SIG_IGN:
            _signal.signal(number, lambda number, _frame: early.append(number))
    from hygiene.cli import signals  # noqa: PLC0415 - its imports take a tenth of the start-up

    signals.hold(early)
    save_time()
    from hygiene.cli.main import run_command_line  # noqa: PLC0415 - signals are held while it is imported

    code = run_command_line(sys.argv[1:])
    # Python looks for garbage once more before it ends, and would find nothing but what ends with the process.
    gc.freeze()
    sys.exit(code)


def save_time() -> None:
    """Set up the process for a short run. Only for a process that is hygiene's alone."""
    gc.set_threshold(COLLECT_AFTER)
    for name in NOT_USED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    loader = ModuleType(PLUGINS_OF_PYDANTIC)
    loader.get_plugins = lambda: ()  # type: ignore[attr-defined]
    sys.modules.setdefault(PLUGINS_OF_PYDANTIC, loader)
    sys.modules.setdefault(TYPES_OF_PYDANTIC_CORE, OnDemand(TYPES_OF_PYDANTIC_CORE))


class OnDemand(ModuleType):
    """In the place of a module that is imported when something of it is used, except the names below."""

    # What pydantic_core imports for annotations, which are not evaluated.
    CoreConfig = CoreSchema = CoreSchemaType = ErrorType = object

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            # An import statement asks for some of these.
            raise AttributeError(name)
        from importlib import import_module  # noqa: PLC0415 - few runs need it

        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        vars(self).update(vars(import_module(self.__name__)))
        return getattr(import_module(self.__name__), name)


if __name__ == "__main__":
    main()
