"""Test which feedback addresses are accepted and what a feedback link contains."""

from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from generator.plan.feedback import feedback_link, is_mailbox, is_web_page, page_feedback_link

TEMPLATE = "https://www.example.test/ly?no={序号}&title={任务名称}&from={网址}#form"


WEB_PAGES = [
    "https://www.example.test",
    "http://www.example.test/liuyan?from=plan&a[]=1#form",
    "HTTPS://www.example.test:8443/{序号}/{任务名称}",
    "https://例子.测试/留言",
    TEMPLATE,
]
MAILBOXES = ["liuyan@example.test", "a.b+c_d@xx-yy.example.test"]
REFUSED = [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://www.example.test/",
    "//www.example.test/",
    "www.example.test",
    "https://",
    "https:///path",
    "https://{网址}/",
    "https://www.{序号}.test/",
    "https://www.example.test/{标题}",
    "https://www.example.test/{序号",
    "https://www.example.test/序号}",
    "https://www.example.test/a b",
    'https://www.example.test/"onclick=alert(1)',
    "https://www.example.test/<b>",
    "https://[::1/",
    " https://www.example.test/",
    "https://www.example.test/\n",
    "javascript:alert(1)//@example.test",
    "a@example.test?bcc=b@example.test",
    "mailto:a@example.test",
    "a@example.test, b@example.test",
    "a@example",
    "000-00000000",
]


def test_web_pages_and_mailboxes_are_known_and_anything_else_is_refused() -> None:
    every = [*WEB_PAGES, *MAILBOXES, *REFUSED]
    assert [address for address in every if is_web_page(address)] == WEB_PAGES
    assert [address for address in every if is_mailbox(address)] == MAILBOXES


@given(name=st.text(), url=st.text())
def test_form_gets_the_task_with_any_text(name: str, url: str) -> None:
    values = {"序号": "39", "任务名称": name, "网址": url}
    parts = urlsplit(feedback_link(TEMPLATE, values, "x", "y"))

    assert (parts.scheme, parts.netloc, parts.path) == ("https", "www.example.test", "/ly")
    assert parts.fragment == "form"
    assert parse_qsl(parts.query, keep_blank_values=True, errors="strict") == [
        ("no", "39"),
        ("title", name),
        ("from", url),
    ]


@given(subject=st.text(), body=st.text())
def test_mail_has_a_subject_and_a_body_whatever_their_text(subject: str, body: str) -> None:
    scheme, _, rest = feedback_link("a@example.test", {}, subject, body).partition(":")
    mailbox, _, query = rest.partition("?")
    told = dict(part.split("=") for part in query.split("&") if part)

    assert (scheme, mailbox) == ("mailto", "a@example.test")
    assert {key: unquote(value, errors="strict") for key, value in told.items()} == {
        key: text for key, text in (("subject", subject), ("body", body)) if text
    }


def test_plain_page_is_linked_as_it_is() -> None:
    address = "https://www.example.test/liuyan"
    assert feedback_link(address, {}, "x", "y") == address


def test_page_states_its_title_and_address() -> None:
    url = "https://www.example.test/plan/"
    link = page_feedback_link(TEMPLATE, "甲 & 乙", url)
    assert parse_qsl(urlsplit(link).query) == [("title", "甲 & 乙"), ("from", url)]
    assert page_feedback_link("a@example.test", "", None) == "mailto:a@example.test"
