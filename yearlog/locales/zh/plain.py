"""What dump and load say, in Chinese."""

MESSAGES = {
    "dump_help": "把整本日志写成文本：每条记录一个 Markdown 文件。文件夹里若有以前写出的，就更新。",
    "history_option": "连同历史一起写出。不加此项时，会移走文件夹里以前写出的历史。",
    "overwrite_option": "手工改过、还没有载入的文件也覆盖。",
    "dumped": "已把 {n} 条记录写入 {folder}。",
    "dumped_history": "历史也已写入，共 {n} 步。",
    "left_alone": "那里有 {n} 个文件不是这本日志的，没有动，如 {first}",
    "edited": "有 {n} 个文件手工改过，日志里还没有这些改动，所以没有覆盖：\n{listed}\n"
    "用 yearlog load {folder} 载入；要覆盖就用 dump --overwrite。",
    "progress": "已写 {done} / {of} 条",
    "load_help": "载入 dump 写出的文件夹。编号相同的记录会合并：日志里改得更晚的，保留日志里的。",
    "dry_run_option": "只说会怎样，什么也不保存。",
    "take_files_option": "即使记录在日志里改得更晚，也以文件为准。",
    "loaded": "新增 {added} 条，更新 {merged} 条，未变 {unchanged} 条。yearlog undo 可撤销。",
    "would_load": "将新增 {added} 条，更新 {merged} 条，未变 {unchanged} 条。没有保存任何内容。",
    "loaded_nothing": "没有新内容：{unchanged} 条未变。",
    "settings_changed": "设置、地名、年度总结的安排有 {n} 处更新。",
    "geocodes_kept": "带来了 {n} 条联网查到的地点。",
    "drafts_kept": "带来了 {n} 份草稿。",
    "kept_newer": "有 {n} 条记录在日志里改得比文件晚，保留了日志里的：\n{listed}\n"
    "要以文件为准，用 load --take-files。",
    "history_taken": "历史也已载入，共 {n} 步。",
    "history_would": "历史也会载入，共 {n} 步。",
    "history_not_taken": "文件夹里的历史没有载入：这本日志已有自己的历史。",
}
