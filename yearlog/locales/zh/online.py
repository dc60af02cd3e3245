"""What asking an online geocoder says."""

MESSAGES: dict[str, str] = {
    "option_online": "同时联网查询；不写这一项，绝不发送任何内容。",
    "option_again": "与 --online 同用：日志里已有答案，也重新查询。",
    "option_pick": "与 --learn、--online 同用：记第几个答案，不写就记第一个。",
    "asking": "正在查询 {host}……",
    "waiting": "每秒只发一次请求：还要等 {seconds:.0f} 秒。",
    "remembered": "用的是日志里记下的回答（{host}，{day}）；要重新查询请加 --again。",
    "nothing": "{host} 没有查到这个地点。",
    "nothing_remembered": "{host} 在 {day} 没有查到这个地点；要重新查询请加 --again。",
    "not_kept": "答案没能记进日志：{reason}",
    "needs_online": "--again 要与 --online 同用，--pick 要与 --online 和 --learn 同用。",
    "needs_text": "请给出要查询的地点：yearlog place 地点 --online",
    "not_with_near": "--near 是离线查询，请去掉 --online。",
    "no_such_pick": "只有一个答案，不用写 --pick。|"
    "共有 {n} 个答案，请用 --pick 1 到 --pick {n} 选一个。",
    "nothing_to_learn": "{host} 那里没有可记的地点，叫法没有记下。",
}
