/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Erasure: what the drop folder still holds of a release that is erased.
 * See life.h for the contract.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/names.h"
#include "intake/junk.h"
#include "newsroom/life.h"
#include "staff/place.h"

/* Does place hold exactly these bytes? */
static int
has_bytes(int drop, const char *place, const char *sha256)
{
	char found[HASH_HEX_SIZE];
	int fd, same;
	struct stat st;

	fd = fs_open_file(drop, place);
	if (fd == -1)
		return 0;
	same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    hash_fd(fd, found) == 0 && strcmp(found, sha256) == 0;
	close(fd);
	return same;
}

static enum verdict
remove_file(int drop, const char *place, struct why *why)
{
	if (unlinkat(drop, place, 0) == -1 && errno != ENOENT)
		return why_errno(why, "removing %s", place);
	return V_OK;
}

/* Every page of ours beside a document, and its receipt. */
static enum verdict
remove_pages(int drop, const char *place, struct why *why)
{
	char folder[PATH_MAX], receipt[PATH_MAX];
	enum verdict v;
	int dir, own;

	v = place_clear_beside(drop, place, why);
	if (v != V_OK ||
	    snprintf(receipt, sizeof(receipt), "%s%s", place,
		place_suffix(PLACE_RECEIPT)) >= (int)sizeof(receipt) ||
	    names_folder(place, folder, sizeof(folder)) == -1 ||
	    (dir = fs_open_dir(drop, folder)) == -1)
		return v;
	own = junk_is_own(dir, names_last(receipt));
	close(dir);
	return own ? remove_file(drop, receipt, why) : V_OK;
}

/* Not even the name of a file is remembered. */
static enum verdict
forget_name(struct desk *desk, const char *place, struct why *why)
{
	char receipt[PATH_MAX];
	enum verdict v;

	v = catalog_seen_remove(desk->archive->catalog, desk->site.id, place,
	    why);
	if (v == V_OK &&
	    snprintf(receipt, sizeof(receipt), "%s%s", place,
		place_suffix(PLACE_RECEIPT)) < (int)sizeof(receipt))
		v = catalog_seen_remove(desk->archive->catalog, desk->site.id,
		    receipt, why);
	return v;
}

/* One place at which an original, or only its receipt, may lie. */
static enum verdict
clear_place(struct desk *desk, const char *place, const char *sha256,
    struct why *why)
{
	enum verdict v = V_OK;
	int drop;

	drop = scan_dir(desk->scan);
	if (has_bytes(drop, place, sha256))
		v = remove_file(drop, place, why);
	if (v == V_OK)
		v = remove_pages(drop, place, why);
	return v == V_OK ? forget_name(desk, place, why) : v;
}

/* Its receipts lie in the months in which it was put away. */
static enum verdict
clear_months(struct desk *desk, const char *name, const char *sha256,
    struct why *why)
{
	char place[PATH_MAX];
	DIR *months;
	enum verdict v = V_OK;
	int dir;
	struct dirent *e;

	dir = fs_open_dir(scan_dir(desk->scan), desk->config->done);
	if (dir == -1)
		return V_OK;
	if ((months = fdopendir(dir)) == NULL) {
		close(dir);
		return why_errno(why, "%s", desk->config->done);
	}
	while (v == V_OK && (e = readdir(months)) != NULL) {
		if (e->d_name[0] != '.' &&
		    snprintf(place, sizeof(place), "%s/%s/%s",
			desk->config->done, e->d_name,
			name) < (int)sizeof(place))
			v = clear_place(desk, place, sha256, why);
	}
	closedir(months);
	return v;
}

enum verdict
erasure_clear(struct desk *desk, const struct catalog_release *release,
    struct why *why)
{
	const struct catalog_seen *s;
	enum verdict v;
	size_t i;
	struct catalog_seen_list seen;

	if (desk->scan == NULL)
		return why_set(why, V_DEFER, "world-trouble",
		    "the drop folder %s, where its originals lie, can't be "
		    "opened",
		    desk->config->drop);
	memset(&seen, 0, sizeof(seen));
	v = catalog_originals(desk->archive->catalog, release->id, &seen, why);
	for (i = 0; i < seen.count && v == V_OK; i++) {
		s = &seen.list[i];
		if (s->place[0] == '/')
			continue;
		v = clear_place(desk, s->place, s->sha256, why);
		if (v == V_OK)
			v = clear_months(desk, names_last(s->place), s->sha256,
			    why);
	}
	catalog_seen_list_fini(&seen);
	return v;
}
