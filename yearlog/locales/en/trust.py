"""What backup, restore and doctor say, in English."""

MESSAGES: dict[str, str] = {
    "backup_help": "Copy the journal and print where the copy is. Copies are made by themselves "
    "before the first change of a day and before an upgrade, load, restore, purge or doctor --fix; "
    "this makes one more, here or elsewhere.",
    "restore_help": "Bring a backup back: a file, or a name from --list or its beginning, such as "
    "2025-12-20. If the journal can be read, this is one step that undo takes back; if not, the "
    "backup is put in its place and the damaged file is kept beside it.",
    "doctor_help": "Check everything: the file, every page and row, the history, photos, backups, "
    "the terminal. Changes nothing without --fix.",
    "list_option": "List the backups.",
    "fix_option": "Mend what can be mended without loss, after a backup.",
    "backed_up": "Backed up and verified.",
    "no_backups": "There are no backups yet.",
    "unreadable": "cannot be read",
    "entries": "{n} entry|{n} entries",
    "reason_daily": "before first change",
    "reason_migration": "before upgrade",
    "reason_import": "before import",
    "reason_load": "before load",
    "reason_purge": "before purge",
    "reason_restore": "before restore",
    "reason_asked": "by hand",
    "reason_doctor": "before mending",
    "restored": "Restored {name}: {added} brought back, {changed} changed back, {removed} removed.",
    "restored_others": "One setting, place name or review plan changed back too.|"
    "{n} settings, place names and review plans changed back too.",
    "restore_undo": "yearlog undo takes it back.",
    "restored_nothing": "The journal holds exactly what {name} does; there is nothing to restore.",
    "restored_file": "Put {name} in place: {n} entry.|Put {name} in place: {n} entries.",
    "damaged_kept": "The damaged file is kept as {path}. To go back, give it its old name.",
    "photos_gone": "A photo is not beside the journal: {first}.|"
    "{n} photos are not beside the journal, such as {first}. yearlog doctor lists them.",
    "progress": "{rows} rows checked…",
    "group_file": "File",
    "group_sqlite": "Database",
    "group_content": "Content",
    "group_photos": "Photos",
    "group_entries": "Entries",
    "group_here": "Environment",
    "mark_ok": "ok",
    "mark_note": "note",
    "mark_attention": "look",
    "mark_damage": "DAMAGE",
    "file_ok": "{path} ({size})",
    "file_missing": "there is no journal at {path} yet",
    "file_gone": "{path} is gone, but its backups are there",
    "rights_ok": "only you can read and write it ({mode})",
    "rights_attention": "a file or folder can be read by others|"
    "{n} files or folders can be read by others",
    "folder_note": "others may enter the folder {folder} ({mode}); the journal itself is closed",
    "companions_attention": "a WAL file lies beside it: another program changed how it is written",
    "companions_note": "a step was interrupted; the next command rolls it back",
    "backups_ok": "{n} backup, of {at}|{n} backups, the newest of {at}",
    "backups_none": "no backups yet; one is made before the journal is next changed",
    "backups_locked": "the folder of backups, {folder}, cannot be written",
    "backups_unsound": "{n} backup, and {name} cannot be read|"
    "{n} backups, of which the newest, {name}, cannot be read",
    "backups_late": "{n} backup, of {at}: there were changes since, and no backup|"
    "{n} backups, the newest of {at}: there were changes since, and no backup",
    "leftovers_note": "an unfinished file was left behind; --fix removes it|"
    "{n} unfinished files were left behind; --fix removes them",
    "aside_note": "a file was moved aside earlier; delete it when you no longer need it|"
    "{n} files were moved aside earlier; delete them when you no longer need them",
    "editor_note": "a file was left in an editor unfinished; go on with yearlog edit, or delete it|"
    "{n} files were left in an editor unfinished; go on with yearlog edit, or delete them",
    "header_ok": "the header is right",
    "header_damage": "a field of the header is wrong|{n} fields of the header are wrong",
    "open_damage": "it cannot be read further ({detail})",
    "ours_damage": "its mark is not that of yearlog ({found})",
    "integrity_ok": "every page is sound",
    "integrity_indexes": "an index is damaged; the content is not",
    "integrity_broken": "pages are damaged",
    "links_ok": "all rows that belong together do",
    "links_damage": "a row points to nothing|{n} rows point to nothing",
    "version_ok": "format {found}, the latest",
    "version_older": "format {found}; upgraded to {known} at the next use, after a backup",
    "version_newer": "format {found}, by a newer yearlog; this one knows {known}",
    "version_disagrees": "it says format {found}, but its upgrades say {applied}",
    "schema_ok": "tables and indexes are those of a new journal ({n})",
    "schema_attention": "a table is declared in other words of the same meaning|"
    "{n} tables are declared in other words of the same meaning",
    "schema_note": "a table is not this program's (newer format)|"
    "{n} tables are not this program's (newer format)",
    "schema_damage": "a table or index is not what it should be|"
    "{n} tables or indexes are not what they should be",
    "meta_damage": "the journal's own notes are wrong",
    "texts_ok": "{n} text matches its checksum|{n} texts match their checksums",
    "texts_damage": "a text does not match its checksum|{n} texts do not match their checksums",
    "geocodes_note": "a remembered answer of a geocoder does not match its checksum; it will be "
    "asked anew|"
    "{n} remembered answers of geocoders do not match their checksums; they will be asked anew",
    "drafts_note": "there is an unsaved draft|there are {n} unsaved drafts",
    "drafts_damage": "a draft does not match its checksum|{n} drafts do not match their checksums",
    "seals_ok": "{n} step of the history matches its checksum|"
    "{n} steps of the history match their checksums",
    "seals_damage": "a step of the history does not match its checksum|"
    "{n} steps of the history do not match their checksums",
    "rows_ok": "{n} row is what the history says|{n} rows are what the history says",
    "rows_damage": "a row is not what the history says|{n} rows are not what the history says",
    "entries_damage": "an entry cannot be read|{n} entries cannot be read",
    "words_ok": "the search index agrees with {n} entry|the search index agrees with {n} entries",
    "words_damage": "the search index is wrong for an entry|"
    "the search index is wrong for {n} entries",
    "photos_ok": "{n} photo is there, as it was stored|{n} photos are there, as they were stored",
    "photos_missing": "a photo is missing; backups hold no photos, find it in a copy elsewhere|"
    "{n} photos are missing; backups hold no photos, find them in a copy elsewhere",
    "photos_changed": "a photo is not as it was stored; find it in a copy elsewhere|"
    "{n} photos are not as they were stored; find them in a copy elsewhere",
    "orphans_note": "a copy of a photo belongs to no entry, past or present; --fix removes it|"
    "{n} copies of photos belong to no entry, past or present; --fix removes them",
    "airports_ok": "all airports are known",
    "airports_attention": "a flight names an unknown airport|"
    "{n} airports that flights name are unknown",
    "durations_ok": "all flights take a plausible time",
    "durations_attention": "the duration, speed or date of a flight is implausible|"
    "{n} durations, speeds or dates of flights are implausible",
    "clocks_ok": "no local time falls where clocks were changed",
    "clocks_note": "clocks skipped a local time or showed it twice; yearlog show says how it "
    "counts|clocks skipped {n} local times or showed them twice; yearlog show says how they count",
    "connections_ok": "no flight leaves before the one before it lands",
    "connections_attention": "a flight leaves before the one before it lands|"
    "{n} flights leave before the one before it lands",
    "chain_ok": "each flight leaves from where the one before it landed",
    "chain_note": "a flight leaves from another place than the last one landed at; a stay between "
    "them may be missing|{n} flights leave from another place than the last one landed at; stays "
    "between them may be missing",
    "languages_ok": "all texts are in their language",
    "languages_note": "a text seems to be in the other language|"
    "{n} texts seem to be in the other language",
    "terminal_all": "terminal {term}, {colours} colours, {encoding}, {columns} columns, "
    "locale {locale}",
    "program_ok": "Python {python}, SQLite {sqlite}",
    "paths_ok": "journal {journal}; backups {backups}; photos {photos}",
    "mended_backup": "Backed up before anything was touched:",
    "mended_rebuilt": "Rebuilt indexes and header",
    "mended_history": "Mended a step of the history:|Mended {n} steps of the history:",
    "mended_rows": "Mended a row from the history:|Mended {n} rows from the history:",
    "mended_words": "Rebuilt the search index for an entry:|"
    "Rebuilt the search index for {n} entries:",
    "mended_hashes": "Gave a text its checksum:|Gave {n} texts their checksums:",
    "mended_rights": "Closed a file or folder to others:|Closed {n} files or folders to others:",
    "mended_leftovers": "Removed an unfinished file:|Removed {n} unfinished files:",
    "mended_orphans": "Removed a copy of a photo that belonged to no entry:|"
    "Removed {n} copies of photos that belonged to no entry:",
    "verdict_ok": "All is well.",
    "verdict_note": "All is well, with something to note.",
    "verdict_attention": "The journal is sound; something needs your attention.",
    "verdict_damage": "The journal is damaged.",
    "nothing_mended": "There is nothing that --fix can mend; nothing was changed.",
    "advice_fix": "yearlog doctor --fix mends what can be mended, after a backup.",
    "advice_seals": "What the entries say now is whole; only undoing past that step is uncertain.",
    "advice_restore": "yearlog restore {name} brings the newest sound backup back.",
    "advice_no_backup": "There is no sound backup to bring back. Copy the journal "
    "before you try anything else.",
}
