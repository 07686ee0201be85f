"""The Chinese words of the table, each declared once: columns, settings, deadline patterns.

This is the only Python module with Chinese text. The program's sentences are in `wording.yaml`.
"""

from __future__ import annotations

# The table (data/tasks.yaml). The task columns have the names of the official annex.
TITLE = "标题"
YEAR = "年份"
OFFICE = "发布机构"
INDEX_NUMBER = "索引号"
PUBLISHED = "发布日期"
CLASSIFICATION = "主题分类"
TOPICS = "主题"
DEPARTMENTS = "处室"
TASKS = "任务"
COLUMN_NAMES = "栏名"

NAME = "名称"
SLUG = "网址"
FORMER_SLUGS = "曾用网址"
FORMER_NAMES = "曾用名"
SUMMARY = "简介"
COLLECTIVE = "统称"
ALIASES = "别名"

NUMBER = "序号"
IDENTIFIER = "编号"
TOPIC = "主题"
TASK_NAME = "任务名称"
CONTENT = "任务内容"
LEAD = "责任处室"
SUPPORT = "协助处室"
DEADLINE = "时间节点"
NOTE = "备注"
WITHDRAWN = "撤销"
OTHERS = "其他"
IS_WITHDRAWN = "已撤销"
PREVIOUS = "上年序号"

# What became of a task: entries with evidence.
PROGRESS = "落实情况"
DAY = "日期"
STATUS = "状态"
REMARK = "说明"
EVIDENCE = "依据"
LINK = "链接"
FILE = "文件"
SEEN_ON = "查证日期"
DIGEST = "内容摘要"

NOT_STARTED = "未启动"
UNDER_WAY = "推进中"
DONE = "已完成"
CONTINUING = "持续推进"
ADJUSTED = "已调整"

# A ledger: the document in which a department fills in what became of its tasks.
LAST_PROGRESS = "上次落实情况"
EVIDENCE_NAME = "依据名称"
EVIDENCE_PLACE = "依据链接或文件"
LEDGER_TITLE = "{office}{year}年工作要点落实情况台账（{department}）"
# Regular expressions that match a whole text, in half width and without spaces.
LEDGER_TITLE_LINE = r"(?P<office>.+?)(?P<year>\d{4})年工作要点落实情况台账\((?P<department>.+)\)"
FILLED_DAY = (
    r"(?P<year>\d{4})(?:年|[-‐–—−./。])(?P<month>\d{1,2})(?:月|[-‐–—−./。])(?P<day>\d{1,2})日?"
    r"|(?P<whole>\d{8})"
)
AROUND_STATUS = r"""["'“”‘’「」『』《》()\[\]【】〔〕。,;、:√✓✔☑\uFE0F]"""
EMPTY_BRACKETS = r"\(\)|\[\]|【】|〔〕"
NOTHING_FILLED_IN = r"[-‐–—−_/\\]*|无"

# Columns that only the open data has.
LAST_DAY = "截止日期"
STATUS_DAY = "状态日期"
ADDRESS = "网址"

# The settings (data/site.yaml).
SITE_NAME = "网站名称"
DOMAIN = "域名"
SITE_CODE = "网站标识码"
ICP_NUMBER = "ICP备案号"
POLICE_NUMBER = "公安备案号"
SPONSOR = "主办单位"
CONTACT = "联系方式"
FEEDBACK_ADDRESS = "留言地址"
ERROR_ADDRESS = "找错地址"
ORIGINAL_ADDRESS = "原文网址"
ORIGINAL_NAME = "原文名称"
COLUMN_TYPE = "栏目类型"
EXAMPLE_QUERIES = "搜索示例"
SYNONYMS = "近义词"
DATA_LICENCE = "数据许可"
DATA_LICENCE_ADDRESS = "数据许可网址"

# The folder beside the tables in which `submit` and `undo` keep copies of a clerk's files.
COPIES_FOLDER = "改动的副本"

# Types of columns in the guide for government sites: a home page, and published data.
FIRST_PAGE = "首页"
PUBLISHED_DATA = "数据发布"

# The words for true and false in the table.
TRUE_WORDS = ("true", "是")
FALSE_WORDS = ("false", "否")

