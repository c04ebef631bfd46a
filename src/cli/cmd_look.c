/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette status, list, verify: looking at a site, beside the daemon or
 * without it, changing nothing.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/names.h"
#include "cli/cli.h"
#include "cli/outbox.h"
#include "cli/session.h"
#include "newsroom/archive.h"
#include "newsroom/control.h"
#include "publish/verify.h"

static const char help_status[] =
    "usage: gazette status [-c FILE] [--site NAME] [--json]\n\n"
    "Says how many documents are in each state, what waits for whom, and what\n"
    "could not be sent.\n";

static const char help_list[] =
    "usage: gazette list [-c FILE] [--site NAME] [--json]\n\n"
    "Lists what is published, the latest first: date, language, version,\n"
    "id, address, title.\n";

static const char help_verify[] =
    "usage: gazette verify [-c FILE] [--site NAME]\n\n"
    "Compares every file of the web root with the catalogue, byte for byte.\n"
    "Exit status: 0 all is as it should be; 65 something differs (gazette\n"
    "rebuild mends it).\n";

enum {
	HELD_SHOWN = 50,
	LOOKS = 8, /* at what a daemon is just changing */
};

/* One site, opened for reading. */
struct view {
	struct session session;
	const struct config_site *config;
	struct archive archive;
	int64_t site;
};

static int
say(const struct why *why, enum verdict v)
{
	cli_say_why(NULL, why);
	return verdict_exit(v);
}

static int
open_view(int argc, char *argv[], const char *help, struct view *ret)
{
	enum verdict v;
	int first, status;
	struct why why;

	status = session_begin(argc, argv, help, &ret->session, &first);
	if (status != -1)
		return status;
	ret->config = config_site_named(ret->session.config, ret->session.site);
	if (argc != first)
		return cli_usage(argv[0], "unexpected argument %s",
		    argv[first]);
	if (ret->config == NULL)
		return cli_usage(argv[0],
		    "the settings have several sites: say which (--site)");
	v = archive_open_reader(ret->config->state, &ret->archive, &why);
	if (v == V_OK)
		v = catalog_site(ret->archive.catalog, ret->config->name,
		    &ret->site, &why);
	return v == V_OK ? -1 : say(&why, v);
}

static void
close_view(struct view *view)
{
	if (view->archive.catalog != NULL)
		archive_close(&view->archive, 0);
	session_end(&view->session);
}

static void
print_held(const struct view *view)
{
	char name[NAMES_SHOWN_SIZE];
	size_t i;
	struct catalog_filter filter;
	struct catalog_jobs jobs;
	struct why why;

	memset(&filter, 0, sizeof(filter));
	memset(&jobs, 0, sizeof(jobs));
	filter.site = view->site;
	filter.state = JOB_HELD;
	filter.limit = HELD_SHOWN;
	if (catalog_jobs(view->archive.catalog, &filter, &jobs, &why) != V_OK)
		return;
	for (i = 0; i < jobs.count; i++)
		printf("held: %s (%s)\n",
		    names_show(name, sizeof(name), jobs.list[i].place),
		    jobs.list[i].why.code);
	catalog_jobs_fini(&jobs);
}

static enum verdict
print_counts(const struct view *view, const uint64_t counts[JOB_STATES],
    struct why *why)
{
	enum verdict v;
	int i;
	json_t *object, *outbox = NULL;

	if (!view->session.json) {
		for (i = 0; i < JOB_STATES; i++) {
			if (counts[i] > 0)
				printf("%s: %llu\n", job_state_name(i),
				    (unsigned long long)counts[i]);
		}
		print_held(view);
		return outbox_print(view->archive.catalog, view->site, why);
	}
	v = outbox_json(view->archive.catalog, view->site, &outbox, why);
	if (v != V_OK)
		return v;
	object = json_object();
	for (i = 0; i < JOB_STATES; i++)
		json_object_set_new(object, job_state_name(i),
		    json_integer((json_int_t)counts[i]));
	json_object_set_new(object, "outbox", outbox);
	json_dumpf(object, stdout, JSON_SORT_KEYS);
	putchar('\n');
	json_decref(object);
	return V_OK;
}

