/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What gazetted and gazette open alike: a zygote, an event loop, a newsroom.
 */
#ifndef NEWSROOM_HOUSE_H
#define NEWSROOM_HOUSE_H

#include <systemd/sd-event.h>

#include "base/why.h"
#include "newsroom/newsroom.h"

/* Zero it before use; house_close() whatever came of it. */
struct house {
	char *xsl_dir;
	struct zygote *zygote;
	sd_event *event;
	struct newsroom *newsroom;
};

/* The zygote, by the settings, before anything else is opened; then the
 * loop. */
enum verdict house_prepare(struct house *house, const struct config *config,
    struct why *why);

/* The newsroom; of settings only what is the caller's own matters: site,
 * intake, watching, its calls. */
enum verdict house_open(struct house *house, const struct config *config,
    const struct newsroom_settings *settings, struct why *why);

void house_close(struct house *house);

#endif /* NEWSROOM_HOUSE_H */
