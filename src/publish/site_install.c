/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting pages, feeds and the style in place.  See site.h. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "base/xalloc.h"
#include "publish/folders.h"
#include "publish/site.h"
#include "publish/site_put.h"
#include "publish/site_xml.h"
#include "publish/twin.h"

enum {
	STATIC_MAX = 1 << 20,
	FEW = 12, /* files: up to here fsync of each, beyond one syncfs */
	PORTION = 64,
};

/* A file on its way into the web root. */
struct incoming {
	char file[CATALOG_PATH_SIZE];
	const char *shard;
	const void *data;
	size_t len;
	struct buf own; /* of a twin: its bytes */
	int is_twin;    /* of the one before it in the list */
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
	same = fstat(fd, &st) == 0 && (size_t)st.st_size == in->len &&
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
	snprintf(in->name, sizeof(in->name), "%.255s",
	    slash != NULL ? slash + 1 : in->file);
	snprintf(in->tmp, sizeof(in->tmp), ".%.200s.new", in->name);
	if ((in->dir = folders_make(root, in->parent)) == -1)
		return -1;
	if (unlinkat(in->dir, in->tmp, 0) == -1 && errno != ENOENT)
		return -1;
	mask = umask(022);
	result = fs_put_file(in->dir, in->tmp, in->data, in->len, 0644, 0);
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

/* A twin has the time of its file, whether that was just written or stays. */
static int
time_twin(int root, const struct incoming *twin)
{
	const struct incoming *main;
	int dir, result;

	main = twin - 1;
	if (main->dir != -1)
		return twin_time(main->dir, main->tmp, twin->tmp);
	if ((dir = fs_open_dir(root, twin->parent)) == -1)
		return -1;
	result = twin_time(dir,
	    strrchr(main->file, '/') != NULL ? strrchr(main->file, '/') + 1 :
					       main->file,
	    twin->tmp);
	close(dir);
	return result;
}

/* A file that is written anew takes its twin along, or their times would
 * part. */
static int
write_one(const struct web *web, struct incoming *in)
{
	int forced;

	forced = in->is_twin && in[-1].dir != -1;
	if (!forced && is_in_place(web->root, in))
		return 0;
	if (write_tmp(web->root, in) == -1)
		return -1;
	return in->is_twin ? time_twin(web->root, in) : 0;
}

static int
put_in_place(const struct web *web, struct incoming *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (write_one(web, &list[i]) == -1)
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
	snprintf(now.shard, sizeof(now.shard), "%s", in->shard);
	memcpy(now.sha256, in->sha256, sizeof(now.sha256));
	now.size = in->len;
	v = catalog_site_file_get(site->catalog, site->id, in->file, &was, why);
	if (v != V_OK ||
	    (strcmp(was.sha256, now.sha256) == 0 && was.size == now.size &&
		strcmp(was.shard, now.shard) == 0))
		return v;
	return catalog_site_file_put(site->catalog, site->id, &now, why);
}

static void
incoming_init(struct incoming *in, const struct site_put *put)
{
	memset(in, 0, sizeof(*in));
	snprintf(in->file, sizeof(in->file), "%s", put->file);
	in->shard = put->shard;
	in->data = put->data;
	in->len = put->len;
	in->dir = -1;
	buf_init(&in->own, SIZE_MAX / 4);
	hash_of(in->data, in->len, in->sha256);
}

/* The twin of the last of the list; 1 if it has one. */
static int
twin_init(struct incoming *twin, const struct site_put *put)
{
	struct site_put second = *put;

	if (!twin_is_wanted(put->file))
		return 0;
	incoming_init(twin, &second);
	if (strlen(twin->file) + sizeof(TWIN_SUFFIX) > sizeof(twin->file) ||
	    !twin_make(put->data, put->len, &twin->own)) {
		buf_fini(&twin->own);
		return 0;
	}
	memcpy(twin->file + strlen(twin->file), TWIN_SUFFIX,
	    sizeof(TWIN_SUFFIX));
	twin->data = twin->own.data;
	twin->len = twin->own.len;
	twin->is_twin = 1;
	hash_of(twin->data, twin->len, twin->sha256);
	return 1;
}

/* A file that has no twin any more. */
static enum verdict
drop_twin(const struct site *site, const char *file, struct why *why)
{
	char name[CATALOG_PATH_SIZE + sizeof(TWIN_SUFFIX)];
	enum verdict v;
	struct catalog_site_file was;

	snprintf(name, sizeof(name), "%s" TWIN_SUFFIX, file);
	v = catalog_site_file_get(site->catalog, site->id, name, &was, why);
	if (v != V_OK || was.path[0] == '\0')
		return v;
	if (unlinkat(site->web.root, name, 0) == -1 && errno != ENOENT &&
	    errno != ENOTDIR)
		return why_errno(why, "the web root: %s", name);
	return catalog_site_file_remove(site->catalog, site->id, name, why);
}

/* So many at a time: each holds its folder open. */
struct portion {
	struct incoming list[2 * PORTION];
	size_t count;
};

static void
portion_fill(struct portion *portion, const struct site_put *puts, size_t count)
{
	size_t i;

	portion->count = 0;
	for (i = 0; i < count; i++) {
		incoming_init(&portion->list[portion->count++], &puts[i]);
		if (twin_init(&portion->list[portion->count], &puts[i]))
			portion->count++;
	}
}

static void
portion_fini(struct portion *portion)
{
	size_t i;

	for (i = 0; i < portion->count; i++) {
		if (portion->list[i].dir != -1)
			close(portion->list[i].dir);
		buf_fini(&portion->list[i].own);
	}
	portion->count = 0;
}

static enum verdict
place(const struct site *site, struct portion *portion, struct why *why)
{
	return put_in_place(&site->web, portion->list, portion->count) == 0 ?
	    V_OK :
	    why_errno(why, "lists in the web root");
}

static enum verdict
record_all(const struct site *site, const struct portion *portion,
    struct why *why)
{
	const struct incoming *in;
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; v == V_OK && i < portion->count; i++) {
		in = &portion->list[i];
		v = record(site, in, why);
		if (v == V_OK && !in->is_twin && twin_is_wanted(in->file) &&
		    (i + 1 == portion->count || !in[1].is_twin))
			v = drop_twin(site, in->file, why);
	}
	return v;
}

