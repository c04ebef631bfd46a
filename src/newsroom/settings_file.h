/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings file as libconfuse reads it: sections and strings, each value
 * checked where it stands. */
#ifndef NEWSROOM_SETTINGS_FILE_H
#define NEWSROOM_SETTINGS_FILE_H

#include <confuse.h>

#include "base/why.h"

/*
 * Read the file.  On V_OK *ret is the caller's until cfg_free().  V_FATAL
 * "settings" with file:line.
 */
enum verdict settings_file_read(const char *path, cfg_t **ret, struct why *why);

/* The check of the value that was just read (of a list's, its last): 0, or -1
 * and it was refused with what the rule says. */
int settings_check(cfg_t *cfg, cfg_opt_t *opt,
    const char *(*rule)(const char *));

#endif /* NEWSROOM_SETTINGS_FILE_H */
