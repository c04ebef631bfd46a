/* SPDX-License-Identifier: GPL-2.0-or-later */
/* store and spool: what goes in comes out, or is said to be lost. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "store/spool.h"
#include "store/store.h"

struct shelf {
	char dir[64];
	int fd;
	struct store *store;
	struct spool *spool;
	struct why why;
};

static int
setup(void **state)
{
	struct shelf *s;

	s = calloc(1, sizeof(*s));
	if (s == NULL)
		return -1;
	snprintf(s->dir, sizeof(s->dir), "/tmp/gazette-store-XXXXXX");
	if (mkdtemp(s->dir) == NULL)
		return -1;
	if ((s->fd = open(s->dir, O_RDONLY | O_DIRECTORY)) == -1)
		return -1;
	if (store_open(s->fd, &s->store, &s->why) != V_OK ||
	    spool_open(s->fd, &s->spool, &s->why) != V_OK)
		return -1;
	*state = s;
	return 0;
}

static int
teardown(void **state)
{
	struct shelf *s = *state;

	store_close(s->store);
	spool_close(s->spool);
	close(s->fd);
	fs_remove_tree(AT_FDCWD, s->dir);
	free(s);
	return 0;
}

static void
assert_blob(struct shelf *s, const char *sha256, const char *want)
{
	struct buf buf;

	buf_init(&buf, 1 << 20);
	assert_int_equal(store_get(s->store, sha256, &buf, &s->why), V_OK);
	assert_string_equal(buf_str(&buf), want);
	buf_fini(&buf);
}

/* Put other bytes under the name of a blob. */
static void
spoil(struct shelf *s, const char *sha256, const char *bytes)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/store/%.2s/%s", s->dir, sha256,
	    sha256);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(bytes, f);
	fclose(f);
}

static void
test_put_get(void **state)
{
	char again[HASH_HEX_SIZE], sha256[HASH_HEX_SIZE];
	struct shelf *s = *state;

	assert_int_equal(store_put(s->store, "hej", 3, sha256, &s->why), V_OK);
	assert_string_equal(sha256,
	    "9c478bf63e9500cb5db1e85ece82f18c8eb9e52e2f9135acd7f10972c8d563ba");
	assert_int_equal(store_sync(s->store, &s->why), V_OK);
	assert_true(store_has(s->store, sha256));
	assert_blob(s, sha256, "hej");
	assert_int_equal(store_put(s->store, "hej", 3, again, &s->why), V_OK);
	assert_string_equal(again, sha256);
	assert_int_equal(store_remove(s->store, sha256, &s->why), V_OK);
	assert_false(store_has(s->store, sha256));
	assert_int_equal(store_remove(s->store, sha256, &s->why), V_OK);
}

static void
test_rot(void **state)
{
	char sha256[HASH_HEX_SIZE];
	struct buf buf;
	struct shelf *s = *state;

	buf_init(&buf, 100);
	assert_int_equal(store_put(s->store, "hej", 3, sha256, &s->why), V_OK);
	spoil(s, sha256, "hek");
	assert_int_equal(store_get(s->store, sha256, &buf, &s->why), V_FATAL);
	assert_string_equal(s->why.code, "store-damaged");
	/* A crash may leave the name without its bytes: a put mends it. */
	spoil(s, sha256, "");
	assert_int_equal(store_put(s->store, "hej", 3, sha256, &s->why), V_OK);
	assert_blob(s, sha256, "hej");
	assert_int_equal(store_remove(s->store, sha256, &s->why), V_OK);
	assert_int_equal(store_get(s->store, sha256, &buf, &s->why), V_FATAL);
	assert_string_equal(s->why.code, "store-missing");
	buf_fini(&buf);
}

