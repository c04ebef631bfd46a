/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zygote, loop and newsroom together.  See house.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "newsroom/house.h"
#include "newsroom/settings.h"
#include "worker/stylesheets.h"
#include "worker/zygote.h"

enum verdict
house_prepare(struct house *house, const struct config *config, struct why *why)
{
	enum verdict v;
	struct zygote_settings settings;

	memset(&settings, 0, sizeof(settings));
	house->xsl_dir = stylesheets_dir();
	settings.program = worker_program();
	settings.xsl_dir = house->xsl_dir;
	settings.limits = config->limits;
	settings.phrases = config->phrases;
	settings.need_sandbox = config->need_sandbox;
	v = zygote_start(&settings, &house->zygote, why);
	if (v == V_OK && sd_event_new(&house->event) < 0)
		xalloc_die();
	return v;
}

enum verdict
house_open(struct house *house, const struct config *config,
    const struct newsroom_settings *settings, struct why *why)
{
	struct newsroom_settings whole = *settings;

	whole.config = config;
	whole.xsl_dir = house->xsl_dir;
	whole.zygote = house->zygote;
	whole.event = house->event;
	whole.workers = config->workers;
	return newsroom_open(&whole, &house->newsroom, why);
}

void
house_close(struct house *house)
{
	if (house->newsroom != NULL)
		newsroom_close(house->newsroom);
	zygote_stop(house->zygote);
	sd_event_unref(house->event);
	free(house->xsl_dir);
}
