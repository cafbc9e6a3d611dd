"""What a stranger gets with a clone: a licence, exact dependencies, and nothing of our machines."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.catalogues import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
NOT_OURS = frozenset((".git", ".venv", "__pycache__", "data", "node_modules"))
"""Made on this machine, and in no clone."""
WORDS = re.compile(
    # Written so that this file doesn't hold the words itself.
    r"/wor[k]/|/far[m]/|/roo[t]/|/hom[e]/\w|\.\./share[d]|share[d]/(PRODUCT|ARCHITECTURE|STYLE|VOICE)"
    r"|before-sto[p]|DEVELOPER[S]\.md|pyp[i]\.org|pythonhoste[d]|npmj[s]|deb\.debia[n]|far[m]-"
    r"|subagen[t]"
)
UNFINISHED = re.compile(
    r"\b(TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r]|pragma: no cove[r]|mark\.ski[p]|xfai[l])\b"
)


def files() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_hidden = parts[0].startswith(".") and parts[0] not in (".ci", ".gitignore")
        is_text = path.is_file() and path.suffix not in (".mo", ".svg", ".png")
        if is_text and not is_hidden and not NOT_OURS & {*parts}:
            yield path


def found(words: re.Pattern[str], paths: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := words.search(line))
    ]


def test_it_may_be_used_freely() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_exact_and_hashed(lock: str) -> None:
    text = "\n" + (ROOT / lock).read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=[^\s#])", text) if block.strip()]
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[\w.+!-]+( ; [^\n]+)? \\$", block, re.MULTILINE), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    known = re.compile(
        r"[a-z0-9-]+==[\w.+!-]+( ; [\w.'=!<> ()]+)? \\"
        r"| +--hash=sha256:[0-9a-f]{64}( \\)?"
        r"| +# +(via|)( ?[a-z0-9-]+( \(pyproject\.toml(:dev)?\))?)?"
    )
    strange = [line for line in lines if line and not known.fullmatch(line)]
    assert not strange, strange[:10]


def test_what_runs_in_tests_is_what_runs_in_earnest() -> None:
    """The versions of both locks agree."""
    versions = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    ]
    assert versions[0].items() <= versions[1].items()


def test_nothing_names_our_machines_or_the_hosts_we_install_from() -> None:
    assert found(WORDS, files()) == []


def test_nothing_is_unfinished_or_switched_off() -> None:
    code = (path for path in files() if path.suffix == ".py")
    assert found(UNFINISHED, code) == []
