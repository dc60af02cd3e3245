"""What is said inside the editor."""

MESSAGES: dict[str, str] = {
    "fresh_option": "Open the entry as it is, and keep an unfinished edit under another name.",
    "how_error": "Mend it, save and leave the editor to store it. Leave without a change and the "
    "entry stays as it was; this file is kept. The lines that begin with #! are removed for you.",
    "line": "line {line}: {reason}",
    "leftover": "This was begun on {since} and never stored. Go on with it: saving stores it.",
    "leftover_fresh": "To start again, leave without saving and run yearlog edit {id} --fresh; "
    "this file is kept under another name.",
    "leftover_gone": "Its entry was since removed for good: saving makes a new entry of this file. "
    "Leave without saving and the file is kept.",
    "unknown_base": "Which version it was begun from is no longer known, so you will be shown "
    "whatever differs from the entry before it is stored.",
    "theirs": "{label}: the journal now has “{value}”",
    "theirs_empty": "{label}: the journal now has nothing here",
    "theirs_file": "{label}: what the journal now has is in {path}",
    "how_conflict": "Save and leave to store what stands here; the other version stays in the "
    "history (yearlog history {id}). Leave without saving and the entry stays as it is; this file "
    "is kept.",
    "merged": "While you were editing, another program changed: {names}. Both changes are kept.",
}