/* What a failed sync may have lost is not found by the next put. */
static void
test_forget(void **state)
{
	char kept[HASH_HEX_SIZE], lost[HASH_HEX_SIZE];
	struct shelf *s = *state;

	assert_int_equal(store_put(s->store, "hej", 3, kept, &s->why), V_OK);
	assert_int_equal(store_sync(s->store, &s->why), V_OK);
	assert_int_equal(store_put(s->store, "hej", 3, kept, &s->why), V_OK);
	assert_int_equal(store_put(s->store, "du", 2, lost, &s->why), V_OK);
	store_forget(s->store);
	assert_true(store_has(s->store, kept));
	assert_false(store_has(s->store, lost));
	assert_int_equal(store_put(s->store, "du", 2, lost, &s->why), V_OK);
	assert_int_equal(store_sync(s->store, &s->why), V_OK);
	assert_blob(s, lost, "du");
}

/* Names come from the catalogue, but nothing else gets in either. */
static void
test_names(void **state)
{
	int fd;
	struct shelf *s = *state;

	assert_int_equal(store_open_blob(s->store, "../spool", &fd, &s->why),
	    V_FATAL);
	assert_int_equal(store_remove(s->store, "../x", &s->why), V_FATAL);
	assert_int_equal(spool_read(s->spool, "../store", &fd, &s->why),
	    V_FATAL);
	assert_int_equal(spool_remove(s->spool, "..", &s->why), V_FATAL);
}

static int
drop(struct shelf *s, const char *data, size_t len)
{
	char path[100];
	int fd;

	snprintf(path, sizeof(path), "%s/dropped", s->dir);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
	assert_true(fd != -1);
	assert_int_equal(fs_write_all(fd, data, len), 0);
	return fd;
}

static const char uid[] = "0123456789abcdef0123456789abcdef";
static const char uid2[] = "00000000000000000000000000000000";

