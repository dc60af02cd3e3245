"""Which airline a flight was with: SWISS, its LX and its SWR are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.model import Counted

_KNOWN = """
A3 AEE Aegean|爱琴海
AA AAL American|美国
AC ACA Air Canada|加拿大
AF AFR Air France|法国
AI AIC Air India|印度
AK AXM AirAsia|亚洲|亚航
AM AMX Aeromexico|Aeroméxico|墨西哥
AS ASA Alaska|阿拉斯加
AT RAM Royal Air Maroc|摩洛哥皇家
AV AVA Avianca|哥伦比亚
AY FIN Finnair|芬兰|芬航
AZ ITY ITA
B6 JBU JetBlue|捷蓝
BA BAW British|英国|英航
BI RBA Royal Brunei|文莱皇家
BR EVA EVA Air|长荣
BT BTI airBaltic|Air Baltic|波罗的海
BX ABL Air Busan|釜山
CA CCA Air China|中国国际|国航
CI CAL China|中华|华航
CM CMP Copa|巴拿马
CX CPA Cathay Pacific|Cathay|国泰|国泰太平洋
CZ CSN China Southern|中国南方|南方|南航
D7 XAX AirAsia X|亚航长途
DE CFG Condor|神鹰
DL DAL Delta|达美
DY NOZ Norwegian|Norwegian Air Shuttle|挪威
EI EIN Aer Lingus|爱尔兰
EK UAE Emirates|阿联酋|阿联酋国际
EN DLA Air Dolomiti|多洛米蒂
ET ETH Ethiopian|埃塞俄比亚
EW EWG Eurowings|欧洲之翼
EY ETD Etihad|阿提哈德
F9 FFT Frontier|边疆
FI ICE Icelandair|冰岛
FJ FJI Fiji|斐济
FM CSH Shanghai|上海|上航
FR RYR Ryanair|瑞安
G3 GLO Gol|戈尔
GA GIA Garuda|Garuda Indonesia|印尼鹰|印度尼西亚鹰
GF GFA Gulf Air|海湾
HA HAL Hawaiian|夏威夷
HO DKH Juneyao|Juneyao Air|吉祥
HU CHH Hainan|海南|海航
HV TRA Transavia|泛航
HX CRK Hong Kong|香港
IB IBE Iberia|西班牙国家|伊比利亚
JD CBJ Beijing Capital|Capital|首都
JL JAL Japan|JAL|日本|日航
JQ JST Jetstar|捷星
JU ASL Air Serbia|塞尔维亚
JX SJX Starlux|星宇
KE KAL Korean|Korean Air|大韩
KL KLM KLM|KLM Royal Dutch|荷兰皇家
KQ KQA Kenya|肯尼亚
LA LAN LATAM|南美
LG LGL Luxair|卢森堡
LH DLH Lufthansa|汉莎|德国汉莎|汉莎德国
LO LOT LOT|LOT Polish|波兰
LX SWR SWISS|Swiss International|瑞士|瑞士国际|瑞航
LY ELY El Al|以色列|以色列国家
ME MEA Middle East|中东
MF CXA Xiamen|XiamenAir|厦门|厦航
MH MAS Malaysia|马来西亚|马航
MS MSR Egyptair|埃及
MU CES China Eastern|中国东方|东方|东航
NH ANA ANA|All Nippon|全日空|全日本空输
NK NKS Spirit|精神
NX AMU Air Macau|澳门
NZ ANZ Air New Zealand|新西兰
OD MXD Batik Air Malaysia|马来西亚巴泽
OK CSA Czech|捷克
OS AUA Austrian|奥地利|奥航
OU CTN Croatia|克罗地亚
OZ AAR Asiana|韩亚
PC PGT Pegasus|飞马
PD POE Porter|波特
PG BKP Bangkok|Bangkok Air|曼谷
PR PAL Philippine|菲律宾|菲航
QF QFA Qantas|澳洲|澳大利亚|澳航
QR QTR Qatar|卡塔尔|卡航
RJ RJA Royal Jordanian|约旦皇家|皇家约旦
S7 SBI S7|西伯利亚
SA SAA South African|南非
SC CDG Shandong|山东
SK SAS SAS|SAS Scandinavian|Scandinavian|北欧
SN BEL Brussels|布鲁塞尔
SQ SIA Singapore|新加坡|新航
SU AFL Aeroflot|俄罗斯|俄航
SV SVA Saudia|Saudi Arabian|沙特阿拉伯|沙特
TG THA Thai|Thai International|泰国|泰国国际|泰航
TK THY Turkish|土耳其|土航
TO TVF Transavia France|法国泛航
TP TAP TAP|TAP Air Portugal|Air Portugal|葡萄牙
TR TGW Scoot|酷航
TW TWB T'way|T'way Air|德威
U2 EZY easyJet|易捷
UA UAL United|美国联合|联合|美联航
UK VTI Vistara|维斯塔拉
UL ALK SriLankan|斯里兰卡
UO HKE HK Express|香港快运
UX AEA Air Europa|欧罗巴
VA VOZ Virgin Australia|维珍澳大利亚
VN HVN Vietnam|越南|越航
VS VIR Virgin Atlantic|维珍|维珍大西洋
VY VLG Vueling|伏林
W6 WZZ Wizz|Wizz Air|威兹
WK EDW Edelweiss|Edelweiss Air|雪绒花
WN SWA Southwest|西南|美国西南
WS WJA WestJet|西捷
WY OMA Oman Air|阿曼
ZH CSZ Shenzhen|深圳|深航
3U CSC Sichuan|四川|川航
5J CEB Cebu Pacific|宿务太平洋|宿务
6E IGO IndiGo|靛蓝
7C JJA Jeju|Jeju Air|济州
9C CQH Spring|春秋
"""
"""Designator of IATA and of ICAO, then names, without what all airlines are called."""

_KIND = re.compile(
    r"(airlines?|air lines|airways|company|corporation|group|co|ltd|limited|inc"
    r"|航空|公司|集团|股份|有限)$"
)
_NUMBER = re.compile(r"([A-Z]{3})(?=\d)|([A-Z0-9]{2})")


def airlines_of(flights: Iterable[Entry]) -> tuple[Counted, ...]:
    """Return the airlines of some flights, the most flown with first.

    A flight is with the airline it names, else with the one of its number's designator. The key is
    the name as it was first written, else the designator.
    """
    flights = list(flights)
    said = _said(flights)
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for entry in flights:
        name, code = _named(entry), _designator(entry)
        if not name and not code:
            continue
        airline = _airline(name) if name else said.get(code, code)
        if name:
            names.setdefault(airline, name)
        found.setdefault(airline, []).append(entry.id)
    counted = (
        Counted(key, Both(key, key), tuple(ids))
        for key, ids in ((names.get(one, one), ids) for one, ids in found.items())
    )
    return tuple(sorted(counted, key=lambda one: (-one.count, one.key)))


def _said(flights: Iterable[Entry]) -> dict[str, str]:
    """Return the airline of each unknown designator that flights give one name for.

    Of one that is known, a name may be that of who flew in its place.
    """
    given: dict[str, set[str]] = {}
    for entry in flights:
        name, code = _named(entry), _designator(entry)
        if name and code and code not in _table():
            given.setdefault(code, set()).add(_airline(name))
    return {code: min(one) for code, one in given.items() if len(one) == 1} | _table()


def _named(entry: Entry) -> str:
    assert isinstance(entry.details, Flight)
    return entry.details.airline.strip()


def _designator(entry: Entry) -> str:
    """Return the letters a flight number begins with: three of ICAO before a digit, else two."""
    assert isinstance(entry.details, Flight)
    found = _NUMBER.match(entry.details.flight_number.upper())
    return found[0] if found else ""


def _airline(name: str) -> str:
    """Return the IATA designator of a name that is known, else the name without its spelling."""
    whole = _plain(name)
    return _by_name().get(whole) or _by_name().get(_short(name)) or f"={whole}"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _short(name: str) -> str:
    """Return a name without the words that many airlines have behind theirs."""
    left = name.casefold().strip(" .")
    while shorter := _KIND.sub("", left).strip(" .,"):
        if shorter == left:
            break
        left = shorter
    return _plain(left)


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    split = (line.split(" ", 2) for line in _KNOWN.split("\n") if line)
    return tuple((iata, icao, tuple(names.split("|"))) for iata, icao, names in split)


@cache
def _table() -> dict[str, str]:
    """Return the IATA designator by either designator."""
    return {code: iata for iata, icao, _ in _rows() for code in (iata, icao)}


@cache
def _by_name() -> dict[str, str]:
    return {_plain(name): iata for iata, _, names in _rows() for name in names} | {
        _plain(code): iata for code, iata in _table().items()
    }
