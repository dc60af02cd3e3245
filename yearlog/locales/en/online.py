"""What asking an online geocoder says."""

MESSAGES: dict[str, str] = {
    "option_online": "Ask an online geocoder too; nothing is ever sent without this.",
    "option_again": "With --online: ask again, though the journal remembers the answer.",
    "option_pick": "With --learn and --online: which answer to learn; the first, if not said.",
    "asking": "Asking {host} …",
    "waiting": "One request a second: this one's turn comes in {seconds:.0f} s.",
    "remembered": "The journal remembers what {host} said on {day}; --again asks anew.",
    "nothing": "{host} knows no such place.",
    "nothing_remembered": "On {day} {host} knew no such place; --again asks anew.",
    "not_kept": "The answer could not be remembered: {reason}",
    "needs_online": "--again goes with --online, --pick with --online and --learn.",
    "needs_text": "Say which place to ask for: yearlog place TEXT --online",
    "not_with_near": "--near works offline; leave out --online.",
    "no_such_pick": "There is one answer only; leave out --pick.|"
    "There are {n} answers; choose one with --pick 1 to --pick {n}.",
    "nothing_to_learn": "{host} has no place to go with that name, so it was not learned.",
}
