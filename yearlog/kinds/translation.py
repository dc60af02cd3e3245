"""Which text of an entry is a translation, and of which state of the original it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from yearlog.i18n import Lang, other
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Text


def hash_of(body: str) -> str:
    """Return the SHA-256 of a body as UTF-8, in hexadecimal: what a translation notes down."""
    return hashlib.sha256(body.encode()).hexdigest()


def noted(entry: Entry, base: Entry | None) -> Entry:
    """Return an entry whose translation notes which original it was made from; ``base`` is before.

    The original is the body in the entry's language. A translation that was written or changed
    follows the original as it is now; one that stands follows what it followed, or, where that was
    never noted, the original beside which it stood.
    """
    texts = {
        lang: text._replace(translated_from_hash=_followed(entry, base, lang))
        for lang, text in entry.texts.items()
    }
    return entry if texts == entry.texts else replace(entry, texts=texts)


def _followed(entry: Entry, base: Entry | None, lang: Lang) -> str:
    source = _body(entry.texts, entry.language)
    body = _body(entry.texts, lang)
    if lang == entry.language or not source or not body:
        return ""
    if base is None or base.language != entry.language or _body(base.texts, lang) != body:
        return hash_of(source)
    before = _body(base.texts, entry.language)
    if not before:
        return hash_of(source)
    known = base.texts[lang].translated_from_hash
    return known or (hash_of(before) if before != source else "")


def stale(entry: Entry) -> Lang | None:
    """Return the language of a translation whose original has changed since, None without one."""
    lang = other(entry.language)
    text, source = entry.texts.get(lang), _body(entry.texts, entry.language)
    if text is None or not text.body or not source or not text.translated_from_hash:
        return None
    return lang if text.translated_from_hash != hash_of(source) else None


def confirmed(entry: Entry) -> Entry:
    """Return an entry whose translation is right for the original as it is now."""
    lang = other(entry.language)
    source = _body(entry.texts, entry.language)
    if not source or not _body(entry.texts, lang):
        return entry
    text = entry.texts[lang]._replace(translated_from_hash=hash_of(source))
    return replace(entry, texts={**entry.texts, lang: text})


def _body(texts: Mapping[Lang, Text], lang: Lang) -> str:
    return texts.get(lang, Text()).body
