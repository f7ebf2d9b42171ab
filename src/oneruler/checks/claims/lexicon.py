"""The words by which Chinese accounts say what a figure is: change, share, execution, lists, periods, scopes.

Everything here is data for the grammar in ``sentences``; provinces word the same relation differently, so a new
wording is a word here and not a rule there.
"""

from __future__ import annotations

import re

UP_WORDS = "增加|增长|上升|提高|提升|上涨|增多|增幅|涨幅|增速|多支出|多支|多收入|多收|增收|增支|增拨|多增|超收|扩增|攀升|追加|调增|净增|新增|扩大|上浮|升高"
DOWN_WORDS = "减少|下降|降低|下滑|回落|减幅|降幅|压减|缩减|压缩|节约|节省|核减|调减|少支出|少支|少收入|少收|减收|减支|压降|少拨|缩水|收窄|负增长|跌幅|下跌|缩小|下浮|递减"
NEUTRAL_WORDS = (
    "增减变动|增减变化|增减|变动|变化|增(?:加|长)?\\((?:减少|下降|降低|减)\\)|(?:减少|下降)\\((?:增加|增长)\\)"
)
_TAIL = r"(?:变动|变化|幅度|比例|比率|率|额度|数额|金额|额|数|值|速|了|约|为|达到|达|是|共计|合计|共|:|近|超过|超|逾|不足|将近|接近)*"
CHANGE_END = re.compile(
    rf"(?P<word>(?P<neutral>{NEUTRAL_WORDS})|(?P<up>{UP_WORDS})|(?P<down>{DOWN_WORDS}))(?P<tail>{_TAIL})$"
)
NEW_VALUE_END = re.compile(
    rf"(?:(?:{UP_WORDS}|{DOWN_WORDS})(?:到|至|为)|增至|升至|降至|减至|涨至|提至|调整为|调整至|变更为|核定为|上升为)(?:了|约)?$"
)

SHARE_END = re.compile(
    r"(?:占(?![地用道])(?:到|了|据)?(?P<of>[^,，;:。占]*?)(?:的(?:比重|比例|比率|份额|百分比)?|比重|比例|比率|比)?"
    r"|(?P<noun>所占比重|所占比例|占比|比重|比例|构成比|份额))(?:约|近|超过|超)?(?:为|达到|达|是|在)?(?:约|:)?$"
)
EXECUTION_OF_END = re.compile(
    r"(?:完成|达到|实现|占|为|是)(?:了)?(?P<of>[^,，;:。]*?(?:预算|预算数|计划|计划数|目标|任务|任务数|指标|指标数|批复数|调整数))(?P<gap>的)?(?:约)?$"
)
EXECUTION_RATE_END = re.compile(
    r"(?P<name>(?:[\u4e00-\u9fff]{0,12})(?:执行率|完成率|支付率|支付进度|拨付进度|到位率|拨付率|使用率|支出率|支出进度|执行进度|完成进度|资金进度|预算进度|达成率|签约率|兑付率|结算率|交地率|完成比例|执行比例|支出比例|完成度))"
    r"(?:约|已)?(?:为|达到|达|是|:|约)*$"
)
CONTROL_END = re.compile(r"(?:控制率|在编率|满编率|编制使用率)(?:为|达到|达|是|:|约)*$")

LAST = re.compile(r"上年(?!结转|结余)|去年|上一年|前一年|上期|同期|往年")
BUDGET = re.compile(r"预算|计划|目标|任务|(?:预算|年度|下达)指标|指标数|下达|批复|核定|应收|应付|应完成|安排")
EXECUTED = re.compile(
    r"(?<![应未需拟待])(?:决算|执行|实际|支付|完成|到位|拨付|发放|支出数|实现|使用|已|兑付|签约|交地)"
)
INITIAL = re.compile(r"年初(?!结转|财政拨款结转|结余)|期初预算")
ADJUSTED = re.compile(r"全年预算|调整预算|预算调整|调整后|追加后|年中")

