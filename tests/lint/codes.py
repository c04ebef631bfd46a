# SPDX-License-Identifier: GPL-2.0-or-later
"""codes.py SOURCE: TAP about the words of every language."""
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

NS = "{urn:gazette:i18n:1}"
source = pathlib.Path(sys.argv[1])

# Of our own trouble (V_DEFER, V_FATAL) staff read one sentence for all codes;
# the codes are for logs and the command line, in the English of struct why.
VERDICTS = {"V_HOLD", "V_REJECT"}

WHY = re.compile(r'why_set\(\s*[^,;]+,\s*([^;]*?),\s*"([a-z0-9-]+)"', re.S)
FINDING = re.compile(r'SEVERITY_[A-Z]+,\s*"([a-z0-9-]+)"')
# Others that take or give a code: hold(piece, "code", …), V_HOLD, "code",
# return "embargo-no-time".
OTHER = re.compile(r'(?:\bhold\(\w+|V_(?:HOLD|REJECT)),\s*"([a-z0-9-]+)"|'
                   r'return "([a-z]+(?:-[a-z]+)+)"')
# A table with a field "code": its fields, then its rows.
TABLE = re.compile(r'struct[^{};]*\{([^{}]*\*(?:const )?code;[^{}]*)\}\s*'
                   r'\w+\[\w*\] = \{(.*?)\n\s*\};', re.S)
ROW = re.compile(r'\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}')
VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|[^,\s]+')
MESSAGE = re.compile(r'<(?:g:)?message\s[^>]*\bcode="([a-z0-9-]+)"')


def strip_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def codes_of_tables(text):
    for fields, rows in TABLE.findall(text):
        names = [re.search(r"(\w+)(\[\w+\])?$", f.strip()).group(1)
                 for f in fields.split(";") if f.strip()]
        for row in ROW.findall(rows):
            values = VALUE.findall(row)
            at = names.index("code")
            if at < len(values) and re.fullmatch('"[a-z][a-z0-9-]+"',
                                                 values[at]):
                yield values[at].strip('"')


# What the command line alone is told, in English.
COMMAND = {"usage", "no-input", "no-such-release", "not-withdrawn", "items-several", "mirror-manifest", "mirror-size", "mirror-url"}
# Words with a dash that functions return and that are no codes.
NO_CODES = {"no-new-privileges", "textbox-header"}


def codes_of_sources():
    """code: where it is made."""
    found = {}
    for path in sorted(source.glob("src/**/*.c")):
        text = strip_comments(path.read_text(encoding="utf-8"))
        for verdict, code in WHY.findall(text):
            if any(v in verdict for v in VERDICTS):
                found.setdefault(code, path.name)
        for code in FINDING.findall(text):
            found.setdefault(code, path.name)
        for code in codes_of_tables(text):
            found.setdefault(code, path.name)
        for codes in OTHER.findall(text):
            found.setdefault(codes[0] or codes[1], path.name)
    for path in sorted(source.glob("xsl/import/*.xsl")):
        for code in MESSAGE.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, path.name)
    return {c: w for c, w in found.items() if c and c not in COMMAND | NO_CODES}


def plain(node):
    return " ".join("".join(node.itertext()).split(" ")) if node is not None \
        else ""


def read_language(path):
    root = ElementTree.parse(path).getroot()
    words = {w.get("key"): plain(w) for w in root.iter(NS + "w")}
    messages = {}
    for message in root.iter(NS + "message"):
        code = message.get("code")
        if code in messages:
            words[code + " is there twice"] = ""
        messages[code] = (plain(message.find(NS + "what")).strip(),
                          plain(message.find(NS + "do")).strip())
    return root.get("lang"), words, messages


def holes(*texts):
    return sorted(set(re.findall(r"\{\w+\}", " ".join(texts))))


KNOWN = {"{quote}", "{name}", "{title}", "{site}", "{approve}", "{withdraw}", "{preview}", "{embargo}",
         "{done}", "{failed}", "{contact}", "{date}", "{time}", "{code}",
         "{text}", "{detail}", "{count}", "{version}", "{kept}"}


def check_message(lang, code, pair, english):
    what, todo = pair
    if not what:
        yield "%s: %s says nothing" % (lang, code)
    for text in filter(None, pair):
        if text[-1] not in ".?!…:)”":
            yield "%s: %s does not end its sentence: %s" % (lang, code, text)
    if bool(todo) != bool(english[1]):
        yield "%s: %s: something to do in one language only" % (lang, code)
    if holes(*pair) != holes(*english):
        yield "%s: %s has other holes than English" % (lang, code)
    for hole in holes(*pair):
        if hole not in KNOWN:
            yield "%s: %s: nobody fills %s" % (lang, code, hole)


def check_language(lang, words, messages, english):
    _, english_words, english_messages = english
    for key in sorted(set(english_words) ^ set(words)):
        yield "%s: the word %s is in one language only" % (lang, key)
    for code in sorted(set(english_messages) ^ set(messages)):
        yield "%s: the message %s is in one language only" % (lang, code)
    for key in set(english_words) & set(words):
        if holes(words[key]) != holes(english_words[key]):
            yield "%s: the word %s has other holes than English" % (lang, key)
    for code, pair in messages.items():
        yield from check_message(lang, code, pair,
                                 english_messages.get(code, pair))


def main():
    languages = [read_language(p)
                 for p in sorted(source.glob("xsl/i18n/*.xml"))]
    english = next(l for l in languages if l[0] == "en")
    codes = codes_of_sources()
    count = 0

    def say(what, faults):
        nonlocal count
        count += 1
        print("%sok %d - %s" % ("not " if faults else "", count, what))
        for fault in faults:
            print("# " + fault)

    say("codes are found in the sources",
        [] if len(codes) > 20 else ["only %d: did the pattern break?"
                                    % len(codes)])
    say("every code has its message", sorted(
        "%s (%s) has none" % (code, where) for code, where in codes.items()
        if code not in english[2]))
    for lang, words, messages in languages:
        say("words and messages of " + lang,
            sorted(check_language(lang, words, messages, english)))
    made = subprocess.run([sys.executable, source / "doc/make-messages",
                           source], capture_output=True, check=True).stdout
    say("doc/messages.md is what the words say",
        [] if made == (source / "doc/messages.md").read_bytes()
        else ["doc/make-messages . > doc/messages.md"])
    print("1..%d" % count)


main()