# Full-width characters that Chinese input methods type instead of YAML's colon and space.
WIDE_COLON = "："
WIDE_SPACES = "\u3000\xa0"

# Any one Han character (regular expression).
HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"

# Separators that an editor may type instead of YAML's comma.
LIST_SEPARATORS = "、，；"

# Deadlines: examples ({year} is the plan's, {next} the one after), their kind, and a regular
# expression for the whole wording, in half width without spaces; the first that matches counts.
# `work-plan deadlines` prints the examples. The groups `end` and `part` are month and day in words.
_ENDED = "(?:[之以]?前)?(?:完成)?"
_AT_END = f"(?:[底末]{_ENDED}|内?(?:完成)?)"
_OF = r"(?:(?P<year>(?:19|20)\d{2})年|[每今本当]年)?"
_MONTH = _OF + r"(?P<month>\d{1,2})月"
_YEAR = r"(?:(?:(?P<year>(?:19|20)\d{2})|[每今本当])年?)?(?P<end>年)"
_COUNT = r"(?:\d{1,3}|[一两二三四五六七八九十半]{1,3})"
_SPAN = f"(?:{_COUNT}(?:个?(?:工作|自然)日|个(?:月|季度|星期)|周|天|小时)|[1-9一两二三半]年)"
_ALL_TIME = "(?:全年度?|常年|长期|持续|常态化)+(?:坚持|推进|开展|落实|实施|进行|更新|公开)?"
_OFTEN = r"每(?:(?:[两\d]?个)?月|[两\d]?个?(?:季度?|半年|周|星期|日|天))[^、，,；;和及或]*"
_RELATIVE = f".+[后起](?:{_SPAN}|{_COUNT}日)[之以]?内?|{_SPAN}[之以]?内?|{_COUNT}日[之以]?内"
DEADLINES = {
    "全年、全年度、常年、长期坚持、持续推进": ("all-year", _ALL_TIME),
    "每月、每季度、每半年、每月10日前": ("all-year", _OFTEN),
    "9月底前、9 月底前、9月末、9月底前完成、{next}年3月底前": ("by-day", f"{_MONTH}[底末]{_ENDED}"),
    "2月20日、2月20日前、{year}年2月20日前": ("by-day", _MONTH + r"(?P<day>\d{1,2})日" + _ENDED),
    "8月、8月份、8月内、{year}年8月": ("within-month", _MONTH + "份?内?(?:完成)?"),
    "6月初、6月上旬、6月中旬前、6月下旬": ("by-day", f"{_MONTH}(?P<part>初|[上中下]旬){_ENDED}"),
    "第一季度、三季度末、4季度内": ("by-day", _OF + "第?(?P<end>[一二三四1-4]季度)" + _AT_END),
    "上半年、下半年、{year}年下半年": ("by-day", _OF + "(?P<end>[上下]半年)" + _AT_END),
    "年底、年底前、年内、{year}年底前": ("by-day", f"{_YEAR}(?:[底末]{_ENDED}|内(?:完成)?)"),
    "信息形成后20个工作日内、6个月、1年": ("relative", _RELATIVE),
    "适时、条件成熟时": ("as-written", ".*"),
}
DEADLINE_MONTHS = {"上半年": 6, "下半年": 12, "年": 12}
DEADLINE_MONTHS |= {f"{sign}季度": 3 * (at % 4 + 1) for at, sign in enumerate("一二三四1234")}
DEADLINE_DAYS = {"初": 10, "上旬": 10, "中旬": 20, "下旬": None}

# Characters that scanners and input methods confuse, and the intended ones.
LOOK_ALIKES = {"釆": "采", "査": "查"}

# The topic of an imported task whose topic is unknown; `check` refuses it.
UNDECIDED = "待定"
ONLY_TOPIC = "工作任务"

