"""The table of 2022 against the official document: every expectation was read from that document.

The facts are literal on purpose. Whoever changes a row of this table changes what the office
published, and has to say so here too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest

from generator.plan.model import Task, WorkPlan
from generator.table.loading import load_plan
from tests.support import ROOT

TABLE = ROOT / "data" / "tasks.yaml"
NONE = "-"  # an empty cell of the document

# name, address, rows
TOPICS = """
公文公开 gongwen-gongkai 1-7          公开平台 gongkai-pingtai 8-15
依申请公开 yishenqing-gongkai 16-19   标准化规范化 biaozhunhua 20-23
重点领域公开 zhongdian-lingyu 24-34   政策解读 zhengce-jiedu 35-41
政策推送 zhengce-tuisong 42-45        政民互动 zhengmin-hudong 46-50
决策公开 juece-gongkai 51-55          政府开放活动 kaifang-huodong 56-59
网站与新媒体 wangzhan-xinmeiti 60-65  组织保障 zuzhi-baozhang 66-72
"""

# name, number of rows it leads, number of rows it supports; in order of first appearance
DEPARTMENTS = """
办公室 29 16  大数据中心民政服务团队 0 11  法规处 1 11  各处室 2 7  宣传处 6 18  传媒中心 0 20
相关处室 20 5  基政处 2 0  相关业务处 2 0  救助处 3 0  儿福处 5 0  残福处 4 0  养老处 5 0
基金会处 1 0  慈善处 1 0  社工处 1 0  计财处 3 0  福彩中心 0 1  执法总队 1 0  婚管处 3 0
相关局属单位 0 4  登记处 1 0  相关业务处室 0 1  组织人事处 1 0
"""
COLLECTIVE = {"各处室", "相关处室", "相关业务处", "相关业务处室", "相关局属单位"}

# what a cell names, the rows where it does
LEADS = """
办公室 1,3,5-21,34,46,51,67-70,72  办公室、法规处 2  各处室 4,66  基政处 22  相关业务处 23
救助处 24  儿福处 25  残福处 26  养老处 27  养老处、儿福处 28  基金会处、慈善处 29  社工处 30
计财处 31-32  执法总队、相关业务处 33  相关处室 35-40,42-44,47-50,52-54,57,65
宣传处、相关处室 41  养老处、救助处、儿福处、残福处 45  办公室、相关处室 55
养老处、救助处、儿福处、残福处、婚管处 56  计财处、婚管处、登记处 58
婚管处、基政处、儿福处、养老处、残福处 59  宣传处 60-64  组织人事处 71
"""
SUPPORTS = """
大数据中心民政服务团队 1,5-6,9,14-15,44-46,62-63  各处室 2,8,17,20,68,70,72
宣传处、传媒中心 3,7,10-13,36-38,47-50,53,64-65  法规处、办公室、传媒中心 4
相关处室 16,19,21,34  法规处 18,33,67  办公室 22,41-43,60,66,71  法规处、办公室 23,35,52,54
- 24-31,55,69  福彩中心 32  宣传处、传媒中心、法规处、办公室 39-40  法规处、相关处室 51
相关局属单位 56-57,59  办公室、相关局属单位 58  相关业务处室、传媒中心、办公室 61
"""
DEADLINES = """
全年 1,3-4,6-9,11,13-20,22,24-38,40-41,44-45,47-50,52-57,60-66,70-71  9月底前 2,21
6月底前 5,67-69  2月20日 10  3月底前 12,51  11月底前 23,43  10月底前 39,72  - 42  5月底前 46
8月 58-59
"""

NAMES = """
依托全市政务公开工作平台做好新增非密公文全量备案工作 加强历史公文转化公开
规范行政规范性文件公开形式 强化政府公文分类展示 规范政府公文公开格式
完善政府信息公开平台运维机制 规范政策文件栏目设置 规范政府信息公开年报栏目设置
动态调整政府信息公开指南 规范政府信息公开制度栏目设置 规范法定主动公开内容栏目设置
依申请办理过程中强化与申请人的直接沟通 继续施行依申请转主动公开常态化审查机制
更好发挥依申请对改进政府工作的支撑作用 优化、更新政务公开全领域标准目录 制发各条线全领域基本目录
完成村（居）务公开标准化规范化工作 加快标准化规范化成果开发应用 推进基本公共服务领域信息公开
推进慈善事业、志愿服务领域信息公开 推进财务信息、彩票公益金信息公开 推进执法领域信息公开
推进公共数据开放 严格落实政策解读时效和范围 强化解读材料质量管理 合理确定解读形式和渠道
探索政策预公开阶段解读 扩大政策施行后解读 扩大政策传播面
依托“一网通办”平台做好重要政策及解读材料精准推送 强化线下政策推送 拓展网上政民互动渠道
开展二次解读 严格落实留言答复期限 规范健全留言选登机制 做好热点问题回复
继续实行重大行政决策事项目录管理 归集公开决策事项流程信息 拓展公开征求意见渠道
规范公开意见征集情况 推进决策审议过程公众参与 推动政府开放活动常态化 提高政府开放活动实效性
丰富政府开放活动形式 继续举办“政府开放月”活动 提升政府网站管理水平 优化政务新媒体运维管理
坚持政务公开和业务工作同步推进 加强队伍建设 加强业务培训
"""
# rows whose name stands merged with the row above
MERGED = "3,6,14,15,19,25-28,30,32,38,43,44,61-63,65,67-69,72"

# row, first six characters of its content, last six, length
CONTENTS = """
 1 实现以数据对 低于每月一次  35   2 要对未开展过 公文进行审查  51   3 符合条件的转 栏目集中发布  41
 4 显著标识行政 效性或有效期  19   5 分类方式应至 年份和主题等  22   6 持续调整优化 特色主题分类  19
 7 在我局官网公 动公开公文库  44   8 加强对政府信 链和内容混杂  40   9 政策文件栏目 其他文件分列  33
