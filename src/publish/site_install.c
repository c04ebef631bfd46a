/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting pages, feeds and the style in place.  See site.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "publish/site.h"
#include "publish/site_xml.h"

enum {
	STYLE_MAX = 1 << 20
};

/* The folders over a file that was not there before are synced too. */
static int
sync_parents(int root, const char *file)
{
	char parent[CATALOG_PATH_SIZE];
	const char *slash;

	if ((slash = strrchr(file, '/')) == NULL)
		return fs_sync_dir(root);
	snprintf(parent, sizeof(parent), "%.*s", (int)(slash - file), file);
	return fs_sync_path(root, parent);
}

static enum verdict
put_file(const struct site *site, const char *file, const void *data,
    size_t len, struct why *why)
{
	enum verdict v;
	struct catalog_site_file now, was;

	memset(&now, 0, sizeof(now));
	snprintf(now.path, sizeof(now.path), "%s", file);
	hash_of(data, len, now.sha256);
	now.size = len;
	v = catalog_site_file_get(site->catalog, site->id, file, &was, why);
	if (v != V_OK)
		return v;
	if (fs_replace_file(site->web.root, file, data, len) == -1)
		return why_errno(why, "the web root: %s", file);
	if (was.path[0] == '\0' && sync_parents(site->web.root, file) == -1)
		return why_errno(why, "the web root: %s", file);
	if (memcmp(&now, &was, sizeof(now)) == 0)
		return V_OK;
	return catalog_site_file_put(site->catalog, site->id, &now, why);
}

enum verdict
site_install(const struct site *site, const struct site_page *page,
    const void *data, size_t len, struct why *why)
{
	return put_file(site, page->file, data, len, why);
}

enum verdict
site_uninstall(const struct site *site, const struct site_page *page,
    struct why *why)
{
	char parent[CATALOG_PATH_SIZE];
	char *slash;

	if (unlinkat(site->web.root, page->file, 0) == -1 && errno != ENOENT &&
	    errno != ENOTDIR)
		return why_errno(why, "the web root: %s", page->file);
	snprintf(parent, sizeof(parent), "%s", page->file);
	/* Its folder too, unless something else lies in it. */
	if ((slash = strrchr(parent, '/')) != NULL) {
		*slash = '\0';
		(void)unlinkat(site->web.root, parent, AT_REMOVEDIR);
	}
	return catalog_site_file_remove(site->catalog, site->id, page->file,
	    why);
}

static enum verdict
read_style(const char *xsl_dir, struct buf *out, struct why *why)
{
	enum verdict v = V_OK;
	int dir, fd;

	dir = open(xsl_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		return why_errno(why, "%s", xsl_dir);
	if ((fd = fs_open_file(dir, "style.css")) == -1)
		v = why_errno(why, "%s/style.css", xsl_dir);
	else if (fs_read_all(fd, out) == -1)
		v = why_errno(why, "%s/style.css", xsl_dir);
	if (fd != -1)
		close(fd);
	close(dir);
	return v;
}

static enum verdict
install_style(struct site *site, const struct buf *style, struct why *why)
{
	char file[CATALOG_PATH_SIZE], sha256[HASH_HEX_SIZE];

	/* A name for its content: caches may keep it for ever, and pages that
	 * were rendered with an older one still find theirs. */
	hash_of(style->data, style->len, sha256);
	snprintf(file, sizeof(file), "_static/%.16s.css", sha256);
	if (snprintf(site->style, sizeof(site->style), "%s/%s",
		site_prefix(site), file) >= (int)sizeof(site->style))
		return why_set(why, V_FATAL, "internal",
		    "base_url is too long");
	return put_file(site, file, style->data, style->len, why);
}

enum verdict
site_style(struct site *site, const char *xsl_dir, struct why *why)
{
	enum verdict v;
	struct buf style;

	buf_init(&style, STYLE_MAX);
	v = read_style(xsl_dir, &style, why);
	if (v == V_OK)
		v = install_style(site, &style, why);
	buf_fini(&style);
	return v;
}
