"""What dump and load say, in English."""

MESSAGES = {
    "dump_help": "Write the whole journal as plain text: one Markdown file per entry. An earlier "
    "dump in the folder is brought up to date.",
    "history_option": "Write the history too. Without it, the history of an earlier dump is "
    "removed from the folder.",
    "overwrite_option": "Write over files that were edited by hand and not loaded.",
    "dumped": "{n} entry written to {folder}.|{n} entries written to {folder}.",
    "dumped_history": "The history is there too: {n} step.|The history is there too: {n} steps.",
    "left_alone": "{n} file there is not from this journal and was left alone: {first}|"
    "{n} files there are not from this journal and were left alone, such as {first}",
    "edited": "{n} file was edited by hand and is not in the journal yet; it was left as it is:\n"
    "{listed}\nyearlog load {folder} takes it in; dump --overwrite writes over it.|"
    "{n} files were edited by hand and are not in the journal yet; they were left as they are:\n"
    "{listed}\nyearlog load {folder} takes them in; dump --overwrite writes over them.",
    "progress": "{done} of {of} entries",
    "load_help": "Read a folder that dump wrote. Entries with a known id are merged: what the "
    "journal changed later than the file is kept.",
    "dry_run_option": "Say what would happen, and store nothing.",
    "take_files_option": "Take the files also where the journal changed an entry later.",
    "loaded": "{added} added, {merged} updated, {unchanged} unchanged. yearlog undo takes it back.",
    "would_load": "Would be {added} added, {merged} updated, {unchanged} unchanged. "
    "Nothing was stored.",
    "loaded_nothing": "Nothing new: {unchanged} unchanged.",
    "settings_changed": "{n} setting, place name or review plan is new.|"
    "{n} settings, place names and review plans are new.",
    "geocodes_kept": "{n} remembered answer of a geocoder came along.|"
    "{n} remembered answers of geocoders came along.",
    "drafts_kept": "{n} draft came along.|{n} drafts came along.",
    "kept_newer": "{n} entry was changed in the journal later than in its file and was kept as it "
    "is:\n{listed}\nload --take-files takes the file instead.|"
    "{n} entries were changed in the journal later than in their files and were kept as they "
    "are:\n{listed}\nload --take-files takes the files instead.",
    "history_taken": "The history came along: {n} step.|The history came along: {n} steps.",
    "history_would": "The history would come along: {n} step.|"
    "The history would come along: {n} steps.",
    "history_not_taken": "The history in the folder was not taken: this journal has its own.",
}