COMPARATOR = re.compile(
    r"(?:与|和|同|较|比|相比于?|相较于?|对比|低于|高于|高出|超过|超出|少于|多于)(?P<than>[^,，;:。()]{0,24}?"
    r"(?:上年(?:度)?|去年|上一年(?:度)?|前一年|(?:19|20)\d\d年(?:度)?|同期|年初|预算|计划|目标|任务)[^,，;:。()\d]{0,14}?)"
    r"(?=相比|比较|对比|持平|一致|基本|有所|略|[,，:]|多|少|高|低|"
    rf"{UP_WORDS}|{DOWN_WORDS}|增减|净|增|减|降|升|$)|同比|环比|同口径"
)

FUND_NAMES = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算|社会保险基金预算|公共财政预算")
LIST_MARK = re.compile(
    r"(?P<complete>分别为|分别是|分为|由|组成(?:部分)?(?:为|是|:)|构成(?:为|是|:)|包括|包含|具体为|具体是|具体包括|含)"
    r"|(?P<partial>其中|主要是|主要为|主要用于|主要包括|主要有|主要由|重点是)"
)
OPEN_LIST = re.compile(r"等(?!级)|主要|部分")
LOOSE_TOTAL = re.compile(r"(?:共|累计|总|满分|总分)(?:为|达|是|约|有)*(?P<done>[\u4e00-\u9fff]{2,4})?$")
NAMED_TOTAL = re.compile(
    r"(?:合计|共计|总计|总额|总数|总共|满分|总分|综合得分|总得分|最终得分|自评得分)(?:为|达|是|约|有)*$"
)
TOTAL_LEAD = re.compile(
    r"^(?:以上|上述|各项|两项|三项|四项|五项)*(?:合计|共计|总计|总共|共|累计|小计|总额)(?:为|达|是|约)*$"
)

CHANGE_START = re.compile(
    r"^(?:[^,，]{0,8}?)(?P<word>(?P<up>净增|增加|追加|调增)|(?P<down>压减|减少|节约|节省|核减|调减|净减))(?=[\u4e00-\u9fff]{2,10}$)(?!.*(?:到|至|后))"
)
DEVIATION_END = re.compile(r"(?:预算调整|预决算差异|差异|偏差|偏离)(?:率|度|幅度)(?:为|达到|达|约|:)*$")
OF_TOTAL = re.compile(r"总预算|^(?:本年|全年|部门|单位)?(?:收入|支出)预算$|预算总|总额|总计|合计|总投资|总支出|总收入")
OVER_RATE_END = re.compile(r"(?:超额完成|超额|超计划|超目标|超预算|超序时)(?:任务|计划|目标|了|率|幅度|比例|为|达)*$")
SAVING_RATE_END = re.compile(r"(?:节约|节省|节支|结余)(?:比?率|比例)(?:为|达到|达|约|:)*$")
BARE_DONE_END = re.compile(r"^(?:已|共|累计|实际|仅|全面)?完成(?:了)?$")
ANY_RATE_END = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{1,10}?)(?:率|(?<![年季月进力])度|比例)(?:约|已)?(?:为|达到|达|是|:|约)*$"
)
DIFFERENCE_END = re.compile(
    r"(?P<word>结余结转|结转结余|结转和结余|结余|节余|结转|剩余|余额|尚余|还剩|剩|差额|缺口|未完成|未支付|未付|尚未完成|尚未支付|尚差|还差|相差|超支|超出|超额|超额完成|超过|多出|高出|净结余|结转下年|节约|节省|压减|节减|短收|欠收|超收|节支|还有|尚有|仍有|余下|其余|低于|不足|少|多|高|低|高于|低于|多于|少于|未(?!利用|来|成年)[\u4e00-\u9fff]{1,4})"
    r"(?:财政|资金|金额|指标|额|数|了|约|为|达|:|共|的|预算|计划|目标)*$"
)
OVER_WORDS = frozenset(("超支", "超收", "超出", "超额", "超额完成", "超过", "多出", "高出", "多", "高", "高于", "多于"))
YEAR_END_LEFT = re.compile(r"^(?:本?年末|年终|期末)(?:财政拨款)?(?:结余|余额|结转(?:和?结余)?)(?:资金)?(?:为|是)?$")
STOCK_NAME = re.compile(r"(?:年初|年末|期初|期末|上年|累计|历年|以前年度|滚存)[^,，]{0,8}(?:结转|结余|余额)")


