"""What the history, reverting, purging and renaming tags say, in English."""

MESSAGES = {
    "step_add": "adding {what}",
    "step_edit": "change of {what}",
    "step_delete": "deleting {what}",
    "step_visibility": "visibility of {what}",
    "step_revert": "reverting {what}",
    "step_load": "loading {what}",
    "step_restore": "restoring a backup: {what}",
    "step_tag": "{what}",
    "step_place": "{what}",
    "step_config": "{what}",
    "step_review": "{what}",
    "step_trip": "trip of {what}",
    "step_purge": "{what}",
    "step_undo": "undo of #{n} ({what})",
    "step_redo": "redo of #{n} ({what})",
    "state_undone": "undone",
    "state_dropped": "undone for good",
    "source_cli": "command line",
    "source_tui": "interface",
    "help": "List every step; with an id, every change of that entry.",
    "revert_help": "Bring an entry back as it was at a time (undo takes that back).",
    "at_option": 'The time: 2025-05-12 (the end of that day), "2025-05-12 14:30", yesterday, or a '
    'step of the history, such as "#12".',
    "limit_option": "How many steps to list at most; 0 for all (default 20).",
    "more": "{n} earlier step. yearlog history --limit 0 lists all."
    "|{n} earlier steps. yearlog history --limit 0 lists all.",
    "none": "Nothing has been changed in this journal yet.",
    "hint": 'To bring one of these versions back, name its step: yearlog revert {id} --at "#12"',
    "empty": "(empty)",
    "comma": ", ",
    "reverted": "Back to #{n} ({at}). yearlog undo takes that back.",
    "reverted_gone": "The entry was deleted at that time, and is so again. "
    "yearlog undo takes that back.",
    "same": "The entry is as it was then; nothing was changed.",
    "tag_help": "List the tags; with an old and a new name, rename one (undo takes that back).",
    "tag_line": "#{tag}  {n} entry|#{tag}  {n} entries",
    "tag_none": "There are no tags yet.",
    "tag_renamed": "The tag #{old} is now #{new} in {n} entry. yearlog undo takes that back."
    "|The tag #{old} is now #{new} in {n} entries. yearlog undo takes that back.",
    "tag_two": "To rename a tag, give its old and its new name: yearlog tag OLD NEW.",
    "purge_help": "Remove entries for good, with old versions, drafts and photos: the one step "
    "that cannot be undone, so it asks.",
    "purge_deleted": "Purge all deleted entries.",
    "purge_backups": "Remove them from the backups too; this can also be done later.",
    "purge_yes": "Do not ask.",
    "purge_what": "This entry will be removed for good; it cannot be undone:"
    "|These {n} entries will be removed for good; it cannot be undone:",
    "purge_line": "  {what} ({versions} version{more})|  {what} ({versions} versions{more})",
    "purge_photos": ", {n} photo|, {n} photos",
    "purge_drafts": ", {n} draft|, {n} drafts",
    "purge_also": "Text, old versions, drafts and photos that no other entry uses will be wiped "
    "from the journal.",
    "purge_question": "Are you sure? Type {n} to go on, or just press Enter to stop: ",
    "purge_stopped": "Nothing was removed.",
    "purge_needs_yes": "Purging asks first: run it in a terminal, or add --yes. "
    "Nothing was removed.",
    "purge_which": "Give the ids of the entries to purge, or --deleted for all deleted ones.",
    "purge_path": "  {path}",
    "purge_nothing": "There are no deleted entries to purge.",
    "tag_same": "The tag is #{tag} already; nothing was changed.",
    "purged_before": "{n} entry had been removed before; what was left of it is cleaned up."
    "|{n} entries had been removed before; what was left of them is cleaned up.",
    "purged": "{n} entry was removed for good.|{n} entries were removed for good.",
    "purge_still": "These backups still hold what was purged; run it again with the same ids and "
    "--backups to clean them:",
    "purge_still_left": "These backups could not be cleaned and still hold what was purged; "
    "delete the files if you do not want that:",
    "purge_cleaned": "Removed from {n} backup too.|Removed from {n} backups too.",
    "purge_unwritten": "The file of the journal could not be written anew ({why}): pages that "
    "earlier changes had freed may still hold their words. Make room, then run yearlog purge {id} "
    "again to finish.",
    "purge_elsewhere": "yearlog cannot reach pages you exported, folders you dumped or copies "
    "you keep elsewhere.",
}
