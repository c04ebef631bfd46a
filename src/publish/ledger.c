/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing the ledger.  See ledger.h. */
#include "config.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "publish/ledger.h"
#include "publish/site.h"
#include "publish/site_put.h"
#include "publish/when.h"

#define API "api/v1/"

enum {
	TOGETHER = 16,        /* documents that are held and placed together */
	DOCUMENT = 256 << 20, /* bytes: more than any can have */
};

struct document {
	char file[CATALOG_PATH_SIZE];
	const char *shard;
	struct buf text;
};

struct ledger {
	const struct site *site;
	char epoch[CATALOG_UID_SIZE];
	int64_t told;
	int64_t
	    last; /* the last line there is; those over told are kept back */
	struct document documents[TOGETHER];
	size_t count;
};

static enum verdict
flush(struct ledger *l, struct why *why)
{
	enum verdict v;
	size_t i;
	struct site_put puts[TOGETHER];

	for (i = 0; i < l->count; i++) {
		puts[i].file = l->documents[i].file;
		puts[i].shard = l->documents[i].shard;
		puts[i].data = l->documents[i].text.data;
		puts[i].len = l->documents[i].text.len;
	}
	v = site_place(l->site, puts, l->count, why);
	for (i = 0; i < l->count; i++)
		buf_fini(&l->documents[i].text);
	l->count = 0;
	return v;
}

/* A document to be written; it stays until finish(). */
static struct document *
begin(struct ledger *l, const char *name, const char *suffix, const char *shard)
{
	struct document *d;

	d = &l->documents[l->count];
	snprintf(d->file, sizeof(d->file), API "%s%s", name, suffix);
	d->shard = shard;
	buf_init(&d->text, DOCUMENT);
	return d;
}

/* It is recorded at once, since other documents name its hash, and placed
 * with those. */
static enum verdict
finish(struct ledger *l, struct why *why)
{
	enum verdict v;
	struct document *d;
	struct site_put put;

	d = &l->documents[l->count++];
	if (buf_is_full(&d->text))
		return why_set(why, V_FATAL, "internal", "%s is too large",
		    d->file);
	put.file = d->file;
	put.shard = d->shard;
	put.data = d->text.data;
	put.len = d->text.len;
	v = site_note(l->site, &put, why);
	if (v == V_OK && l->count == TOGETHER)
		v = flush(l, why);
	return v;
}

static void
put_member(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, ",\"%s\":", name);
	buf_put_json(out, value);
}

static void
put_file(struct buf *out, const struct catalog_site_file *file)
{
	buf_puts(out, "{\"p\":");
	buf_put_json(out, file->path);
	put_member(out, "sha256", file->sha256);
	buf_printf(out, ",\"n\":%" PRIu64 "}", file->size);
}

/* "name sha256 size\n" as the catalogue keeps it. */
static void
put_line_files(struct buf *out, const char *files)
{
	const char *comma = "";
	struct catalog_site_file file;

	memset(&file, 0, sizeof(file));
	while (sscanf(files, "%159[^ ] %64[0-9a-f] %" SCNu64, file.path,
		   file.sha256, &file.size) == 3) {
		buf_puts(out, comma);
		put_file(out, &file);
		comma = ",";
		files += strcspn(files, "\n") + 1;
	}
}

static void
put_line(struct buf *out, const struct catalog_line *line)
{
	char iso[40];
	const struct catalog_change *c = &line->change;

	when_utc(c->at, iso, sizeof(iso));
	buf_printf(out, "{\"seq\":%" PRId64 ",\"t\":\"%s\"", c->line, iso);
	put_member(out, "op", change_op_name(c->op));
	put_member(out, "id", c->work);
	put_member(out, "lang", c->lang);
	buf_printf(out, ",\"v\":%u", c->number);
	put_member(out, "url", c->path);
	buf_puts(out, ",\"files\":[");
	put_line_files(out, line->files);
	buf_puts(out, "]}\n");
}

