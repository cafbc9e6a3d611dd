"""The configuration: what it gives, and the exact line for each thing that can be wrong in it."""

from datetime import time
from pathlib import Path

import pytest

from bot import config, faults

SHIPPED = ("en", "ar", "de")
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NO_TOKEN = "BOT_TOKEN: missing, expected digits:letters, as @BotFather gives it, in the environment"
AN_ADDRESS = "an address that ends in /bot: https://…, or http://… on this machine"


def written(folder: Path, toml: str) -> Path:
    path = folder / "config.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def loaded(folder: Path, toml: str) -> config.Config:
    return config.load(written(folder, toml), {"BOT_TOKEN": TOKEN}, shipped=SHIPPED)


def complaints(folder: Path, toml: str) -> list[str]:
    with pytest.raises(faults.Faults) as refused:
        loaded(folder, toml)
    return str(refused.value).splitlines()


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "")
    assert settings.town == "stuttgart"
    assert settings.telegram.api_root == "https://api.telegram.org/bot"
    assert (settings.quiet_hours.start, settings.quiet_hours.until) == (time(21), time(8))
    assert settings.nudges.unfinished_form_days == (3, 7)
    assert settings.welcome_center.phone is None


def test_all_shipped_languages_are_offered_unless_the_file_chooses(tmp_path: Path) -> None:
    assert loaded(tmp_path, "").languages.offered == SHIPPED
    chosen = loaded(tmp_path, 'languages.offered = ["de", "en"]')
    assert chosen.languages.offered == ("de", "en")


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = loaded(tmp_path, 'town = "towns/ulm.toml"\ndatabase = "kept/here.sqlite3"')
    assert settings.database == tmp_path / "kept" / "here.sqlite3"
    assert settings.town == str(tmp_path / "towns" / "ulm.toml")
    elsewhere = loaded(tmp_path, 'database = "/var/lib/welcome.sqlite3"')
    assert elsewhere.database == Path("/var/lib/welcome.sqlite3")


def test_a_byte_order_mark_at_the_start_does_no_harm(tmp_path: Path) -> None:
    assert loaded(tmp_path, '\ufefftown = "musterstadt"').town == "musterstadt"


def test_the_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        loaded(tmp_path, "").town = "ulm"


@pytest.mark.parametrize(
    "root",
    [
        "https://api.telegram.org/bot",
        "https://telegram.stadt.example:8443/some/path/bot",
        "http://127.0.0.1:8081/bot",
        "http://localhost:8081/bot",
        "http://[::1]:8081/bot",
    ],
)
def test_a_bot_api_may_be_far_and_encrypted_or_on_this_machine(tmp_path: Path, root: str) -> None:
    assert loaded(tmp_path, f'telegram.api_root = "{root}"').telegram.api_root == root


@pytest.mark.parametrize(
    "root",
    [
        "http://api.telegram.org/bot",
        "http://localhost.example/bot",
        "https://api.telegram.org",
        "https://api.telegram.org/bot/",
        "https://user:word@api.telegram.org/bot",
        "https://api.telegram.org/bot?x=/bot",
        "https://[::1/bot",
        "https:///bot",
        "ftp://127.0.0.1/bot",
        "/bot",
        "",
    ],
)
def test_an_address_that_would_leak_the_token_is_refused(tmp_path: Path, root: str) -> None:
    said = complaints(tmp_path, f'telegram.api_root = "{root}"')
    assert said == [f'config.toml: telegram.api_root: found "{root}", expected {AN_ADDRESS}']


ALL_KEYS = ", ".join(config.Config.fields())

