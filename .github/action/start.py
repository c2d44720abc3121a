"""Run hygiene with the standard library and the folders that are given, and nothing else, to import from.

Arguments: how names of compiled modules end if this interpreter is what ``main.cjs`` takes it for, else nothing; the
command; further arguments of the command as one string; folders. ``main.cjs`` starts this file with
``python -I -S``: no working folder, no site-packages and no ``PYTHON*`` variable add to ``sys.path``.
"""

import sys


def main() -> None:
    """Split the arguments as a POSIX shell does, without expanding anything, and run the command line with them."""
    suffix, command, arguments, *folders = sys.argv[1:]
    if suffix:
        confirm(suffix)
    # After the standard library: no package can replace one of its modules.
    sys.path += folders
    words = [command]
    if arguments or " " in command:
        import shlex  # noqa: PLC0415 - few steps pass arguments

        try:
            words = shlex.split(f"{command} {arguments}")
        except ValueError as error:
            print(f"::error title=hygiene::The input args cannot be split into arguments: {error}.", flush=True)  # noqa: T201
            sys.exit(2)
    sys.argv = ["hygiene", *words]
    from hygiene.__main__ import main as hygiene  # noqa: PLC0415 - found only now

    hygiene()


def confirm(suffix: str) -> None:
    """Tell ``main.cjs`` that the bundle has modules for this interpreter; without them, end without a word."""
    import _imp  # noqa: PLC0415 - what importlib reads the suffixes from
    import os  # noqa: PLC0415

    if suffix not in _imp.extension_suffixes():
        sys.exit()
    os.write(3, b"1")
    os.close(3)


if __name__ == "__main__":
    main()
