/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A newsroom of its own for tests that cut its power and kill it: documents
 * of a line each go from drop folder to web root through catalogue, store,
 * spool, stage and lists, as the real one takes them there.
 *
 *	publisher DIR init        make DIR/{state,stage,www,drop}
 *	publisher DIR run N       drop and publish N documents, update some,
 *	                          withdraw some
 *	publisher DIR recover     start again, publish what waits, verify;
 *	                          prints "live NAME VERSION" and "down NAME"
 *
 * A document NAME of VERSION is the line "NAME VERSION".  What has been
 * promised is written to the file $MARK: "ACK", "PUB", "WDN", a name and a
 * version.  Exit 0, or 75 (the world's fault), or 70.
 */
#include "config.h"

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "publish/ledger.h"
#include "publish/publish.h"
#include "publish/verify.h"
#include "store/spool.h"
#include "store/store.h"

enum {
	BATCH = 4,     /* publications that share a sync */
	FILLER = 9000, /* bytes of a picture */
	NOW = 1777777777,
};

struct room {
	int dir; /* DIR */
	int drop;
	int state;
	struct site site;
	struct store *store;
	struct spool *spool;
};

/* One document on its way. */
struct piece {
	struct catalog_job job;
	char name[32];
	int version;
	struct catalog_plan plan;
	struct staged staged;
	char release_sha256[HASH_HEX_SIZE];
};

static struct why why;

/* A failure ends the program; the next start must make good. */
static void
check(enum verdict v, const char *what)
{
	if (v != V_OK)
		errx(verdict_exit(v), "%s: %s (%s)", what, why.text, why.code);
}

static void
check_errno(int result, const char *what)
{
	if (result == -1)
		err(EX_TEMPFAIL, "%s", what);
}

/* Promised: from here on it must never be lost. */
static void
mark(const char *what, const char *name, int version)
{
	char line[80];
	const char *file;
	int fd, len;

	if ((file = getenv("MARK")) == NULL)
		return;
	len = snprintf(line, sizeof(line), "%s %s %d\n", what, name, version);
	check_errno(fd = open(file, O_WRONLY | O_APPEND | O_CREAT, 0600), file);
	check_errno(write(fd, line, (size_t)len) == len ? 0 : -1, file);
	close(fd);
}

static int
folder(const struct room *room, const char *name)
{
	int fd;

	check_errno(fd = fs_make_dirs(room->dir, name), name);
	return fd;
}

static void
room_open(struct room *room, const char *dir, struct catalog_state *state)
{
	char stage[PATH_MAX], www[PATH_MAX], path[PATH_MAX];

	memset(room, 0, sizeof(*room));
	check_errno(room->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	    dir);
	room->state = folder(room, "state");
	room->drop = folder(room, "drop");
	snprintf(path, sizeof(path), "%s/state", dir);
	snprintf(stage, sizeof(stage), "%s/stage", dir);
	snprintf(www, sizeof(www), "%s/www", dir);
	check(catalog_open(path, &room->site.catalog, state, &why), "open");
	check(catalog_site(room->site.catalog, "press", &room->site.id, &why),
	    "site");
	check(web_open(www, stage, &room->site.web, &why), "web");
	check(store_open(room->state, &room->store, &why), "store");
	check(spool_open(room->state, &room->spool, &why), "spool");
	room->site.name = "Press";
	room->site.base_url = "https://press.example.org";
	room->site.timezone = "UTC";
	room->site.langs[0] = "en";
}

static void
room_close(struct room *room)
{
	catalog_close(room->site.catalog, 1);
	web_close(&room->site.web);
	store_close(room->store);
	spool_close(room->spool);
	close(room->drop);
	close(room->state);
	close(room->dir);
}

/* People drop a document; their own file server syncs it, whatever ours
 * does. */
static void
drop(struct room *room, const char *name, int version)
{
	char words[64];
	int fd, len;

	len = snprintf(words, sizeof(words), "%s %d\n", name, version);
	check_errno(fs_replace_file(room->drop, name, words, (size_t)len),
	    "drop");
	check_errno(fd = fs_open_file(room->drop, name), "drop");
	check_errno((int)syscall(SYS_fsync, fd), "drop");
	check_errno((int)syscall(SYS_fsync, room->drop), "drop");
	close(fd);
}

/* Steps I1 to I4: copy, name, catalogue. */
static void
accept_document(struct room *room, const char *name)
{
	char words[64] = "";
	int fd, version = 0;
	struct catalog_job job = { 0 }, got;
	struct spool_copy copy;

	check_errno(fd = fs_open_file(room->drop, name), name);
	check(spool_copy(room->spool, fd, 1 << 20, &copy, &why), "copy");
	catalog_new_uid(job.uid);
	job.site = room->site.id;
	snprintf(job.place, sizeof(job.place), "%s", name);
	memcpy(job.sha256, copy.sha256, sizeof(job.sha256));
	job.file.dev = copy.st.st_dev;
	job.file.ino = copy.st.st_ino;
	job.file.size = copy.size;
	job.file.ctime_ns = copy.st.st_ctim.tv_sec * INT64_C(1000000000) +
	    copy.st.st_ctim.tv_nsec;
	check(spool_link(room->spool, &copy, job.uid, &why), "link");
	check(catalog_accept(room->site.catalog, &job, NOW, &got, &why),
	    "accept");
	if (strcmp(job.uid, got.uid) != 0)
		check(spool_remove(room->spool, job.uid, &why), "unlink");
	check_errno(pread(fd, words, sizeof(words) - 1, 0) > 0 ? 0 : -1, name);
	if (sscanf(words, "%*s %d", &version) == 1)
		mark("ACK", name, version);
	spool_copy_fini(room->spool, &copy);
	close(fd);
}

static void
read_piece(struct room *room, struct piece *piece)
{
	char words[64] = "";
	int fd;

	check(spool_read(room->spool, piece->job.uid, &fd, &why), "spool");
	check_errno(pread(fd, words, sizeof(words) - 1, 0) > 0 ? 0 : -1,
	    "spool");
	if (sscanf(words, "%31s %d", piece->name, &piece->version) != 2)
		errx(EX_SOFTWARE, "the spool holds no document");
	check(store_put_file(room->store, fd, piece->job.sha256, &why), "put");
	close(fd);
}

/* What was taken down comes back by nobody's accident: the real newsroom
 * asks, this one refuses. */
static void
refuse(struct room *room, const struct piece *piece)
{
	struct catalog_move move = { .to = JOB_REJECTED };

	check(catalog_job_move(room->site.catalog, piece->job.id, &move, NOW,
		  &why),
	    "move");
}

/* 0, or -1 if it is not to be published. */
static int
plan_piece(struct room *room, struct piece *piece)
{
	enum standing standing = STANDING_PLANNED;
	struct catalog_key key = { 0 };
	struct catalog_publication pub = { 0 };
	struct catalog_releases family;

	key.site = room->site.id;
	key.stem = piece->name;
	check(catalog_by_stem(room->site.catalog, &key, &family, &why), "stem");
	pub.job = piece->job.id;
	pub.site = room->site.id;
	if (family.count > 0) {
		pub.release = family.list[0].id;
		standing = family.list[0].standing;
	}
	catalog_releases_fini(&family);
	if (standing == STANDING_WITHDRAWN) {
		refuse(room, piece);
		return -1;
	}
	pub.stem = piece->name;
	pub.lang = "en";
	pub.slug = piece->name;
	pub.title = piece->name;
	pub.source_sha256 = piece->job.sha256;
	pub.when = NOW;
	pub.year = 2026;
	pub.month = 5;
	check(catalog_plan(room->site.catalog, &pub, &piece->plan, &why),
	    "plan");
	return 0;
}

/* A release is index.html, which says of which version it is and what else
 * there must be, a text and a picture. */
static void
stage_piece(struct room *room, struct piece *piece)
{
	char sha256[HASH_HEX_SIZE];
	struct buf page, picture;
	struct stage_file files[2];

	buf_init(&page, 1 << 16);
	buf_init(&picture, 1 << 16);
	while (picture.len < FILLER)
		buf_printf(&picture, "%s %d %zu\n", piece->name, piece->version,
		    picture.len);
	hash_of(picture.data, picture.len, sha256);
	buf_printf(&page, "%s %d\nmedia/p1.png %s\nend\n", piece->name,
	    piece->version, sha256);
	files[0] = (struct stage_file){ "index.html", "", NULL, page.data,
		page.len };
	files[1] = (struct stage_file){ "media/p1.png", "image/png", NULL,
		picture.data, picture.len };
	check(stage_begin(&room->site.web, piece->job.uid, &piece->staged,
		  &why),
	    "stage");
	check(stage_put(&piece->staged, &files[0], &why), "stage");
	check(stage_put(&piece->staged, &files[1], &why), "stage");
	check(store_put(room->store, page.data, page.len, piece->release_sha256,
		  &why),
	    "put");
	check(store_put(room->store, picture.data, picture.len, NULL, &why),
	    "put");
	buf_fini(&picture);
	buf_fini(&page);
}

/* Steps P1 to P5 of some documents at once. */
static void
publish_batch(struct room *room, struct piece *pieces, size_t count)
{
	const char *paths[BATCH];
	enum installed found;
	int64_t versions[BATCH];
	size_t i;
	struct staged *staged[BATCH];

	for (i = 0; i < count; i++) {
		paths[i] = pieces[i].plan.path;
		versions[i] = pieces[i].plan.version;
		staged[i] = &pieces[i].staged;
	}
	check(store_sync(room->store, &why), "sync");
	check(stage_sync(staged, count, &why), "sync");
	check(catalog_begin(room->site.catalog, CATALOG_DURABLE, &why),
	    "begin");
	for (i = 0; i < count; i++)
		check(catalog_plan_files(room->site.catalog, versions[i],
			  pieces[i].release_sha256, &staged[i]->files, &why),
		    "files");
	check(catalog_commit(room->site.catalog, &why), "commit");
	for (i = 0; i < count; i++)
		check(publish_install(staged[i], paths[i], &why), "install");
	check(publish_settle(&room->site.web, paths, count, &why), "settle");
	for (i = 0; i < count; i++) {
		check(publish_check(&room->site.web, paths[i],
			  &staged[i]->files, &found, &why),
		    "check");
		if (found != INSTALLED_SAME)
			errx(EX_SOFTWARE, "%s is not what it was", paths[i]);
	}
	check(catalog_publish(room->site.catalog, versions, count, NOW, &why),
	    "publish");
	for (i = 0; i < count; i++) {
		mark("PUB", pieces[i].name, pieces[i].version);
		stage_end(staged[i]);
	}
}

static void
tell(struct room *room)
{
	size_t i;
	struct catalog_jobs jobs;

	check(catalog_jobs_untold(room->site.catalog, 100, &jobs, &why),
	    "untold");
	for (i = 0; i < jobs.count; i++) {
		check(spool_remove(room->spool, jobs.list[i].uid, &why),
		    "unspool");
		check(catalog_job_told(room->site.catalog, jobs.list[i].id,
			  jobs.list[i].state, &why),
		    "told");
	}
	catalog_jobs_fini(&jobs);
}

static int
has_place(const struct piece *pieces, size_t count, const char *place)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(pieces[i].job.place, place) == 0)
			return 1;
	}
	return 0;
}

