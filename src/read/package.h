/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packages of the Open Packaging Conventions (ECMA-376-2), from memory.
 *
 * Runs in the worker, on hostile input.  What an end record or an entry
 * claims is checked before it is believed, and every inflated byte is
 * counted.  Part names are given without the leading slash and compared
 * without case, as OPC says.  The only file that knows libzip's reading side.
 */
#ifndef READ_PACKAGE_H
#define READ_PACKAGE_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"

struct package;
struct read_limits;
struct xmldoc_blocks;

struct package_rel {
	const char *id;     /* "rId7" */
	const char *type;   /* folded to Transitional: compare with REL_… */
	const char *target; /* a part's name, resolved ("word/media/a.png");
			     * of an external one the URI as written;
			     * "" where it leads out of the package */
	int external;       /* TargetMode: never opened by anybody */
};

struct package_rels {
	const struct package_rel *list; /* in the order of the file */
	size_t count;
};

/*
 * Open the ZIP at data, which must outlive the package; *ret is the caller's
 * until package_close().  V_REJECT: "package-…" for a broken or hostile one,
 * "incomplete" where the end is missing, and for a whole ZIP that is neither a
 * Word document nor an OpenDocument text (see package_mimetype()) what it is:
 * "spreadsheet", "presentation", "odt", "epub", "zip", "pages"; also
 * "package-no-main" without a document inside.
 */
enum verdict package_open(const void *data, size_t len,
    const struct read_limits *limits, struct package **ret, struct why *why);

/* The same for a Flat OPC document (pkg:package), which is taken over, on
 * failure too. */
enum verdict package_open_flat(xmlDoc *flat, const struct read_limits *limits,
    struct package **ret, struct why *why);

/* The same, with the parts that flat has not, taken from under, which is
 * taken over as well and may be NULL. */
enum verdict package_open_over(xmlDoc *flat, struct package *under,
    const struct read_limits *limits, struct package **ret, struct why *why);

void package_close(struct package *package);

/* What an OpenDocument text calls itself (ODF 1.3-2, 3.3); NULL for a Word
 * document. */
const char *package_mimetype(const struct package *package);

/* The main document part, never NULL. */
const char *package_main(const struct package *package);

/* Is there a part of that name? */
int package_has(const struct package *package, const char *name);

/* The content type of a part, "" if none is declared. */
const char *package_type(const struct package *package, const char *name);

/* Does it carry macros or ActiveX controls (never looked at)? */
int package_has_macros(const struct package *package);

/*
 * The inflated bytes of the part; ret is initialised here and on V_OK the
 * caller's to buf_fini().  Reading one twice is paid for twice: remember
 * what you made of it.  V_REJECT "package-part-missing",
 * "package-part-too-large", "package-too-large", "package-ratio",
 * "package-corrupt".
 */
enum verdict package_part(struct package *package, const char *name,
    struct buf *ret, struct why *why);

/* The part as a tree, the caller's; as package_part() and xmldoc_parse(). */
enum verdict package_xml(struct package *package, const char *name,
    xmlDoc **ret, struct why *why);

/* The part block by block; *ret_seen as in xmldoc_parse_blocks(). */
enum verdict package_blocks(struct package *package, const char *name,
    const struct xmldoc_blocks *blocks, int *ret_seen, struct why *why);

/*
 * The relationships of a part, or of the package for "".  No relationships
 * part is none.  They live as long as the package and are read once.
 */
enum verdict package_rels(struct package *package, const char *name,
    const struct package_rels **ret, struct why *why);

/* The relationship with that id, or NULL; id may be NULL.  In O(log n). */
const struct package_rel *package_rel_by_id(const struct package_rels *rels,
    const char *id);

/* The first relationship of that type (REL_…), or NULL. */
const struct package_rel *package_rel_by_type(const struct package_rels *rels,
    const char *type);

#endif /* READ_PACKAGE_H */
