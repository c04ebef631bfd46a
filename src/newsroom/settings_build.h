/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From libconfuse's strings to the struct, and what must agree in it. */
#ifndef NEWSROOM_SETTINGS_BUILD_H
#define NEWSROOM_SETTINGS_BUILD_H

#include <confuse.h>

#include "base/why.h"

struct config;

/*
 * Fill config, which has its path and its defaults, from the values of cfg,
 * each of which is right by itself.  V_FATAL "settings" with file:line for
 * what does not agree; what is filled by then is config_free()'s.
 */
enum verdict settings_build(struct config *config, cfg_t *cfg, struct why *why);

#endif /* NEWSROOM_SETTINGS_BUILD_H */
