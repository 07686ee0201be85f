"""Pushes that no careful editor makes, and what the server says to each."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.publishing.office import EDITOR, Office
from tests.support import BASE, past_table

TABLE = "data/tasks.yaml"
PAGE = "docs/guanyu.md"
PICTURE = b"\x89PNG\r\n\x1a\n"
PUBLISHED = "已发布："

Make = Callable[[Office], object]


@dataclass(frozen=True)
class Strange:
    """What is committed, a part of what the server says, and how it is pushed."""

    make: Make
    says: str
    arguments: tuple[str, ...] = ("main",)
    user: str = EDITOR

    @property
    def is_published(self) -> bool:
        return self.says == PUBLISHED


def wrote(files: Mapping[str, str | bytes]) -> Make:
    def make(office: Office) -> None:
        for path, content in files.items():
            office.write(path, content)
        office.commit()

    return make


def page(text: str) -> Make:
    return wrote({PAGE: text})


def table(old: str, new: str) -> Make:
    def make(office: Office) -> None:
        office.replace(TABLE, old, new)
        office.commit()

    return make


def removed(path: str) -> Make:
    def make(office: Office) -> None:
        office.git("rm", "-r", "--quiet", path)
        office.commit()

    return make


def stored(office: Office, content: bytes, kind: str = "blob") -> str:
    """An object of the repository, well formed or not; returns its hash."""
    return piped(office, content, "hash-object", "-w", "--stdin", "--literally", "-t", kind)


def piped(office: Office, content: bytes, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=office.checkout, input=content, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def staged(*paths: str | bytes, mode: str = "100644", content: bytes = PICTURE) -> Make:
    """Commit files by names that no file system need hold."""

    def make(office: Office) -> None:
        blob = "1" * 40 if mode == "160000" else stored(office, content)
        names = [path if isinstance(path, bytes) else path.encode() for path in paths]
        lines = b"".join(f"{mode} {blob}\t".encode() + name + b"\0" for name in names)
        for name in names:  # a folder takes the place of a file of its name
            for folder in (b"/".join(name.split(b"/")[:depth]) for depth in (2, 3)):
                if folder != name:
                    office.git("rm", "--cached", "--quiet", "--ignore-unmatch", os.fsdecode(folder))
        piped(office, lines, "update-index", "-z", "--add", "--index-info")
        office.git("commit", "--quiet", "--message", "奇怪")

    return make


def folders(depth: int) -> Make:
    """Commit a picture below many folders."""

    def make(office: Office) -> None:
        tree = piped(office, f"100644 blob {stored(office, PICTURE)}\ta.png\n".encode(), "mktree")
        for _ in range(depth):
            tree = stored(office, b"40000 d\0" + bytes.fromhex(tree), "tree")
        office.git("read-tree", "--prefix=docs/d/", tree)
        office.git("commit", "--quiet", "--message", "很深")

    return make


def dated(date: str) -> Make:
    """Commit a change of the table at a time as git writes it."""

    def make(office: Office) -> None:
        office.replace(TABLE, "公布测试结果", "公开测试结果")
        office.git("add", "--all")
        who = f"a <a@example.test> {date}"
        lines = [f"tree {office.git('write-tree')}", f"parent {office.head()}", f"author {who}"]
        text = "\n".join([*lines, f"committer {who}", "", "x", ""])
        office.git("update-ref", "refs/heads/main", stored(office, text.encode(), "commit"))

    return make


def nothing(office: Office) -> None:
    """Push what is there."""


def empty_commits(office: Office) -> None:
    for number in range(100):
        office.commit(str(number))


def long_message(office: Office) -> None:
    piped(office, b"x" * 5_000_000, "commit", "--quiet", "--allow-empty", "--file", "-")


def tagged(office: Office) -> None:
    office.commit()
    office.git("tag", "--annotate", "v1", "--message", "x")


def strangers_history(office: Office) -> None:
    """Begin anew, with the same files."""
    office.git("checkout", "--quiet", "--orphan", "new")
    office.commit()
    office.git("branch", "--force", "main", "new")


def large_files(office: Office) -> None:
    office.git("config", "core.compression", "0")  # what the editor's git needs is not the server's
    for number in range(21):
        office.write(f"docs/{number}.png", os.urandom(9_900_000))
    office.commit()


def many_tasks(count: int) -> str:
    row = (
        "  - {{序号: {0}, 主题: 乙主题, 任务名称: 第{0}件, 任务内容: 公布第{0}次, "
        "责任处室: [甲处室]}}\n"
    )
    return BASE + "".join(row.format(number) for number in range(4, count + 1))


BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20))
TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The empty tree; git knows it without its object."""

