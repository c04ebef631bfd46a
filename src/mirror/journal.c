/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run of the mirror is about to touch.  See journal.h. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/journal.h"
#include "mirror/path.h"

enum {
	LARGEST = 1 << 28, /* bytes of a journal */
	FEW = 64,          /* entries that there is room for at first */
};

/* How much of the path is noted: a release changes whole. */
static size_t
noted(const char *path)
{
	size_t folder;

	folder = release_folder(path);
	return folder > 0 ? folder - 1 : strlen(path);
}

/* The files of a release come one after another. */
static int
is_last(const struct journal *journal, const char *path, size_t len)
{
	const char *last;

	if (journal->count == journal->sorted)
		return 0;
	last = journal->list[journal->count - 1].path;
	return strncmp(last, path, len) == 0 && last[len] == '\0';
}

static void
add(struct journal *journal, const char *path, size_t len, int is_left)
{
	struct journalled *entry;

	if (is_last(journal, path, len))
		return;
	if (journal->count == journal->cap) {
		journal->cap = journal->cap == 0 ? FEW : journal->cap * 2;
		journal->list = xreallocarray(journal->list, journal->cap,
		    sizeof(*journal->list));
	}
	entry = &journal->list[journal->count++];
	memset(entry, 0, sizeof(*entry));
	entry->path = xstrndup(path, len);
	entry->is_left = is_left;
}

static int
compare(const void *a, const void *b)
{
	const struct journalled *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static void
sort(struct journal *journal)
{
	size_t i, n = 0;
	struct journalled *list = journal->list;

	if (journal->count > 0)
		qsort(list, journal->count, sizeof(*list), compare);
	for (i = 0; i < journal->count; i++) {
		if (n > 0 && compare(&list[n - 1], &list[i]) == 0) {
			list[n - 1].is_left |= list[i].is_left;
			free(list[i].path);
		} else {
			list[n++] = list[i];
		}
	}
	journal->count = n;
	journal->sorted = n;
}

static struct journalled *
find(const struct journal *journal, const char *path)
{
	struct journalled *found, key;

	if (journal->sorted == 0)
		return NULL;
	key.path = xstrndup(path, noted(path));
	found = bsearch(&key, journal->list, journal->sorted, sizeof(key),
	    compare);
	free(key.path);
	return found;
}

/* Lines that are no paths of ours are nobody's. */
static void
read_lines(struct journal *journal, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL) {
		if (mirror_path_is_good(line))
			add(journal, line, strlen(line), 1);
	}
	sort(journal);
}

enum verdict
journal_read(int work, struct journal *ret, struct why *why)
{
	char *lines;
	enum verdict v = V_OK;
	int fd;
	struct buf text;

	memset(ret, 0, sizeof(*ret));
	if ((fd = fs_open_file(work, JOURNAL)) == -1)
		return errno == ENOENT ?
		    V_OK :
		    why_errno(why, "what the last run left");
	buf_init(&text, LARGEST);
	if (fs_read_all(fd, &text) == -1)
		v = why_errno(why, "what the last run left");
	close(fd);
	if (v == V_OK) {
		lines = xstrndup(buf_str(&text), text.len);
		read_lines(ret, lines);
		free(lines);
	}
	ret->is_left = 1;
	buf_fini(&text);
	return v;
}

void
journal_fini(struct journal *journal)
{
	size_t i;

	for (i = 0; i < journal->count; i++)
		free(journal->list[i].path);
	free(journal->list);
	memset(journal, 0, sizeof(*journal));
}

int
journal_has(const struct journal *journal, const char *path)
{
	const struct journalled *found;

	found = find(journal, path);
	return found != NULL && found->is_left;
}

void
journal_add(struct journal *journal, const char *path)
{
	add(journal, path, noted(path), 0);
}

/* What listing a has and b has not, or not so. */
static void
add_missing(struct journal *journal, const struct listing *a,
    const struct listing *b)
{
	const struct listed *other;
	size_t i;

	for (i = 0; i < a->count; i++) {
		other = listing_find(b, a->list[i].path);
		if (other == NULL ||
		    strcmp(other->sha256, a->list[i].sha256) != 0)
			journal_add(journal, a->list[i].path);
	}
}

void
journal_add_changes(struct journal *journal, const struct listing *old,
    const struct listing *now)
{
	add_missing(journal, old, now);
	add_missing(journal, now, old);
}

enum verdict
journal_write(struct journal *journal, int work, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct buf text;

	sort(journal);
	buf_init(&text, LARGEST);
	for (i = 0; i < journal->count; i++) {
		buf_puts(&text, journal->list[i].path);
		buf_putc(&text, '\n');
	}
	if (buf_is_full(&text))
		v = why_set(why, V_REJECT, "mirror-manifest",
		    "the server lists more than a mirror can hold");
	else if (fs_replace_file(work, JOURNAL, buf_str(&text), text.len) == -1)
		v = why_errno(why, "what this run is about to do");
	buf_fini(&text);
	return v;
}

void
journal_mark(struct journal *journal, const struct listing *listing)
{
	size_t i;
	struct journalled *found;

	for (i = 0; i < listing->count; i++) {
		found = find(journal, listing->list[i].path);
		if (found != NULL)
			found->is_listed = 1;
	}
}

enum verdict
journal_end(int work, struct why *why)
{
	if (unlinkat(work, JOURNAL, 0) == -1 && errno != ENOENT)
		return why_errno(why, "what this run did");
	return V_OK;
}
