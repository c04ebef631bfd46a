/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The central directory of a ZIP.  See zipdir.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/uri.h"
#include "base/xalloc.h"
#include "read/zipdir.h"

/* APPNOTE 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3. */
enum {
	END_SIZE = 22,
	END_COMMENT_MAX = 65535,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	CENTRAL_SIZE = 46,
	LOCAL_SIZE = 30,
	EXTRA_ZIP64 = 1,
	FLAG_ENCRYPTED = 1 << 0,
	FLAG_STRONG = 1 << 6,
	FLAG_MASKED = 1 << 13,
	MADE_BY_UNIX = 3,
	UNIX_TYPE = 0170000,
	UNIX_LINK = 0120000,
	NAME_MAX_LEN = 1024,
};

#define SIG_END     0x06054b50U
#define SIG_END64   0x06064b50U
#define SIG_LOCATOR 0x07064b50U
#define SIG_CENTRAL 0x02014b50U
#define SIG_LOCAL   0x04034b50U
#define ALL_ONES    0xffffffffU

/* The bytes of an archive and where its directory is. */
struct archive {
	const unsigned char *data;
	size_t len;
	size_t base;    /* offsets count from here */
	size_t central; /* of the directory, in data */
	size_t end;     /* of the directory */
	uint64_t entries;
};

/* One record of the directory, beside what goes into struct zipdir_entry. */
struct record {
	const unsigned char *p; /* the record */
	size_t name_len;
	size_t size;     /* of the record */
	uint64_t offset; /* of the local header, from base */
};

struct range {
	uint64_t from;
	uint64_t to;
};