/* Plan, stage and publish what was accepted; 0 if there was nothing. */
static int
work(struct room *room)
{
	size_t i, n = 0;
	struct catalog_filter filter = { .state = JOB_RECEIVED,
		.limit = BATCH };
	struct catalog_jobs jobs;
	struct piece pieces[BATCH];

	check(catalog_jobs_due(room->site.catalog, &filter, NOW, &jobs, &why),
	    "due");
	memset(pieces, 0, sizeof(pieces));
	check(catalog_begin(room->site.catalog, CATALOG_LAZY, &why), "begin");
	for (i = 0; i < jobs.count; i++) {
		/* Two versions of one release do not go out together. */
		if (has_place(pieces, n, jobs.list[i].place))
			break;
		pieces[n].job = jobs.list[i];
		read_piece(room, &pieces[n]);
		n += plan_piece(room, &pieces[n]) == 0;
	}
	check(catalog_commit(room->site.catalog, &why), "commit");
	for (i = 0; i < n; i++)
		stage_piece(room, &pieces[i]);
	if (n > 0)
		publish_batch(room, pieces, n);
	n = jobs.count;
	catalog_jobs_fini(&jobs);
	return n > 0;
}

/* A list is its XML and a last line. */
static void
make_list(struct room *room, const struct site_page *page, struct buf *ret)
{
	buf_init(ret, 1 << 20);
	check(site_xml(&room->site, page, 1, ret, &why), "xml");
	buf_puts(ret, "\nend\n");
}

