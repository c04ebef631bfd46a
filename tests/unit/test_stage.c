/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stage and publish: a release is whole in its place, or not there. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsutil.h"
#include "web.h"

static const struct sample bridge = { "sv", "ny-bro", "Ny bro", NULL, 0,
	1777777777, 2026, 5 };

static void
assert_content(const struct house *h, const char *path, const char *want)
{
	char *got;

	got = house_read(h, path);
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
	free(got);
}

/* How many entries lie on the stage. */
static unsigned
staged_count(struct house *h)
{
	unsigned n;

	OK(stage_sweep(&h->site.web, &n, &h->why));
	return n;
}

static void
test_first(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	struct stat st;

	umask(077);
	house_publish(h, &bridge, &plan);
	umask(022);
	assert_content(h, "sv/2026/05/ny-bro/index.html", "Ny bro");
	assert_content(h, "sv/2026/05/ny-bro/media/p1.png", "Ny bro");
	assert_int_equal(staged_count(h), 0);
	/* Visitors' servers read it whatever our umask. */
	assert_int_equal(fstatat(h->site.web.root,
			     "sv/2026/05/ny-bro/media/p1.png", &st, 0),
	    0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(fstatat(h->site.web.root, "sv/2026/05/ny-bro/media",
			     &st, 0),
	    0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(fstatat(h->site.web.root, "sv/2026/05/ny-bro", &st, 0),
	    0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(fstatat(h->site.web.root, "sv/2026", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
}

static void
test_update(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	struct sample second = bridge;

	house_publish(h, &bridge, &plan);
	second.title = "Ny bro, rättad";
	second.release = plan.release;
	house_publish(h, &second, &plan);
	assert_content(h, "sv/2026/05/ny-bro/index.html", "Ny bro, rättad");
	assert_int_equal(staged_count(h), 0);
}

static void
test_check(void **state)
{
	enum installed found;
	struct catalog_files files;
	struct catalog_plan plan;
	struct house *h = *state;
	int fd;

	house_publish(h, &bridge, &plan);
	OK(catalog_files(h->site.catalog, plan.version, 0, &files, &h->why));
	OK(publish_check(&h->site.web, plan.path, &files, &found, &h->why));
	assert_int_equal(found, INSTALLED_SAME);
	OK(publish_check(&h->site.web, "/sv/2026/05/none/", &files, &found,
	    &h->why));
	assert_int_equal(found, INSTALLED_NONE);
	/* One file too many, one byte too many, a file missing. */
	fd = fs_open_dir(h->site.web.root, "sv/2026/05/ny-bro");
	assert_int_equal(fs_put_file(fd, "extra", "", 0, 0644, 0), 0);
	OK(publish_check(&h->site.web, plan.path, &files, &found, &h->why));
	assert_int_equal(found, INSTALLED_OTHER);
	assert_int_equal(unlinkat(fd, "extra", 0), 0);
	assert_int_equal(fs_replace_file(fd, "index.html", "NY BRO", 6), 0);
	OK(publish_check(&h->site.web, plan.path, &files, &found, &h->why));
	assert_int_equal(found, INSTALLED_OTHER);
	assert_int_equal(unlinkat(fd, "index.html", 0), 0);
	OK(publish_check(&h->site.web, plan.path, &files, &found, &h->why));
	assert_int_equal(found, INSTALLED_OTHER);
	close(fd);
	catalog_files_fini(&files);
}

/* A crash between rename and commit: the target decides. */
static void
test_recover(void **state)
{
	const char *path;
	struct catalog_job job;
	struct catalog_plan installed, staged_only;
	struct catalog_release release;
	struct house *h = *state;
	struct sample other = bridge;
	struct staged a, b, *list[2] = { &a, &b };
	unsigned n;

	other.slug = "annat";
	house_plan(h, &bridge, &installed);
	house_plan(h, &other, &staged_only);
	house_stage(h, "ett", &a);
	house_stage(h, "annat", &b);
	OK(stage_sync(list, 2, &h->why));
	OK(catalog_plan_files(h->site.catalog, installed.version, "x", &a.files,
	    &h->why));
	OK(catalog_plan_files(h->site.catalog, staged_only.version, "x",
	    &b.files, &h->why));
	path = installed.path;
	OK(publish_install(&a, path, &h->why));

	OK(publish_recover(&h->site, 99, &n, &h->why));
	assert_int_equal(n, 1);
	OK(catalog_release_get(h->site.catalog, installed.release, &release,
	    &h->why));
	assert_int_equal(release.standing, STANDING_LIVE);
	OK(catalog_job_get(h->site.catalog, release.version.job, &job,
	    &h->why));
	assert_int_equal(job.state, JOB_PUBLISHED);
	OK(catalog_release_get(h->site.catalog, staged_only.release, &release,
	    &h->why));
	assert_int_equal(release.standing, STANDING_PLANNED);
	OK(publish_recover(&h->site, 99, &n, &h->why));
	assert_int_equal(n, 0);
	stage_end(&a);
	stage_end(&b);
}

/* The job that a plan is of belongs to a pair. */
static void
join_pair(struct house *h, const struct catalog_plan *plan)
{
	struct catalog_member *member;
	struct catalog_release release;

	OK(catalog_release_of_version(h->site.catalog, plan->version, &release,
	    &h->why));
	member = calloc(1, sizeof(*member));
	assert_non_null(member);
	member->job = release.version.job;
	snprintf(member->family, sizeof(member->family), "bro");
	snprintf(member->lang, sizeof(member->lang), "%s", release.lang);
	snprintf(member->pair, sizeof(member->pair), "a-pair");
	OK(catalog_member_put(h->site.catalog, member, &h->why));
	free(member);
}

/* A crash between the two renames of a pair commits neither, and shows
 * neither; one after both commits both. */
static void
test_recover_pair(void **state)
{
	struct catalog_plan first, second;
	struct catalog_release release;
	struct house *h = *state;
	struct sample finnish = bridge;
	struct staged a, b, *list[2] = { &a, &b };
	unsigned n;

	finnish.lang = "fi";
	finnish.slug = "uusi-silta";
	house_plan(h, &bridge, &first);
	house_plan(h, &finnish, &second);
	join_pair(h, &first);
	join_pair(h, &second);
	house_stage(h, "ett", &a);
	house_stage(h, "yksi", &b);
	OK(stage_sync(list, 2, &h->why));
	OK(catalog_plan_files(h->site.catalog, first.version, "x", &a.files,
	    &h->why));
	OK(catalog_plan_files(h->site.catalog, second.version, "x", &b.files,
	    &h->why));
	OK(publish_install(&a, first.path, &h->why));
	OK(publish_recover(&h->site, 99, &n, &h->why));
	assert_int_equal(n, 0);
	OK(catalog_release_get(h->site.catalog, first.release, &release,
	    &h->why));
	assert_int_equal(release.standing, STANDING_PLANNED);
	assert_content(h, "sv/2026/05/ny-bro/index.html", NULL);
	stage_end(&a);
	house_stage(h, "ett", &a);
	list[0] = &a;
	OK(stage_sync(list, 1, &h->why));
	OK(publish_install(&a, first.path, &h->why));
	OK(publish_install(&b, second.path, &h->why));
	OK(publish_recover(&h->site, 99, &n, &h->why));
	assert_int_equal(n, 2);
	OK(catalog_release_get(h->site.catalog, second.release, &release,
	    &h->why));
	assert_int_equal(release.standing, STANDING_LIVE);
	stage_end(&a);
	stage_end(&b);
}

/* What is installed and not committed can be taken back: a first publication
 * leaves nothing, an update what was there. */
static void
test_retract(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;
	struct staged staged, *list[1] = { &staged };

	house_stage(h, "ett", &staged);
	OK(stage_sync(list, 1, &h->why));
	OK(publish_install(&staged, "/sv/2026/05/ny-bro/", &h->why));
	assert_content(h, "sv/2026/05/ny-bro/index.html", "ett");
	OK(publish_retract(&staged, "/sv/2026/05/ny-bro/", &h->why));
	assert_content(h, "sv/2026/05/ny-bro/index.html", NULL);
	stage_end(&staged);
	house_publish(h, &bridge, &plan);
	house_stage(h, "två", &staged);
	OK(stage_sync(list, 1, &h->why));
	OK(publish_install(&staged, plan.path, &h->why));
	assert_content(h, "sv/2026/05/ny-bro/index.html", "två");
	OK(publish_retract(&staged, plan.path, &h->why));
	assert_content(h, "sv/2026/05/ny-bro/index.html", "Ny bro");
	stage_end(&staged);
	assert_int_equal(staged_count(h), 0);
}

static void
test_remove(void **state)
{
	struct catalog_plan plan;
	struct house *h = *state;

	house_publish(h, &bridge, &plan);
	OK(publish_remove(&h->site.web, plan.path, &h->why));
	assert_content(h, "sv/2026/05/ny-bro/index.html", NULL);
	OK(publish_remove(&h->site.web, plan.path, &h->why));
	OK(publish_remove(&h->site.web, "/xx/2026/05/no/", &h->why));
	assert_int_equal(staged_count(h), 0);
}

/* Names and paths that would leave their folder are refused. */
static void
test_refuses(void **state)
{
	static const char *const names[] = { "../x", "/x", "a/../x", ".x",
		"a//b", "a/", "", "a\nb", "media/.x" };
	static const char *const paths[] = { "/../x/", "sv/x/", "/sv/x", "/",
		"", "/sv/./x/" };
	size_t i;
	struct house *h = *state;
	struct staged staged, *list = &staged;
	struct stage_file file = { NULL, "", NULL, "x", 1 };

	house_stage(h, "x", &staged);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		file.name = names[i];
		assert_int_equal(stage_put(&staged, &file, &h->why), V_FATAL);
	}
	assert_int_equal(staged.files.count, 2);
	OK(stage_sync(&list, 1, &h->why));
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		assert_int_equal(publish_install(&staged, paths[i], &h->why),
		    V_FATAL);
	stage_end(&staged);
}

/* An attempt that was cut off leaves nothing in the next one. */
static void
test_begin_again(void **state)
{
	struct house *h = *state;
	struct stage_file file = { "index.html", "", NULL, "x", 1 };
	struct staged staged;

	OK(stage_begin(&h->site.web, "0123", &staged, &h->why));
	OK(stage_put(&staged, &file, &h->why));
	close(staged.dir);
	catalog_files_fini(&staged.files);
	OK(stage_begin(&h->site.web, "0123", &staged, &h->why));
	OK(stage_put(&staged, &file, &h->why));
	assert_int_equal(staged.files.count, 1);
	stage_end(&staged);
	assert_int_equal(staged_count(h), 0);
}

/* The stage on another file system is a mistake in the settings. */
static void
test_two_file_systems(void **state)
{
	char stage[64] = "/dev/shm/gazette-stage-XXXXXX", www[80];
	struct house *h = *state;
	struct stat a, b;
	struct web web;

	snprintf(www, sizeof(www), "%s/www", h->dir);
	if (mkdtemp(stage) == NULL || stat(stage, &a) == -1 ||
	    stat(www, &b) == -1 || a.st_dev == b.st_dev)
		skip();
	web_init(&web);
	assert_int_equal(web_open(www, stage, &web, &h->why), V_FATAL);
	assert_string_equal(h->why.code, "stage");
	web_close(&web);
	rmdir(stage);
}

/* So are two mounts of one. */
static void
test_two_mounts(void **state)
{
	char other[80], stage[80], www[80];
	struct house *h = *state;
	struct web web;

	snprintf(www, sizeof(www), "%s/www", h->dir);
	snprintf(stage, sizeof(stage), "%s/stage", h->dir);
	snprintf(other, sizeof(other), "%s/other", h->dir);
	assert_int_equal(mkdir(other, 0755), 0);
	if (mount(stage, other, "none", MS_BIND, NULL) == -1)
		skip();
	web_init(&web);
	assert_int_equal(web_open(www, other, &web, &h->why), V_FATAL);
	assert_string_equal(h->why.code, "stage");
	web_close(&web);
	umount(other);
}

/* Many are synced at once and settle together. */
static void
test_batch(void **state)
{
	const char *paths[30];
	char slug[16];
	int64_t versions[30];
	size_t i;
	struct catalog_plan plans[30];
	struct house *h = *state;
	struct sample one = bridge;
	struct staged staged[30], *list[30];

	for (i = 0; i < 30; i++) {
		snprintf(slug, sizeof(slug), "nr-%zu", i);
		one.slug = slug;
		one.month = 1 + (int)i % 3;
		house_plan(h, &one, &plans[i]);
		house_stage(h, slug, &staged[i]);
		list[i] = &staged[i];
		paths[i] = plans[i].path;
		versions[i] = plans[i].version;
	}
	OK(stage_sync(list, 30, &h->why));
	for (i = 0; i < 30; i++) {
		OK(catalog_plan_files(h->site.catalog, versions[i], "x",
		    &staged[i].files, &h->why));
		OK(publish_install(&staged[i], paths[i], &h->why));
	}
	OK(publish_settle(&h->site.web, paths, 30, &h->why));
	OK(catalog_publish(h->site.catalog, versions, 30, 9, &h->why));
	for (i = 0; i < 30; i++)
		stage_end(&staged[i]);
	assert_content(h, "sv/2026/03/nr-29/index.html", "nr-29");
	assert_int_equal(staged_count(h), 0);
}

#define TEST(name)                                                             \
 cmocka_unit_test_setup_teardown(name, house_setup, house_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_first),
		TEST(test_update),
		TEST(test_check),
		TEST(test_recover),
		TEST(test_recover_pair),
		TEST(test_retract),
		TEST(test_remove),
		TEST(test_refuses),
		TEST(test_begin_again),
		TEST(test_two_file_systems),
		TEST(test_two_mounts),
		TEST(test_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