BAD = {
    "town = 3": "town: found 3, expected a text of 1 to 200 characters",
    'town = ""': 'town: found "", expected a text of 1 to 200 characters',
    "database = true": "database: found true, expected the path of a file",
    "telegram = 5": "telegram: found 5, expected a table",
    "[telegram]\nroot = 1": "telegram.root: found a key that doesn't belong here, "
    "expected one of: api_root, file_root",
    'colour = "red"': "colour: found a key that doesn't belong here, expected one of: " + ALL_KEYS,
    'languages.offered = "en"': 'languages.offered: found "en", '
    'expected a list of languages, like ["en", "de"]',
    'languages.offered = ["en", 3]': "languages.offered[1]: found 3, "
    'expected a list of languages, like ["en", "de"]',
    'languages.offered = ["en", "tlh"]': 'languages.offered[1]: found "tlh", '
    "expected a language in locales/: en, ar, de",
    'languages.offered = ["en", "de", "en"]': 'languages.offered[2]: found "en", '
    "expected each language once",
    'languages.offered = ["de"]': "languages.offered: found a list without English, "
    'expected one with "en"',
    'welcome_center.hours = " "': 'welcome_center.hours: found " ", '
    "expected a text of 1 to 200 characters",
    'welcome_center.phone = "hello"': 'welcome_center.phone: found "hello", '
    'expected a phone number, like "030 23125 100"',
    'welcome_center.email = "welcome"': 'welcome_center.email: found "welcome", '
    'expected an e-mail address, like "welcome@stadt.example"',
    'welcome_center.website = "foo"': 'welcome_center.website: found "foo", '
    "expected an address that starts with https://",
    'quiet_hours.from = "9:00"': 'quiet_hours.from: found "9:00", '
    'expected a time from "00:00" to "23:59"',
    'quiet_hours.until = "24:00"': 'quiet_hours.until: found "24:00", '
    'expected a time from "00:00" to "23:59"',
    "quiet_hours.until = 08:00:00": "quiet_hours.until: found 08:00:00, "
    'expected a time from "00:00" to "23:59"',
    'quiet_hours.until = "21:00"': "quiet_hours: found from 21:00 until 21:00, "
    "expected two different times",
    "quiet_hours.start = 1": "quiet_hours.start: found a key that doesn't belong here, "
    "expected one of: from, until",
    'pace.bulk_per_second = "28"': 'pace.bulk_per_second: found "28", '
    "expected a whole number from 1 to 30",
    "pace.bulk_per_second = 31": "pace.bulk_per_second: found 31, "
    "expected a whole number from 1 to 30",
    "pace.in_flight = true": "pace.in_flight: found true, expected a whole number from 1 to 16",
    "pace.in_flight = 1.0": "pace.in_flight: found 1.0, expected a whole number from 1 to 16",
    "retention.dead_letters = 0": "retention.dead_letters: found 0, "
    "expected a whole number from 1 to 3650",
    "retention.idle_people_erased = 335": "retention: found idle_people_asked 335, "
    "idle_people_erased 335, expected that people are asked some days before they are erased",
    "nudges.unfinished_form_days = [7, 3]": "nudges.unfinished_form_days: found [7, 3], "
    "expected a list of whole numbers from 1 to 3650, smallest first",
    'nudges.unfinished_form_days = [3, "7"]': 'nudges.unfinished_form_days[1]: found "7", '
    "expected a whole number from 1 to 3650",
    "nudges.unfinished_form_days = [3, 30]": "nudges.unfinished_form_days: found [3, 30], "
    "expected days below retention.unfinished_forms (30): then the form is forgotten",
    "retention.unfinished_forms = 5": "nudges.unfinished_form_days: found [3, 7], "
    "expected days below retention.unfinished_forms (5): then the form is forgotten",
    "retention.idle_people_asked = 400": "retention: found idle_people_asked 400, "
    "idle_people_erased 365, expected that people are asked some days before they are erased",
    'log.level = "info"': 'log.level: found "info", expected "DEBUG", "INFO", "WARNING" or "ERROR"',
    'log.format = "xml"': 'log.format: found "xml", expected "text" or "json"',
    "town = ?": "found broken TOML (Invalid value (at line 1, column 8)), expected a TOML file",
    "a = 1\na = 2\n": "found broken TOML "
    "(Cannot overwrite a value (at line 2, column 6)), expected a TOML file",
}


