"""The demonstration district's invented households and collective, the same on every machine.

Facts are words under the fields of the pack ``yunxi-2025``, as a survey would bring them.
Names say that they are invented, identity numbers begin with a region code that no region has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Row = dict[str, str]
Facts = dict[str, list[Row]]

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "大山",
    "小兰",
    "建新",
    "春生",
    "秋月",
    "长河",
    "正元",
    "玉田",
    "顺安",
    "远志",
    "明朗",
    "冬青",
    "新禾",
    "立夏",
)
_SEED = 2025


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One right holder of the demonstration. ``bank`` and ``account`` are where it is paid."""

    number: str
    root: str
    name: str
    identity_number: str
    address: str
    bank: str
    account: str
    facts: Facts


def people(pick: random.Random) -> Iterator[str]:
    """Invented names without end, none twice."""
    used: set[str] = set()
    while True:
        name = f"示例·{pick.choice(_SURNAMES)}{pick.choice(_GIVEN)}"
        if len(used) < len(_SURNAMES) * len(_GIVEN) and name in used:
            continue
        used.add(name)
        yield name


def village(
    households: int, *, signing: tuple[date, date], announced: date, vacated: tuple[date, date]
) -> list[Neighbour]:
    """The households of the collective project, signed and vacated within those days, and last the collective."""
    pick = random.Random(_SEED)
    names = people(pick)
    made = [
        _household(pick, names, place, signing=signing, announced=announced, vacated=vacated)
        for place in range(1, households + 1)
    ]
    return [*made, _collective(pick)]


def _household(
    pick: random.Random, names: Iterator[str], place: int, *, signing: tuple[date, date], announced: date,
    vacated: tuple[date, date],
) -> Neighbour:  # fmt: skip
    head = next(names)
    facts: Facts = {
        "户": [
            {
                "户号": f"YX-{place:03d}", "户主": head,
                "安置方式": pick.choice(["统建安置", "统建安置", "货币安置", "自建安置"]),
                "符合分户条件": _truth(pick, 0.1), "低保户": _truth(pick, 0.06), "重病重残": _truth(pick, 0.05),
                "庭院菜地面积": f"{pick.choice([0, 0, pick.randrange(1000, 9000)]) / 100:.2f}",
                "签约日": _between(pick, *signing), "腾房日": _between(pick, *vacated),
            }
        ],
        "人口": _family(pick, head, names, announced),
        "房屋": _houses(pick, announced),
        "青苗": _crops(pick, head, names, announced),
        "树木": _trees(pick, head),
        "设施": _fixtures(pick, announced),
    }  # fmt: skip
    if pick.random() < 0.15:
        facts["坟墓"] = [
            {"编号": "祖坟", "坟型": pick.choice(["土坟", "砖石坟"]), "葬龄": str(pick.randrange(4, 60)),
             "有墓碑": _truth(pick, 0.7), "迁出日": _between(pick, signing[0], signing[1])}
        ]  # fmt: skip
    return _neighbour(pick, f"YX-{place:03d}", "户", head, f"云溪村第{place % 4 + 1}组 {place} 号", facts)


def _family(pick: random.Random, head: str, names: Iterator[str], announced: date) -> list[Row]:
    size = pick.choice([1, 2, 3, 3, 4, 4, 4, 5, 6])
    family = []
    for place in range(size):
        age = pick.randrange(40, 75) if place < 2 else pick.randrange(1, 38)
        born = announced - timedelta(days=age * 365 + pick.randrange(365))
        family.append(
            {"姓名": head if place == 0 else next(names), "出生日": born.isoformat(), "入户日": born.isoformat(),
             "是安置对象": _truth(pick, 0.9), "独生子女": "否" if place < 2 or size != 3 else _truth(pick, 0.5)}
        )  # fmt: skip
    return family


