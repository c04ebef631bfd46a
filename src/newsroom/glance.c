/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The glance: what is known of a document by its bytes, before anybody reads
 * it.  See editor.h for the contract.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/editor.h"
#include "newsroom/preview.h"

/*
 * Is what is live of these bytes what they would become here: in the same
 * language, from the same folder?  What is dragged to an answer, or lies there
 * for its time, came from any.
 */
static enum verdict
is_live_here(struct piece *piece, const struct catalog_release *r, int *ret,
    struct why *why)
{
	enum verdict v;
	struct catalog_job *job;
	struct name_parts parts;

	*ret = 0;
	names_split(names_last(piece->job.place),
	    (const char *const *)piece->desk->config->languages, &parts);
	if (r->standing != STANDING_LIVE ||
	    r->version.standing != STANDING_LIVE ||
	    strcmp(r->version.beside, piece->job.beside) != 0 ||
	    (parts.lang[0] != '\0' && strcmp(parts.lang, r->lang) != 0))
		return V_OK;
	job = xcalloc(1, sizeof(*job));
	v = catalog_job_get(piece->desk->archive->catalog, r->version.job, job,
	    why);
	*ret = v == V_OK &&
	    (strcmp(job->folder, piece->job.folder) == 0 ||
		desk_is_within(piece->desk, &piece->job, WHERE_APPROVE) ||
		desk_is_within(piece->desk, &piece->job, WHERE_EMBARGO));
	free(job);
	return v;
}

int
editor_glance(struct piece *piece)
{
	enum verdict v;
	int known = 0;
	size_t i;
	struct catalog_key key;
	struct catalog_releases releases;
	struct why why;

	if (piece->rerender || preview_is_only(piece->desk, &piece->job) ||
	    desk_is_within(piece->desk, &piece->job, WHERE_DONE))
		return 0;
	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = piece->desk->site.id;
	key.source_sha256 = piece->job.sha256;
	v = catalog_by_source(piece->desk->archive->catalog, &key, &releases,
	    &why);
	for (i = 0; i < releases.count && v == V_OK && !known; i++) {
		v = is_live_here(piece, &releases.list[i], &known, &why);
		if (!known)
			continue;
		memcpy(piece->lang, releases.list[i].lang, sizeof(piece->lang));
		piece->plan.version = releases.list[i].version.id;
		piece->decision = DECISION_DUPLICATE;
	}
	catalog_releases_fini(&releases);
	return known;
}
