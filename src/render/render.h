/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Editions: what a release looks like to a reader.
 *
 * Runs in the worker.  Each edition is a pure function of the release, its
 * pictures, the publication (where it stands and among what) and the
 * stylesheets: the same in, the same bytes out.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <libxml/tree.h>

#include "base/why.h"

struct buf;
struct pictures;
struct xslt_set;

enum edition {
	EDITION_HTML,     /* index.html of the web root */
	EDITION_FRAGMENT, /* fragment.html: the article alone */
	EDITION_TEXT,     /* release.txt */
	EDITION_EPUB,     /* release.epub */
	EDITION_JSON,     /* release.json */
	EDITION_NINJS,    /* release.ninjs.json: News in JSON 3 (IPTC) */
	EDITION_NITF,     /* release.nitf.xml: NITF 3 (IPTC) */
	EDITION_RELEASE,  /* the release XML itself */
	EDITION_COUNT
};

/* Bits of a set of editions. */
#define EDITION_BIT(e) (1u << (e))

/* "html", "fragment", "text", "epub", "json", "ninjs", "nitf", "release"; -1 if
 * unknown. */
int edition_by_name(const char *name);
const char *edition_name(enum edition edition);

/* The file of a release's folder: "index.html", "release.txt", … */
const char *edition_file(enum edition edition);

/* Is that stylesheet ("import/docx", "render/html") one that leads to
 * editions?  The others make lists, and pages for staff. */
int render_is_for_editions(const char *name);

/* The same, where every document is a package: Word and OpenDocument. */
int render_is_for_packages(const char *name);

struct rendering {
	xmlDoc *release;
	const struct pictures *pictures;
	/*
	 * The publication: an element <publication> of the release namespace
	 * (doc/release.md, "Publication") with url, path, site, published,
	 * updated, version, id, style and <alternate lang path title/>, or
	 * NULL.  With NULL the page stands alone: pictures are data: URIs,
	 * the style is inside, and the embargo line stays.
	 */
	xmlDoc *publication;
	/* Of a page that stands alone beside a document that is not published:
	 * <preview href="…"/>, where the page that tells of it lies; or NULL.
	 */
	xmlDoc *preview;
	/* The set of editions that will stand beside the page, which links
	 * to them; 0 for all. */
	unsigned editions;
	/* The set of editions that are still to come, or 0 if that is not
	 * known.  When none of them reads the release itself, a long one is
	 * used up by the article; see render_of_release(). */
	unsigned to_come;
	const struct xslt_set *stylesheets;
	/* What one edition leaves for the next: NULL at first, render()
	 * fills it, rendering_fini() frees it. */
	struct render_cache *cache;
};

/* The set of editions that are made of the release itself, not of its article.
 */
unsigned render_of_release(void);

/*
 * Render one edition into out, whose ceiling is the limit of outputs:
 * V_REJECT "too-large" when it is passed.  release is lent to libxslt and
 * comes back unchanged, unless to_come allows it; it must stay until
 * rendering_fini().
 */
enum verdict render(struct rendering *rendering, enum edition edition,
    struct buf *out, struct why *why);
void rendering_fini(struct rendering *rendering);

/*
 * Pages that lead to releases or speak to people: site lists, feeds,
 * receipts, reports.  "jsonfeed" is JSON, which no stylesheet can write.
 * page is one <page kind="front" lang="sv">…</page> of
 * urn:gazette:pages:1 (doc/pages.md); the stylesheet is render/<kind> or
 * staff/<kind>.  page is lent and comes back unchanged.
 */
enum verdict render_page(const struct xslt_set *stylesheets, xmlNode *page,
    struct buf *out, struct why *why);

#endif /* RENDER_RENDER_H */
