"""Lists whose page brings a first group of records, and whose script names the address of that group alone."""

from __future__ import annotations

PROXY = "/jpage/dataproxy.jsp?columnid=7&startrecord={}&endrecord={}&perpage=5"


def store(first, last, total):
    items = "".join(
        f"<record><![CDATA[<li><a href='/content/post_{n}.html'>关于第{n}号事项的通知</a><span>2017-06-19</span></li>]]></record>" for n in range(first, last)
    )
    return f"<datastore><totalrecord>{total}</totalrecord><recordset>{items}</recordset></datastore>"


def test_further_groups_are_asked_for_until_the_last_record(crawls, website):
    call = f"<script>new jpage({{totalrecord: '23', dataproxy: '{PROXY.format(1, 10)}'}});</script>"
    website.put("/tzgg/", f"<html><body><div><script type='text/xml'>{store(1, 11, 23)}</script></div>{call}</body></html>")
    for first, last in ((11, 21), (21, 24)):
        website.put(PROXY.format(first, first + 9), store(first, last, 23), headers={"Content-Type": "text/xml"})
    for n in range(1, 24):
        website.put_article(f"/content/post_{n}.html", f"关于第{n}号事项的通知", "2017-06-19")
    assert crawls.run().unhealthy == ()
    look = crawls.last_look()
    assert (look.complete, look.reached, look.entries, look.pages) == (True, "end", 23, 3)
