"""Stages the pages of the site: every page of the repository in its folder, with the files that it shows.

Usage: pages.py REPOSITORY TARGET JAVADOC

The pages are used as they are, apart from links: those to folders lead to the README in it, and those to other files lead to a copy of the file as text.
"""

import json
import os
import re
import shutil
import subprocess
import sys

LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(\))")
ADDRESS = re.compile(r"[a-z]+:")
PAGES = re.compile(r"^([A-Z_]+\.md|docs/.*|examples/[^/]+/README\.md|scripts/reference/README\.md|matting-starter/.*\.md)$")
SHOWN = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp")


def main(top, target, api):
    shutil.rmtree(target, ignore_errors=True)
    listed = subprocess.run(
        ["git", "-C", top, "ls-files", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True, text=True).stdout.splitlines()
    for name in sorted(filter(PAGES.match, listed)):
        source, staged = os.path.join(top, name), os.path.join(target, name)
        if not os.path.exists(source):
            continue
        os.makedirs(os.path.dirname(staged), exist_ok=True)
        if name.endswith(".md"):
            with open(source, encoding="utf-8") as page:
                text = page.read()
            with open(staged, "w", encoding="utf-8") as page:
                page.write(linked(text, os.path.dirname(name), top, target))
        else:
            shutil.copyfile(source, staged)
    shutil.copyfile(os.path.join(top, "scripts/site/site.css"), os.path.join(target, "site.css"))
    shutil.copytree(api, os.path.join(target, "api"), ignore=shutil.ignore_patterns("*.md"))
    types(api, target)
    for name in ("LICENSE", "NOTICE"):
        with open(os.path.join(top, name), encoding="utf-8") as text:
            words = text.read().rstrip("\n")
        with open(os.path.join(target, name + ".md"), "w", encoding="utf-8") as page:
            page.write("# %s\n\n```text\n%s\n```\n" % (name.capitalize(), words))


def types(api, target):
    """A page of all public types, by which the search finds them."""
    with open(os.path.join(api, "type-search-index.js"), encoding="utf-8") as index:
        found = json.loads(re.search(r"\[.*\]", index.read(), re.S).group(0))
    packages = {}
    for each in found:
        if "p" in each:
            packages.setdefault(each["p"], []).append(each["l"])
    with open(os.path.join(target, "api-types.md"), "w", encoding="utf-8") as page:
        page.write("# All types\n\nEvery public type, with its Javadoc. [The Javadoc by itself](api/index.html)\n")
        for package in sorted(packages):
            page.write("\n## %s\n" % breakable(package))
            for name in sorted(packages[package]):
                page.write("\n### [%s](api/%s/%s.html)\n\n<code>%s</code>\n" % (name, package.replace(".", "/"), name, breakable(package + "." + name)))


def breakable(name):
    """A qualified name that a narrow screen breaks after its dots only."""
    return name.replace(".", ".<wbr>")


def linked(text, folder, top, target):
    """The page with its links changed, outside of blocks of code."""
    parts = re.split(r"(?ms)(^```.*?^```$)", text)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"(?m)^((?![-*#|>\s\d]).*\n)(?=[-*] )", r"\1\n", parts[i])  # a list needs a line before it
        parts[i] = LINK.sub(lambda link: changed(link, folder, top, target), parts[i])
    return "".join(parts)


def changed(link, folder, top, target):
    start, place, anchor, end = link.groups()
    if ADDRESS.match(place):
        return link.group(0)
    name = os.path.normpath(os.path.join(folder, place))
    if os.path.isdir(os.path.join(top, name)):
        place = place.rstrip("/") + "/README.md"
    elif name in ("LICENSE", "NOTICE"):
        place += ".md"
    elif not place.endswith(".md") and not place.lower().endswith(SHOWN):
        copy = os.path.join(target, name + ".txt")
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(os.path.join(top, name), copy)
        place += ".txt"
    return start + place + (anchor or "") + end


if __name__ == "__main__":
    main(*sys.argv[1:])
