/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting pages, feeds and the style in place.  See site.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "publish/folders.h"
#include "publish/site.h"
#include "publish/site_xml.h"

enum {
	STYLE_MAX = 1 << 20,
	FEW = 12, /* files: up to here fsync of each, beyond one syncfs */
	PORTION = 64,
};

/* A page on its way into the web root. */
struct incoming {
	const char *file;
	const struct site_blob *blob;
	char sha256[HASH_HEX_SIZE];
	int dir; /* its folder; -1 where nothing is to be done */
	char name[NAME_MAX + 1]; /* in dir */
	char tmp[NAME_MAX + 1];
	char parent[CATALOG_PATH_SIZE];
};

/* Is exactly this in place already?  Then it keeps its time, and the ETag that
 * a server makes of it. */
static int
is_in_place(int root, const struct incoming *in)
{
	char sha256[HASH_HEX_SIZE];
	int fd, same;
	struct stat st;

	if ((fd = fs_open_file(root, in->file)) == -1)
		return 0;
	same = fstat(fd, &st) == 0 && (size_t)st.st_size == in->blob->len &&
	    hash_fd(fd, sha256) == 0 && strcmp(sha256, in->sha256) == 0;
	close(fd);
	return same;
}

static int
write_tmp(int root, struct incoming *in)
{
	const char *slash;
	int result;
	mode_t mask;

	slash = strrchr(in->file, '/');
	snprintf(in->parent, sizeof(in->parent), "%.*s",
	    slash != NULL ? (int)(slash - in->file) : 0, in->file);
	snprintf(in->name, sizeof(in->name), "%s",
	    slash != NULL ? slash + 1 : in->file);
	snprintf(in->tmp, sizeof(in->tmp), ".%.200s.new", in->name);
	if ((in->dir = folders_make(root, in->parent)) == -1)
		return -1;
	if (unlinkat(in->dir, in->tmp, 0) == -1 && errno != ENOENT)
		return -1;
	mask = umask(022);
	result = fs_put_file(in->dir, in->tmp, in->blob->data, in->blob->len,
	    0644, 0);
	umask(mask);
	return result;
}

static int
sync_tmp(const struct incoming *in)
{
	int fd, result;

	if ((fd = fs_open_file(in->dir, in->tmp)) == -1)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

/* Few files are synced one by one, many all together. */
static int
sync_files(const struct web *web, const struct incoming *list, size_t count)
{
	size_t i, n = 0;

	for (i = 0; i < count; i++)
		n += list[i].dir != -1;
	if (n > FEW || (n > 0 && web->sync_whole))
		return syncfs(web->root);
	for (i = 0; i < count; i++) {
		if (list[i].dir != -1 && sync_tmp(&list[i]) == -1)
			return -1;
	}
	return 0;
}

/* The folders over a file that was not there before are synced too. */
static int
sync_folder(const struct web *web, const struct incoming *in)
{
	if (folders_has(web->durable, in->parent))
		return fsync(in->dir);
	if (fs_sync_path(web->root, in->parent) == -1)
		return -1;
	/* Each stub has a folder of its own: not worth knowing. */
	if (strncmp(in->file, "id/", 3) != 0)
		folders_add(web->durable, in->parent);
	return 0;
}

static int
sync_names(const struct web *web, const struct incoming *list, size_t count)
{
	size_t i, n = 0;

	for (i = 0; i < count; i++)
		n += list[i].dir != -1;
	if (n > FEW || (n > 0 && web->sync_whole))
		return syncfs(web->root);
	for (i = 0; i < count; i++) {
		if (list[i].dir != -1 && sync_folder(web, &list[i]) == -1)
			return -1;
	}
	return 0;
}

static int
put_in_place(const struct web *web, struct incoming *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		hash_of(list[i].blob->data, list[i].blob->len, list[i].sha256);
		if (!is_in_place(web->root, &list[i]) &&
		    write_tmp(web->root, &list[i]) == -1)
			return -1;
	}
	if (sync_files(web, list, count) == -1)
		return -1;
	for (i = 0; i < count; i++) {
		if (list[i].dir != -1 &&
		    renameat(list[i].dir, list[i].tmp, list[i].dir,
			list[i].name) == -1)
			return -1;
	}
	return sync_names(web, list, count);
}

static enum verdict
record(const struct site *site, const struct incoming *in, struct why *why)
{
	enum verdict v;
	struct catalog_site_file now, was;

	memset(&now, 0, sizeof(now));
	snprintf(now.path, sizeof(now.path), "%s", in->file);
	memcpy(now.sha256, in->sha256, sizeof(now.sha256));
	now.size = in->blob->len;
	v = catalog_site_file_get(site->catalog, site->id, in->file, &was, why);
	if (v != V_OK ||
	    (strcmp(was.sha256, now.sha256) == 0 && was.size == now.size))
		return v;
	return catalog_site_file_put(site->catalog, site->id, &now, why);
}

static enum verdict
install(const struct site *site, struct incoming *list, size_t count,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;

	if (put_in_place(&site->web, list, count) == -1)
		v = why_errno(why, "lists in the web root");
	for (i = 0; i < count; i++) {
		if (list[i].dir != -1)
			close(list[i].dir);
	}
	for (i = 0; v == V_OK && i < count; i++)
		v = record(site, &list[i], why);
	return v;
}

/* So many at a time: each holds its folder open. */
enum verdict
site_install_all(const struct site *site, const struct site_page *pages,
    const struct site_blob *blobs, size_t count, struct why *why)
{
	enum verdict v = V_OK;
	size_t done, i, n;
	struct incoming list[PORTION];

	for (done = 0; v == V_OK && done < count; done += n) {
		n = count - done;
		if (n > PORTION)
			n = PORTION;
		memset(list, 0, sizeof(list));
		for (i = 0; i < n; i++) {
			list[i].file = pages[done + i].file;
			list[i].blob = &blobs[done + i];
			list[i].dir = -1;
		}
		v = install(site, list, n, why);
	}
	return v;
}

static enum verdict
put_file(const struct site *site, const char *file, const struct buf *data,
    struct why *why)
{
	struct incoming one = { .file = file, .dir = -1 };
	struct site_blob blob = { data->data, data->len };

	one.blob = &blob;
	return install(site, &one, 1, why);
}

enum verdict
site_install(const struct site *site, const struct site_page *page,
    const void *data, size_t len, struct why *why)
{
	struct site_blob blob = { data, len };

	return site_install_all(site, page, &blob, 1, why);
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
		if (unlinkat(site->web.root, parent, AT_REMOVEDIR) == 0)
			folders_forget(site->web.durable);
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
	fd = fs_open_file(dir, "style.css");
	if (fd == -1 || fs_read_all(fd, out) == -1)
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
	return put_file(site, file, style, why);
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