static unsigned
get16(const unsigned char *p)
{
	return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static uint32_t
get32(const unsigned char *p)
{
	return get16(p) | (uint32_t)get16(p + 2) << 16;
}

static uint64_t
get64(const unsigned char *p)
{
	return get32(p) | (uint64_t)get32(p + 4) << 32;
}

static enum verdict
corrupt(struct why *why, const char *how)
{
	return why_set(why, V_REJECT, "package-corrupt",
	    "the file is damaged: %s", how);
}

/* The end record, whose comment must reach to the end of the file. */
static const unsigned char *
find_end(const struct archive *a)
{
	const unsigned char *p;
	size_t i, room;

	if (a->len < END_SIZE)
		return NULL;
	room = a->len - END_SIZE;
	for (i = 0; i <= room && i <= END_COMMENT_MAX; i++) {
		p = a->data + room - i;
		if (get32(p) == SIG_END && get16(p + 20) == i)
			return p;
	}
	/* Junk may follow it, as of transfers that round up. */
	for (i = 0; i <= room && i <= END_COMMENT_MAX; i++) {
		p = a->data + room - i;
		if (get32(p) == SIG_END && get16(p + 20) <= i)
			return p;
	}
	return NULL;
}

/* Where sizes did not fit into 32 bits (4.3.14). */
static int
find_end64(struct archive *a, const unsigned char *end, uint64_t *ret_size,
    uint64_t *ret_offset)
{
	const unsigned char *locator, *p;
	uint64_t at;

	if ((size_t)(end - a->data) < LOCATOR_SIZE + END64_SIZE)
		return 0;
	locator = end - LOCATOR_SIZE;
	if (get32(locator) != SIG_LOCATOR)
		return 0;
	at = get64(locator + 8);
	if (at > (size_t)(locator - a->data) - END64_SIZE)
		return 0;
	p = a->data + at;
	if (get32(p) != SIG_END64)
		return 0;
	a->entries = get64(p + 32);
	*ret_size = get64(p + 40);
	*ret_offset = get64(p + 48);
	a->end = (size_t)at;
	return 1;
}

static enum verdict
find_directory(struct archive *a, int64_t max_entries, struct why *why)
{
	const unsigned char *end;
	uint64_t offset, size;

	if ((end = find_end(a)) == NULL)
		return why_set(why, V_REJECT, "incomplete",
		    "the file is not complete: its end is missing");
	a->entries = get16(end + 10);
	size = get32(end + 12);
	offset = get32(end + 16);
	a->end = (size_t)(end - a->data);
	if ((a->entries == 0xffff || size == ALL_ONES || offset == ALL_ONES) &&
	    !find_end64(a, end, &size, &offset))
		return corrupt(why, "its directory can't be found");
	if (a->entries > (uint64_t)max_entries)
		return why_set(why, V_REJECT, "package-too-many",
		    "the package has %llu entries, the limit is %lld",
		    (unsigned long long)a->entries, (long long)max_entries);
	if (size > a->end || offset > a->end - size)
		return why_set(why, V_REJECT, "incomplete",
		    "the file is not complete: a part of it is missing");
	a->central = a->end - (size_t)size;
	a->base = a->central - (size_t)offset;
	return V_OK;
}

/* The values that stand in the ZIP64 extra field (4.5.3), in this order. */
static int
read_zip64(struct record *r, struct zipdir_entry *entry)
{
	const unsigned char *end, *p;
	uint64_t *values[3];
	size_t i, len, n;

	n = 0;
	if (entry->size == ALL_ONES)
		values[n++] = &entry->size;
	if (entry->stored == ALL_ONES)
		values[n++] = &entry->stored;
	if (r->offset == ALL_ONES)
		values[n++] = &r->offset;
	if (n == 0)
		return 0;
	p = r->p + CENTRAL_SIZE + r->name_len;
	end = p + get16(r->p + 30);
	for (; end - p >= 4; p += 4 + len) {
		len = get16(p + 2);
		if (len > (size_t)(end - p) - 4)
			return -1;
		if (get16(p) != EXTRA_ZIP64)
			continue;
		if (len < 8 * n)
			return -1;
		for (i = 0; i < n; i++)
			*values[i] = get64(p + 4 + 8 * i);
		return 0;
	}
	return -1;
}

static int
is_link(const struct record *r)
{
	return r->p[5] == MADE_BY_UNIX &&
	    ((get32(r->p + 38) >> 16) & UNIX_TYPE) == UNIX_LINK;
}

/* The entry's name as a part's.  Old packers write backslashes and leading
 * slashes; a name that climbs or holds a NUL comes from nobody honest. */
static enum verdict
read_name(const struct record *r, struct zipdir_entry *entry, struct why *why)
{
	const unsigned char *p;
	char *raw;
	enum verdict v;

	p = r->p + CENTRAL_SIZE;
	if (memchr(p, '\0', r->name_len) != NULL || is_link(r))
		return why_set(why, V_REJECT, "package-names",
		    "the package holds a link or a name with a NUL");
	entry->name = entry->key = NULL;
	if (r->name_len == 0 || r->name_len > NAME_MAX_LEN ||
	    p[r->name_len - 1] == '/' || p[r->name_len - 1] == '\\') {
		entry->name = xstrdup("");
		entry->key = xstrdup("");
		return V_OK;
	}
	raw = xasprintf("/%.*s", (int)r->name_len, (const char *)p);
	entry->name = uri_resolve_part("", raw);
	v = V_OK;
	if (entry->name == NULL) {
		v = why_set(why, V_REJECT, "package-names",
		    "the package holds a name that is not of a part");
		why_quote(why, raw + 1);
	} else {
		entry->key = zipdir_key(entry->name);
	}
	free(raw);
	return v;
}

/* Does the local header agree, and where do the entry's bytes lie? */
static enum verdict
check_local(const struct archive *a, const struct record *r,
    const struct zipdir_entry *entry, struct range *ret_range, struct why *why)
{
	const unsigned char *p;
	size_t head, room;

	room = a->central - a->base;
	if (r->offset > room || room - (size_t)r->offset < LOCAL_SIZE)
		return corrupt(why, "an entry lies outside of it");
	room -= (size_t)r->offset;
	p = a->data + a->base + r->offset;
	if (get32(p) != SIG_LOCAL)
		return corrupt(why, "an entry is not where it should be");
	head = LOCAL_SIZE + get16(p + 26) + get16(p + 28);
	if (head > room || entry->stored > room - head)
		return corrupt(why, "an entry is longer than the file");
	if (get16(p + 26) != r->name_len ||
	    memcmp(p + LOCAL_SIZE, r->p + CENTRAL_SIZE, r->name_len) != 0)
		return corrupt(why, "an entry has two names");
	ret_range->from = r->offset;
	ret_range->to = r->offset + head + entry->stored;
	return V_OK;
}

static enum verdict
read_record(const struct archive *a, size_t at, struct record *r,
    struct zipdir_entry *entry, struct why *why)
{
	unsigned flags;
	size_t room;

	room = a->end - at;
	r->p = a->data + at;
	if (room < CENTRAL_SIZE || get32(r->p) != SIG_CENTRAL)
		return corrupt(why, "its directory is broken");
	r->name_len = get16(r->p + 28);
	r->size = CENTRAL_SIZE + r->name_len + get16(r->p + 30) +
	    get16(r->p + 32);
	if (r->size > room)
		return corrupt(why, "its directory is broken");
	flags = get16(r->p + 8);
	if ((flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED)) != 0)
		return why_set(why, V_REJECT, "package-encrypted-zip",
		    "the package is locked with a password");
	entry->method = get16(r->p + 10);
	entry->stored = get32(r->p + 20);
	entry->size = get32(r->p + 24);
	r->offset = get32(r->p + 42);
	if (read_zip64(r, entry) == -1)
		return corrupt(why, "its directory is broken");
	return read_name(r, entry, why);
}