static enum verdict
write_segment(struct ledger *l, const char *name, struct why *why)
{
	enum verdict v;
	int64_t first;
	size_t i;
	struct catalog_lines lines;
	struct catalog_select select = { .site = l->site->id };
	struct document *d;

	first = strtoll(strchr(name, '/') + 1, NULL, 10) * CATALOG_SEGMENT;
	if (first >= l->told)
		return V_OK;
	select.after = first;
	select.limit = CATALOG_SEGMENT;
	if (l->told - first < CATALOG_SEGMENT)
		select.limit = (unsigned)(l->told - first);
	v = catalog_lines(l->site->catalog, &select, &lines, why);
	if (v != V_OK)
		return v;
	d = begin(l, name, ".jsonl", "site");
	for (i = 0; i < lines.count; i++)
		put_line(&d->text, &lines.list[i]);
	catalog_lines_fini(&lines);
	return finish(l, why);
}

/* One file on each line, for eyes and for diff. */
static void
put_files(struct buf *out, const struct catalog_site_files *files)
{
	size_t i;

	for (i = 0; i < files->count; i++) {
		buf_puts(out, i > 0 ? ",\n" : "\n");
		put_file(out, &files->list[i]);
	}
	buf_puts(out, "\n]}\n");
}

static enum verdict
write_manifest(struct ledger *l, const char *name, const char *shard,
    const char *list, struct why *why)
{
	const char *of = strchr(name, '/') + 1;
	enum verdict v;
	struct catalog_site_files files;
	struct document *d;

	v = catalog_shard(l->site->catalog, l->site->id,
	    strcmp(list, "files") == 0 ? of : "index", &files, why);
	if (v != V_OK)
		return v;
	d = begin(l, name, ".json", shard);
	buf_puts(&d->text, "{\"epoch\":");
	buf_put_json(&d->text, l->epoch);
	put_member(&d->text, "manifest", of);
	buf_printf(&d->text, ",\"%s\":[", list);
	put_files(&d->text, &files);
	catalog_site_files_fini(&files);
	return finish(l, why);
}

static int
is_segment(const char *name)
{
	return strncmp(name, "changes/", 8) == 0;
}

/* A segment with lines that are kept back will be due again. */
static int
is_done(const struct ledger *l, const char *name)
{
	int64_t first;

	if (!is_segment(name) || l->told >= l->last)
		return 1;
	first = strtoll(strchr(name, '/') + 1, NULL, 10) * CATALOG_SEGMENT;
	return first + CATALOG_SEGMENT <= l->told;
}

/* Segments first: their hashes stand in a manifest. */
static enum verdict
write_due(struct ledger *l, int segments, struct why *why)
{
	const char *name;
	enum verdict v;
	size_t i;
	struct catalog_dues dues;

	v = catalog_dues(l->site->catalog, l->site->id, &dues, why);
	if (v != V_OK)
		return v;
	for (i = 0; v == V_OK && i < dues.count; i++) {
		name = dues.list[i];
		if (is_segment(name) != segments)
			continue;
		v = segments ? write_segment(l, name, why) :
			       write_manifest(l, name, "index", "files", why);
		if (v == V_OK && is_done(l, name))
			v = catalog_due_done(l->site->catalog, l->site->id,
			    name, why);
	}
	catalog_dues_fini(&dues);
	return v;
}

/* That a site is well is seen by what it last did, not by a clock that would
 * give the file a new hash each minute. */
static enum verdict
write_health(struct ledger *l, struct why *why)
{
	char iso[40] = "";
	enum verdict v;
	size_t i;
	struct buf *out;
	struct catalog_lines last;
	struct catalog_months langs;
	struct catalog_select select = { .site = l->site->id, .limit = 1 };

	select.after = l->told - 1;
	v = catalog_lines(l->site->catalog, &select, &last, why);
	if (v != V_OK)
		return v;
	if (last.count > 0)
		when_utc(last.list[0].change.at, iso, sizeof(iso));
	catalog_lines_fini(&last);
	v = catalog_langs(l->site->catalog, l->site->id, &langs, why);
	if (v != V_OK)
		return v;
	out = &begin(l, "health", ".json", "")->text;
	buf_puts(out, "{\"status\":\"ok\"");
	put_member(out, "software", PACKAGE_STRING);
	put_member(out, "epoch", l->epoch);
	buf_printf(out, ",\"seq\":%" PRId64, l->told);
	put_member(out, "changed", iso);
	buf_puts(out, ",\"releases\":{");
	for (i = 0; i < langs.count; i++)
		buf_printf(out, "%s\"%s\":%" PRIu64, i > 0 ? "," : "",
		    langs.list[i].lang, langs.list[i].count);
	buf_puts(out, "}}\n");
	catalog_months_fini(&langs);
	return finish(l, why);
}