@pytest.mark.parametrize(("toml", "line"), BAD.items())
def test_each_fault_is_one_line_and_says_in_which_file(
    tmp_path: Path, toml: str, line: str
) -> None:
    assert complaints(tmp_path, toml) == [f"config.toml: {line}"]


@pytest.mark.parametrize(
    "phone", ["115", "030 23125 100", "+49 (0)711 216-0", "(030) 23125", "0711/216 57111"]
)
def test_phone_numbers_are_taken_as_people_write_them(tmp_path: Path, phone: str) -> None:
    settings = loaded(tmp_path, f'welcome_center.phone = " {phone} "')
    assert settings.welcome_center.phone == phone


def test_all_faults_come_at_once_and_the_token_among_them(tmp_path: Path) -> None:
    path = written(tmp_path, 'town = 3\n[log]\nlevel = "LOUD"')
    with pytest.raises(faults.Faults) as refused:
        config.load(path, {}, shipped=SHIPPED)
    assert str(refused.value).splitlines() == [
        "config.toml: town: found 3, expected a text of 1 to 200 characters",
        'config.toml: log.level: found "LOUD", expected "DEBUG", "INFO", "WARNING" or "ERROR"',
        NO_TOKEN,
    ]


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(faults.Faults) as refused:
        config.load(tmp_path / "config.toml", {"BOT_TOKEN": TOKEN}, shipped=SHIPPED)
    assert str(refused.value) == (
        "config.toml: missing, expected a file; make it with: cp config.example.toml config.toml"
    )


def test_what_is_no_readable_text_file_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('town = "Köln"'.encode("latin-1"))
    (tmp_path / "folder.toml").mkdir()
    said = []
    for name in ("latin.toml", "folder.toml"):
        with pytest.raises(faults.Faults) as refused:
            config.load(tmp_path / name, {"BOT_TOKEN": TOKEN}, shipped=SHIPPED)
        said.append(str(refused.value))
    assert said == [
        "latin.toml: found bytes that aren't UTF-8, expected a UTF-8 file",
        "folder.toml: found Is a directory, expected a file that can be read",
    ]


def test_a_long_value_is_shown_shortened(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, f'log.level = "{"x" * 5000}"')
    assert len(line) < 150


@pytest.mark.parametrize("token", ["secret", "123456789", ":abc", "1:", f"{TOKEN} x", "١٢٣:abc"])
def test_a_token_of_another_shape_is_refused_and_not_repeated(tmp_path: Path, token: str) -> None:
    with pytest.raises(faults.Faults) as refused:
        config.load(written(tmp_path, ""), {"BOT_TOKEN": token}, shipped=SHIPPED)
    assert str(refused.value) == NO_TOKEN.replace(
        "missing", "found something that doesn't look like a token"
    )


def test_commands_that_need_no_token_load_without_one(tmp_path: Path) -> None:
    settings = config.load(written(tmp_path, ""), {}, shipped=SHIPPED, token_needed=False)
    assert settings.token is None
    with pytest.raises(faults.Faults) as refused:
        config.required_token(settings)
    assert str(refused.value) == NO_TOKEN


def test_the_token_is_read_from_the_environment_and_shown_nowhere(tmp_path: Path) -> None:
    settings = config.load(written(tmp_path, ""), {"BOT_TOKEN": f" {TOKEN}\n"}, shipped=SHIPPED)
    assert config.required_token(settings).get_secret_value() == TOKEN
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "AAHdq" not in shown


@pytest.mark.parametrize("key", ["token", "town.token", "telegram.api_root", "languages.offered"])
def test_a_token_typed_into_the_file_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    said = complaints(tmp_path, f'{key} = "https://api.telegram.org/bot{TOKEN}"')
    assert said
    assert not any("AAHdq" in line for line in said)