static void
put_lists(struct room *room, struct site_pages *pages)
{
	size_t i, n = 0;
	struct buf *lists;
	struct site_blob *blobs;

	lists = xcalloc(pages->count + 1, sizeof(*lists));
	blobs = xcalloc(pages->count + 1, sizeof(*blobs));
	for (i = 0; i < pages->count; i++) {
		if (pages->list[i].empty) {
			check(site_uninstall(&room->site, &pages->list[i],
				  &why),
			    "uninstall");
			continue;
		}
		pages->list[n] = pages->list[i];
		make_list(room, &pages->list[n], &lists[n]);
		blobs[n].data = lists[n].data;
		blobs[n].len = lists[n].len;
		n++;
	}
	check(site_install_all(&room->site, pages->list, blobs, n, &why),
	    "install");
	for (i = 0; i < n; i++)
		buf_fini(&lists[i]);
	free(blobs);
	free(lists);
}

static void
write_ledger(struct room *room,
    enum verdict (*call)(const struct site *site, struct why *why))
{
	check(catalog_begin(room->site.catalog, CATALOG_LAZY, &why), "begin");
	check(call(&room->site, &why), "ledger");
	check(catalog_commit(room->site.catalog, &why), "commit");
}

static void
make_lists(struct room *room)
{
	int more;
	struct site_pages pages;

	write_ledger(room, ledger_forewarn);
	do {
		check(site_touched(&room->site, &pages, &why), "touched");
		check(catalog_begin(room->site.catalog, CATALOG_LAZY, &why),
		    "begin");
		put_lists(room, &pages);
		check(catalog_set_listed(room->site.catalog, room->site.id,
			  pages.seq, &why),
		    "listed");
		check(catalog_commit(room->site.catalog, &why), "commit");
		write_ledger(room, ledger_write);
		more = pages.more;
		site_pages_fini(&pages);
	} while (more);
}

