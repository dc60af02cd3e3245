"""Which original a translation was made from, and when it is out of date."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from yearlog.i18n import Lang
from yearlog.kinds.entry import Entry
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.translation import confirmed, hash_of, noted, stale
from yearlog.kinds.values import Text


def entry(zh: str = "", en: str = "", *, language: Lang = "zh", en_hash: str = "") -> Entry:
    bodies = {"zh": Text("题", zh), "en": Text("title", en, en_hash)}
    texts = {lang: text for lang, text in bodies.items() if text.body}
    return Entry("e", date(2025, 5, 12), Reflection(), language=language, texts=texts)


def hashes(one: Entry) -> dict[str, str]:
    return {lang: text.translated_from_hash for lang, text in one.texts.items()}


def test_the_hash_is_that_of_the_body() -> None:
    assert hash_of("原文") == hashlib.sha256("原文".encode()).hexdigest()


def test_two_texts_written_at_once() -> None:
    assert hashes(noted(entry("原文", "text"), None)) == {"zh": "", "en": hash_of("原文")}
    english = noted(entry("译文", "text", language="en"), None)
    assert hashes(english) == {"zh": hash_of("text"), "en": ""}


def test_one_text_is_no_translation() -> None:
    one = entry("原文")
    assert noted(one, None) is one
    assert confirmed(one) is one
    assert stale(one) is None


def test_a_second_text_follows_the_first_as_it_is_then() -> None:
    assert hashes(noted(entry("原文", "text"), entry("原文")))["en"] == hash_of("原文")
    assert hashes(noted(entry("改过", "text"), entry("原文")))["en"] == hash_of("改过")


def test_an_original_changed_alone() -> None:
    before = noted(entry("原文", "text"), None)
    after = noted(replace(before, texts={**before.texts, "zh": Text("题", "改过")}), before)
    assert stale(before) is None
    assert stale(after) == "en"
    assert stale(confirmed(after)) is None
    back = noted(replace(after, texts={**after.texts, "zh": Text("题", "原文")}), after)
    assert stale(back) is None


def test_a_translation_changed_follows_anew() -> None:
    old = entry("改过", "text", en_hash=hash_of("原文"))
    assert stale(old) == "en"
    assert stale(noted(replace(entry("改过", "new text")), old)) is None


def test_a_title_changed_says_nothing_of_the_translation() -> None:
    old = entry("改过", "text", en_hash=hash_of("原文"))
    titled = replace(old, texts={**old.texts, "en": Text("new", "text", hash_of("原文"))})
    assert stale(noted(titled, old)) == "en"


def test_what_was_never_noted_followed_the_original_beside_it() -> None:
    old = entry("原文", "text")
    assert noted(old, old) is old
    assert stale(old) is None
    assert stale(noted(entry("改过", "text"), old)) == "en"


def test_an_original_written_after_the_translation() -> None:
    only = entry("", "text")
    assert hashes(noted(entry("原文", "text"), only))["en"] == hash_of("原文")


def test_another_language_is_the_original_now() -> None:
    old = noted(entry("原文", "text"), None)
    turned = noted(replace(old, language="en"), old)
    assert hashes(turned) == {"zh": hash_of("text"), "en": ""}
