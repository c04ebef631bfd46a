/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See web.h. */
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

#include "base/buf.h"
#include "base/fsutil.h"
#include "web.h"

int
house_setup(void **state)
{
	char stage[80], www[80];
	struct catalog_state opened;
	struct house *h;

	if ((h = calloc(1, sizeof(*h))) == NULL)
		return -1;
	snprintf(h->dir, sizeof(h->dir), "/tmp/gazette-web-XXXXXX");
	if (mkdtemp(h->dir) == NULL)
		return -1;
	snprintf(www, sizeof(www), "%s/www", h->dir);
	snprintf(stage, sizeof(stage), "%s/stage", h->dir);
	h->site.name = "Staden & Co";
	h->site.base_url = "https://press.example.org";
	h->site.timezone = "Europe/Helsinki";
	h->site.langs[0] = "sv";
	h->site.langs[1] = "fi";
	snprintf(h->site.style, sizeof(h->site.style), "/_static/x.css");
	if (catalog_open(h->dir, &h->site.catalog, &opened, &h->why) != V_OK ||
	    catalog_site(h->site.catalog, "press", &h->site.id, &h->why) !=
		V_OK ||
	    web_open(www, stage, &h->site.web, &h->why) != V_OK)
		return -1;
	*state = h;
	return 0;
}

int
house_teardown(void **state)
{
	struct house *h = *state;

	web_close(&h->site.web);
	catalog_close(h->site.catalog, 1);
	fs_remove_tree(AT_FDCWD, h->dir);
	free(h);
	return 0;
}

static int64_t
accept_one(struct house *h, char ret_sha256[HASH_HEX_SIZE])
{
	struct catalog_job job = { 0 }, ret;

	job.site = h->site.id;
	catalog_new_uid(job.uid);
	snprintf(job.place, sizeof(job.place), "%u.docx", h->jobs++);
	hash_of(job.place, strlen(job.place), job.sha256);
	OK(catalog_accept(h->site.catalog, &job, 1, &ret, &h->why));
	memcpy(ret_sha256, ret.sha256, HASH_HEX_SIZE);
	return ret.id;
}

void
house_plan(struct house *h, const struct sample *sample,
    struct catalog_plan *ret)
{
	char sha256[HASH_HEX_SIZE];
	struct catalog_publication pub = { 0 };

	pub.job = accept_one(h, sha256);
	pub.site = h->site.id;
	pub.release = sample->release;
	pub.work = sample->work;
	pub.lang = sample->lang;
	pub.slug = sample->slug;
	pub.title = sample->title;
	pub.deck = "En \"liten\" <ingress>";
	pub.issued = "2026-05-03T09:00:00+03:00";
	pub.source_sha256 = sha256;
	pub.when = sample->when;
	pub.year = sample->year;
	pub.month = sample->month;
	OK(catalog_plan(h->site.catalog, &pub, ret, &h->why));
}

void
house_stage(struct house *h, const char *words, struct staged *ret)
{
	char uid[CATALOG_UID_SIZE];
	struct stage_file page = { "index.html", "", NULL, words,
		strlen(words) };
	struct stage_file picture = { "media/p1.png", "image/png", NULL, words,
		strlen(words) };

	catalog_new_uid(uid);
	OK(stage_begin(&h->site.web, uid, ret, &h->why));
	OK(stage_put(ret, &page, &h->why));
	OK(stage_put(ret, &picture, &h->why));
}

void
house_commit(struct house *h, const struct sample *sample,
    struct catalog_plan *ret)
{
	struct catalog_file file = { .name = "index.html" };
	struct catalog_files files = { &file, 1 };

	house_plan(h, sample, ret);
	OK(catalog_plan_files(h->site.catalog, ret->version, "x", &files,
	    &h->why));
	OK(catalog_publish(h->site.catalog, &ret->version, 1, sample->when + 5,
	    &h->why));
}

void
house_publish(struct house *h, const struct sample *sample,
    struct catalog_plan *ret)
{
	char sha256[HASH_HEX_SIZE];
	const char *path = ret->path;
	struct staged staged, *list = &staged;

	house_plan(h, sample, ret);
	house_stage(h, sample->title, &staged);
	OK(stage_sync(&list, 1, &h->why));
	hash_of(sample->title, strlen(sample->title), sha256);
	OK(catalog_plan_files(h->site.catalog, ret->version, sha256,
	    &staged.files, &h->why));
	OK(publish_install(&staged, path, &h->why));
	OK(publish_settle(&h->site.web, &path, 1, &h->why));
	OK(catalog_publish(h->site.catalog, &ret->version, 1, sample->when + 5,
	    &h->why));
	stage_end(&staged);
}

char *
house_read(const struct house *h, const char *path)
{
	char *data;
	int fd;
	struct buf buf;

	if ((fd = fs_open_file(h->site.web.root, path)) == -1)
		return NULL;
	buf_init(&buf, 1 << 22);
	assert_int_equal(fs_read_all(fd, &buf), 0);
	close(fd);
	data = strdup(buf_str(&buf));
	buf_fini(&buf);
	return data;
}
