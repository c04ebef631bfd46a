/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The picture parts of a document.  See docx_media.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/docx_alt.h"
#include "read/docx_media.h"
#include "read/docx_walk.h"
#include "read/package.h"
#include "read/read.h"

struct docx_media {
	xmlHashTable *known; /* part: index + 1, or BROKEN */
};

static char broken; /* its address marks a part that gives no picture */

struct docx_media *
docx_media_new(void)
{
	struct docx_media *media;

	media = xcalloc(1, sizeof(*media));
	media->known = xmlHashCreate(16);
	return media;
}

void
docx_media_free(struct docx_media *media)
{
	if (media == NULL)
		return;
	xmlHashFree(media->known, NULL);
	free(media);
}

static enum verdict
take_in(struct docx *docx, const char *part, size_t *ret_index, struct why *why)
{
	enum verdict v;
	struct buf bytes;

	if ((v = package_part(docx->package, part, &bytes, why)) != V_OK)
		return v;
	v = pictures_add(&docx->reading->pictures, &docx->limits->pictures,
	    bytes.data, bytes.len, ret_index, why);
	buf_fini(&bytes);
	return v;
}

/* The index of the picture in part, or -1. */
static long
index_of(struct docx *docx, const char *part, const char *alt)
{
	size_t index = 0;
	struct why why;
	void *known;

	known = xmlHashLookup(docx->media->known, (const xmlChar *)part);
	if (known == &broken)
		return -1;
	if (known != NULL)
		return (long)((uintptr_t)known - 1);
	why_clear(&why);
	if (take_in(docx, part, &index, &why) != V_OK) {
		docx_find(docx, SEVERITY_WARN, why.code, alt);
		xmlHashAddEntry(docx->media->known, (const xmlChar *)part,
		    &broken);
		return -1;
	}
	xmlHashAddEntry(docx->media->known, (const xmlChar *)part,
	    (void *)(uintptr_t)(index + 1));
	return (long)index;
}

/* A description that says nothing is told. */
static void
check_alt(struct docx *docx, const char *alt)
{
	enum docx_alt kind;

	kind = docx_alt_kind(alt);
	if (kind == ALT_FILE)
		docx_find(docx, SEVERITY_WARN, "alt-filename",
		    docx_alt_public(alt));
	else if (kind == ALT_AUTOMATIC)
		docx_find(docx, SEVERITY_WARN, "alt-automatic", alt);
}

xmlNode *
docx_media_picture(struct docx *docx, const char *id, const char *alt)
{
	const struct package_rel *rel;
	long index;
	xmlNode *node;

	if (id == NULL || docx->quiet)
		return NULL;
	if ((rel = package_rel_by_id(docx->rels, id)) == NULL)
		return NULL;
	if (rel->external || *rel->target == '\0') {
		docx_find(docx, SEVERITY_WARN, "picture-external", alt);
		return NULL;
	}
	if ((index = index_of(docx, rel->target, alt)) == -1)
		return NULL;
	check_alt(docx, alt);
	alt = docx_alt_public(alt);
	node = docx_node(&docx->nodes, NULL, "picture");
	docx_set(node, "name", docx->reading->pictures.list[index].name);
	if (alt != NULL)
		xmlSetProp(node, (const xmlChar *)"alt", (const xmlChar *)alt);
	return node;
}
