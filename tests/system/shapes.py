# SPDX-License-Identifier: GPL-2.0-or-later
"""What two exchange formats allow, as far as Gazette writes them: ninjs 3.0
and NITF 3.6.  Both are held against these tables, written by hand from what
the standards say, since neither schema may be shipped here."""
import re
from xml.etree import ElementTree

# ninjs 3.0.  A shape is a type, a set of values, a list of one shape, or a
# dictionary of members; "!" before a member: it must be there.
INSTANT = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
WORDS = {"role": str, "contentType": str, "!value": str}
WAY = {"type": str, "role": str, "lang": LANGUAGE, "name": str, "value": str,
       "address": {"lines": [str], "locality": str, "area": str, "postalCode": str, "country": str}}
CONCEPT = {"name": str, "rel": str, "uri": URI, "literal": str}
RENDITION = {"!name": str, "uri": URI, "version": int, "versionGUID": str, "href": URI, "contentType": str, "title": str,
             "generated": INSTANT, "height": float, "width": float, "sizeInBytes": float, "duration": float, "format": str,
             "originalFilename": str, "fileExtension": str, "digest": str, "orientation": str, "code": str}
ITEM = {
    "!uri": URI, "type": {"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"},
    "representationType": {"full", "partial"}, "profile": str, "version": str, "firstCreated": INSTANT, "versionCreated": INSTANT,
    "contentCreated": INSTANT, "embargoed": INSTANT, "expires": INSTANT, "pubStatus": {"usable", "withheld", "canceled"},
    "urgency": float, "copyrightHolder": str, "copyrightNotice": str, "usageTerms": str, "edNote": str, "language": LANGUAGE,
    "descriptions": [WORDS], "headlines": [WORDS], "bodies": [dict(WORDS, charCount=int, wordCount=int)],
    "people": [dict(CONCEPT, contactInfo=[WAY])], "organisations": [dict(CONCEPT, contactInfo=[WAY])],
    "subjects": [dict(CONCEPT, creator=str, relevance=int, confidence=int)],
    "infoSources": [{"name": str, "role": str, "uri": URI, "literal": str, "contactInfo": [WAY]}],
    "title": str, "by": str, "slugline": str, "located": str, "renditions": [RENDITION],
    "altIds": [{"role": str, "value": str}], "standard": {"name": str, "version": str, "schema": URI},
    "genres": [{"name": str, "uri": str, "literal": str}],
}
ITEM["associations"] = [dict(ITEM, **{"!name": str})]
ITEM["associations"][0]["associations"] = ITEM["associations"]


def fits(value, shape):
    if shape is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if shape is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if shape is str:
        return isinstance(value, str) and value != ""
    if isinstance(shape, set):
        return value in shape
    return isinstance(value, str) and shape.fullmatch(value) is not None


def ninjs_faults(value, shape=None, where=""):
    """Where a ninjs item is not as the standard wants it."""
    shape = shape or ITEM
    if isinstance(shape, list):
        if not isinstance(value, list) or not value:
            return [where + ": no list"]
        return [f for i, v in enumerate(value) for f in ninjs_faults(v, shape[0], "%s[%d]" % (where, i))]
    if not isinstance(shape, dict):
        return [] if fits(value, shape) else ["%s: %r" % (where, value)]
    if not isinstance(value, dict):
        return [where + ": no object"]
    known = {k.lstrip("!"): s for k, s in shape.items()}
    faults = [where + ": no " + k[1:] for k in shape if k[0] == "!" and k[1:] not in value]
    if shape is WAY and ("value" in value) == ("address" in value):
        faults.append(where + ": not one of value and address")
    for key, inner in value.items():
        faults += ninjs_faults(inner, known[key], where + "." + key) if key in known else [where + "." + key + ": unknown"]
    return faults


