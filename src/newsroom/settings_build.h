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

/* V_FATAL "settings" with the line where the section at ends or begins. */
enum verdict settings_disagree(const struct config *config, cfg_t *at,
    struct why *why, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif /* NEWSROOM_SETTINGS_BUILD_H */
