/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses in running text: mail and web. */
#ifndef RELEASE_ADDRESS_H
#define RELEASE_ADDRESS_H

#include <stddef.h>

struct phrases;

/*
 * The address of mail around at, a "@" in text: 0 and its first byte and the
 * byte after it, or -1.  Only what every program takes for one: dot-atoms of
 * ASCII (RFC 5322, 3.2.3), a domain of two labels or more.
 */
int address_mail(const char *text, const char *at, const char **ret_start,
    const char **ret_end);

/* Does the address from start to end stand for those of many people, as
 * fornamn.efternamn@example.org does? */
int address_is_pattern(const struct phrases *phrases, const char *start,
    const char *end);

/*
 * The bytes of a web address at s, where a word begins: "http://…",
 * "https://…" or "www.…"; without the full stop, comma or bracket that is
 * the sentence's.  0 if there is none.
 */
size_t address_web_at(const char *s);

#endif /* RELEASE_ADDRESS_H */
