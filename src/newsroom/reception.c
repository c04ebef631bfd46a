/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reception: passes over a drop folder (steps I1 and I2 of publishing).
 * Events are hints, a pass is the truth; what it meets is visit.c's.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "intake/watch.h"
#include "newsroom/accept.h"
#include "newsroom/bundle.h"
#include "newsroom/done.h"
#include "newsroom/inventory.h"
#include "newsroom/room.h"
#include "newsroom/visit.h"
#include "newsroom/waiting.h"
#include "newsroom/withdrawal.h"
#include "staff/place.h"

enum {
	MIN_PAUSE = 10,   /* ms between two passes */
	PAUSE_FACTOR = 2, /* … or this many times the last one's length */
	REOPEN = 5000,    /* ms until a drop folder is tried again */
	DONE_EVERY = 10,  /* passes: _done is large, and its events are known */
};

const struct config_folder *
reception_folder(const struct desk *desk, const char *folder)
{
	char place[PATH_MAX];

	snprintf(place, sizeof(place), "%s%sx", folder,
	    folder[0] != '\0' ? "/" : "");
	return config_folder_for(desk->config, place);
}

/* What was remembered of files that are gone is forgotten, a page at a pass. */
static void
forget_gone(struct desk *desk)
{
	size_t i;
	struct catalog_seen_list seen;
	struct stat st;
	struct why why;

	memset(&seen, 0, sizeof(seen));
	if (catalog_seen_list(desk->archive->catalog, desk->site.id,
		desk->seen_after, &seen, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "forgetting files", &why);
	for (i = 0; i < seen.count; i++) {
		if (fstatat(scan_dir(desk->scan), seen.list[i].place, &st,
			AT_SYMLINK_NOFOLLOW) == -1 &&
		    errno == ENOENT && !done_is_asked(desk, &seen.list[i]) &&
		    catalog_seen_remove(desk->archive->catalog, desk->site.id,
			seen.list[i].place, &why) != V_OK)
			newsroom_trouble(desk->newsroom, "forgetting files",
			    &why);
	}
	snprintf(desk->seen_after, sizeof(desk->seen_after), "%s",
	    seen.count > 0 ? seen.list[seen.count - 1].place : "");
	catalog_seen_list_fini(&seen);
}

int
desk_is_within(const struct desk *desk, const struct catalog_job *job,
    enum where where)
{
	const char *folder;
	size_t len;

	switch (where) {
	case WHERE_APPROVE:
		folder = desk->config->approve;
		break;
	case WHERE_PREVIEW:
		folder = desk->config->preview;
		break;
	case WHERE_EMBARGO:
		folder = desk->config->embargo;
		break;
	case WHERE_DONE:
	default:
		folder = desk->config->done;
		break;
	}
	len = strlen(folder);
	return strncmp(job->place, folder, len) == 0 && job->place[len] == '/';
}

static void
make_folders(struct desk *desk)
{
	const char *names[6];
	size_t i;

	names[0] = desk->config->approve;
	names[1] = desk->config->done;
	names[2] = desk->config->failed;
	names[3] = desk->config->withdraw;
	names[4] = desk->config->preview;
	names[5] = desk->config->embargo;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (mkdirat(scan_dir(desk->scan), names[i], 02775) == -1 &&
		    errno != EEXIST)
			log_warn("folder missing site=%s folder=%s: %s",
			    desk->config->name, names[i], strerror(errno));
	}
}

void
reception_open(struct desk *desk)
{
	struct why why;

	if (desk->arrivals == NULL)
		desk->arrivals = xcalloc(RECEPTION_BATCH,
		    sizeof(*desk->arrivals));
	if (scan_open(&desk->scan_settings, &desk->scan, &why) != V_OK) {
		desk->scan = NULL;
		if (!desk->drop_said)
			log_error("drop folder unreachable site=%s: %s",
			    desk->config->name, why.text);
		desk->drop_said = 1;
		desk->scan_not_before = now_ms(desk->newsroom) + REOPEN;
		return;
	}
	if (desk->drop_said)
		log_info("drop folder back site=%s", desk->config->name);
	desk->drop_said = 0;
	desk->look = SCAN_ALL;
	make_folders(desk);
}

void
reception_close(struct desk *desk)
{
	if (desk->scan != NULL)
		scan_close(desk->scan);
	desk->scan = NULL;
	settle_free(desk->settle);
	bundle_close(desk);
	free(desk->arrivals);
	free(desk->missing.list);
	withdrawal_close(desk);
}