# A whole and the parts that make it up entirely (财政部门决算公开格式: 收入、支出、基本支出、三公经费、政府采购 …).
PARTITIONS: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = tuple(
    (re.compile(whole), tuple(re.compile(part) for part in parts))
    for whole, parts in (
        (r"基本支出", (r"人员(?:经费|支出|类)", r"公用(?:经费|支出)|日常公用")),
        (r"支出(?!预算)|决算", (r"基本支出", r"项目支出")),
        (r"支出", (r"人员(?:经费|支出)", r"公用(?:经费|支出)|日常公用", r"项目支出")),
        (r"三公", (r"出国|出境", r"接待", r"公(?:务用)?车|用车")),
        (r"用车|公车", (r"购置", r"运行|维护|运维")),
        (r"采购", (r"货物", r"工程", r"服务")),
        (r"项目|任务", (r"集体", r"国有")),
        (r"人", (r"领导|班子", r"中层", r"一般干部|其他|职工|工作人员")),
        (r"人", (r"管理", r"专业技术|专技", r"工勤")),
        (r"人", (r"管理", r"专业技术|专技")),
        (r"人", (r"在职|在编", r"离退休|退休")),
        (r"得分|评分|总分", (r"执行", r"产出", r"效益", r"满意")),
        (r"得分|评分|总分", (r"投入", r"过程", r"产出", r"效[果益]")),
        (r"得分|评分|总分", (r"决策", r"过程", r"产出", r"效[果益]")),
        (r"得分|评分|总分", (r"执行", r"成本", r"产出", r"效益", r"满意")),
        (r"财政拨款", (r"一般公共预算", r"政府性基金", r"国有资本")),
        (r"财政拨款", (r"一般公共预算", r"政府性基金")),
    )
)


def makes_up(whole: str, parts: list[str]) -> bool:
    """Do these names make up such a whole entirely (each part named once)?"""
    return any(
        of.search(whole)
        and len(patterns) == len(parts)
        and all(any(pattern.search(part) for part in parts) for pattern in patterns)
        and all(any(pattern.search(part) for pattern in patterns) for part in parts)
        for of, patterns in PARTITIONS
    )


KNOWN_WHOLES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"中小企业"), ("政府采购支出总额", "政府采购总额", "政府采购金额")),
    (re.compile(r"小微企业"), ("政府采购支出总额", "政府采购总额", "政府采购金额", "授予中小企业合同金额")),
)
"""Parts whose whole the accounts format fixes, so that 占比 need not name it."""

OF_FILLER = re.compile(
    r"(?:本单位|我单位|本部门|我部门|我中心|本中心|单位|部门|全年|本年度?|当年|年度|总额|总量|总数|合计|决算|的|数|额|全部|整个|全区|全县|全市|全单位|总(?!计)|累计|共)"
)
LINKS = re.compile(
    r"(?:分别|均|各|已|(?<!签)约|共|近|超过|共计|累计|总共|为|是|达到|达|(?<!国)有|的|:|了|其中|包括|包含|含)+$"
)
TIME_WORDS = re.compile(
    r"(?:(?:19|20)\d\d年(?:度)?|本年度?|今年|当年|全年|截至[^,，]*?(?:底|末|日|前)|目前|\d{1,2}月份?|我(?:区|县|市|单位|中心|部门|局)|本(?:单位|部门|级)|单位|部门)"
)
