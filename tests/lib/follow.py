# SPDX-License-Identifier: MIT
"""Every number of a page of quality opens what it counts.

    follow.py BASE TOKEN PATH...

Each link in <main> that is a number and leads to a list is followed: a count must be
the rows of the list's file and of its heading, a mean the mean of that file, happiness
that of its ratings. What differs is printed, one line each; how many links were
followed goes to standard error. Of the days of a chart each fifth is.
"""
import csv
import html.parser
import io
import re
import sys
import urllib.parse
import urllib.request


class Links(html.parser.HTMLParser):
    """(address, text) of the links in <main>, and the text of the heading."""

    def __init__(self):
        super().__init__()
        self.main = self.heading = self.drawn = False
        self.at = None
        self.links, self.title, self.rows = [], "", 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.main = self.main or tag == "main"
        self.heading = self.heading or tag == "h1"
        # what a chart says when it is pointed at
        self.drawn = self.drawn or tag == "title"
        self.rows += "data-row" in attrs
        if tag == "a" and self.main:
            self.at = [attrs.get("href", ""), ""]

    def handle_endtag(self, tag):
        if tag == "a" and self.at:
            self.links.append(tuple(self.at))
            self.at = None
        elif tag == "h1":
            self.heading = False
        elif tag == "title":
            self.drawn = False

    def handle_data(self, data):
        if self.at and not self.drawn:
            self.at[1] += data
        if self.heading:
            self.title += data


def first_number(text):
    found = re.search(r"\d[\d,]*", text)
    return int(found.group().replace(",", "")) if found else 0


class Site:
    def __init__(self, base, token):
        self.base, self.token, self.kept = base, token, {}

    def get(self, path):
        if path not in self.kept:
            ask = urllib.request.Request(self.base + path, headers={
                "Authorization": "Bearer " + self.token})
            with urllib.request.urlopen(ask, timeout=40) as answer:
                self.kept[path] = answer.read().decode("utf-8-sig")
        return self.kept[path]

    def page(self, path):
        seen = Links()
        seen.feed(self.get(path))
        return seen

    def file(self, path):
        return list(csv.DictReader(io.StringIO(self.get(path.replace(
            "/quality/replies", "/quality/qa_messages.csv", 1)), newline="")))


def told(site, path, text, query):
    """What the list behind a number says, in the form of the number."""
    count = re.fullmatch(r"(\d[\d,]*)(?!\.)(\s.*)?", text, re.S)
    if not path.startswith("/quality/replies"):
        page = site.page(path)
        return count and (first_number(text),
                          first_number(page.title), page.rows)
    rows = site.file(path)
    if query.get("state") == ["rated"] and re.fullmatch(r"\u2212?\d+", text):
        rates = [row["rating"] for row in rows]
        net = rates.count("great") - rates.count("not_good")
        return (int(text.replace("\u2212", "-")),
                round(100 * net / len(rates)))
    if count and not (count.group(2) is None and first_number(text) <= 10
                      and len(rows) != first_number(text)):
        return (first_number(text), first_number(site.page(path).title),
                len(rows))
    mean = re.match(r"\d+(\.\d+)?", text)
    if not mean:
        return None
    column = query.get("dimension", ["total"])[0]
    marks = [float(row[column]) for row in rows if row[column]]
    near = abs(sum(marks) / len(marks) - float(mean.group())) < 0.056
    return (mean.group(), mean.group() if near else sum(marks) / len(marks))


def main(base, token, *paths):
    site, followed, days = Site(base, token), 0, 0
    for path in paths:
        for href, text in sorted(set(site.page(path).links)):
            place = urllib.parse.urlsplit(href)
            if not re.fullmatch(r"/quality/(replies|cycles/\d+)", place.path):
                continue
            query = urllib.parse.parse_qs(place.query)
            if query.get("start") and query["start"] == query.get("end"):
                days += 1
                if days % 5:
                    continue
            answer = told(site, href, text.strip(), query)
            followed += answer is not None
            if answer and len(set(answer)) != 1:
                print(f"{path}: {text.strip()!r} opens {href}: {answer}")
    print(followed, file=sys.stderr)


main(*sys.argv[1:])