# The columns of the official annex, in its order, with the names that other offices use.
_UNITS = ("处室", "科室", "部门", "单位")
RESPONSIBLE = tuple(f"责任{unit}" for unit in _UNITS)
LEADING = (*(f"{verb}{unit}" for verb in ("牵头", "主办") for unit in _UNITS), "牵头", "主办")
HEADERS = {
    NUMBER: (NUMBER, IDENTIFIER),
    TASK_NAME: (
        *(TASK_NAME, "工作任务", "重点任务", "主要任务", "目标任务", "任务事项", "任务项目"),
        *("工作事项", "工作项目", "重点工作", "项目内容", "项目名称", "任务"),
    ),
    CONTENT: (
        *(CONTENT, "工作内容", "主要内容", "具体内容", "具体任务", "具体工作", "具体要求"),
        *("工作要求", "任务要求", "目标要求", "目标和要求", "目标及要求", "工作目标"),
        *("工作措施", "具体措施", "主要措施", "具体举措", "工作举措", "主要举措"),
    ),
    LEAD: (LEAD, *RESPONSIBLE, *LEADING, *(f"负责{unit}" for unit in _UNITS)),
    SUPPORT: (
        *(f"{verb}{unit}" for verb in ("协助", "配合", "协办", "参与") for unit in _UNITS),
        *("协助", "配合", "协办", "参与"),
    ),
    DEADLINE: (
        *(DEADLINE, "完成时限", "完成时间", "完成期限", "完成节点", "时限要求", "时间要求"),
        *("时间安排", "时限", "期限"),
    ),
    PROGRESS: (
        *(PROGRESS, "完成情况", "进展情况", "推进情况", "工作进展", "当前进度", "工作进度"),
        *("完成进度", "进度"),
    ),
}

# A column of topics by its title, and titles of columns of which each is finer than the one before.
TOPIC_COLUMNS = (TOPIC, "类别", "任务类别", "工作类别", "任务分类", "分类", "板块", "工作板块")
LEVEL_COLUMN = "[一二三]级(?:指标|任务|目录|事项)"

# The numbers in front of headings, the outermost kind first (regular expressions).
_HAN_NUMBER = "[一二三四五六七八九十百]+"
_SIGN_AFTER = r"\s*[、．.，,：:]"
HEADING_NUMBERS = (
    f"第{_HAN_NUMBER}(?:部分|[章节篇])[、．.，,：:]?",
    f"{_HAN_NUMBER}{_SIGN_AFTER}",
    rf"(?:[IVXＩＶＸ]+|[Ⅰ-Ⅻ]){_SIGN_AFTER}|[Ⅰ-Ⅻ]",
    rf"[（(]\s*{_HAN_NUMBER}\s*[）)]",
    rf"[0-9０-９]{{1,2}}{_SIGN_AFTER}(?![0-9０-９])",
    r"[（(]\s*[0-9０-９]{1,2}\s*[）)]",
)
# A heading's number in a cell of its own.
HEADING_NUMBER_ALONE = f"{_HAN_NUMBER}|[IVXＩＶＸ]+|[Ⅰ-Ⅻ]"
# Signs that end a sentence, which a heading is not.
FULL_STOPS = "。！？；"

# Several units in one cell: the separators in documents, and the one in the annex.
UNIT_SEPARATORS = "、，；,;"
UNIT_JOINER = "、"
UNIT_SLASHES = "/／"

# How a unit's name ends (a regular expression that matches the whole name).
UNIT_NAME = (
    r"\w+(?:处|科|股|室|局|委|办|部|厅|署|司|组|队|站|所|馆|院|会|团|社|校|校区|中心|委员会|办公室|单位|部门"
    r"|处室|科室|街道|镇|乡|公司|集团|学校)"
)

# Who leads and who supports, in one cell: labels in front, verbs behind or signs in brackets.
# Units under OWN lead where no others do, and else support.
_KIND = "(?:责任)?(?:单位|部门|处室|科室)?"
ROLE_LABELS = {
    "lead": f"(?:牵头|主办|承办){_KIND}",
    "own": f"(?:责任|负责){_KIND}",
    "support": f"(?:配合|协办|协助|参与|参加){_KIND}",
}
_BY_DUTY = "(?:按照?(?:各自)?职责(?:分工)?|分工|共同|分别|具体|积极|予以)*"
_DOING = "(?:负责|落实|实施|组织|推进|做好)*"
ROLE_VERBS = {
    "lead": f"(?:共同|分别|联合)*(?:牵头|主办|承办){_DOING}",
    "support": f"{_BY_DUTY}(?:配合|协办|协助|参与){_DOING}",
    "own": f"{_BY_DUTY}(?:负责|落实|实施){_DOING}",
}
BEFORE_LEAD = "由"
TOGETHER_WITH = "会同"
OPENING, CLOSING = "（(", "）)"
CLAUSE_SIGNS = "，,；;。"
# Where a clause ends too: behind a verb, this sign does not part two units.
CLAUSE_END = "(?<=牵头|主办|承办|负责)、"
# What shows that a cell says more than names, if none of these forms fits it.
ROLE_SIGNS = "牵头|主办|会同|[:：]|(?:配合|协办|协助|参与|负责)$"