static enum verdict
put_portions(const struct site *site, const struct site_put *puts, size_t count,
    int recording, struct why *why)
{
	enum verdict v = V_OK;
	size_t done, n;
	struct portion *portion;

	portion = xcalloc(1, sizeof(*portion));
	for (done = 0; v == V_OK && done < count; done += n) {
		n = count - done;
		if (n > PORTION)
			n = PORTION;
		portion_fill(portion, puts + done, n);
		v = place(site, portion, why);
		if (v == V_OK && recording)
			v = record_all(site, portion, why);
		portion_fini(portion);
	}
	free(portion);
	return v;
}

enum verdict
site_place(const struct site *site, const struct site_put *puts, size_t count,
    struct why *why)
{
	return put_portions(site, puts, count, 0, why);
}

enum verdict
site_put_all(const struct site *site, const struct site_put *puts, size_t count,
    struct why *why)
{
	return put_portions(site, puts, count, 1, why);
}

enum verdict
site_note(const struct site *site, const struct site_put *put, struct why *why)
{
	struct incoming in;

	incoming_init(&in, put);
	return record(site, &in, why);
}

enum verdict
site_install_all(const struct site *site, const struct site_page *pages,
    const struct site_blob *blobs, size_t count, struct why *why)
{
	enum verdict v;
	size_t i;
	struct site_put *puts;

	puts = xcalloc(count, sizeof(*puts));
	for (i = 0; i < count; i++) {
		puts[i].file = pages[i].file;
		puts[i].shard = pages[i].shard;
		puts[i].data = blobs[i].data;
		puts[i].len = blobs[i].len;
	}
	v = site_put_all(site, puts, count, why);
	free(puts);
	return v;
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
	enum verdict v;

	if (unlinkat(site->web.root, page->file, 0) == -1 && errno != ENOENT &&
	    errno != ENOTDIR)
		return why_errno(why, "the web root: %s", page->file);
	v = drop_twin(site, page->file, why);
	if (v != V_OK)
		return v;
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
read_static(const char *xsl_dir, const char *name, struct buf *out,
    struct why *why)
{
	enum verdict v = V_OK;
	int dir, fd;

	dir = open(xsl_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		return why_errno(why, "%s", xsl_dir);
	fd = fs_open_file(dir, name);
	if (fd == -1 || fs_read_all(fd, out) == -1)
		v = why_errno(why, "%s/%s", xsl_dir, name);
	if (fd != -1)
		close(fd);
	close(dir);
	return v;
}

/* A name for its content: caches may keep it for ever, and pages that were
 * rendered with an older one still find theirs. */
static enum verdict
put_static(struct site *site, const struct buf *content, const char *suffix,
    char ret_href[CATALOG_PATH_SIZE], struct why *why)
{
	char file[CATALOG_PATH_SIZE], sha256[HASH_HEX_SIZE];
	struct site_put put;

	hash_of(content->data, content->len, sha256);
	snprintf(file, sizeof(file), "_static/%.16s%s", sha256, suffix);
	if (snprintf(ret_href, CATALOG_PATH_SIZE, "%s/%s", site_prefix(site),
		file) >= CATALOG_PATH_SIZE)
		return why_set(why, V_FATAL, "internal",
		    "base_url is too long");
	put.file = file;
	put.shard = "site";
	put.data = content->data;
	put.len = content->len;
	return site_put_all(site, &put, 1, why);
}

enum verdict
site_static(struct site *site, const char *xsl_dir, struct why *why)
{
	enum verdict v;
	struct buf content;

	buf_init(&content, STATIC_MAX);
	v = read_static(xsl_dir, "style.css", &content, why);
	if (v == V_OK)
		v = put_static(site, &content, ".css", site->style, why);
	buf_reset(&content);
	if (v == V_OK)
		v = read_static(xsl_dir, "search.js", &content, why);
	if (v == V_OK)
		v = put_static(site, &content, ".js", site->script, why);
	buf_fini(&content);
	return v;
}
