"""``edit`` in the user's own editor: what was written is stored, or kept in a file and said so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Said
from tests.journal.conftest import rows_of


@pytest.fixture
def flight(process: Process) -> str:
    """Record a flight and give its id."""
    made = process("add", "f", "ITH", "JFK", "2025-05-12", "07:00-08:15", "--json")
    return str(made.json["id"])


Edited = Callable[..., Said]


@pytest.fixture
def edited(process: Process, tmp_path: Path) -> Edited:
    """Give what runs ``edit`` with a real editor that does what Python code says with ``text``.

    Several pieces of code are what the editor does when it is opened once, twice, and so on; the
    last one is what it does from then on. ``notes`` holds what stands above the front matter.
    """

    def run(entry_id: str, *codes: str, words: tuple[str, ...] = (), expected: int = 0) -> Said:
        script = editor_script(tmp_path, *codes)
        env = {"EDITOR": f"{sys.executable} {script}"}
        return process(*words, code=expected, **env) if words else process(
            "edit", entry_id, code=expected, **env
        )  # fmt: skip

    return run


def editor_script(folder: Path, *codes: str) -> Path:
    """Write a program that does another thing each time it is run."""
    counter = folder / "opened"
    counter.write_text("0")
    lines = [
        "import os, pathlib, sys",
        "path = pathlib.Path(sys.argv[-1])",
        "text = path.read_bytes().decode('utf-8', 'surrogateescape')",
        "notes = ''.join(line for line in text.splitlines(True) if line.startswith('#! '))",
        f"counter = pathlib.Path({str(counter)!r})",
        "turn = int(counter.read_text())",
        "counter.write_text(str(turn + 1))",
        f"exec({list(codes)!r}[min(turn, {len(codes) - 1})])",
    ]
    script = folder / "editor.py"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return script


def times_opened(tmp_path: Path) -> int:
    return int((tmp_path / "opened").read_text())


def left_behind(surroundings: Path) -> list[Path]:
    return sorted((surroundings / "journal.drafts").glob("*.md"))


LEAVE = "pass"
SAVE = "path.write_text(text)"


def shell(*words: str) -> str:
    """Return code for an editor during which another program runs a command."""
    return (
        "import subprocess\n"
        f"subprocess.run([sys.executable, '-m', 'yearlog', *{list(words)!r}], check=True,"
        " stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    )


def test_a_change_is_stored_and_the_file_removed(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    change = "path.write_text(text.replace('08:15', '08:30') + '<!-- zh -->\\n很顺利。\\n')"
    said = edited(flight, change)
    assert said.err == "Saved. yearlog undo takes the change back.\n"
    entry = process("show", flight, "--json").json
    assert (entry["scheduled_arrival"], entry["duration_minutes"]) == ("2025-05-12T08:30", 90)
    assert entry["body_zh"] == "很顺利。"
    assert left_behind(surroundings) == []
    process("undo")
    assert process("show", flight, "--json").json["duration_minutes"] == 75


def test_the_file_is_private_and_shows_no_stamps(flight: str, edited: Edited) -> None:
    check = (
        "assert path.stat().st_mode & 0o777 == 0o600\n"
        "assert text.startswith('---\\nkind: flight\\n')\n"
        "assert 'created_at' not in text and 'distance_km' not in text"
    )
    said = edited(flight, check)
    assert said.err == "Nothing changed.\n"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("path.write_text('rubbish')", "the first line should be ---"),
        ("path.write_text(text.replace('2025-05-12', '2025-02-30', 1))", "no 2025-02-30"),
        ("path.write_text(text.replace('kind: flight', 'kind: talk'))", "kind should be: flight"),
        ("path.write_text(text.replace('T08:15', 'T06:15'))", "before departure"),
        ("path.write_bytes(b'---\\n\\xff\\n---\\n')", "is not UTF-8 text"),
        ("path.write_text(text.replace('status:', 'photos: [{file: /x.png}]\\nstatus:'))", "x.png"),
    ],
)
def test_rubbish_changes_nothing_and_is_kept(
    process: Process, flight: str, edited: Edited, tmp_path: Path, surroundings: Path,
    code: str, why: str,
) -> None:  # fmt: skip
    before = rows_of(surroundings / "journal.sqlite3")
    said = edited(flight, code, LEAVE, expected=1)
    assert times_opened(tmp_path) == 2
    assert why in said.err
    (kept,) = left_behind(surroundings)
    assert f"The entry was not changed; what you wrote is kept in {kept}." in said.err
    assert f"yearlog edit {flight[-6:]}" in said.err
    assert rows_of(surroundings / "journal.sqlite3") == before
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    written = words_of(kept)
    chinese = edited(flight, LEAVE, words=("--ui", "zh", "edit", flight), expected=1)
    assert re.search(r"记录没有改动，你写的内容保存在 .*\.md。", chinese.err)
    assert words_of(kept) == written


def words_of(path: Path) -> bytes:
    lines = path.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"#! "))


def test_an_empty_file_changes_nothing(
    flight: str, edited: Edited, surroundings: Path, tmp_path: Path
) -> None:
    said = edited(flight, "path.write_text('')", expected=1)
    assert said.err.startswith("The file came back empty, so the entry was not changed.")
    assert times_opened(tmp_path) == 1
    assert left_behind(surroundings) == []


def test_an_editor_that_empties_the_file_later_takes_no_words(
    flight: str, edited: Edited, surroundings: Path
) -> None:
    """As an editor does on a full disk."""
    edited(flight, "path.write_text(text + 'Mine.')", "path.write_text('')", expected=1)
    (kept,) = left_behind(surroundings)
    assert kept.read_text().endswith("Mine.")


# Mistakes -----------------------------------------------------------------------------------------


def test_a_mistake_is_shown_in_the_file_and_mended_there(
    process: Process, flight: str, edited: Edited, tmp_path: Path, surroundings: Path
) -> None:
    wrong = "path.write_text(text.replace('seat:', '').replace('status:', 'seet: 12A\\nstatus:'))"
    # The line that the note names holds the mistake, counted as the editor shows it.
    mend = (
        "number = int(notes.split('line ')[1].split(':')[0])\n"
        "assert text.splitlines()[number - 1] == 'seet: 12A', notes\n"
        "assert 'unknown key “seet”' in notes\n"
        "path.write_text(text.replace('seet', 'seat'))"
    )
    said = edited(flight, wrong, mend)
    assert said.err == "Saved. yearlog undo takes the change back.\n"
    assert times_opened(tmp_path) == 2
    assert process("show", flight, "--json").json["seat"] == "12A"
    assert left_behind(surroundings) == []


def test_a_second_mistake_replaces_the_note_of_the_first(
    process: Process, flight: str, edited: Edited, tmp_path: Path
) -> None:
    first = "path.write_text(text.replace('status:', 'seet: 1A\\nstatus:'))"
    second = "path.write_text(text.replace('seet: 1A', 'seat: 1A').replace('flown', 'swum'))"
    third = (
        "assert 'seet' not in notes and 'swum' in notes, notes\n"
        "path.write_text(text.replace('swum', 'flown'))"
    )
    edited(flight, first, second, third)
    assert times_opened(tmp_path) == 3
    assert process("show", flight, "--json").json["seat"] == "1A"


def test_the_note_is_in_the_language_of_the_user(flight: str, edited: Edited) -> None:
    wrong = "path.write_text(text.replace('flown', 'swum'))"
    mend = "assert '不在可选项之中' in notes\npath.write_text(text.replace('swum', 'flown'))"
    said = edited(flight, wrong, mend, words=("--ui", "zh", "edit", flight))
    assert "没有" in said.err


def test_the_words_of_the_author_stay_byte_for_byte(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    body = "  #! not a note\\r\\n\\u2028\\t\\n<!-- \\\\zh -->\\n  \\n"
    wrong = f"path.write_bytes((text.replace('flown', 'swum') + '<!-- en -->\\n{body}').encode())"
    mend = "path.write_bytes(text.replace('swum', 'flown').encode())"
    edited(flight, wrong, mend)
    found = process("show", flight, "--json").json["body_en"]
    assert found == "  #! not a note\r\n\u2028\t\n<!-- zh -->\n  "


def test_an_editor_that_is_never_done_is_given_up(
    flight: str, edited: Edited, surroundings: Path
) -> None:
    said = edited(flight, "path.write_text('x' + text)", expected=1)
    (kept,) = left_behind(surroundings)
    assert str(kept) in said.err


@pytest.mark.parametrize(
    ("encoding", "note"), [("gb18030", "不是 UTF-8"), ("latin-1", "is not UTF-8 text")]
)
def test_another_encoding_is_said_and_kept(
    flight: str, edited: Edited, surroundings: Path, encoding: str, note: str
) -> None:
    lang = "zh" if encoding == "gb18030" else "en"
    words = "很顺利" if lang == "zh" else "Genève"
    wrong = (
        "path.write_bytes(text.replace('---\\n', '---\\nseat: 1A\\n', 1).encode()"
        f" + '<!-- zh -->\\n{words}\\n'.encode({encoding!r}))"
    )
    again = (
        f"shown = path.read_bytes().decode({encoding!r}, 'replace')\n"
        f"assert {note!r} in shown.splitlines()[0] and {words!r} in shown, shown"
    )
    edited(flight, wrong, again, words=("--ui", lang, "edit", flight), expected=1)
    (kept,) = left_behind(surroundings)
    assert words_of(kept).endswith(f"{words}\n".encode(encoding))


@pytest.mark.parametrize(
    "save",
    [
        "b'\\xef\\xbb\\xbf' + {0}.encode()",
        "{0}.replace('\\r', '').replace('\\n', '\\r\\n').encode()",
    ],
    ids=["byte order mark", "CRLF"],
)
def test_what_other_systems_write_is_read(
    process: Process, flight: str, edited: Edited, save: str
) -> None:
    wrong = "path.write_bytes(" + save.format("text.replace('flown', 'swum')") + ")"
    mend = "assert '\\r' not in text or text.count('\\n') == text.count('\\r\\n'), text\n"
    mend += "path.write_bytes(" + save.format("text.replace('swum', 'cancelled')") + ")"
    edited(flight, wrong, mend)
    assert process("show", flight, "--json").json["status"] == "cancelled"


# Leftovers ----------------------------------------------------------------------------------------


@pytest.fixture
def crashed(flight: str, tmp_path: Path, surroundings: Path) -> Callable[[str], Path]:
    """Give what kills yearlog, as a power failure does, after its editor has saved something."""

    def crash(code: str) -> Path:
        script = editor_script(tmp_path, code + "\nprint('saved', flush=True)\ninput()")
        env = {**os.environ, "EDITOR": f"{sys.executable} {script}"}
        running = subprocess.Popen(
            [sys.executable, "-m", "yearlog", "edit", flight],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True,
        )  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == "saved\n"
        running.kill()
        running.communicate()
        return left_behind(surroundings)[-1]

    return crash


HALF = "path.write_text(text + '<!-- en -->\\nHalf a thought\\n')"


def test_after_a_kill_the_words_are_gone_on_with(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path],
    surroundings: Path,
) -> None:  # fmt: skip
    crashed(HALF)
    go_on = (
        "assert '2025-12-20' in notes and '--fresh' in notes, notes\n"
        "assert 'Half a thought' in text\n"
        "path.write_text(text.replace('Half a', 'A whole'))"
    )
    edited(flight, go_on)
    assert process("show", flight, "--json").json["body_en"] == "A whole thought"
    assert left_behind(surroundings) == []


def test_a_leftover_can_be_stored_by_saving_it_as_it_is(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path]
) -> None:
    crashed(HALF)
    edited(flight, SAVE)
    assert process("show", flight, "--json").json["body_en"] == "Half a thought"


def test_a_leftover_that_was_only_looked_at_stays(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path]
) -> None:
    kept = crashed(HALF)
    said = edited(flight, LEAVE, expected=1)
    assert str(kept) in said.err
    assert b"Half a thought" in kept.read_bytes()
    assert process("show", flight, "--json").json["body_en"] == ""


def test_fresh_puts_the_leftover_aside(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path],
    surroundings: Path,
) -> None:  # fmt: skip
    crashed(HALF)
    start = (
        "assert notes == '' and 'Half' not in text\npath.write_text(text + '<!-- en -->\\nNew\\n')"
    )
    edited(flight, start, words=("edit", flight, "--fresh"))
    assert process("show", flight, "--json").json["body_en"] == "New"
    (old,) = (surroundings / "journal.drafts").glob("*.old")
    assert "Half a thought" in old.read_text()
    said = edited(flight, LEAVE)
    assert said.err == "Nothing changed.\n"


def test_a_leftover_without_a_change_is_not_offered(
    flight: str, edited: Edited, crashed: Callable[[str], Path], surroundings: Path
) -> None:
    crashed(LEAVE)
    said = edited(flight, "assert notes == ''")
    assert said.err == "Nothing changed.\n"
    assert left_behind(surroundings) == []


def test_a_leftover_meets_what_was_changed_since(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path]
) -> None:
    """It began from an older version, so a seat it does not mention was not taken away."""
    crashed(HALF)
    process("edit", flight, "--seat", "12A")
    said = edited(flight, SAVE)
    assert "Seat" in said.err
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["body_en"]) == ("12A", "Half a thought")


def test_a_leftover_whose_beginning_nobody_knows_overwrites_nothing_unasked(
    process: Process, flight: str, edited: Edited, crashed: Callable[[str], Path]
) -> None:
    kept = crashed(HALF)
    kept.with_name(f".{kept.stem}.json").unlink()
    process("edit", flight, "--seat", "12A")
    look = "assert 'Seat' in notes and '12A' in notes, notes"
    edited(flight, SAVE, look, expected=1)
    assert process("show", flight, "--json").json["seat"] == "12A"
    edited(flight, "path.write_text(text.replace('status:', 'seat: 12A\\nstatus:'))", SAVE)
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["body_en"]) == ("12A", "Half a thought")


def test_a_file_that_is_open_in_another_editor_is_left_to_it(
    process: Process, flight: str, edited: Edited, tmp_path: Path, surroundings: Path
) -> None:
    """A second edit of the same entry while the first is still open begins a file of its own."""
    second = tmp_path / "second.py"
    second.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n"
        "assert 'First' not in text\n"
        "path.write_text(text.replace('status:', 'seat: 12A\\nstatus:'))"
    )
    code = (
        "path.write_text(text + '<!-- en -->\\nFirst\\n')\n"
        f"os.environ['EDITOR'] = {f'{sys.executable} {second}'!r}\n" + shell("edit", flight)
    )
    edited(flight, code)
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["body_en"]) == ("12A", "First")
    assert left_behind(surroundings) == []


# Another program changes the entry meanwhile ------------------------------------------------------


def test_other_fields_are_merged_and_told(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    meanwhile = shell("edit", flight, "--seat", "12A")
    said = edited(flight, meanwhile + "path.write_text(text + '<!-- en -->\\nMine.\\n')")
    assert "another program changed: Seat. Both changes are kept." in said.err
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["body_en"]) == ("12A", "Mine.")
    assert left_behind(surroundings) == []


SEAT = "path.write_text(text.replace('status:', 'seat: 1F\\nstatus:'))"


def test_the_same_field_is_shown_and_mine_stored_only_when_saved_again(
    process: Process, flight: str, edited: Edited, tmp_path: Path
) -> None:
    meanwhile = shell("edit", flight, "--seat", "12A", "--cabin", "first") + SEAT
    again = "assert 'Seat' in notes and '12A' in notes and 'Cabin' not in notes, notes\n" + SAVE
    edited(flight, meanwhile, again)
    assert times_opened(tmp_path) == 2
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["cabin"]) == ("1F", "first")
    process("undo")
    assert process("show", flight, "--json").json["seat"] == "12A"


def test_a_conflict_left_alone_stores_nothing_and_keeps_the_words(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    meanwhile = shell("edit", flight, "--seat", "12A") + SEAT
    said = edited(flight, meanwhile, LEAVE, expected=1)
    assert "another program also changed: Seat" in said.err
    assert process("show", flight, "--json").json["seat"] == "12A"
    (kept,) = left_behind(surroundings)
    assert "seat: 1F" in kept.read_text()


def test_a_body_of_another_program_lies_in_a_second_file(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    meanwhile = shell("edit", flight, "--body-en", "Theirs.\nTwo lines.")
    mine = "path.write_text(text + '<!-- en -->\\nMine.\\n')"
    again = (
        "import re\n"
        "(name,) = re.findall(r'\\S+theirs\\S+\\.md', notes)\n"
        "assert path.with_name(name).read_text() == 'Theirs.\\nTwo lines.'\n"
        "path.write_text(text.replace('Mine.', 'Mine, and theirs.'))"
    )
    edited(flight, meanwhile + mine, again)
    assert process("show", flight, "--json").json["body_en"] == "Mine, and theirs."
    assert left_behind(surroundings) == []


def test_a_change_made_while_the_conflict_is_shown_is_shown_too(
    process: Process, flight: str, edited: Edited, tmp_path: Path
) -> None:
    first = shell("edit", flight, "--seat", "12A") + SEAT
    second = shell("edit", flight, "--seat", "2C") + SAVE
    third = "assert '2C' in notes and '12A' not in notes, notes\n" + SAVE
    edited(flight, first, second, third)
    assert times_opened(tmp_path) == 3
    assert process("show", flight, "--json").json["seat"] == "1F"


def test_an_entry_deleted_meanwhile_comes_back_only_when_saved_again(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    said = edited(flight, shell("delete", flight) + SEAT, LEAVE, expected=1)
    assert "deleted this entry" in said.err
    (kept,) = left_behind(surroundings)
    assert "seat: 1F" in kept.read_text()
    process("undo")
    edited(flight, shell("delete", flight) + SAVE, SAVE)
    assert process("show", flight, "--json").json["seat"] == "1F"


# The editor itself --------------------------------------------------------------------------------


def test_an_editor_that_fails_without_a_change_leaves_nothing(
    flight: str, edited: Edited, surroundings: Path
) -> None:
    said = edited(flight, "sys.exit(3)", expected=1)
    assert said.err.startswith("The editor failed (")
    assert "ended with exit code 3" in said.err
    assert left_behind(surroundings) == []


def test_an_editor_that_fails_after_a_change_says_where_the_file_is(
    process: Process, flight: str, edited: Edited, surroundings: Path
) -> None:
    said = edited(flight, HALF + "\nsys.exit(3)", expected=1)
    (kept,) = left_behind(surroundings)
    assert str(kept) in said.err
    assert process("show", flight, "--json").json["body_en"] == ""
    edited(flight, SAVE)
    assert process("show", flight, "--json").json["body_en"] == "Half a thought"


@pytest.mark.parametrize(
    ("editor", "why"),
    [
        ("no-such-editor-here -w", "no-such-editor-here cannot be started"),
        ("'unclosed", "the quotes in EDITOR do not match"),
    ],
)
def test_an_editor_that_is_not_there_is_said(
    process: Process, flight: str, surroundings: Path, editor: str, why: str
) -> None:
    said = process("edit", flight, code=1, EDITOR=editor)
    assert why in said.err
    assert "VISUAL" in said.err
    assert said.err.count("\n") == 1
    assert left_behind(surroundings) == []


@pytest.mark.parametrize("form", ["{path}", "'{path}' --wait", '"{path}" "two words"'])
def test_an_editor_in_a_folder_with_spaces_and_with_arguments(
    process: Process, flight: str, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "my editors"
    folder.mkdir()
    script = editor_script(folder, HALF + f"\nassert sys.argv[1:-1] in {WORDS!r}, sys.argv")
    script.write_text(f"#!{sys.executable}\n" + script.read_text())
    script.chmod(0o700)
    process("edit", flight, EDITOR=form.format(path=script))
    assert process("show", flight, "--json").json["body_en"] == "Half a thought"


WORDS = [[], ["--wait"], ["two words"]]


def test_visual_is_asked_before_editor(process: Process, flight: str, tmp_path: Path) -> None:
    script = editor_script(tmp_path, HALF)
    process("edit", flight, VISUAL=f"{sys.executable} {script}", EDITOR="no-such-editor")
    assert process("show", flight, "--json").json["body_en"] == "Half a thought"


def test_an_interrupt_is_the_editors_and_takes_no_words(
    process: Process, flight: str, edited: Edited
) -> None:
    code = "import signal\nos.kill(os.getppid(), signal.SIGINT)\n" + HALF
    edited(flight, code)
    assert process("show", flight, "--json").json["body_en"] == "Half a thought"


def test_fresh_does_not_go_with_fields(process: Process, flight: str) -> None:
    said = process("edit", flight, "--fresh", "--seat", "1A", code=2)
    assert "--fresh" in said.err


def test_a_photo_can_be_added_and_a_caption_changed(
    process: Process, flight: str, edited: Edited, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    add = (
        "path.write_text(text.replace('status:', "
        f"'photos:\\n- file: {tmp_path / 'a.png'}\\n  caption: {{zh: 雪}}\\nstatus:'))"
    )
    edited(flight, add)
    edited(flight, "path.write_text(text.replace('zh: 雪', 'zh: 云'))")
    (photo,) = process("show", flight, "--json").json["photos"]
    assert (photo["filename"], photo["caption_zh"]) == ("a.png", "云")


def test_the_times_of_a_flight_go_along_with_its_date(
    flight: str, edited: Edited, process: Process
) -> None:
    edited(flight, "path.write_text(text.replace('2025-05-12', '2025-05-20', 1))")
    found = process("show", flight, "--json").json
    assert found["starts_on"] == "2025-05-20"
    assert found["scheduled_departure"] == "2025-05-20T07:00"
    assert found["scheduled_arrival"] == "2025-05-20T08:15"
    assert found["duration_minutes"] == 75