static enum verdict
write_head(struct ledger *l, struct why *why)
{
	struct buf *out;

	out = &begin(l, "head", ".json", "")->text;
	buf_puts(out, "{\"epoch\":");
	buf_put_json(out, l->epoch);
	buf_printf(out, ",\"seq\":%" PRId64 ",\"segment\":%" PRId64 "}\n",
	    l->told, l->told > 0 ? (l->told - 1) / CATALOG_SEGMENT : 0);
	return finish(l, why);
}

/* Anything at all, or is every document as it is to be? */
static enum verdict
is_due(const struct site *site, int *ret, struct why *why)
{
	enum verdict v;
	struct catalog_dues dues;
	struct catalog_site_file head;

	v = catalog_dues(site->catalog, site->id, &dues, why);
	if (v != V_OK)
		return v;
	*ret = dues.count > 0;
	catalog_dues_fini(&dues);
	v = catalog_site_file_get(site->catalog, site->id, API "head.json",
	    &head, why);
	*ret |= head.path[0] == '\0';
	return v;
}

static enum verdict
write_all(struct ledger *l, struct why *why)
{
	enum verdict v;

	v = catalog_set_told(l->site->catalog, l->site->id, l->told, why);
	if (v == V_OK)
		v = write_due(l, 1, why);
	if (v == V_OK)
		v = write_due(l, 0, why);
	if (v == V_OK)
		v = write_manifest(l, "manifest/index", "", "manifests", why);
	if (v == V_OK)
		v = write_health(l, why);
	if (v == V_OK)
		v = write_head(l, why);
	return v == V_OK ? flush(l, why) : v;
}

static enum verdict
write_until(const struct site *site, int64_t told, struct why *why)
{
	enum verdict v;
	size_t i;
	struct ledger *l;

	l = xcalloc(1, sizeof(*l));
	l->site = site;
	l->told = told;
	v = catalog_meta_get(site->catalog, "epoch", l->epoch, sizeof(l->epoch),
	    why);
	if (v == V_OK)
		v = catalog_line_at(site->catalog, site->id, INT64_MAX,
		    &l->last, why);
	if (v == V_OK)
		v = write_all(l, why);
	for (i = 0; i < l->count; i++)
		buf_fini(&l->documents[i].text);
	free(l);
	return v;
}

enum verdict
ledger_write(const struct site *site, struct why *why)
{
	enum verdict v;
	int due = 0;
	int64_t line = 0, listed, told = 0;

	v = catalog_listed(site->catalog, site->id, &listed, why);
	if (v == V_OK)
		v = catalog_line_at(site->catalog, site->id, listed, &line,
		    why);
	if (v == V_OK)
		v = catalog_told(site->catalog, site->id, &told, why);
	if (v == V_OK)
		v = is_due(site, &due, why);
	if (v != V_OK || !due)
		return v;
	return write_until(site, line > told ? line : told, why);
}

enum verdict
ledger_forewarn(const struct site *site, struct why *why)
{
	enum change_op op;
	enum verdict v;
	int64_t told = 0, until;
	size_t i;
	struct catalog_lines next;
	struct catalog_select select = { .site = site->id };

	v = catalog_told(site->catalog, site->id, &told, why);
	select.after = told;
	if (v == V_OK)
		v = catalog_lines(site->catalog, &select, &next, why);
	if (v != V_OK)
		return v;
	until = told;
	for (i = 0; i < next.count; i++) {
		op = next.list[i].change.op;
		if (op != CHANGE_WITHDRAW && op != CHANGE_GONE &&
		    op != CHANGE_ERASE)
			break;
		until = next.list[i].change.line;
	}
	catalog_lines_fini(&next);
	return until > told ? write_until(site, until, why) : V_OK;
}
