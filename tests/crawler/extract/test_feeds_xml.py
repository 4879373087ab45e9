"""Feeds are lists of the newest, sitemaps are addresses, robots.txt names sitemaps; XML is read without its entities."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import read_html, read_payload
from crawler.extract.feeds.robots import sitemaps_of_robots
from crawler.page import Entry, Link

ENTRIES = (
    Entry("http://www.example.gov.cn/a/1.html", "关于“三公”经费的公示", date(2017, 6, 19)),
    Entry("/a/2.html", "会议通知", date(2017, 6, 18)),
)
RSS = """<?xml version="1.0" encoding="utf-8"?><!-- made - by a program --><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>通知公告</title><link>http://www.example.gov.cn/</link><lastBuildDate>Mon, 26 Jun 2017 00:00:00 GMT</lastBuildDate>
<image><title>标志</title></image>
<item><title><![CDATA[关于&ldquo;三公&rdquo;经费的公示]]></title><link>http://www.example.gov.cn/a/1.html</link>
<pubDate>Sun, 18 Jun 2017 18:30:00 GMT</pubDate></item>
<item><title>会议通知</title><guid>no address</guid><link>/a/2.html</link><dc:date>2017-06-18T09:00:00+08:00</dc:date></item>
<item><title>没有地址</title></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://www.example.gov.cn/"><title>通知公告</title></channel>
<item rdf:about="x"><title>关于&ldquo;三公&rdquo;经费的公示</title><link>http://www.example.gov.cn/a/1.html</link><dc:date>2017-06-19</dc:date></item>
<item><title>会议通知</title><link>/a/2.html</link><dc:date>2017-06-18</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>通知公告</title><link rel="self" href="/atom.xml"/>
<entry><title type="xhtml"><div>关于“三公”<b>经费</b>的公示</div></title><link rel="edit" href="/e/1"/><link href="http://www.example.gov.cn/a/1.html"/>
<published>2017-06-18T18:30:00Z</published><updated>2019-01-01T00:00:00Z</updated></entry>
<entry><title>会议通知</title><link rel="alternate" href="/a/2.html"/><published>2017-06-18</published></entry></feed>"""


def read(text: str, charset: str = "utf-8", content_type: str = "text/xml"):
    return read_payload(text.encode(charset), content_type, "rss.xml")


@pytest.mark.parametrize("text", [RSS, RDF, ATOM], ids=["RSS 2.0", "RSS 1.0", "Atom"])
@pytest.mark.parametrize("content_type", ["text/xml", "text/html", ""])
def test_a_feed_is_a_list_of_the_newest(text, content_type):
    page = read(text, content_type=content_type).page
    assert (page.kind, page.media, page.column_name, page.entries) == ("list", "rss", "通知公告", ENTRIES)
    assert (page.readable, page.is_whole, page.reason, page.next_href) == (True, False, "订阅源只列最新的条目", None)


def test_a_day_of_change_is_no_day_of_publication():
    assert read(ATOM.replace("<published>2017-06-18</published>", "<updated>2017-06-18T00:00:00Z</updated>")).page.entries[1].date is None


def test_a_feed_is_decoded_by_its_bytes_and_not_by_what_it_declares():
    assert read(RSS, "gb18030").page.entries == ENTRIES


def test_a_feed_that_is_cut_says_so():
    page = read(RSS[: RSS.index("T09:00")]).page
    assert (page.entries, page.reason) == (ENTRIES[:1], "XML 已损坏或不完整，只读了前面部分")


def test_entities_are_not_resolved():
    bomb = '<!DOCTYPE rss [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    text = f"{bomb}<rss><channel><item><title>通知&b;&c;</title><link>/1.html</link></item></channel></rss>"
    page = read(text).page
    assert [e.title for e in page.entries] in (["通知"], ["通知&b;&c;"])


URLSET = """<?xml version='1.0' encoding='UTF-8'?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>http://www.example.gov.cn/zwgk/</loc><lastmod>2017-06-19</lastmod>
<image:image><image:loc>http://www.example.gov.cn/1.jpg</image:loc></image:image></url>
<url><loc> http://www.example.gov.cn/list?a=1&amp;b=2 </loc></url><url><loc>http://www.example.gov.cn/zwgk/</loc></url></urlset>"""