/* What was taken down leaves the web root, after the lists. */
static void
remove_folders(struct room *room)
{
	size_t i;
	struct catalog_releases down;

	check(catalog_removals(room->site.catalog, &down, &why), "removals");
	for (i = 0; i < down.count; i++) {
		check(publish_remove(&room->site.web, down.list[i].path, &why),
		    "remove");
		check(catalog_removed(room->site.catalog, down.list[i].id,
			  &why),
		    "removed");
		mark("WDN", down.list[i].version.title, 0);
	}
	catalog_releases_fini(&down);
	write_ledger(room, ledger_write);
}

static void
withdraw(struct room *room, const char *name)
{
	struct catalog_key key = { 0 };
	struct catalog_releases family;
	struct catalog_takedown down = { .to = STANDING_WITHDRAWN };

	key.site = room->site.id;
	key.stem = name;
	check(catalog_by_stem(room->site.catalog, &key, &family, &why), "stem");
	if (family.count != 1)
		errx(EX_SOFTWARE, "%s is %zu releases", name, family.count);
	down.release = family.list[0].id;
	if (family.list[0].standing == STANDING_LIVE)
		check(catalog_take_down(room->site.catalog, &down, NOW, &why),
		    "down");
	catalog_releases_fini(&family);
}

static void
settle_all(struct room *room)
{
	while (work(room))
		continue;
	make_lists(room);
	remove_folders(room);
	tell(room);
}

