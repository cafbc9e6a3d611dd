"""How many histories are lived through."""

import pytest

USUAL_HISTORIES = 30


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--histories", type=int, default=USUAL_HISTORIES, help="how many histories are lived"
    )


@pytest.fixture
def histories(pytestconfig: pytest.Config) -> int:
    # Pytest knows the option only where this folder is named on the command line.
    return int(pytestconfig.getoption("--histories", USUAL_HISTORIES))