static void
test_spool(void **state)
{
	int dropped, fd;
	struct buf buf;
	struct shelf *s = *state;
	struct spool_copy copy;
	struct stat a, b;

	dropped = drop(s, "hej", 3);
	assert_int_equal(spool_copy(s->spool, dropped, 10, &copy, &s->why),
	    V_OK);
	assert_int_equal(copy.size, 3);
	assert_int_equal(spool_link(s->spool, &copy, uid, &s->why), V_OK);
	spool_copy_fini(s->spool, &copy);
	close(dropped);

	assert_int_equal(spool_read(s->spool, uid, &fd, &s->why), V_OK);
	/* The store takes it by a link: one file, two names. */
	assert_int_equal(store_put_file(s->store, fd, copy.sha256, &s->why),
	    V_OK);
	assert_int_equal(store_put_file(s->store, fd, copy.sha256, &s->why),
	    V_OK);
	assert_int_equal(store_sync(s->store, &s->why), V_OK);
	assert_int_equal(fstat(fd, &a), 0);
	assert_int_equal(a.st_nlink, 2);
	close(fd);
	assert_int_equal(store_open_blob(s->store, copy.sha256, &fd, &s->why),
	    V_OK);
	assert_int_equal(fstat(fd, &b), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	buf_init(&buf, 10);
	assert_int_equal(fs_read_all(fd, &buf), 0);
	assert_string_equal(buf_str(&buf), "hej");
	buf_fini(&buf);
	close(fd);
	assert_int_equal(spool_remove(s->spool, uid, &s->why), V_OK);
	assert_int_equal(spool_remove(s->spool, uid, &s->why), V_OK);
	assert_int_equal(spool_read(s->spool, uid, &fd, &s->why), V_FATAL);
	assert_string_equal(s->why.code, "spool-missing");
	assert_blob(s, copy.sha256, "hej");
}

static void
test_spool_limits(void **state)
{
	int dropped;
	struct shelf *s = *state;
	struct spool_copy copy;
	struct stat st;

	dropped = drop(s, "hej", 3);
	assert_int_equal(spool_copy(s->spool, dropped, 2, &copy, &s->why),
	    V_REJECT);
	assert_string_equal(s->why.code, "too-large");
	/* A terabyte that is not there is refused before anything is read,
	 * and what is within the limit stays sparse. */
	assert_int_equal(ftruncate(dropped, INT64_C(1) << 40), 0);
	assert_int_equal(spool_copy(s->spool, dropped, 1 << 25, &copy, &s->why),
	    V_REJECT);
	assert_int_equal(ftruncate(dropped, 1 << 24), 0);
	assert_int_equal(spool_copy(s->spool, dropped, 1 << 25, &copy, &s->why),
	    V_OK);
	assert_int_equal(fstat(copy.fd, &st), 0);
	assert_int_equal(st.st_size, 1 << 24);
	assert_true(st.st_blocks * 512 < 1 << 20);
	spool_copy_fini(s->spool, &copy);
	close(dropped);
}

/* What is written to while it is read is not a document yet. */
static void
test_spool_unsettled(void **state)
{
	char *data;
	const size_t size = 1 << 24;
	int dropped, i, seen = 0;
	pid_t child;
	struct shelf *s = *state;
	struct spool_copy copy;

	data = malloc(size);
	assert_non_null(data);
	memset(data, 'x', size);
	dropped = drop(s, data, size);
	free(data);
	child = fork();
	if (child == 0) {
		for (;;) {
			if (write(dropped, "y", 1) != 1)
				_exit(1);
			usleep(200);
		}
	}
	for (i = 0; i < 20 && !seen; i++) {
		if (spool_copy(s->spool, dropped, size * 2, &copy, &s->why) ==
		    V_DEFER)
			seen = 1;
		else
			spool_copy_fini(s->spool, &copy);
	}
	kill(child, SIGKILL);
	assert_true(seen);
	assert_string_equal(s->why.code, "unsettled");
	close(dropped);
}

static int
keep(void *arg, const char *name)
{
	return strcmp(arg, name) == 0;
}

static int
cannot_tell(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return -1;
}

static void
test_sweep(void **state)
{
	const char *uids[] = { uid, uid2 };
	int dropped, fd;
	size_t i;
	struct shelf *s = *state;
	struct spool_copy copies[2];
	unsigned removed;

	dropped = drop(s, "hej", 3);
	for (i = 0; i < 2; i++)
		assert_int_equal(spool_copy(s->spool, dropped, 10, &copies[i],
				     &s->why),
		    V_OK);
	assert_int_equal(spool_link_all(s->spool, copies, uids, 2, &s->why),
	    V_OK);
	for (i = 0; i < 2; i++)
		spool_copy_fini(s->spool, &copies[i]);
	close(dropped);
	assert_int_equal(spool_sweep(s->spool, cannot_tell, NULL, &removed,
			     &s->why),
	    V_DEFER);
	assert_int_equal(spool_sweep(s->spool, keep, (void *)(uintptr_t)uid,
			     &removed, &s->why),
	    V_OK);
	assert_int_equal(removed, 1);
	assert_int_equal(spool_read(s->spool, uid, &fd, &s->why), V_OK);
	close(fd);
	assert_int_equal(spool_read(s->spool, uid2, &fd, &s->why), V_FATAL);
}

/* More than a few are synced at once; all are there. */
static void
test_many(void **state)
{
	char data[16], sha256[HASH_HEX_SIZE];
	int i;
	struct shelf *s = *state;

	for (i = 0; i < 40; i++) {
		snprintf(data, sizeof(data), "%d", i);
		assert_int_equal(store_put(s->store, data, strlen(data), sha256,
				     &s->why),
		    V_OK);
	}
	assert_int_equal(store_sync(s->store, &s->why), V_OK);
	assert_blob(s, sha256, "39");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_put_get),
		TEST(test_rot),
		TEST(test_forget),
		TEST(test_names),
		TEST(test_spool),
		TEST(test_spool_limits),
		TEST(test_spool_unsettled),
		TEST(test_sweep),
		TEST(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
