/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * XML into trees: the only place where a document's XML is parsed.
 *
 * Runs in the worker, on hostile input.  Nothing is ever loaded from outside,
 * no entity but XML's own five and HTML's named characters is expanded,
 * depth and attributes are counted, comments and processing instructions are
 * left out, CDATA is text.  The namespaces of Strict Open XML (ISO/IEC
 * 29500-1) come out as those of Transitional, so a reader knows only one.
 */
#ifndef READ_XMLDOC_H
#define READ_XMLDOC_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/why.h"

enum xmldoc_kind {
	XMLDOC_PART,  /* of a package: UTF-8 or UTF-16 (ECMA-376-2, 9.1.1),
		       * no DOCTYPE at all */
	XMLDOC_INPUT, /* dropped as it is: any encoding that libxml2 knows, a
		       * DOCTYPE that declares nothing is skipped unread */
};

struct xmldoc_rules {
	enum xmldoc_kind kind;
	const char *what;   /* its name in a refusal: "word/document.xml" */
	size_t max_size;    /* bytes */
	int max_depth;      /* elements within elements, 256 at most */
	int max_attributes; /* of one element, with namespace declarations */
	int skip_doctype;   /* of a part as well: OpenOffice.org wrote some */
	int spend; /* the bytes may be lost while they are parsed: they are
		    * writable, and nobody reads them again */
};

/* The rules of that kind for something called what, which must outlive
 * them: 24 MiB or 8 MiB, 256 deep, 1,000 attributes. */
void xmldoc_rules_init(struct xmldoc_rules *rules, enum xmldoc_kind kind,
    const char *what);

/*
 * Parse data whole.  On V_OK *ret is the caller's (xmlFreeDoc).  V_REJECT is
 * "xml-malformed" with line, column and the text there in why->quote, or
 * "xml-empty", "xml-too-large", "xml-too-deep", "xml-attributes",
 * "xml-doctype", "xml-entity", "xml-encoding".
 */
enum verdict xmldoc_parse(const void *data, size_t len,
    const struct xmldoc_rules *rules, xmlDoc **ret, struct why *why);

/*
 * Does a document that calls itself ISO-8859-1, or another encoding of single
 * bytes, hold UTF-8 throughout?  It is read as that.  1 with what is there into
 * ret ("ISO-8859-1, line 2, byte 4 …"), or 0.
 */
int xmldoc_is_misnamed(const void *data, size_t len, char *ret, size_t size);

/*
 * Which elements are handed over one by one: the element children of every
 * element {ns}parent that itself stands depth elements below the root (w:body
 * is 1, w:footnotes 0).
 */
struct xmldoc_blocks {
	const char *ns;
	const char *parent;
	int depth;
	/*
	 * Called when the block has ended.  block is linked into its
	 * ancestors (block->parent is the parent, the root carries its
	 * attributes), has no earlier siblings and is freed on return.
	 * Anything but V_OK ends the parsing with that verdict.
	 */
	enum verdict (*block)(void *arg, xmlNode *block, struct why *why);
	void *arg;
};

/*
 * Parse data, handing over and freeing block after block, so that memory is
 * that of the largest block.  Verdicts as xmldoc_parse(): a document may turn
 * out to be malformed after blocks of it were handed over.  *ret_seen, which
 * may be NULL, says whether such a parent was seen at all.
 */
enum verdict xmldoc_parse_blocks(const void *data, size_t len,
    const struct xmldoc_rules *rules, const struct xmldoc_blocks *blocks,
    int *ret_seen, struct why *why);

/* Is node an element of that namespace (NULL: in none) and local name? */
int xmldoc_is(const xmlNode *node, const char *ns, const char *name);

/* The first element child, the next element sibling, or NULL. */
xmlNode *xmldoc_first(const xmlNode *parent);
xmlNode *xmldoc_next(const xmlNode *node);

/* The first element child of that name, or NULL; parent may be NULL. */
xmlNode *xmldoc_child(const xmlNode *parent, const char *ns, const char *name);

/*
 * The value of an attribute (ns NULL: in no namespace), or NULL.  It points
 * into the tree.  node may be NULL.
 */
const char *xmldoc_attr(const xmlNode *node, const char *ns, const char *name);

#endif /* READ_XMLDOC_H */
