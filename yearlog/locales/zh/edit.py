"""What is said inside the editor, in Chinese."""

MESSAGES: dict[str, str] = {
    "fresh_option": "按记录现在的样子打开；没存完的修改改名保留。",
    "how_error": "改好后保存退出就会存入；什么也不改就退出，记录保持原样，这个文件会留着。"
    "以 #! 开头的几行不用管，会自动去掉。",
    "line": "第 {line} 行：{reason}",
    "leftover": "这是 {since} 开始、没有存完的修改，接着改即可：保存退出就会存入。",
    "leftover_fresh": "想从头改起，就不保存退出，再运行 yearlog edit {id} --fresh，"
    "这份文件会改名保留。",
    "leftover_gone": "原来的记录已经彻底删除：保存就会用这个文件建一条新记录；"
    "不保存就退出，文件会留着。",
    "unknown_base": "已查不出它是从哪一版改起的，和现有记录不同的地方，会先请你看过再存。",
    "theirs": "{label}：日志里现在是「{value}」",
    "theirs_empty": "{label}：日志里现在是空的",
    "theirs_file": "{label}：日志里现在的内容另存在 {path}",
    "how_conflict": "保存退出，就以这里写的为准，对方的版本仍可在历史里找到"
    "（yearlog history {id}）；不保存就退出，记录不动，这个文件会留着。",
    "merged": "编辑期间，另一个程序改了：{names}。两边的修改都保留了。",
}
