"""The table's own words, declared once: column names, settings, deadline wording.

The one Python module with Chinese in it. Words that the program *says* are in `wording.yaml`.
"""

from __future__ import annotations

# The table (data/tasks.yaml). Task columns are the official annex's own column names.
TITLE = "标题"
YEAR = "年份"
OFFICE = "发布机构"
TOPICS = "主题"
DEPARTMENTS = "处室"
TASKS = "任务"

NAME = "名称"
SLUG = "网址"
SUMMARY = "简介"
COLLECTIVE = "统称"

NUMBER = "序号"
TOPIC = "主题"
TASK_NAME = "任务名称"
CONTENT = "任务内容"
LEAD = "责任处室"
SUPPORT = "协助处室"
DEADLINE = "时间节点"
NOTE = "备注"

# The settings (data/site.yaml).
SITE_NAME = "网站名称"
DOMAIN = "域名"
SITE_CODE = "网站标识码"
ICP_NUMBER = "ICP备案号"
POLICE_NUMBER = "公安备案号"
SPONSOR = "主办单位"
CONTACT = "联系方式"
FEEDBACK_ADDRESS = "留言地址"
EXAMPLE_QUERIES = "搜索示例"

# The two ways to write a YAML truth value in the table.
TRUE_WORDS = ("true", "是")
FALSE_WORDS = ("false", "否")

# What a Chinese input method types in place of YAML's own signs.
WIDE_COLON = "："
WIDE_SPACES = "\u3000\xa0"

# Any one Han character (regular expression).
HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"

# Separators an editor may type in place of YAML's comma.
LIST_SEPARATORS = "、，；"

# Deadline wording (regular expressions over the whole text).
ALL_YEAR = "全年|全年度|常年"
BY_MONTH_END = r"(?P<month>\d{1,2})月(?:底|末)(?:之?前)?"
BY_DAY = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:之?前)?"
WITHIN_MONTH = r"(?P<month>\d{1,2})月(?:份|内)?"
BY_YEAR_END = "年底(?:之?前)?|年内"
BY_HALF_YEAR = "上半年"

# Characters that scanners and input methods put in place of others, and those meant.
LOOK_ALIKES = {"釆": "采", "査": "查"}