DOTTED = "里有点号，会和网站的页面或者文件相混"
OUTPUTS = (
    *("robots.txt", "sitemap.xml", "sitemap.xml.gz", "index.html", "404.html"),
    *("index.md", "guanyu.md"),
)
NAMES: dict[str, Strange] = {
    "symlink": Strange(staged("docs/x.md", mode="120000", content=b"../../elsewhere"), "符号链接"),
    "symlink for a folder": Strange(
        staged("data/archive", mode="120000", content=b"../../elsewhere"),
        "data/archive:1:1: 仓库里不能放",
    ),
    "submodule": Strange(staged("docs/sub", mode="160000"), "docs/sub:1:1: 仓库里不能放"),
    "names that differ by case": Strange(staged("docs/Tu.png", "docs/tu.png"), "只差大小写"),
    "names in two normal forms": Strange(
        staged("docs/\u00e9.png", "docs/e\u0301.png"), "只差大小写"
    ),
    **{
        f"folder {name}": Strange(staged(f"docs/{name}/a.png"), f"docs/{name}/a.png:1:1: 文件夹的")
        for name in OUTPUTS
    },
    "folder for the table": Strange(staged("data/tasks.yaml/x"), DOTTED),
    "folder of the theme": Strange(staged("docs/assets/a.png"), PUBLISHED),
    "folder of the search": Strange(staged("docs/search/a.png"), PUBLISHED),
    "folder of a year": Strange(staged("docs/2030/a.png"), PUBLISHED),
    "folder of the downloads": Strange(staged("docs/data/2030/a.png"), PUBLISHED),
    "name of 300 characters": Strange(staged(f"docs/{'a' * 300}.png"), "超过 200 个字节"),
    "2,500 folders": Strange(folders(2500), "超过 20 层"),
    "25 folders": Strange(folders(25), "超过 20 层"),
    "name that turns the text around": Strange(staged("docs/a\u202eb.png"), "docs/a\\u202eb.png:"),
    "name that is not UTF-8": Strange(staged(b"docs/\xe9\xff.png"), "文件名里有不能用的字符"),
    "name of a device": Strange(staged("docs/con.png"), "文件名里有不能用的字符"),
    "name with a colon": Strange(staged("docs/a:b.png"), "文件名里有不能用的字符"),
    "hidden page": Strange(wrote({"docs/.x.md": "# x\n"}), PUBLISHED),
    "picture that is a page": Strange(wrote({"docs/a.png": "<script>1</script>"}), PUBLISHED),
    "file of no kind": Strange(wrote({"data/x.bin": os.urandom(1000)}), PUBLISHED),
    "SVG": Strange(wrote({"docs/a.svg": "<svg/>"}), "不能放 SVG 图片"),
    "settings of the program": Strange(wrote({"mkdocs.yml": "x"}), "不归编辑改"),
    "settings of a host": Strange(wrote({".github/a.yml": "x"}), "不归编辑改"),
}
SIZES: dict[str, Strange] = {
    "208 MB": Strange(large_files, "超过 200 MB"),
    "50,000 files": Strange(staged(*(f"docs/t/{n}.png" for n in range(50_000))), "5000 个文件"),
    "picture of 10.1 MB": Strange(wrote({"docs/a.png": b"\0" * 10_100_000}), "超过 10 MB"),
    "nine of the slowest pages": Strange(
        wrote({f"docs/{n}.md": "# x\n\n" + "![ \t " * 390 for n in range(9)}), PUBLISHED
    ),
    "100 commits": Strange(empty_commits, PUBLISHED),
    "message of 5 MB": Strange(long_message, PUBLISHED),
    "100 years": Strange(
        wrote({f"data/archive/{year}.yaml": past_table(year) for year in range(1930, 2030)}),
        PUBLISHED,
    ),
    "3,000 tasks": Strange(wrote({TABLE: many_tasks(3000)}), PUBLISHED),
    "comment of 9 MB": Strange(wrote({TABLE: f"{BASE}# {'字' * 3_000_000}\n"}), PUBLISHED),
    "text of 9 MB": Strange(table("公布测试结果", "公" * 3_000_000), "“任务内容”太长了"),
}
TABLES: dict[str, Strange] = {
    "no table": Strange(removed(TABLE), f"{TABLE}:1:1: 找不到这个文件"),
    "no data": Strange(removed("data"), f"{TABLE}:1:1: 找不到这个文件"),
    "control character": Strange(table("公布", "公\x07布"), "U+0007"),
    "zero byte": Strange(wrote({TABLE: b"a\0b"}), "U+0000"),
    "UTF-16": Strange(wrote({TABLE: BASE.encode("utf-16")}), "看起来像 UTF-16 编码"),
    "GBK": Strange(wrote({TABLE: BASE.encode("gbk")}), "看起来像 GBK 编码"),
    "bomb of references": Strange(wrote({TABLE: BOMB}), "会被当成引用别处的内容"),
    "100,000 brackets": Strange(wrote({TABLE: "[" * 100_000}), "一层套一层，太深了"),
    "settings of 100,000 brackets": Strange(
        wrote({"data/site.yaml": "[" * 100_000}), "data/site.yaml:1:14: 这里一层套一层"
    ),
    "broken schema": Strange(wrote({"data/tasks.schema.json": "{"}), PUBLISHED),
    "one year twice": Strange(
        wrote({"data/archive/2030.yml": BASE.replace("第一次", "第一回")}),
        "2030年的任务表不止一份",
    ),
    "change of year that stopped": Strange(wrote({"data/archive/2030.yaml": BASE}), PUBLISHED),
    "date of the year 10,000": Strange(dated("253402300900 +0000"), PUBLISHED),
    "time zone that is none": Strange(dated("1600000000 +9999"), PUBLISHED),
    "date before the time zone": Strange(dated("0 -1200"), PUBLISHED),
}
PAGES: dict[str, Strange] = {
    "no docs": Strange(removed("docs"), "mkdocs.yml:9:5: 这里写了“guanyu.md”"),
    "page without a heading": Strange(wrote({"docs/new.md": "只有一段文字。\n"}), PUBLISHED),
    "empty": Strange(page(""), f"{PAGE}:1:1: "),
    "blank": Strange(page(" \n\n"), f"{PAGE}:1:1: "),
    "only settings": Strange(page("---\ntitle: x\n---\n"), f"{PAGE}:1:1: "),
    "new page": Strange(wrote({"docs/new.md": "# 新\n"}), PUBLISHED),
    "new page in a folder": Strange(wrote({"docs/zhinan/a.md": "# 新\n"}), PUBLISHED),
    "two pages of one address": Strange(
        wrote({"docs/guanyu/index.md": "# 新\n"}),
        f"{PAGE}:1:1: 这个文件与“guanyu/index.md”网址相同",
    ),
    "8,000 brackets": Strange(page("# x\n\n" + "[" * 8000), f"{PAGE}:3:"),
    "200,000 brackets": Strange(page("# x\n\n" + "[" * 200_000), f"{PAGE}:1:1: 这一页太长"),
    "1,200 lists in another": Strange(
        page("# x\n\n" + "".join(f"{'    ' * n}- a\n" for n in range(1200))), f"{PAGE}:"
    ),
    "500 quotes in another": Strange(page("# x\n\n" + ">" * 500 + " a\n"), f"{PAGE}:3:"),
    "line of 400,000 characters": Strange(page("# x\n\n" + "字" * 400_000), f"{PAGE}:"),
    "100,000 lines": Strange(page("# x\n\n" + "字\n" * 100_000), f"{PAGE}:"),
    "HTML": Strange(page("# x\n\n<b>a</b>\n"), f"{PAGE}:3:1: 手写页面里不能直接写 HTML"),
    "program in a link": Strange(page("# x\n\n[a](javascript:a)\n"), f"{PAGE}:3:5: "),
    "link to a file": Strange(page("# x\n\n[a](file:elsewhere)\n"), f"{PAGE}:3:5: "),
    "link from the root": Strange(page("# x\n\n[a](/guanyu/)\n"), f"{PAGE}:3:5: "),
    "link to nothing": Strange(page("# x\n\n[a](xx.md)\n"), f"{PAGE}:3:5: "),
    "anchor of nothing": Strange(page("# x\n\n[a](#nix)\n"), f"{PAGE}:3:5: "),
    "attributes of the theme": Strange(
        page("# x\n\n## y { #__config data-md-component=search }\n"), f"{PAGE}:3:"
    ),
    "another search index": Strange(
        page("# x\n\n*a*{ data-wp-search-index=https://x.test/a.json }\n"), f"{PAGE}:3:"
    ),
    "heading with an id of the theme": Strange(page("# x\n\n## __config\n"), f"{PAGE}:3:"),
    "UTF-16": Strange(wrote({PAGE: "# 关于\n".encode("utf-16")}), "不是 UTF-8 编码"),
    "byte order mark": Strange(wrote({PAGE: "\ufeff# 关于\n".encode()}), PUBLISHED),
    "settings of 50,000 brackets": Strange(
        page("---\ntitle: " + "[" * 50_000 + "\n---\n# x\n"), f"{PAGE}:"
    ),
    "settings that refer to others": Strange(
        page("---\ntitle: &a [x]\nhide: [*a]\n---\n# x\n"), f"{PAGE}:2:1: 页面开头的“title”"
    ),
}
ONLY_MAIN = "只能推送“main”分支"
REFERENCES: dict[str, Strange] = {
    "file as the branch": Strange(
        lambda office: office.git("tag", "x", stored(office, b"x")),
        "推送到“main”的不是一个提交。请运行 git push origin HEAD:main。",
        ("--force", "x:refs/heads/main"),
    ),
    "folder as the branch": Strange(nothing, "不是一个提交", ("+HEAD^{tree}:refs/heads/main",)),
    "tag as the branch": Strange(tagged, "不是一个提交", ("+refs/tags/v1:refs/heads/main",)),
    "another branch": Strange(nothing, ONLY_MAIN, ("main:refs/heads/x",)),
    "branch and main": Strange(page("# 关于\n"), ONLY_MAIN, ("main", "main:refs/heads/x")),
    "tag": Strange(tagged, ONLY_MAIN, ("v1",)),
    "everything": Strange(tagged, ONLY_MAIN, ("--mirror",)),
    "replacement": Strange(nothing, ONLY_MAIN, (f"main:refs/replace/{TREE}",)),
    "notes": Strange(nothing, ONLY_MAIN, ("main:refs/notes/commits",)),
    "deletion": Strange(nothing, "是网站发布用的分支，不能删除", ("--delete", "main")),
    "options of no meaning": Strange(page("# 关于\n"), PUBLISHED, ("-o", "a", "-o", "b=", "main")),
    "history of somebody else": Strange(strangers_history, "不归编辑改", ("--force", "main")),
}
KINDS = {
    "names": NAMES,
    "sizes": SIZES,
    "tables": TABLES,
    "pages": PAGES,
    "references": REFERENCES,
}
