/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of a folder about the languages of a work: pair, pair_wait,
 * pair_languages.  For the settings alone. */
#ifndef NEWSROOM_SETTINGS_PAIR_H
#define NEWSROOM_SETTINGS_PAIR_H

#include <stdio.h>

#include <confuse.h>

#include "newsroom/settings.h"

/* "together", "wait", "wait 2h" or "free"; else what is allowed. */
int settings_pair_check(cfg_t *cfg, cfg_opt_t *opt);

/* The folder's part of the section; the site's languages are known.
 * V_FATAL "settings" for what does not agree. */
enum verdict settings_pair_read(const struct config *config, cfg_t *from,
    const struct config_site *site, struct config_folder *folder,
    struct why *why);
void settings_pair_free(struct config_folder *folder);

/* As lines of a folder section. */
void settings_pair_dump(FILE *out, const struct config_folder *folder);

#endif /* NEWSROOM_SETTINGS_PAIR_H */
