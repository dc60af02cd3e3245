"""The speed and size of the offline gazetteer: cold and warm look-ups, keystrokes, memory, wheel."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from bench.timing import pair, process
from yearlog.places.gazetteer import Gazetteer

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
LOOK_UP = "from yearlog.places.gazetteer import Gazetteer; assert Gazetteer().search('日内瓦')"
# Every name once, so that nothing is answered out of a memory of the same question.
WARM = """
import resource, sqlite3, sys, time
from yearlog.places.gazetteer import Gazetteer
from yearlog.places.store import PACKAGED
file = sqlite3.connect(f"{PACKAGED.as_uri()}?mode=ro", uri=True)
names = [name for (name,) in file.execute(
    "SELECT DISTINCT name_en FROM place WHERE kind = 'city' ORDER BY id LIMIT 10500")]
names = [name for name in names if "," not in name][:10000]
file.close()
gazetteer = Gazetteer()
gazetteer.search("Geneva")
start = time.perf_counter()
for name in names:
    gazetteer.search(name)
took = time.perf_counter() - start
try:  # its own peak: what getrusage tells begins with that of the bench, before exec
    status = open("/proc/self/status").read().split()
    peak = int(status[status.index("VmHWM:") + 1]) * 1024
except OSError:
    scale = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
print(len(names), took, peak)
"""
# Names as people type them, letter by letter: cities, regions, nature, in both scripts.
TYPED_EN = [
    "Geneva",
    "Zurich",
    "Zermatt",
    "Davos",
    "Lausanne",
    "Lugano",
    "London",
    "Edinburgh",
    "Cambridge",
    "Manchester",
    "Dublin",
    "Paris",
    "Nice",
    "Lyon",
    "Marseille",
    "Chamonix",
    "Berlin",
    "Munich",
    "Hamburg",
    "Heidelberg",
    "Vienna",
    "Salzburg",
    "Innsbruck",
    "Rome",
    "Florence",
    "Venice",
    "Milan",
    "Naples",
    "Madrid",
    "Barcelona",
    "Granada",
    "Lisbon",
    "Porto",
    "Amsterdam",
    "Brussels",
    "Copenhagen",
    "Stockholm",
    "Oslo",
    "Tromsø",
    "Helsinki",
    "Reykjavik",
    "Warsaw",
    "Prague",
    "Budapest",
    "Athens",
    "Santorini",
    "Istanbul",
    "Cappadocia",
    "Cairo",
    "Marrakesh",
    "Nairobi",
    "Zanzibar",
    "Johannesburg",
    "Dubai",
    "Doha",
    "Delhi",
    "Mumbai",
    "Kathmandu",
    "Bangkok",
    "Phuket",
    "Singapore",
    "Jakarta",
    "Bali",
    "Hanoi",
    "Manila",
    "Beijing",
    "Shanghai",
    "Shenzhen",
    "Chengdu",
    "Xiamen",
    "Kunming",
    "Lhasa",
    "Taipei",
    "Seoul",
    "Busan",
    "Tokyo",
    "Osaka",
    "Kyoto",
    "Sapporo",
    "Niseko",
    "Hakuba",
    "Sydney",
    "Melbourne",
    "Hobart",
    "Auckland",
    "Queenstown",
    "Vancouver",
    "Whistler",
    "Banff",
    "Toronto",
    "Montreal",
    "Boston",
    "Ithaca",
    "Princeton",
    "Philadelphia",
    "Washington",
    "Chicago",
    "Denver",
    "Aspen",
    "Vail",
    "Seattle",
    "Portland",
    "Tahoe",
    "Yosemite",
    "Yellowstone",
    "Honolulu",
    "Maui",
    "Cancún",
    "Havana",
    "Lima",
    "Cusco",
    "Patagonia",
]
TYPED_ZH = [
    "日内瓦",
    "苏黎世",
    "采尔马特",
    "达沃斯",
    "洛桑",
    "伦敦",
    "爱丁堡",
    "剑桥",
    "巴黎",
    "尼斯",
    "里昂",
    "霞慕尼",
    "柏林",
    "慕尼黑",
    "海德堡",
    "维也纳",
    "萨尔茨堡",
    "罗马",
    "佛罗伦萨",
    "威尼斯",
    "米兰",
    "马德里",
    "巴塞罗那",
    "里斯本",
    "阿姆斯特丹",
    "布鲁塞尔",
    "哥本哈根",
    "斯德哥尔摩",
    "奥斯陆",
    "雷克雅未克",
    "华沙",
    "布拉格",
    "布达佩斯",
    "雅典",
    "圣托里尼",
    "伊斯坦布尔",
    "开罗",
    "马拉喀什",
    "内罗毕",
    "迪拜",
    "新德里",
    "加德满都",
    "曼谷",
    "普吉岛",
    "清迈",
    "新加坡",
    "吉隆坡",
    "巴厘岛",
    "河内",
    "岘港",
    "北京",
    "上海",
    "广州",
    "深圳",
    "杭州",
    "南京",
    "苏州",
    "成都",
    "重庆",
    "西安",
    "厦门",
    "昆明",
    "大理",
    "拉萨",
    "乌鲁木齐",
    "哈尔滨",
    "长白山",
    "张家界",
    "香港",
    "台北",
    "首尔",
    "济州岛",
    "东京",
    "大阪",
    "京都",
    "札幌",
    "二世古",
    "富士山",
    "悉尼",
    "墨尔本",
    "奥克兰",
    "皇后镇",
    "温哥华",
    "惠斯勒",
    "班夫",
    "多伦多",
    "蒙特利尔",
    "波士顿",
    "伊萨卡",
    "普林斯顿",
    "纽约",
    "费城",
    "华盛顿",
    "芝加哥",
    "丹佛",
    "阿斯彭",
    "西雅图",
    "旧金山",
    "太浩湖",
    "优胜美地",
    "黄石",
    "洛杉矶",
    "夏威夷",
    "坎昆",
]
TYPED_PINYIN = [
    "rineiwa",
    "sulishi",
    "caiermate",
    "dawosi",
    "luosang",
    "lundun",
    "aidingbao",
    "jianqiao",
    "bali",
    "nisi",
    "liang",
    "xiamuni",
    "bolin",
    "munihei",
    "haidebao",
    "weiyena",
    "saercibao",
    "luoma",
    "foluolunsa",
    "weinisi",
    "milan",
    "madeli",
    "basailuona",
    "lisiben",
    "amusitedan",
    "bulusaier",
    "gebenhagen",
    "sidegeermo",
    "aosilu",
    "leikeyaweike",
    "huasha",
    "bulage",
    "budapeisi",
    "yadian",
    "shengtuolini",
    "yisitanbuer",
    "kailuo",
    "malakashi",
    "neiluobi",
    "dibai",
    "xindeli",
    "jiademandu",
    "mangu",
    "pujidao",
    "qingmai",
    "xinjiapo",
    "jilongpo",
    "balidao",
    "henei",
    "xianggang",
    "beijing",
    "shanghai",
    "guangzhou",
    "shenzhen",
    "hangzhou",
    "nanjing",
    "suzhou",
    "chengdu",
    "chongqing",
    "xian",
    "xiamen",
    "kunming",
    "dali",
    "lasa",
    "wulumuqi",
    "haerbin",
    "changbaishan",
    "zhangjiajie",
    "taibei",
    "shouer",
    "jizhoudao",
    "dongjing",
    "daban",
    "jingdu",
    "zhahuang",
    "ershigu",
    "fushishan",
    "xini",
    "moerben",
    "aokelan",
    "huanghouzhen",
    "wengehua",
    "huisile",
    "banfu",
    "duolunduo",
    "mengteli",
    "boshidun",
    "yisaka",
    "pulinsidun",
    "niuyue",
    "feicheng",
    "huashengdun",
    "zhijiage",
    "danfo",
    "asipeng",
    "xiyatu",
    "jiujinshan",
    "taihaohu",
    "youshengmeidi",
    "huangshi",
    "luoshanji",
    "xiaweiyi",
    "kankun",
    "rnw",
    "lsj",
    "jjs",
    "hlb",
    "wlmq",
    "ssj",
    "bjs",
    "dlld",
    "mtle",
    "ystbe",
]


def report(folder: Path, env: Mapping[str, str], bare: Callable[[], float], rounds: int) -> None:
    """Measure and print every figure of the places, each with its aim."""
    cold = pair(process([PYTHON, "-c", LOOK_UP], env), bare, rounds)
    ours, theirs = (1000 * statistics.median(one) for one in (cold.ours, cold.theirs))
    print(f"{'first look-up of a place / python -c pass':<58}{ours:>8.0f}{theirs:>8.0f}", end="")
    print(f"{cold.ratio:>8.2f}")
    count, seconds, memory = warm(env)
    _line(f"{count:,} distinct exact look-ups, per second", count / seconds, 20_000, at_least=True)
    _line("memory of that process, MB", memory / 1e6, 40)
    names, times = keystrokes()
    _line(f"a keystroke, {names} names, {len(times):,} prefixes: p50, ms", _share(times, 50), None)
    _line("  p95, ms", _share(times, 95), None)
    _line("  p99, ms", _share(times, 99), 12)
    size, places = wheel(folder)
    _line(f"wheel, MB ({places:.1f} of it places)", size, 12)


def warm(env: Mapping[str, str]) -> tuple[int, float, float]:
    """Return look-ups, seconds and bytes of memory of a process that looks up distinct names."""
    words = [PYTHON, "-c", WARM]
    done = subprocess.run(words, env=dict(env), cwd=ROOT, capture_output=True, check=True)
    count, seconds, memory = done.stdout.split()
    return int(count), float(seconds), float(memory)


def keystrokes() -> tuple[int, list[float]]:
    """Return how many names were typed, and the seconds of every prefix of each."""
    gazetteer = Gazetteer()
    names = [*TYPED_EN, *TYPED_ZH, *TYPED_PINYIN]
    prefixes = [name[:n].lower() for name in names for n in range(1, len(name) + 1)]
    times = []
    for prefix in prefixes:
        start = time.perf_counter()
        gazetteer.search(prefix, prefix=True)
        times.append(time.perf_counter() - start)
    gazetteer.close()
    return len(names), times


def wheel(folder: Path) -> tuple[float, float]:
    """Return the size of a freshly built wheel and of the gazetteer in it, in MB."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        words = [PYTHON, "-m", "pip", "wheel", "--quiet", "--no-deps"]
        words += ["--no-build-isolation"] if find_spec("hatchling") else []
        subprocess.run([*words, "-w", name, str(ROOT)], capture_output=True, check=True)
        built = next(Path(name).glob("*.whl"))
        inside = zipfile.ZipFile(built).getinfo("yearlog/places/gazetteer.sqlite3").compress_size
        return built.stat().st_size / 1e6, inside / 1e6


def _share(times: list[float], percent: int) -> float:
    return 1000 * statistics.quantiles(times, n=100)[percent - 1]


def _line(what: str, value: float, aim: float | None, *, at_least: bool = False) -> None:
    met = aim is None or (value >= aim if at_least else value <= aim)
    goal = "" if aim is None else f"aim {aim:,.0f} "
    verdict = "" if aim is None else ("met" if met else "NOT MET")
    figure = f"{value:,.0f}" if value >= 1000 else f"{value:.1f}"
    print(f"{what:<58}{figure:>24}  {goal:<10}{verdict}")
