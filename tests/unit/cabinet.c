/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See cabinet.h. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsutil.h"
#include "cabinet.h"

const char release_hash[HASH_HEX_SIZE] = "cccccccccccccccccccccccccccccccc"
					 "cccccccccccccccccccccccccccccccc";

int
cabinet_setup(void **state)
{
	struct cabinet *h;

	h = calloc(1, sizeof(*h));
	if (h == NULL)
		return -1;
	snprintf(h->dir, sizeof(h->dir), "/tmp/gazette-catalog-XXXXXX");
	if (mkdtemp(h->dir) == NULL)
		return -1;
	if (catalog_open(h->dir, &h->catalog, &h->state, &h->why) != V_OK ||
	    catalog_site(h->catalog, "press", &h->site, &h->why) != V_OK)
		return -1;
	*state = h;
	return 0;
}

int
cabinet_teardown(void **state)
{
	struct cabinet *h = *state;

	catalog_close(h->catalog, 1);
	fs_remove_tree(AT_FDCWD, h->dir);
	free(h);
	return 0;
}

struct catalog_job
cabinet_document(const struct cabinet *h, const char *place, char c)
{
	struct catalog_job job = { 0 };

	job.site = h->site;
	job.kind = JOB_CONVERT;
	catalog_new_uid(job.uid);
	snprintf(job.place, sizeof(job.place), "%s", place);
	snprintf(job.folder, sizeof(job.folder), ".");
	memset(job.sha256, c, HASH_HEX_SIZE - 1);
	job.owner = 1000;
	job.file.dev = 64;
	job.file.ino = UINT64_MAX - 5; /* btrfs and NFS use all 64 bits */
	job.file.size = 1234;
	job.file.ctime_ns = INT64_C(1777777777123456789);
	job.due = 100;
	return job;
}

struct catalog_job
cabinet_accepted(struct cabinet *h, const char *place, char c)
{
	struct catalog_job job, ret;

	job = cabinet_document(h, place, c);
	OK(catalog_accept(h->catalog, &job, 100, &ret, &h->why));
	assert_string_equal(ret.uid, job.uid);
	return ret;
}

struct catalog_publication
cabinet_publication(const struct cabinet *h, const struct catalog_job *job,
    const char *title)
{
	struct catalog_publication pub = { 0 };

	pub.job = job->id;
	pub.site = h->site;
	pub.folder = "";
	pub.stem = title;
	pub.lang = "sv";
	pub.slug = "ny-bro";
	pub.title = title;
	pub.source_sha256 = job->sha256;
	pub.when = 1777777777;
	pub.year = 2026;
	pub.month = 5;
	return pub;
}

void
cabinet_plan_files(struct cabinet *h, int64_t version, const char *release)
{
	struct catalog_file list[] = {
		{ .name = "index.html", .size = 10 },
		{ .name = "media/p1.png", .size = 20, .type = "image/png" },
	};
	struct catalog_files files = { list, 2 };

	memset(list[0].sha256, 'a', HASH_HEX_SIZE - 1);
	memset(list[1].sha256, 'b', HASH_HEX_SIZE - 1);
	OK(catalog_plan_files(h->catalog, version, release, &files, &h->why));
}

struct catalog_plan
cabinet_published(struct cabinet *h, const struct catalog_publication *pub)
{
	struct catalog_plan plan;

	OK(catalog_plan(h->catalog, pub, &plan, &h->why));
	cabinet_plan_files(h, plan.version, release_hash);
	OK(catalog_publish(h->catalog, &plan.version, 1, 200, &h->why));
	return plan;
}