/* Before each pass: what is watched when the pass begins can't be missed. */
static void
add_watches(struct desk *desk)
{
	struct why why;

	if (!desk->newsroom->settings.watch || watch_fd() == -1 ||
	    scan_watch(desk->scan, desk->number, &why) == V_OK)
		return;
	if (!desk->watches_said)
		log_warn("scanning without hints site=%s: %s",
		    desk->config->name, why.text);
	desk->watches_said = 1;
}

static int
begin_pass(struct desk *desk, int64_t now)
{
	if (desk->newsroom->settings.watch)
		desk->look |= watch_changed(desk->number);
	if (now >= desk->scan_at)
		desk->look |= desk->passes % DONE_EVERY == 0 ? SCAN_ALL :
							       SCAN_INTAKE;
	if (settle_next(desk->settle) != -1 && settle_next(desk->settle) <= now)
		desk->look |= SCAN_INTAKE;
	if (desk->bundle_at <= now)
		desk->look |= SCAN_INTAKE;
	if (withdrawal_next(desk) <= now)
		desk->look |= SCAN_BIT(WHERE_WITHDRAW);
	if (desk->look == 0 || now < desk->scan_not_before)
		return 0;
	add_watches(desk);
	desk->scanning_withdrawn = (desk->look & SCAN_BIT(WHERE_WITHDRAW)) != 0;
	if (desk->scanning_withdrawn)
		withdrawal_begin(desk);
	if (desk->left.count > 0)
		desk->look = SCAN_ALL;
	scan_begin(desk->scan, desk->look);
	desk->scanning = 1;
	desk->scanning_all = (desk->look & SCAN_INTAKE) == SCAN_INTAKE;
	desk->scan_began = now;
	desk->look = 0;
	desk->bundle_at = INT64_MAX;
	return 1;
}

static void
end_pass(struct desk *desk)
{
	int64_t now, every, took;
	const struct config *config;

	accept_arrivals(desk);
	config = desk->newsroom->settings.config;
	now = now_ms(desk->newsroom);
	took = now - desk->scan_began;
	desk->scanning = 0;
	desk->scan_not_before = now +
	    (took * PAUSE_FACTOR > MIN_PAUSE ? took * PAUSE_FACTOR : MIN_PAUSE);
	if (scan_summary(desk->scan)->crowded > 0)
		desk->look |= SCAN_INTAKE;
	if (desk->scanning_withdrawn)
		withdrawal_end(desk);
	if (!desk->scanning_all)
		return;
	settle_sweep(desk->settle);
	bundle_sweep(desk);
	inventory_pass(desk);
	desk->passes++;
	waiting_look_after(desk);
	desk->seen_all = 1;
	desk->newsroom->more_jobs = 1;
	forget_gone(desk);
	every = scan_is_remote(desk->scan) ? config->rescan_remote :
					     config->rescan;
	desk->scan_at = now + every;
	if (desk->newsroom->settings.scanned != NULL)
		desk->newsroom->settings.scanned(
		    desk->newsroom->settings.context);
}

void
reception_run(struct desk *desk)
{
	int64_t now;
	int more;

	now = now_ms(desk->newsroom);
	if (desk->scan != NULL && !scan_is_current(desk->scan)) {
		scan_close(desk->scan);
		desk->scan = NULL;
		desk->scanning = 0;
	}
	if (desk->scan == NULL && now >= desk->scan_not_before)
		reception_open(desk);
	if (desk->scan == NULL)
		return;
	if (!desk->scanning && !begin_pass(desk, now))
		return;
	more = scan_step(desk->scan, visit_candidate, desk);
	if (more == 0) {
		end_pass(desk);
	} else if (more == -1) {
		desk->scanning = 0;
		desk->look |= SCAN_INTAKE;
		desk->scan_not_before = now + REOPEN;
	}
	newsroom_stir(desk->newsroom);
}

int64_t
reception_next(struct desk *desk)
{
	int64_t next;

	if (desk->scan == NULL)
		return desk->scan_not_before;
	if (desk->scanning)
		return 0;
	next = desk->scan_at;
	if (settle_next(desk->settle) != -1 && settle_next(desk->settle) < next)
		next = settle_next(desk->settle);
	if (desk->bundle_at < next)
		next = desk->bundle_at;
	if (withdrawal_next(desk) < next)
		next = withdrawal_next(desk);
	if (desk->look != 0)
		next = 0;
	return next > desk->scan_not_before ? next : desk->scan_not_before;
}
