/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The opening: state folders, sites and drop folders of the settings, and
 * what a crash left half done in them.
 */
#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/announce.h"
#include "newsroom/inventory.h"
#include "newsroom/room.h"
#include "publish/publish.h"
#include "staff/words.h"

static struct archive *
archive_for(struct newsroom *newsroom, const char *path)
{
	size_t i;

	for (i = 0; i < newsroom->archive_count; i++) {
		if (strcmp(newsroom->archives[i].path, path) == 0)
			return &newsroom->archives[i];
	}
	return NULL;
}

static enum verdict
open_archive(struct newsroom *newsroom, const char *path, struct why *why)
{
	enum verdict v;

	if (archive_for(newsroom, path) != NULL)
		return V_OK;
	v = archive_open(path, &newsroom->archives[newsroom->archive_count],
	    why);
	if (v == V_OK)
		newsroom->archive_count++;
	return v;
}

static enum verdict
open_site(struct desk *desk, struct why *why)
{
	const struct config_site *config;
	enum verdict v;
	size_t i;

	config = desk->config;
	web_init(&desk->site.web);
	desk->site.catalog = desk->archive->catalog;
	desk->site.name = config->title;
	desk->site.base_url = config->base_url;
	if (config->websub.hub[0] != '\0')
		desk->site.hub = config->websub.hub;
	desk->site.timezone = config->timezone;
	for (i = 0; i < config->language_count; i++)
		desk->site.langs[i] = config->languages[i];
	v = catalog_site(desk->archive->catalog, config->name, &desk->site.id,
	    why);
	if (v == V_OK)
		v = announce_open(desk, why);
	if (v == V_OK)
		v = web_open(config->web_root, config->stage, &desk->site.web,
		    why);
	if (v == V_OK)
		v = site_static(&desk->site, desk->newsroom->settings.xsl_dir,
		    why);
	return v;
}

/* Put right what a crash left half done. */
static enum verdict
recover(struct desk *desk, struct why *why)
{
	enum verdict v;
	unsigned committed, removed;

	v = stage_sweep(&desk->site.web, &removed, why);
	if (v == V_OK)
		v = publish_recover(&desk->site, now_s(desk->newsroom),
		    &committed, why);
	if (v == V_OK && (removed > 0 || committed > 0))
		log_info("recovered site=%s staged_swept=%u committed=%u",
		    desk->config->name, removed, committed);
	desk->lists_due = 1;
	desk->removals_due = 1;
	desk->post_due = 1;
	if (v == V_OK && desk->archive->was.unclean)
		v = upkeep_mend(desk, why);
	return v;
}

static enum verdict
open_desk(struct newsroom *newsroom, const struct config_site *config,
    struct why *why)
{
	enum verdict v;
	struct desk *desk;
	struct settle_limits limits;

	desk = &newsroom->desks[newsroom->desk_count];
	desk->newsroom = newsroom;
	desk->config = config;
	desk->archive = archive_for(newsroom, config->state);
	desk->number = (unsigned)newsroom->desk_count;
	STAILQ_INIT(&desk->notes);
	config_scan_settings(newsroom->settings.config, config,
	    &desk->scan_settings);
	memset(&limits, 0, sizeof(limits));
	limits.quiet = newsroom->settings.config->quiet;
	limits.incomplete = newsroom->settings.config->incomplete;
	limits.max_size = (int64_t)
			      newsroom->settings.config->limits.read.max_input;
	limits.max_tracked = 20000;
	desk->settle = settle_new(&limits);
	LIST_INIT(&desk->bundles);
	desk->bundle_at = INT64_MAX;
	newsroom->desk_count++;
	v = open_site(desk, why);
	if (v == V_OK)
		v = recover(desk, why);
	if (v == V_OK)
		v = inventory_open(desk, why);
	if (v == V_OK)
		reception_open(desk);
	return v;
}

/* A file of the spool is kept while its job is not over. */
static int
is_wanted(void *arg, const char *uid)
{
	int wanted = -1;
	struct archive *archive = arg;
	struct catalog_job *job;
	struct why why;

	job = xcalloc(1, sizeof(*job));
	if (catalog_job_by_uid(archive->catalog, uid, job, &why) == V_OK)
		wanted = job->id != 0 &&
		    (job->state == JOB_RECEIVED || job->state == JOB_WAITING ||
			job->state == JOB_HELD || job->state == JOB_SCHEDULED);
	free(job);
	return wanted;
}

static enum verdict
sweep_spools(struct newsroom *newsroom, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	unsigned removed;

	for (i = 0; i < newsroom->archive_count && v == V_OK; i++) {
		v = spool_sweep(newsroom->archives[i].spool, is_wanted,
		    &newsroom->archives[i], &removed, why);
		if (v == V_OK && removed > 0)
			log_info("spool swept files=%u", removed);
	}
	return v;
}

enum verdict
opening_run(struct newsroom *newsroom, struct why *why)
{
	char dir[PATH_MAX];
	const struct config *config;
	enum verdict v;
	size_t i;

	config = newsroom->settings.config;
	newsroom->archives = xcalloc(config->site_count,
	    sizeof(*newsroom->archives));
	newsroom->desks = xcalloc(config->site_count, sizeof(struct desk));
	snprintf(dir, sizeof(dir), "%s/i18n", newsroom->settings.xsl_dir);
	v = words_load(dir, &newsroom->words, why);
	for (i = 0; i < config->site_count && v == V_OK; i++) {
		if (newsroom->settings.site != NULL &&
		    strcmp(config->sites[i].name, newsroom->settings.site) != 0)
			continue;
		v = open_archive(newsroom, config->sites[i].state, why);
		if (v == V_OK)
			v = open_desk(newsroom, &config->sites[i], why);
	}
	if (v == V_OK)
		v = sweep_spools(newsroom, why);
	return v;
}
