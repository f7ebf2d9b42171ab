"""Invented content of a 补偿计算单, for the tests of this floor. No such place, paper or person exists."""

from __future__ import annotations

import copy
from typing import Any

_SHEET: dict[str, Any] = {
    "title": "补偿计算单",
    "policy": {
        "name": "云溪示范县集体土地征收补偿安置办法",
        "number": "云溪政发〔2025〕3号",
        "issuer": "云溪示范县人民政府",
        "day_name": "预公告日",
        "day": "2025-08-01",
        "digest": "3fa9c0d1e2b4f5a6978812345678abcd3fa9c0d1e2b4f5a6978812345678abcd",
    },
    "status": {"label": "示例", "note": "本单按示例标准试算，不作为付款依据。"},
    "subject": {
        "kind": "户",
        "facts": [
            ["户号", "YX-001"],
            ["户主", "示例·李大山"],
            ["家庭人口", "5 人"],
            ["坐落", "云溪示范县青石镇柳湾村三组 18 号"],
            ["签约日", "2025-09-18"],
        ],
    },
    "objects": [
        {
            "kind": "房屋",
            "headers": ["编号", "结构", "合法面积（㎡）"],
            "rows": [["主房", "砖混一类", "120.50"], ["偏房", "砖木二类", "36.00"]],
        },
        {
            "kind": "坟墓",
            "headers": ["编号", "形制", "数量（冢）"],
            "rows": [["后山", "单棺", "2"]],
        },
    ],
    "groups": [
        {
            "payee": "所有权人",
            "payee_name": "示例·李大山",
            "lines": [
                {
                    "no": "1",
                    "item": "合法房屋补偿",
                    "object": "主房",
                    "quantity": "120.50 ㎡",
                    "rate": "900.00 元/㎡",
                    "coefficient": "",
                    "amount": "108,450.00",
                    "words": "合法面积 × 房屋单价（按结构），四舍五入到分",
                    "worked": "120.50 ㎡ × 900.00 元/㎡ = 108,450.00 元",
                    "due": "",
                    "basis": ["第十二条", "附件1 房屋单价：结构=砖混一类，900.00 元/㎡（2025-07-01 起，示例）"],
                    "interpretations": ["阳台按一半面积计（云溪示范县征地中心，2025-09-01）"],
                },
                {
                    "no": "2",
                    "item": "合法房屋补偿",
                    "object": "偏房",
                    "quantity": "36.00 ㎡",
                    "rate": "620.00 元/㎡",
                    "coefficient": "0.95",
                    "amount": "21,204.00",
                    "words": "合法面积 × 房屋单价（按结构）× 成新系数，四舍五入到分",
                    "worked": "36.00 ㎡ × 620.00 元/㎡ × 0.95 = 21,204.00 元",
                    "due": "",
                    "basis": ["第十二条", "附件1 房屋单价：结构=砖木二类，620.00 元/㎡（2025-07-01 起，示例）"],
                    "interpretations": [],
                },
                {
                    "no": "3",
                    "item": "过渡费",
                    "object": "",
                    "quantity": "5 人 × 12 个月",
                    "rate": "150.00 元/人·月",
                    "coefficient": "",
                    "amount": "9,000.00",
                    "words": "人口 × 月数 × 标准，月数 ≤ 24",
                    "worked": "5 × 12 × 150.00 = 9,000.00 元",
                    "due": "腾空交房之日起 30 日内，按 12 ÷ 6 = 2 次支付",
                    "basis": ["第十九条第二款"],
                    "interpretations": [],
                },
                {
                    "no": "4",
                    "item": "坟墓迁移补偿",
                    "object": "后山",
                    "quantity": "2 冢",
                    "rate": "3,000.00 元/冢",
                    "coefficient": "",
                    "amount": "6,000.00",
                    "words": "",
                    "worked": "",
                    "due": "",
                    "basis": [],
                    "interpretations": [],
                },
            ],
            "subtotal": "144,654.00",
        },
        {
            "payee": "实际投入人",
            "payee_name": "示例·赵鑫",
            "lines": [
                {
                    "no": "5",
                    "item": "青苗补偿",
                    "object": "东坡地块",
                    "quantity": "1.20 亩",
                    "rate": "1,800.00 元/亩",
                    "coefficient": "",
                    "amount": "2,160.00",
                    "words": "面积 × 青苗标准，四舍五入到分",
                    "worked": "1.20 亩 × 1,800.00 元/亩 = 2,160.00 元",
                    "due": "",
                    "basis": ["第十五条", "附件3 青苗：作物=水稻，1,800.00 元/亩（示例）"],
                    "interpretations": [],
                }
            ],
            "subtotal": "2,160.00",
        },
    ],
    "total": "146,814.00",
    "total_upper": "壹拾肆万陆仟捌佰壹拾肆元整",
    "left_out": [
        ["签约奖励", "签约日 2025-12-01 晚于签约期末 2025-10-31"],
        ["停产停业损失", "没有经营性用房"],
    ],
    "sources": ["云溪政发〔2025〕3号，附件1", "云溪政发〔2025〕3号，附件3"],
    "notices": ["对本单有异议的，可以自收到之日起 15 日内向云溪示范县征地中心申请复核。", "本单一式三份。"],
}


def sheet() -> dict[str, Any]:
    """A sheet of two payees and five lines, to be changed at will."""
    return copy.deepcopy(_SHEET)


def long_sheet(lines: int) -> dict[str, Any]:
    """The sheet with that many lines for the first payee."""
    long = sheet()
    model = long["groups"][0]["lines"][:3]
    long["groups"][0]["lines"] = [{**model[place % 3], "no": str(place + 1)} for place in range(lines)]
    return long


def texts(content: object) -> list[str]:
    """Every text in the content."""
    if isinstance(content, str):
        return [content]
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return [text for part in parts for text in texts(part)]