# What a deadline is labelled with at the end of an item that is in no table.
DEADLINE_LABEL = "(?:完成|办理|工作)?(?:时限|时间|期限)(?:要求|节点|安排)?"
OPENING_BRACKETS, CLOSING_BRACKETS = "（(【〔", "）)】〕"

# Names that mean no single unit; words around which a unit's slug gets hyphens.
COLLECTIVE_UNIT = "(?:各|相关|有关|其他|所有|全体).+"
UNIT_WORDS = "委员会|办公室|基金会|中心|总队|支队|大队|团队|单位|处室|科室|[处科局]$"

# Lines above a document's table (regular expressions that match a whole line without spaces).
ANNEX_MARK = r"附[件表]\d{0,2}[:：]?"
TITLE_LINE = r".{4,80}(?:表|要点|安排|清单|方案|分工|计划)(?:[（(].*[）)])?"
YEAR_IN_TITLE = r"(?P<year>(?:19|20)\d{2})年"
OFFICE_IN_TITLE = (
    r"(?:\d{4}年度?)?(?P<office>.+?(?:局|委员会|委|厅|部|署|办公室|人民政府|管委会|中心|院|所|站|馆|处|校|大学|公司|集团))"
    r"(?:\d{4}年度?)?(?:政务公开|政府信息公开|政务服务|工作要点|重点工作|主要任务|任务分解).*"
)
CHINESE_DIGITS = {"〇": "0", "○": "0", "零": "0"} | {
    digit: str(value) for value, digit in enumerate("一二三四五六七八九", start=1)
}

# A due date in the text of a task.
DAY_IN_TEXT = (
    r"(?P<wording>(?:(?:(?:19|20)\d{2}年)?\d{1,2}月(?:底|末|\d{1,2}日)"
    r"|(?:(?:19|20)\d{2})?年底)之?前)"
)

# A year that a text speaks of: not the date of an event or of a rule, nor in a document's title.
YEAR_IN_TEXT = (
    r"(?<!\d)(?P<year>(?:19|20)\d{2})年"
    r"(?!\d{1,2}月|起|以来|以后|之后|成立|建立|修订|修正|施行|实施|颁布|出台|印发|发布)"
)
YEAR_IN_NAME = r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)"
TITLE_IN_TEXT = "《[^》]*》|〔[^〕]*〕"
# A year or date in a topic's summary.
DATE_IN_SUMMARY = r"(?:19|20)\d{2}年?|\d{1,2}月(?:\d{1,2}日|底|份)?"

# A task's number as people type it into the search, also by its sound (regular expression).
TYPED_NUMBER = "(?:第|序号|di|xuhao)?0*([0-9]+)(?:项|xiang)?"

# How a spreadsheet shows a cell that contains a date.
DATE_WITH_DAY = "{month}月{day}日"
DATE_OF_MONTH = "{month}月"
DATE_WITH_YEAR = "{year}年"
MONTH_SIGN = "月"
YEAR_SIGN = "年"

# A line break after one of these characters belongs to the text.
SENTENCE_ENDS = "。；：！？;:!?"

# Characters that end a clause, and the mark for text that is left out.
CLAUSE_ENDS = "，。；：！？,;:!?"
ELLIPSIS = "…"

# Characters that start a formula in a spreadsheet, in half and full width.
FORMULA_SIGNS = "=+-@\t\r＝＋－＠"

# The title of a page and its year.
TITLE_WITH_YEAR = "{}（{}）"