10 政府信息公开 点的落实情况  42  11 政府信息公开 标注修订时间  29  12 政府信息公开 息公开规定》  60
13 主要发布行政 开的各类信息  36  14 栏目内容要系 重点政府信息  34  15 存在与网站其 坚持数据同源  31
16 准确了解申请 请的投诉举报  68  17 对依申请渠道 及时转化公开  35  18 做好依申请公 好依申请答复  37
19 对政府信息公 作的支撑作用  47  20 定期开展政务 录内容和展示  49  21 抓好条线指导 统、准确公开  57
22 对照本市《居 及时准确公开  93  23 将“社会救助 一时间获取。 141  24 围绕城乡低保 序等相关政策  56
25 做好困境儿童 活费发放信息  35  26 公开残疾人两 工作推进情况  34  27 公布老年综合 信息公开工作  45
28 面向特定区域 准性和便捷性  65  29 公开慈善组织 及地址等信息  32  30 公布本市志愿 务活动等信息  24
31 严格按照本市 台的发布工作  63  32 及时公布彩票 际效果等信息  38  33 通过市民政局 织名单等信息  92
34 强化数据治理 开发利用需求  36  35 规章、行政规 均要开展解读  51  36 严格落实政策 策解读力度。  34
37 综合选用文字 讲等解读形式  50  38 解读材料要突 传递政策意图  62  39 年内要至少选 决策草案解读  21
40 针对政策施行 性地予以解答  60  41 对于重要政策 平台转发转载  38  42 以市政府或市 群体确定工作  66
43 我局印发的政 不得少于2次  27  44 强化推送结果 金量和点击率  27  45 整合力量资源 “政策找人”  69
46 政府网站政策 网上咨询功能  37  47 对反映集中的 方式进行回应  23  48 政策发布页面 作日完成答复  49
49 公开内容要包 和答复内容等  27  50 定期梳理更新 性和普遍疑问  25  51 按照“应入尽 动向社会公开  41
52 按照决策事项 果评估等信息 100  53 向社会公开征 众知晓的途径  67  54 决策承办处室 并向社会公开 103
55 年内邀请公众 要向社会公开  42  56 重点围绕社会 政府开放活动  51  57 活动期间要设 作的意见建议  64
58 充分利用民政 播度和影响度  78  59 在8月开展“ 模和品牌效应  46  60 修订《上海市 确、导向正确  64
61 明确专人负责 工作日内答复  48  62 围绕政府工作 内容更新频次  45  63 根据栏目内容 设和管理工作  30
64 加强上海市民 度“娱乐化”  63  65 积极发挥政务 读的推广力度  39  66 加快推动政务 局、同步推进  27
67 修订《上海市 引（试行）》  22  68 组织对上一年 核查落实情况  31  69 落实局主要领 工作汇报要求  23
70 建立政务公开 做好工作交接  64  71 将《条例》和 初任培训课程  22  72 按照“用两年 公开通识培训  46
"""
CONTENT_CHARACTERS = 3365
CONTENT_DISTINCT_HAN = 584
CONTENT_OTHERS = (
    {"，": 100, "、": 85, "；": 7, "。": 2, "“": 17, "”": 17, "《": 9, "》": 9, "（": 5, "）": 5}
    | {"0": 1, "1": 5, "2": 1, "3": 3, "5": 2, "8": 1, "V": 1, "R": 1}
)  # fmt: skip

# row: its name, its content, and its cells of departments and deadline
VERBATIM = {
    1: (
        "依托全市政务公开工作平台做好新增非密公文全量备案工作",
        "实现以数据对接的方式开展备案；以手动方式进行推送的，频次不低于每月一次",
        "办公室 | 大数据中心民政服务团队 | 全年",
    ),
    23: (
        "加快标准化规范化成果开发应用",
        (
            "将“社会救助一件事”“困境儿童关爱保障一件事”“基金会两个免税资格办理”等民政牵头的"
            "“一件事”的办事服务的政策、办理流程等信息加以集成、优化、简化，汇总编制主题服务包，"
            "并制作成二维码，在“一网通办”平台和局门户网站以目录形式公开，方便市民企业“扫码可"
            "看”，便利社会公众第一时间获取。"
        ),
        "相关业务处 | 法规处、办公室 | 11月底前",
    ),
    39: (
        "探索政策预公开阶段解读",
        "年内要至少选择1个政策文件开展决策草案解读",
        "相关处室 | 宣传处、传媒中心、法规处、办公室 | 10月底前",
    ),
    45: (
        "强化线下政策推送",
        (
            "整合力量资源，对市民企业关注度高、专业性强、办事需求量大的政策，开展“政策进社（园）"
            "区”等定向精准推送，讲明讲透政策重点，实现“政策找人”"
        ),
        "养老处、救助处、儿福处、残福处 | 大数据中心民政服务团队 | 全年",
    ),
    54: (
        "规范公开意见征集情况",
        (
            "决策承办处室要在决策文件出台后的10个工作日内，向社会详细公开前期意见的收集、采纳情况"
            "以及较为集中意见不予釆纳的原因；通过座谈会、听证会、实地走访、民意调查等其他公众参与"
            "方式征求意见的情况也要一并向社会公开"
        ),
        "相关处室 | 法规处、办公室 | 全年",
    ),
    72: (
        "加强业务培训",
        (
            "按照“用两年时间对机关工作人员轮训一次”的工作要求，年内继续组织开展民政系统政务公开"
            "通识培训"
        ),
        "办公室 | 各处室 | 10月底前",
    ),
}


@pytest.fixture(scope="module")
def plan() -> WorkPlan:
    return load_plan(TABLE)


def columns(table: str, width: int) -> Iterator[list[str]]:
    words = table.split()
    return (words[start : start + width] for start in range(0, len(words), width))


def rows(spans: str) -> list[int]:
    """The row numbers that ``"1,3-5"`` stands for."""
    ends = [span.split("-") for span in spans.split(",")]
    return [row for end in ends for row in range(int(end[0]), int(end[-1]) + 1)]


def rows_by(plan: WorkPlan, cell: Callable[[Task], str]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for task in plan.tasks:
        found[cell(task) or NONE].append(task.number)
    return dict(found)


def lead(task: Task) -> str:
    return "、".join(task.lead_departments)


def support(task: Task) -> str:
    return "、".join(task.supporting_departments)


def deadline(task: Task) -> str:
    return task.deadline.wording if task.deadline else ""


def topic_name(task: Task) -> str:
    return task.topic


def test_heading(plan: WorkPlan) -> None:
    assert plan.title == "2022年上海市民政局政务公开工作要点任务分解表"
    assert (plan.year, plan.office) == (2022, "上海市民政局")
    assert [task.number for task in plan.tasks] == list(range(1, 73))


@pytest.mark.parametrize(
    ("cell", "table"), [(lead, LEADS), (support, SUPPORTS), (deadline, DEADLINES)]
)
def test_every_cell(plan: WorkPlan, cell: Callable[[Task], str], table: str) -> None:
    assert rows_by(plan, cell) == {words: rows(spans) for words, spans in columns(table, 2)}


def test_topics(plan: WorkPlan) -> None:
    expected = list(columns(TOPICS, 3))
    assert [[topic.name, topic.slug] for topic in plan.topics] == [line[:2] for line in expected]
    assert rows_by(plan, topic_name) == {name: rows(spans) for name, _, spans in expected}
    for summary in (topic.summary for topic in plan.topics):
        assert summary.find("。") == len(summary) - 1, f"not one sentence: {summary}"


def test_departments(plan: WorkPlan) -> None:
    leads = Counter(name for task in plan.tasks for name in task.lead_departments)
    supports = Counter(name for task in plan.tasks for name in task.supporting_departments)
    expected = [(name, int(led), int(helped)) for name, led, helped in columns(DEPARTMENTS, 3)]
    registered = [department.name for department in plan.departments]
    assert [(name, leads[name], supports[name]) for name in registered] == expected
    assert len(registered) == len(set(registered)) == 24
    assert {unit.name for unit in plan.departments if unit.collective} == COLLECTIVE


def test_names_of_merged_cells_are_filled_down(plan: WorkPlan) -> None:
    names = [task.name for task in plan.tasks]
    assert list(dict.fromkeys(names)) == NAMES.split()
    assert len(set(names)) == 50
    same = [row for row in range(2, 73) if names[row - 1] == names[row - 2]]
    assert same == rows(MERGED)


def test_every_content_is_whole(plan: WorkPlan) -> None:
    expected = {int(row): (*ends, int(length)) for row, *ends, length in columns(CONTENTS, 4)}
    found = {
        task.number: (task.content[:6], task.content[-6:], len(task.content)) for task in plan.tasks
    }
    assert found == expected


def test_characters_of_all_contents(plan: WorkPlan) -> None:
    characters = Counter(character for task in plan.tasks for character in task.content)
    han = {character for character in characters if "\u4e00" <= character <= "\u9fff"}
    assert characters.total() == CONTENT_CHARACTERS
    assert len(han) == CONTENT_DISTINCT_HAN
    assert {mark: characters[mark] for mark in characters.keys() - han} == CONTENT_OTHERS


@pytest.mark.parametrize("number", VERBATIM)
def test_row_is_verbatim(plan: WorkPlan, number: int) -> None:
    task = plan.tasks[number - 1]
    others = " | ".join((lead(task), support(task), deadline(task)))
    assert (task.name, task.content, others) == VERBATIM[number]


def test_variant_characters_are_kept(plan: WorkPlan) -> None:
    rare = {
        (task.number, character)
        for task in plan.tasks
        for character in task.name + task.content
        if not character.encode("gb2312", errors="ignore")
    }
    assert rare == {(17, "査"), (54, "釆")}
    assert "审查机制" in plan.tasks[16].name
    assert "开展审査，" in plan.tasks[16].content
    assert "采纳情况以及较为集中意见不予釆纳的原因" in plan.tasks[53].content


def test_every_content_is_verbatim_to_the_last_character(plan: WorkPlan) -> None:
    """The digest is of the source document's cells, one a line; a slip inside a row shows here."""
    contents = "\n".join(task.content for task in plan.tasks)
    digest = "e34abbcca0a016cdadbeb14331a66025bb031f7db325f5d72c64fc40a76f0a60"
    assert sha256(contents.encode()).hexdigest() == digest


def test_only_two_contents_end_in_a_full_stop(plan: WorkPlan) -> None:
    assert [task.number for task in plan.tasks if "。" in task.content] == [23, 36]
    assert all(plan.tasks[row - 1].content.endswith("。") for row in (23, 36))


def test_row_without_a_deadline_quotes_its_cell(plan: WorkPlan) -> None:
    assert [task.number for task in plan.tasks if task.note] == [42]
    task = plan.tasks[41]
    assert (task.deadline, task.supporting_departments) == (None, ("办公室",))
    assert task.note is not None
    assert "“传媒中心”" in task.note
    assert "原表未列明时间节点" in task.note


def test_contradictions_of_the_document_are_kept(plan: WorkPlan) -> None:
    leading_and_supporting = [
        (task.number, unit)
        for task in plan.tasks
        for unit in task.lead_departments
        if unit in task.supporting_departments
    ]
    assert leading_and_supporting == [(64, "宣传处")]
    assert "于年底前全面完成" in plan.tasks[21].content
    assert deadline(plan.tasks[21]) == "全年"
    assert "相关业务处室" in plan.tasks[60].supporting_departments
    assert all("相关业务处" in plan.tasks[row - 1].lead_departments for row in (23, 33))