int
cmd_status(int argc, char *argv[])
{
	enum verdict v;
	int status;
	struct view view;
	struct why why;
	uint64_t counts[JOB_STATES];

	memset(&view, 0, sizeof(view));
	status = open_view(argc, argv, help_status, &view);
	if (status == -1) {
		v = catalog_counts(view.archive.catalog, view.site, counts,
		    &why);
		if (v == V_OK)
			v = print_counts(&view, counts, &why);
		status = v == V_OK ? cli_end_output() : say(&why, v);
	}
	close_view(&view);
	return status;
}

static enum verdict
print_release(void *arg, const struct catalog_release *r, struct why *why)
{
	const struct view *view = arg;
	json_t *object;

	(void)why;
	if (!view->session.json) {
		printf("%s  %s  v%u  %s  %s%s  %s\n",
		    standing_name(r->standing), r->lang, r->version.number,
		    r->work, view->config->base_url, r->path, r->version.title);
		return V_OK;
	}
	object = json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "standing",
	    standing_name(r->standing), "lang", r->lang, "version",
	    (int)r->version.number, "id", r->work, "path", r->path, "title",
	    r->version.title);
	json_dumpf(object, stdout, JSON_SORT_KEYS);
	putchar('\n');
	json_decref(object);
	return V_OK;
}

int
cmd_list(int argc, char *argv[])
{
	enum verdict v;
	int status;
	struct view view;
	struct why why;

	memset(&view, 0, sizeof(view));
	status = open_view(argc, argv, help_list, &view);
	if (status == -1) {
		v = catalog_each_installed(view.archive.catalog, view.site,
		    print_release, &view, &why);
		status = v == V_OK ? cli_end_output() : say(&why, v);
	}
	close_view(&view);
	return status;
}

static int
print_differences(const struct differences *differences)
{
	char name[NAMES_SHOWN_SIZE];
	size_t i;

	for (i = 0; i < differences->count; i++)
		printf("%s: %s\n",
		    difference_kind_name(differences->list[i].kind),
		    names_show(name, sizeof(name), differences->list[i].path));
	if (differences->left_out > 0)
		printf("… and %zu more\n", differences->left_out);
	if (cli_end_output() != EX_OK)
		return EX_CANTCREAT;
	return differences->count > 0 ? EX_DATAERR : EX_OK;
}

/* Does a daemon hold the lock?  Then what differs may be on its way. */
static int
is_being_written(const struct view *view)
{
	int fd, held;

	fd = openat(view->archive.dir, "lock", O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return 0;
	held = flock(fd, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

/* What still differs when a daemon has had the time to finish a step. */
static enum verdict
compare(const struct view *view, const struct site *site,
    struct differences *ret, struct why *why)
{
	enum verdict v;
	int again;
	const struct timespec moment = { .tv_nsec = 400 * 1000000 };

	v = verify_site(site, 1, ret, why);
	for (again = 0; v == V_OK && ret->count > 0 && again < LOOKS &&
	     is_being_written(view);
	     again++) {
		differences_fini(ret);
		memset(ret, 0, sizeof(*ret));
		nanosleep(&moment, NULL);
		v = verify_site(site, 1, ret, why);
	}
	return v;
}

static int
verify(struct view *view)
{
	enum verdict v;
	int status;
	struct differences differences;
	struct site site;
	struct why why;

	memset(&site, 0, sizeof(site));
	memset(&differences, 0, sizeof(differences));
	site.id = view->site;
	site.catalog = view->archive.catalog;
	v = web_open_reader(view->config->web_root, &site.web, &why);
	if (v != V_OK)
		return say(&why, v);
	v = compare(view, &site, &differences, &why);
	status = v == V_OK ? print_differences(&differences) : say(&why, v);
	differences_fini(&differences);
	web_close(&site.web);
	return status;
}

int
cmd_verify(int argc, char *argv[])
{
	int status;
	struct view view;

	memset(&view, 0, sizeof(view));
	status = open_view(argc, argv, help_verify, &view);
	if (status == -1)
		status = verify(&view);
	close_view(&view);
	return status;
}