def _houses(pick: random.Random, announced: date) -> list[Row]:
    houses = []
    for place, label in enumerate(["主房", "偏房"][: pick.choice([1, 1, 2])]):
        unlawful = pick.choice([0, 0, 0, pick.randrange(500, 4500)]) / 100 if place == 0 else 0
        lawful = pick.randrange(9000, 26000) / 100 if place == 0 else pick.randrange(1500, 6000) / 100
        decorated = place == 0 and pick.random() < 0.8
        shop = place == 0 and pick.random() < 0.1
        house = {
            "编号": label, "结构": pick.choice(["砖混", "砖混", "砖木", "钢混"]) if place == 0 else "砖木",
            "等级": pick.choice(["一等", "二等", "三等"]), "建成日": f"{pick.randrange(1992, 2019)}-06-01",
            "实测面积": f"{lawful + unlawful:.2f}", "合法面积": f"{lawful:.2f}", "违法面积": f"{unlawful:.2f}",
            "认定": "合法", "装修等级": pick.choice(["普通", "中档", "高档"]) if decorated else "未装修",
            "经营方式": "自营" if shop else "不经营", "有营业执照": "是" if shop else "否",
            "经营面积": f"{lawful / 4:.2f}" if shop else "0",
        }  # fmt: skip
        if decorated:
            house["装修完成日"] = (announced - timedelta(days=pick.randrange(200, 5000))).isoformat()
        houses.append(house)
    return houses


def _crops(pick: random.Random, head: str, names: Iterator[str], announced: date) -> list[Row]:
    planted = (announced - timedelta(days=pick.randrange(40, 200))).isoformat()
    crops = [
        {"编号": f"{place}号田", "地类": pick.choice(["水田", "旱地", "蔬菜地", "茶园"]),
         "面积": f"{pick.randrange(1500, 30000) / 10000:.4f}", "栽种日": planted, "实际投入人": head}
        for place in range(1, pick.choice([1, 2, 2, 3]) + 1)
    ]  # fmt: skip
    if pick.random() < 0.15:
        crops[-1]["实际投入人"] = next(names)
    return crops


def _trees(pick: random.Random, head: str) -> list[Row]:
    return [
        {"编号": f"{kind}{place}", "树种": kind, "胸径": f"{pick.randrange(20, 260) / 10:.1f}",
         "株数": str(pick.randrange(2, 40)), "栽种日": f"{pick.randrange(2005, 2022)}-03-12", "实际投入人": head}
        for place, kind in enumerate(["果树", "风景树", "用材树"][: pick.choice([0, 1, 2])], 1)
    ]  # fmt: skip


def _fixtures(pick: random.Random, announced: date) -> list[Row]:
    built = (announced - timedelta(days=pick.randrange(1500, 6000))).isoformat()
    chosen = [("晒坪", "水泥坪", f"{pick.randrange(3000, 15000) / 100:.2f} ㎡")]
    chosen += [("院墙", "围墙（24墙）", f"{pick.randrange(500, 2500) / 100:.2f} m³")] if pick.random() < 0.6 else []
    chosen += [("水井", "机井", "1 口")] if pick.random() < 0.4 else []
    chosen += [("入户线路", "照明线路", f"{pick.randrange(20, 80)} 米")] if pick.random() < 0.7 else []
    return [
        {"编号": label, "设施名称": name, "数量": amount, "贴瓷砖": "否", "设施建成日": built}
        for label, name, amount in chosen
    ]


def _collective(pick: random.Random) -> Neighbour:
    parcels = [
        ("一号", "Ⅰ", "水田", "是"),
        ("二号", "Ⅰ", "旱地", "否"),
        ("三号", "Ⅱ", "林地", "否"),
        ("四号", "Ⅱ", "园地", "否"),
    ]
    facts: Facts = {
        "集体": [{"集体名称": "示例·云溪村股份经济合作社"}],
        "地块": [
            {"编号": label, "区片": zone, "地类": land, "永久基本农田": prime,
             "面积": f"{pick.randrange(200000, 900000) / 10000:.4f}"}
            for label, zone, land, prime in parcels
        ],
        "公共设施": [{"编号": "晒谷坪", "设施名称": "水泥坪", "数量": "240 ㎡", "设施建成日": "2016-05-01"}],
    }  # fmt: skip
    return _neighbour(pick, "YX-JT", "集体", "示例·云溪村股份经济合作社", "云溪村村部", facts)


def _neighbour(pick: random.Random, number: str, root: str, name: str, address: str, facts: Facts) -> Neighbour:
    serial = f"{pick.randrange(10**9):09d}"
    return Neighbour(
        number, root, name, f"990000{pick.randrange(1950, 2000)}0101{serial[:3]}X", address, "示例农村商业银行",
        f"6990{serial}0000{pick.randrange(10)}", facts,
    )  # fmt: skip


def _truth(pick: random.Random, chance: float) -> str:
    return "是" if pick.random() < chance else "否"


def _between(pick: random.Random, first: date, last: date) -> str:
    return (first + timedelta(days=pick.randrange((last - first).days + 1))).isoformat()