# NITF 3.6.  A content model is a regular expression over the names of the
# children, each followed by a blank; True: words may stand among them.
NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
INLINE = "(a |br |em |lang |num |q |location |person |org )*"
BLOCKS = "(p |hl2 |table |media |ol |ul |dl |bq |fn |note |pre |hr )*"
FLOW = "(a |br |em |lang |num |q |p |hl2 |table |media |ol |ul |dl |bq |fn |note |pre |hr )*"
MODELS = {
    "nitf": ("head body ", False), "head": ("title (meta )*docdata ", False), "title": ("", True), "meta": ("", False),
    "docdata": (r"(doc-id |date\.issue |date\.release |date\.expire |ed-msg |du-key |key-list )*", False),
    "doc-id": ("", False), "du-key": ("", False), "date.issue": ("", False), "date.release": ("", False), "ed-msg": ("", False),
    "key-list": ("(keyword )+", False), "keyword": ("", False),
    "body": (r"(body\.head )?(body\.content )*(body\.end )?", False),
    "body.head": ("(hedline )?(note )*(rights )?(byline )*(distributor )?(dateline )*(abstract )*", False),
    "hedline": ("hl1 (hl2 )*", False), "hl1": (INLINE, True), "hl2": (INLINE, True), "note": (r"(body\.content )+", False),
    "byline": ("(person |byttl |location |virtloc )*", True), "distributor": ("(org )?", True),
    "dateline": ("(location |story.date )*", True), "abstract": (BLOCKS, False),
    "body.content": ("(block |" + BLOCKS[1:], False), "block": (BLOCKS, False), "body.end": ("(tagline )?(bibliography )?", False),
    "bibliography": ("", True), "p": (INLINE, True), "a": (INLINE, True), "em": (INLINE, True), "lang": (INLINE, True),
    "num": ("(frac |sub |sup )*", True), "sub": ("", True), "sup": ("", True), "br": ("", False), "hr": ("", False),
    "bq": ("block (credit )?", False), "pre": (INLINE, True), "ul": ("(li )+", False), "ol": ("(li )+", False), "li": (FLOW, True),
    "dl": ("(dt |dd )+", False), "dt": (INLINE, True), "dd": (FLOW, True), "fn": (r"(body\.content )+", False),
    "media": ("(media-reference |media-metadata )+(media-object )?(media-caption )*(media-producer )?", False),
    "media-reference": ("", True), "media-caption": (FLOW, True),
    "table": ("(caption )?(col |colgroup )*(thead )?(tfoot )?((tbody )+|(tr )+)", False), "caption": (INLINE, True),
    "thead": ("(tr )+", False), "tbody": ("(tr )+", False), "tfoot": ("(tr )+", False), "tr": ("(th |td )+", False),
    "th": (FLOW, True), "td": (FLOW, True),
}
ATTRIBUTES = {
    "nitf": {"version", "baselang"}, "meta": {"name", "content"}, "docdata": {"management-status"}, "doc-id": {"id-string"},
    "du-key": {"version"}, "date.issue": {"norm"}, "date.release": {"norm"}, "ed-msg": {"info"}, "keyword": {"key"},
    "note": {"noteclass"}, "a": {"href"}, "em": {"class"}, "lang": {"iso"}, "fn": {"id"}, "media": {"media-type"},
    "media-reference": {"source", "alternate-text", "mime-type"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}
VALUES = {
    "norm": r"\d{8}(T\d{6}(Z|[+-]\d{4})?)?", "noteclass": "cpyrt|end|hd|editorsnote|trademk|undef",
    "media-type": "text|audio|image|video|data|application|other", "management-status": "usable|embargoed|withheld|canceled",
}


def nitf_faults(root):
    """Where an NITF document is not as the DTD wants it."""
    faults = [] if root.tag == NITF + "nitf" else ["the root is " + root.tag]
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    faults += ["the id %s twice" % i for i in set(ids) if ids.count(i) > 1]
    for e in root.iter():
        name = e.tag[len(NITF):]
        model, words = MODELS.get(name, (None, True))
        children = "".join(c.tag[len(NITF):] + " " for c in e)
        if model is None or not re.fullmatch(model, children):
            faults.append("%s: %s" % (name, children))
        if not words and ((e.text or "").strip() or any((c.tail or "").strip() for c in e)):
            faults.append("words in " + name)
        for key, value in e.attrib.items():
            if (key != "id" and key not in ATTRIBUTES.get(name, ())) or not re.fullmatch(VALUES.get(key, ".*"), value, re.S):
                faults.append("%s/@%s %s" % (name, key, value))
            if key == "href" and value.startswith("#") and value[1:] not in ids:
                faults.append("a leads to no " + value)
    return faults


def nitf_words(root, pattern=r"\w{3,}"):
    """Every word of an NITF document, in its text and its attributes."""
    found = set()
    for e in root.iter():
        found |= set(re.findall(pattern, "".join(e.itertext()))) | set(re.findall(pattern, " ".join(e.itertext())))
        for value in e.attrib.values():
            found |= set(re.findall(pattern, value))
    return found


def label_words(paths, pattern=r"\w{3,}"):
    """The words that the editions add in their languages (article-…)."""
    found = set()
    for path in paths:
        for w in ElementTree.parse(path).getroot().iter("{urn:gazette:i18n:1}w"):
            if w.get("key").startswith("article-"):
                found |= set(re.findall(pattern, w.text or ""))
    return found
