"""How many histories are lived through, and where they begin."""

import asyncio

import pytest

from tests.truths import ground
from tests.truths.ground import Beginning

USUAL_HISTORIES = 30


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--histories", type=int, default=USUAL_HISTORIES, help="how many histories are lived"
    )


@pytest.fixture
def histories(pytestconfig: pytest.Config) -> int:
    # Pytest knows the option only where this folder is named on the command line.
    return int(pytestconfig.getoption("--histories", USUAL_HISTORIES))


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Beginning:
    return asyncio.run(ground.begin(tmp_path_factory.mktemp("beginning") / "welcome.sqlite3"))
