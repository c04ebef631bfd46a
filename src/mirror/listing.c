/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading manifests.  See listing.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/xalloc.h"
#include "mirror/listing.h"
#include "mirror/path.h"

enum {
	LARGEST = 1 << 28, /* bytes of a file */
};

static enum verdict
bad(struct why *why, const char *what)
{
	return why_set(why, V_REJECT, "mirror-manifest",
	    "the manifest of the server is not sound: %s", what);
}

static enum verdict
read_one(const json_t *json, struct listed *ret, struct why *why)
{
	const char *path, *sha256;
	json_int_t size;

	path = json_string_value(json_object_get(json, "p"));
	sha256 = json_string_value(json_object_get(json, "sha256"));
	size = json_integer_value(json_object_get(json, "n"));
	if (path == NULL || !mirror_path_is_good(path))
		return bad(why, "a path that leads elsewhere");
	if (sha256 == NULL || !hash_is_hex(sha256))
		return bad(why, "a file without its hash");
	if (!json_is_integer(json_object_get(json, "n")) || size < 0 ||
	    size > LARGEST)
		return bad(why, "a file of no size, or too large");
	ret->path = xstrdup(path);
	snprintf(ret->sha256, sizeof(ret->sha256), "%s", sha256);
	ret->size = (uint64_t)size;
	return V_OK;
}

static int
compare(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static enum verdict
read_list(const json_t *files, struct listing *ret, struct why *why)
{
	enum verdict v = V_OK;
	size_t i, n;

	n = json_array_size(files);
	ret->list = xcalloc(n + 1, sizeof(*ret->list));
	for (i = 0; v == V_OK && i < n; i++) {
		v = read_one(json_array_get(files, i), &ret->list[i], why);
		ret->count += v == V_OK;
	}
	if (v != V_OK)
		return v;
	qsort(ret->list, n, sizeof(*ret->list), compare);
	for (i = 1; i < n; i++) {
		if (compare(&ret->list[i - 1], &ret->list[i]) == 0)
			return bad(why, "a file twice");
	}
	return V_OK;
}

enum verdict
listing_read(const char *text, size_t len, const char *key, struct listing *ret,
    struct why *why)
{
	const char *epoch;
	const json_t *files;
	enum verdict v;
	json_t *json;
	struct listing listing = { 0 };

	json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	epoch = json_string_value(json_object_get(json, "epoch"));
	files = json_object_get(json, key);
	if (epoch == NULL || !json_is_array(files)) {
		v = bad(why, "no list of files");
	} else {
		snprintf(listing.epoch, sizeof(listing.epoch), "%s", epoch);
		v = read_list(files, &listing, why);
	}
	json_decref(json);
	if (v == V_OK)
		*ret = listing;
	else
		listing_fini(&listing);
	return v;
}

void
listing_fini(struct listing *listing)
{
	size_t i;

	for (i = 0; i < listing->count; i++)
		free(listing->list[i].path);
	free(listing->list);
	memset(listing, 0, sizeof(*listing));
}

const struct listed *
listing_find(const struct listing *listing, const char *path)
{
	char *copy;
	const struct listed *found;
	struct listed key;

	if (listing->count == 0)
		return NULL;
	copy = xstrdup(path);
	key.path = copy;
	found = bsearch(&key, listing->list, listing->count, sizeof(key),
	    compare);
	free(copy);
	return found;
}