int
zipdir_order(const char *key, size_t number, const char *other_key,
    size_t other_number)
{
	int order;

	if ((order = strcmp(key, other_key)) != 0)
		return order;
	return number < other_number ? -1 : 1;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct zipdir_entry *x = a, *y = b;

	return zipdir_order(x->key, x->index, y->key, y->index);
}

static int
compare_ranges(const void *a, const void *b)
{
	const struct range *x, *y;

	x = a;
	y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return 0;
}

/* Two entries of the same bytes make a small file inflate to anything. */
static enum verdict
check_overlap(struct range *ranges, size_t count, struct why *why)
{
	size_t i;

	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	for (i = 1; i < count; i++)
		if (ranges[i].from < ranges[i - 1].to)
			return corrupt(why, "entries lie over each other");
	return V_OK;
}

/* Part names are equal without case (ECMA-376-2, 9.1.1.3). */
static enum verdict
check_twins(struct zipdir *dir, struct why *why)
{
	enum verdict v;
	size_t i;

	qsort(dir->list, dir->count, sizeof(*dir->list), compare_keys);
	for (i = 1; i < dir->count; i++) {
		if (dir->list[i].key[0] == '\0' ||
		    strcmp(dir->list[i].key, dir->list[i - 1].key) != 0)
			continue;
		v = why_set(why, V_REJECT, "package-names",
		    "the package holds the same part twice");
		why_quote(why, dir->list[i].name);
		return v;
	}
	return V_OK;
}

static enum verdict
read_records(const struct archive *a, struct zipdir *dir, struct range *ranges,
    struct why *why)
{
	enum verdict v;
	struct record r;
	struct zipdir_entry *entry;
	size_t at, i;

	memset(&r, 0, sizeof(r));
	at = a->central;
	for (i = 0; i < a->entries; i++, at += r.size) {
		entry = &dir->list[i];
		if ((v = read_record(a, at, &r, entry, why)) != V_OK)
			return v;
		entry->index = i;
		dir->count++;
		v = check_local(a, &r, entry, &ranges[i], why);
		if (v != V_OK)
			return v;
	}
	if ((v = check_overlap(ranges, dir->count, why)) != V_OK)
		return v;
	return check_twins(dir, why);
}

enum verdict
zipdir_read(const void *data, size_t len, int64_t max_entries,
    struct zipdir *ret, struct why *why)
{
	enum verdict v;
	struct archive a;
	struct range *ranges;
	struct zipdir dir;

	memset(&a, 0, sizeof(a));
	a.data = data;
	a.len = len;
	if ((v = find_directory(&a, max_entries, why)) != V_OK)
		return v;
	/* One more, for an archive without entries. */
	ranges = xcalloc((size_t)a.entries + 1, sizeof(*ranges));
	dir.list = xcalloc((size_t)a.entries + 1, sizeof(*dir.list));
	dir.count = 0;
	dir.base = a.base;
	v = read_records(&a, &dir, ranges, why);
	free(ranges);
	if (v == V_OK)
		*ret = dir;
	else
		zipdir_fini(&dir);
	return v;
}

char *
zipdir_key(const char *name)
{
	char *key, *p;

	key = xstrdup(name);
	for (p = key; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return key;
}

static int
compare_key(const void *key, const void *entry)
{
	const struct zipdir_entry *e;

	e = entry;
	return strcmp(key, e->key);
}

const struct zipdir_entry *
zipdir_find(const struct zipdir *dir, const char *name)
{
	const struct zipdir_entry *entry;
	char *key;

	if (name[0] == '\0')
		return NULL;
	key = zipdir_key(name);
	entry = bsearch(key, dir->list, dir->count, sizeof(*dir->list),
	    compare_key);
	free(key);
	return entry;
}

void
zipdir_fini(struct zipdir *dir)
{
	size_t i;

	for (i = 0; i < dir->count; i++) {
		free(dir->list[i].name);
		free(dir->list[i].key);
	}
	free(dir->list);
}
