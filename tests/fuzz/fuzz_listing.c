/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a server says that it has, as a mirror reads it: the first byte tells
 * whether it is an index of manifests or one of them.
 *
 * What is read is in order, each path once, within bounds, and leads nowhere
 * but into the folder; the release that a path is in is a beginning of it.
 */
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "mirror/listing.h"
#include "mirror/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int is_so)
{
	if (!is_so)
		__builtin_trap();
}

static void
check_path(const char *path)
{
	const char *part;
	size_t folder;

	must(path[0] != '\0' && path[0] != '/' && strlen(path) <= 300);
	for (part = path; part != NULL; part = strchr(part, '/')) {
		part += *part == '/';
		must(*part != '\0' && *part != '/' && *part != '.');
	}
	folder = release_folder(path);
	must(folder < strlen(path));
	must(folder == 0 || path[folder - 1] == '/');
}

static void
check_listing(const struct listing *listing)
{
	const struct listed *file;
	size_t i;

	must(strlen(listing->epoch) < sizeof(listing->epoch));
	for (i = 0; i < listing->count; i++) {
		file = &listing->list[i];
		check_path(file->path);
		must(hash_is_hex(file->sha256) && file->size <= 1U << 28);
		must(i == 0 || strcmp(file[-1].path, file->path) < 0);
		must(listing_find(listing, file->path) == file);
	}
	must(listing_find(listing, "not/there") == NULL || listing->count > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *key;
	struct listing listing;
	struct why why;

	if (size == 0)
		return 0;
	key = data[0] == 'm' ? "manifests" : "files";
	if (listing_read((const char *)data + 1, size - 1, key, &listing,
		&why) != V_OK)
		return 0;
	check_listing(&listing);
	listing_fini(&listing);
	return 0;
}
