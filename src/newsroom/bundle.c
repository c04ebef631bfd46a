/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of a release.  See bundle.h for the contract. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/beside.h"
#include "newsroom/bundle.h"

enum {
	FORGET = 600000, /* ms after which a folder that is not seen is gone */
};

/* One look over everything in the folder. */
struct bundle_look {
	struct desk *desk;
	struct hash *hash;
	scan_visit *visit;
	enum visit result;
};

int
bundle_is_document(const char *name)
{
	static const char *const exts[] = { "docx", "docm", "dotx", "dotm",
		"doc", "odt", "ott", "fodt", "rtf", "pages", "xml", "nitf",
		"html", "htm", "xhtml", "json", NULL };

	return !beside_is_sidecar(name) && names_ext_is(name, exts);
}

/* The digest knows names and states, and not in which order they come: each
 * file's own is added up. */
static enum visit
add_to_digest(void *arg, const struct candidate *c)
{
	char line[160];
	struct bundle_look *look = arg;

	if (c->look == LOOK_OWN)
		return VISIT_IDLE;
	if (c->kind == KIND_FOLDER && beside_is_attachments(c->name)) {
		(void)scan_bundle(look->desk->scan, c, add_to_digest, look);
		return VISIT_IDLE;
	}
	snprintf(line, sizeof(line),
	    " %d %" PRIu64 " %" PRId64 " %" PRId64 "\n", (int)c->look,
	    c->identity.ino, c->kind == KIND_FILE ? c->identity.size : 0,
	    c->kind == KIND_FILE ? c->identity.ctime_ns : 0);
	hash_add(look->hash, c->place, strlen(c->place));
	hash_add(look->hash, line, strlen(line));
	return VISIT_IDLE;
}

static struct bundle *
find(struct desk *desk, const char *place)
{
	struct bundle *bundle;

	LIST_FOREACH(bundle, &desk->bundles, link) {
		if (strcmp(bundle->place, place) == 0)
			return bundle;
	}
	bundle = xcalloc(1, sizeof(*bundle));
	bundle->place = xstrdup(place);
	LIST_INSERT_HEAD(&desk->bundles, bundle, link);
	return bundle;
}

static void
forget(struct bundle *bundle)
{
	LIST_REMOVE(bundle, link);
	free(bundle->place);
	free(bundle);
}

static enum visit
show_document(void *arg, const struct candidate *c)
{
	enum visit result;
	struct bundle_look *look = arg;

	if (c->kind == KIND_FOLDER && beside_is_attachments(c->name))
		return VISIT_IDLE;
	if (beside_is_sidecar(c->name) || beside_is_picture(c->name))
		return VISIT_IDLE;
	result = look->visit(look->desk, c);
	if (result != VISIT_IDLE)
		look->result = result;
	return result;
}

/* Has nothing changed since long enough?  Else the desk is to look again. */
static int
is_quiet(struct desk *desk, const struct candidate *c, struct bundle_look *look)
{
	char seen[HASH_HEX_SIZE];
	int64_t now, until;
	struct bundle *bundle;

	look->hash = hash_new();
	(void)scan_bundle(desk->scan, c, add_to_digest, look);
	hash_hex(look->hash, seen);
	hash_free(look->hash);
	now = now_ms(desk->newsroom);
	bundle = find(desk, c->place);
	bundle->looked = now;
	if (strcmp(bundle->seen, seen) != 0) {
		memcpy(bundle->seen, seen, sizeof(bundle->seen));
		bundle->since = now;
	}
	until = bundle->since + desk->newsroom->settings.config->folder_settle;
	if (now >= until)
		return 1;
	if (until < desk->bundle_at)
		desk->bundle_at = until;
	return 0;
}

enum visit
bundle_visit(struct desk *desk, const struct candidate *c, scan_visit *visit)
{
	struct bundle_look look;

	memset(&look, 0, sizeof(look));
	look.desk = desk;
	look.visit = visit;
	look.result = VISIT_IDLE;
	if (!is_quiet(desk, c, &look))
		return VISIT_PENDING;
	(void)scan_bundle(desk->scan, c, show_document, &look);
	return look.result;
}

void
bundle_sweep(struct desk *desk)
{
	int64_t now;
	struct bundle *bundle, *next;

	now = now_ms(desk->newsroom);
	for (bundle = LIST_FIRST(&desk->bundles); bundle != NULL;
	     bundle = next) {
		next = LIST_NEXT(bundle, link);
		if (now - bundle->looked > FORGET)
			forget(bundle);
	}
}

void
bundle_close(struct desk *desk)
{
	struct bundle *bundle;

	while ((bundle = LIST_FIRST(&desk->bundles)) != NULL)
		forget(bundle);
}
