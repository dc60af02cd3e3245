"""Numbers in words, written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.text.numerals import LARGEST, read, read_ordinal, spell

N = "nine hundred and ninety-nine"


@pytest.mark.parametrize(
    ("n", "zh", "en"),
    [
        (0, "零", "zero"),
        (2, "二", "two"),
        (10, "十", "ten"),
        (12, "十二", "twelve"),
        (20, "二十", "twenty"),
        (22, "二十二", "twenty-two"),
        (32, "三十二", "thirty-two"),
        (100, "一百", "one hundred"),
        (105, "一百零五", "one hundred and five"),
        (110, "一百一十", "one hundred and ten"),
        (115, "一百一十五", "one hundred and fifteen"),
        (200, "二百", "two hundred"),
        (999, "九百九十九", "nine hundred and ninety-nine"),
        (1005, "一千零五", "one thousand and five"),
        (1015, "一千零一十五", "one thousand and fifteen"),
        (1050, "一千零五十", "one thousand and fifty"),
        (1105, "一千一百零五", "one thousand one hundred and five"),
        (2000, "两千", "two thousand"),
        (2222, "两千二百二十二", "two thousand two hundred and twenty-two"),
        (10005, "一万零五", "ten thousand and five"),
        (12000, "一万二千", "twelve thousand"),
        (20000, "两万", "twenty thousand"),
        (22000, "两万二千", "twenty-two thousand"),
        (100500, "十万零五百", "one hundred thousand five hundred"),
        (105000, "十万五千", "one hundred and five thousand"),
        (120000, "十二万", "one hundred and twenty thousand"),
        (1000005, "一百万零五", "one million and five"),
        (20000000, "两千万", "twenty million"),
        (100000500, "一亿零五百", "one hundred million five hundred"),
        (100010000, "一亿零一万", "one hundred million ten thousand"),
        (200000000, "两亿", "two hundred million"),
        (
            999999999,
            "九亿九千九百九十九万九千九百九十九",
            f"{N} million {N} thousand {N}",
        ),
    ],
)
def test_spell(n, zh, en):
    assert (spell(n, "zh"), spell(n, "en")) == (zh, en)


@pytest.mark.parametrize(("n", "text"), [(2, "两"), (12, "十二"), (22, "二十二"), (1, "一")])
def test_before_a_measure_word(n, text):
    assert spell(n, "zh", counted=True) == text


def test_in_english_nothing_changes_before_a_noun():
    assert spell(2, "en", counted=True) == "two"


@pytest.mark.parametrize("n", [-1, LARGEST + 1])
def test_out_of_range(n):
    with pytest.raises(ValueError, match=str(n)):
        spell(n, "zh")


@given(st.integers(0, LARGEST) | st.integers(0, 30000), st.sampled_from(["zh", "en"]))
def test_what_is_written_is_read_back(n, lang):
    assert read(spell(n, lang), lang) == n
    assert read(spell(n, lang, counted=True), lang) == n


@given(st.integers(0, LARGEST))
def test_digits_are_read_in_both_languages(n):
    for lang in ("zh", "en"):
        assert read(str(n), lang) == n
        assert read(f"{n:,}", lang) == n


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("３２", 32),
        ("两百", 200),
        ("二百", 200),
        ("两", 2),
        ("廿", 20),
        ("廿五", 25),
        ("卅一", 31),
        ("一百五", 150),
        ("三千二", 3200),
        ("一万二", 12000),
        ("一万两千", 12000),
        ("十万零五千", 105000),
        ("一百十五", 115),
        ("一亿二", 120000000),
        ("壹佰零伍", 105),
        ("三萬", 30000),
        ("二〇二五", 2025),
        ("〇", 0),
        ("零五", 5),
        ("3.2万", 32000),
        ("3.2 万", 32000),
        ("1.5亿", 150000000),
        ("3万2千", 32000),
        ("3万2", 32000),
        ("5千万", 50000000),
        ("3百", 300),
        ("一打", 12),
        ("两打", 24),
    ],
)
def test_read_chinese(text, n):
    assert read(text, "zh") == n


@pytest.mark.parametrize(
    "text",
    ["", " ", "两三", "三五",
     "十几", "几十", "数百", "三十多", "上百", "百", "万", "十十", "三十零二", "三百二百",
     "百三", "一万三万", "二万亿", "3.25", "3.20005万", "3万4万", "3.2", "万3",
     "三十二趟", "32趟", "半", "打", "thirty", "-3", "12,34", "一百零"],
)  # fmt: skip
def test_what_is_no_number_in_chinese(text):
    assert read(text, "zh") is None


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Thirty-Two", 32),
        ("thirty two", 32),
        ("a hundred", 100),
        ("a hundred and five", 105),
        ("one hundred five", 105),
        ("twelve hundred", 1200),
        ("a thousand", 1000),
        ("one thousand, two hundred", 1200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("3.2 million", 3200000),
        ("1.5k", 1500),
        ("a million", 1000000),
    ],
)
def test_read_english(text, n):
    assert read(text, "en") == n


@pytest.mark.parametrize(
    "text",
    ["", "dozens", "a few", "a couple", "several dozen", "hundred", "thousand", "and five", "a",
     "twenty ten", "thirty-twelve", "one two", "zero hundred", "one hundred and",
     "two thousand million", "one thousand thousand", "3.2", "1.2345k", "三十二",
     "thirty-two flights", "one hundred zero", "and", "two thousand twelve hundred"],
)  # fmt: skip
def test_what_is_no_number_in_english(text):
    assert read(text, "en") is None


@pytest.mark.parametrize(
    ("text", "lang", "n"),
    [
        ("第三", "zh", 3), ("第 32", "zh", 32), ("第二十一", "zh", 21), ("三", "zh", None),
        ("第几", "zh", None), ("first", "en", 1), ("Twelfth", "en", 12), ("twentieth", "en", 20),
        ("thirty-second", "en", 32), ("one hundred and fifth", "en", 105), ("32nd", "en", 32),
        ("1,001st", "en", 1001), ("three", "en", None), ("a second first", "en", None),
        ("twenty-tenth", "en", None), ("ninth", "en", 9), ("fortieth", "en", 40), ("", "en", None),
    ],
)  # fmt: skip
def test_read_a_number_of_order(text, lang, n):
    assert read_ordinal(text, lang) == n


ENGLISH = [
    "a", "and", "dozen", "hundred", "one", "twenty", "two", "thousand", "million", "zero", "k", "3"
]  # fmt: skip


@given(st.text(alphabet="零一二两十百千万亿打廿几多3.2 ,", max_size=8))
def test_any_text_is_a_number_or_none(text):
    found = read(text, "zh")
    assert found is None or found >= 0


@given(
    st.lists(
        st.sampled_from(ENGLISH),
        max_size=6,
    )
)
def test_any_words_are_a_number_or_none(words):
    found = read(" ".join(words), "en")
    assert found is None or found >= 0
