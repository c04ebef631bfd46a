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

#endif /* NEWSROOM_SETTINGS_FILE_H */
