/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a single setting may be.  Each check returns NULL, or what is allowed,
 * as the end of a sentence that begins with the setting.
 */
#ifndef NEWSROOM_SETTINGS_VALUE_H
#define NEWSROOM_SETTINGS_VALUE_H

#include <stddef.h>

/* Text for people: no control characters, at most 200 bytes of UTF-8. */
const char *value_check_text(const char *s);

/* An absolute path without "." and ".." that is not "/". */
const char *value_check_path(const char *s);

/* The name of one folder: no "/", no dot in front. */
const char *value_check_folder(const char *s);

/* A path relative to the drop folder, or ".". */
const char *value_check_place(const char *s);

/* http or https, a host, perhaps a path; no query, no blanks. */
const char *value_check_url(const char *s);

/* A language that ICU knows, as BCP 47 writes it. */
const char *value_check_language(const char *s);

/* A region of ISO 3166 in capitals. */
const char *value_check_region(const char *s);

/* A time zone of the tz database. */
const char *value_check_timezone(const char *s);

/* The name of a site: letters, digits, "-" and "_". */
const char *value_check_name(const char *s);

/* An organisation: as text, and no "|". */
const char *value_check_organisation(const char *s);

/* A finding's code: small letters, digits, "-". */
const char *value_check_code(const char *s);

/* A format's name, or "any"; and the literal of that name. */
const char *value_check_format(const char *s);
const char *value_format(const char *s);

/* An address of mail: local part, "@", domain; ASCII, nothing quoted. */
const char *value_check_address(const char *s);

/* As value_check_url(), perhaps with a query. */
const char *value_check_endpoint(const char *s);

/* "smtp://host:587" or "smtps://host". */
const char *value_check_smtp(const char *s);

/* Where a secret lies: a file's path, or the name of a credential. */
const char *value_check_secret(const char *s);

/* "yes" or "no". */
const char *value_check_yes(const char *s);

/* Remove doubled slashes and the one at the end, in place. */
void value_trim_slashes(char *path);

/* Is the path inner the folder outer or in it? */
int value_is_within(const char *inner, const char *outer);

#endif /* NEWSROOM_SETTINGS_VALUE_H */