def test_a_sitemap_leads_to_its_addresses_and_dates_nothing():
    reading = read(URLSET)
    assert (reading.page.kind, reading.page.media, reading.page.title, reading.page.entries) == ("other", "sitemap", "站点地图", ())
    assert [link.href for link in reading.links] == ["http://www.example.gov.cn/zwgk/", "http://www.example.gov.cn/list?a=1&b=2"]


def test_an_index_of_sitemaps_leads_to_them():
    reading = read("<sitemapindex><sitemap><loc>http://www.example.gov.cn/s1.xml.gz</loc></sitemap></sitemapindex>")
    assert (reading.page.title, reading.links) == ("站点地图索引", (Link("http://www.example.gov.cn/s1.xml.gz", ""),))


def test_a_packed_sitemap_is_read_and_another_packed_file_stays_one():
    assert len(read_payload(gzip.compress(URLSET.encode()), "application/x-gzip", "sitemap.xml.gz").links) == 2
    assert read_payload(gzip.compress(b"<html><p>x</p></html>" * 9), "application/x-gzip", "a.gz").page.kind == "attachment"


def test_a_sitemap_that_would_fill_the_memory_is_refused():
    page = read_payload(gzip.compress(URLSET.encode() + b" " * 13_000_000), "", "sitemap.xml.gz").page
    assert (page.kind, page.readable, page.reason) == ("other", False, "XML 超过 12 MB，未读取")


def test_robots_names_sitemaps_wherever_they_stand():
    text = "\ufeffSITEMAP: https://www.example.gov.cn/a.xml\r\nUser-agent: *\r\nDisallow: /x\r\n"
    text += " sitemap:http://www.example.gov.cn/b.xml # b\r\nSitemap: /relative.xml\r\n"
    assert sitemaps_of_robots(text) == ("https://www.example.gov.cn/a.xml", "http://www.example.gov.cn/b.xml")
    assert sitemaps_of_robots("") == ()


def test_a_page_leads_to_the_feeds_its_head_names(frame):
    metas = "<link rel='alternate' type='application/rss+xml' title='公告' href='/rss/gg.xml?a=1&amp;b=2'>"
    metas += "<link rel=alternate type=text/html href=/en/><link rel=stylesheet href=/a.css>"
    lists = "<ul class=news_list>" + "".join(f"<li><a href={n}.html>关于第{n}次会议的通知</a><span>2017-06-1{n}</span></li>" for n in range(5)) + "</ul>"
    reading = read_html(frame(lists, metas=metas))
    assert reading.page.kind == "list" and reading.links[-1] == Link("/rss/gg.xml?a=1&b=2", "RSS")
    assert all(link.text != "RSS" for link in read_html(frame(lists)).links)


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><html><feed>x</feed></html>", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>x</body></html>"]
)
def test_a_page_in_xml_stays_a_page(text):
    assert read_payload(text.encode(), "application/xhtml+xml", "").page.media == "html"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([RSS, RDF, ATOM, URLSET]),
    st.integers(0, 1200),
    st.integers(0, 60),
    st.sampled_from(["", "<", "&x;", "\0", "]]>", "<item>" * 400, "<!DOCTYPE"]),
)
def test_no_damage_to_xml_raises(text, at, lost, added):
    payload = (text[:at] + added + text[at + lost :]).encode()
    reading = read_payload(payload, "text/xml", "rss.xml")
    assert reading == read_payload(payload, "text/xml", "rss.xml")
    assert "无法解析" not in reading.page.reason
