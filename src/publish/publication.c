/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a release stands and among what, for its worker: doc/release.md,
 * "Publication".  See site.h. */
#include "config.h"

#include <stdio.h>

#include "base/buf.h"
#include "publish/site.h"
#include "publish/site_xml.h"

/*
 * A version that is still planned is new, unless its worker finds that it is
 * minor: then it bears the date of the one before, which `was` tells.
 */
static void
put_version(struct buf *out, const struct site *site,
    const struct catalog_release *release)
{
	const struct catalog_version *version;

	version = &release->version;
	xml_instant(out, "updated", site,
	    version->standing != STANDING_PLANNED ? release->updated :
						    version->published);
	xml_number(out, "version", version->number);
	if (version->number == 1)
		return;
	if (version->standing == STANDING_PLANNED)
		xml_instant(out, "was", site, release->updated);
	if (version->correction)
		xml_attribute(out, "change", "correction");
	xml_attribute(out, "note", version->note);
	if (version->standing == STANDING_PLANNED)
		return;
	xml_number(out, "changed", version->difference.changed);
	xml_number(out, "added", version->difference.added);
	xml_number(out, "removed", version->difference.removed);
}

static void
put_attachment(struct buf *out, const struct site_attachment *attachment)
{
	buf_puts(out, "<attachment");
	xml_attribute(out, "file", attachment->file);
	xml_attribute(out, "title", attachment->title);
	xml_attribute(out, "type", attachment->type);
	xml_number(out, "size", (int64_t)attachment->size);
	buf_puts(out, "/>");
}

static void
put_attachments(struct buf *out, const struct site_attachments *attachments)
{
	size_t i;

	for (i = 0; i < attachments->count; i++)
		put_attachment(out, &attachments->list[i]);
}

/* The start tag up to what versions say; left open. */
static void
open_publication(struct buf *out, const struct site *site,
    const struct catalog_release *release, const char *path)
{
	buf_puts(out, "<publication xmlns=\"urn:gazette:release:1\"");
	xml_attribute(out, "base", site->base_url);
	xml_attribute(out, "path", path);
	buf_puts(out, " url=\"");
	buf_put_xml(out, site->base_url);
	buf_put_xml(out, path);
	buf_putc(out, '"');
	xml_attribute(out, "site", site->name);
	xml_instant(out, "published", site, release->first_published);
}

/* That it does not hold any more stands above everything else. */
static void
put_end(struct buf *out, const struct site *site,
    const struct catalog_release *release)
{
	if (release->standing == STANDING_WITHDRAWN && release->readable &&
	    !release->restoring) {
		xml_instant(out, "withdrawn", site, release->expired);
		xml_attribute(out, "reason", release->reason);
	} else if (release->expired != 0 &&
	    release->standing == STANDING_LIVE &&
	    release->version.standing == STANDING_LIVE) {
		xml_instant(out, "expired", site, release->expired);
	}
}

/* What is down is in no list, so it leads to none. */
static void
put_topics(struct buf *out, const struct site *site,
    const struct catalog_release *release)
{
	char path[CATALOG_PATH_SIZE];

	if (!site_has_lang(site, release->lang) ||
	    (release->standing == STANDING_WITHDRAWN && !release->restoring))
		return;
	topic_path(release->lang, "", path);
	xml_attribute(out, "topics", path);
}

enum verdict
site_publication(const struct site *site, const struct catalog_release *release,
    const struct site_beside *beside, struct buf *out, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases all;

	v = catalog_of_work(site->catalog, release->work, &all, why);
	if (v != V_OK)
		return v;
	open_publication(out, site, release, release->path);
	put_version(out, site, release);
	put_end(out, site, release);
	xml_attribute(out, "id", release->work);
	xml_attribute(out, "style", site->style);
	put_topics(out, site, release);
	buf_putc(out, '>');
	for (i = 0; i < all.count; i++) {
		if (all.list[i].id == release->id)
			continue;
		buf_puts(out, "<alternate");
		xml_attribute(out, "lang", all.list[i].lang);
		xml_attribute(out, "path", all.list[i].path);
		xml_attribute(out, "title", all.list[i].version.title);
		buf_puts(out, "/>");
	}
	put_attachments(out, &beside->attachments);
	for (i = 0; beside->older != NULL && i < beside->older->count; i++) {
		buf_puts(out, "<older");
		xml_number(out, "number",
		    beside->older->list[i].version.number);
		buf_puts(out, "/>");
	}
	buf_puts(out, "</publication>");
	catalog_releases_fini(&all);
	return V_OK;
}

void
site_replaced_publication(const struct site *site,
    const struct site_replaced *replaced,
    const struct site_attachments *attachments, struct buf *out)
{
	char path[CATALOG_PATH_SIZE + 16];
	const struct catalog_release *old;

	old = replaced->old;
	snprintf(path, sizeof(path), "%sv/%u/", replaced->path,
	    old->version.number);
	open_publication(out, site, old, path);
	xml_instant(out, "updated", site, old->version.published);
	xml_number(out, "version", old->version.number);
	xml_instant(out, "replaced", site, replaced->at);
	xml_attribute(out, "current", replaced->path);
	xml_attribute(out, "title", replaced->title);
	xml_attribute(out, "id", old->work);
	xml_attribute(out, "style", site->style);
	buf_putc(out, '>');
	put_attachments(out, attachments);
	buf_puts(out, "</publication>");
}
