/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An include for nginx.  See recipe.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "publish/recipe.h"
#include "publish/site.h"
#include "publish/site_xml.h"

enum {
	LARGEST = 64 << 20
};

static const char head[] =
    "# Made by Gazette; changes are lost. Include it within server {}.\n"
    "types {\n"
    "\ttext/html html;\n"
    "\ttext/plain txt;\n"
    "\ttext/css css;\n"
    "\ttext/javascript js;\n"
    "\tapplication/json json;\n"
    "\tapplication/jsonl jsonl;\n"
    "\tapplication/xml xml;\n"
    "\tapplication/atom+xml atom;\n"
    "\tapplication/rss+xml rss;\n"
    "\tapplication/epub+zip epub;\n"
    "\timage/png png;\n"
    "\timage/jpeg jpg;\n"
    "\timage/gif gif;\n"
    "\timage/webp webp;\n"
    "\timage/svg+xml svg;\n"
    "}\n"
    "charset utf-8;\n"
    "charset_types text/plain text/css text/javascript application/xml"
    " application/atom+xml application/rss+xml;\n"
    "index index.html;\n"
    "gzip_static on;\n"
    "disable_symlinks on;\n"
    "set $gazette_cache \"public, max-age=60\";\n";

static const char headers[] =
    "add_header Cache-Control $gazette_cache always;\n"
    "add_header X-Content-Type-Options nosniff always;\n"
    "add_header Referrer-Policy no-referrer always;\n"
    "add_header Content-Security-Policy \"default-src 'none';"
    " img-src 'self'; style-src 'self'; base-uri 'none';"
    " frame-ancestors 'self'; $gazette_search\" always;\n";

/* Bytes of "/sv/2026/05/". */
static int
month_len(const char *path)
{
	int n = 0;

	(void)sscanf(path, "/%*[^/]/%*[^/]/%*[^/]/%n", &n);
	return n;
}

/*
 * The address of what was erased is not known any more: in its month, what
 * is nowhere is gone.  Releases come ordered by their paths, and one month
 * may be said once.
 */
static void
put_erased(struct buf *out, const struct site *site, const char *path,
    const char *before)
{
	int n;

	n = month_len(path);
	if (before != NULL && month_len(before) == n &&
	    strncmp(path, before, (size_t)n) == 0)
		return;
	buf_printf(out,
	    "location ^~ %s%.*s { error_page 404 410 =410 %s/410.html; }\n",
	    site_prefix(site), n, path, site_prefix(site));
}

/* Addresses hold letters, digits and hyphens alone: nothing to escape. */
static void
put_gone(struct buf *out, const struct site *site,
    const struct catalog_releases *gone)
{
	const char *before = NULL, *path;
	size_t i;

	for (i = 0; i < gone->count; i++) {
		path = gone->list[i].path;
		if (gone->list[i].slug[0] != '\0') {
			buf_printf(out, "location ^~ %s%s { return 410; }\n",
			    site_prefix(site), path);
			continue;
		}
		put_erased(out, site, path, before);
		before = path;
	}
}

/* Where a release was, each edition leads to where it is. */
static void
put_moves(struct buf *out, const struct site *site,
    const struct catalog_places *moves)
{
	const struct catalog_place *p;
	size_t i;

	for (i = 0; i < moves->count; i++) {
		p = &moves->list[i];
		buf_printf(out, "rewrite \"^%s%s(.*)$\" %s%s$1 permanent;\n",
		    site_prefix(site), p->path, site_prefix(site), p->target);
	}
}

static void
put_recipe(struct buf *out, const struct site *site)
{
	buf_puts(out, head);
	/* Names there change with their bytes. */
	buf_printf(out,
	    "if ($uri ~ \"^%s/_static/\") {\n"
	    "\tset $gazette_cache \"public, max-age=31536000, immutable\";\n"
	    "}\n"
	    "set $gazette_search \"form-action 'none'\";\n"
	    "if ($uri ~ \"^%s/search/\") {\n"
	    "\tset $gazette_search \"form-action 'self'; script-src 'self';"
	    " connect-src 'self'\";\n"
	    "}\n",
	    site_prefix(site), site_prefix(site));
	buf_puts(out, headers);
	buf_printf(out, "error_page 410 %s/410.html;\n", site_prefix(site));
}

enum verdict
recipe_write(const struct site *site, int dir, const char *name,
    struct why *why)
{
	enum verdict v;
	struct buf out;
	struct catalog_places moves;
	struct catalog_releases gone;

	v = catalog_gone(site->catalog, site->id, &gone, why);
	if (v != V_OK)
		return v;
	memset(&moves, 0, sizeof(moves));
	v = catalog_moves(site->catalog, site->id, &moves, why);
	buf_init(&out, LARGEST);
	put_recipe(&out, site);
	put_moves(&out, site, &moves);
	catalog_places_fini(&moves);
	put_gone(&out, site, &gone);
	catalog_releases_fini(&gone);
	if (v == V_OK && buf_is_full(&out))
		v = why_set(why, V_FATAL, "internal", "%s is too large", name);
	else if (v == V_OK &&
	    fs_replace_file(dir, name, out.data, out.len) == -1)
		v = why_errno(why, "the state folder: %s", name);
	buf_fini(&out);
	return v;
}