static void
run(struct room *room, int count)
{
	char name[32];
	int i;

	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "doc-%d", i);
		drop(room, name, 1);
		accept_document(room, name);
		if (i % 2 == 1)
			settle_all(room);
		if (i % 3 == 2) {
			drop(room, name, 2);
			accept_document(room, name);
			settle_all(room);
		}
		if (i % 5 == 4) {
			snprintf(name, sizeof(name), "doc-%d", i - 3);
			withdraw(room, name);
			settle_all(room);
		}
	}
	settle_all(room);
}

static int
keep(void *arg, const char *uid)
{
	struct catalog_job job;

	if (catalog_job_by_uid(arg, uid, &job, &why) != V_OK)
		return -1;
	return job.id != 0 &&
	    (job.state == JOB_RECEIVED || job.state == JOB_HELD ||
		job.state == JOB_WAITING || job.state == JOB_SCHEDULED);
}

/* The scan: every file in the drop folder, once more. */
static void
scan(struct room *room)
{
	DIR *d;
	int fd;
	struct dirent *e;

	check_errno(fd = fs_open_dir(room->dir, "drop"), "drop");
	if ((d = fdopendir(fd)) == NULL)
		err(EX_TEMPFAIL, "drop");
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] != '.')
			accept_document(room, e->d_name);
	}
	closedir(d);
}

static void
report(struct room *room)
{
	char name[32];
	int n;
	size_t i;
	struct catalog_key key = { 0 };
	struct catalog_releases family;
	struct catalog_release *r;

	key.site = room->site.id;
	key.stem = name;
	for (n = 0;; n++) {
		snprintf(name, sizeof(name), "doc-%d", n);
		check(catalog_by_stem(room->site.catalog, &key, &family, &why),
		    "stem");
		for (i = 0; i < family.count; i++) {
			r = &family.list[i];
			printf("%s %s %u\n",
			    r->standing == STANDING_LIVE ? "live" : "down",
			    r->version.title, r->version.number);
		}
		i = family.count;
		catalog_releases_fini(&family);
		if (i == 0)
			return;
	}
}

static void
verify(struct room *room)
{
	size_t i;
	struct differences d;

	check(verify_site(&room->site, 1, &d, &why), "verify");
	for (i = 0; i < d.count; i++)
		printf("%s %s\n", difference_kind_name(d.list[i].kind),
		    d.list[i].path);
	differences_fini(&d);
}

static void
recover(struct room *room)
{
	unsigned n;

	check(stage_sweep(&room->site.web, &n, &why), "sweep");
	check(spool_sweep(room->spool, keep, room->site.catalog, &n, &why),
	    "sweep");
	check(publish_recover(&room->site, NOW, &n, &why), "recover");
	scan(room);
	settle_all(room);
	verify(room);
	report(room);
}

int
main(int argc, char *argv[])
{
	struct catalog_state state;
	struct room room;

	umask(022);
	if (argc < 3)
		errx(EX_USAGE, "publisher DIR init|run N|recover");
	room_open(&room, argv[1], &state);
	if (strcmp(argv[2], "run") == 0 && argc == 4)
		run(&room, (int)strtol(argv[3], NULL, 10));
	else if (strcmp(argv[2], "recover") == 0)
		recover(&room);
	room_close(&room);
	return 0;
}
