/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sections courier, mail, webhook and websub of the settings: how they
 * are read, checked and freed.  Part of settings_file and settings_build. */
#ifndef NEWSROOM_SETTINGS_COURIER_H
#define NEWSROOM_SETTINGS_COURIER_H

#include <confuse.h>

#include "base/why.h"
#include "newsroom/settings_number.h"

struct config;
struct config_site;

/* Options of each section, for CFG_SEC(). */
extern cfg_opt_t settings_courier_options[];
extern cfg_opt_t settings_mail_options[];
extern cfg_opt_t settings_webhook_options[];
extern cfg_opt_t settings_websub_options[];

/* The times of the section courier; offsets in struct config. */
extern const struct number settings_courier_times[];
extern const size_t settings_courier_time_count;

/* Have each value checked where it stands. */
void settings_courier_set_checks(cfg_t *cfg);

void settings_courier_defaults(struct config *config);

/* From the section courier, and from those of a site. */
void settings_courier_build(struct config *config, cfg_t *cfg);
enum verdict settings_courier_build_site(const struct config *config,
    cfg_t *from, struct config_site *site, struct why *why);

/* What must agree between them, when all is read. */
enum verdict settings_courier_agree(const struct config *config, cfg_t *cfg,
    struct why *why);

void settings_courier_fini(struct config *config);
void settings_courier_fini_site(struct config_site *site);

#endif /* NEWSROOM_SETTINGS_COURIER_H */
