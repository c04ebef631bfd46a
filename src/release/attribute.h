/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The attributes that the table of elements speaks of, as bits of a set, and
 * the forms that their values have.
 */
#ifndef RELEASE_ATTRIBUTE_H
#define RELEASE_ATTRIBUTE_H

#include <stdint.h>

/* The set that holds that attribute alone. */
#define ATTRIBUTE(a) ((uint64_t)1 << (a))

enum attribute_id {
	A_ID,
	A_ANY_ID,
	A_LANG,
	A_DIR,
	A_GWHY,
	A_SPEAKER,
	A_WHY,
	A_XML_LANG,
	A_LANG_WHY,
	A_VERSION,
	A_VISIBLE,
	A_PLACE,
	A_TEXT,
	A_UNTIL,
	A_SCHEDULED,
	A_REF,
	A_TEL,
	A_HTTP,
	A_PICTURE,
	A_TYPE,
	A_WIDTH,
	A_HEIGHT,
	A_SHA256,
	A_FORMAT,
	A_URL,
	A_PATH,
	A_SITE,
	A_BASE,
	A_PUBLISHED,
	A_UPDATED,
	A_STYLE,
	A_CHANGE,
	A_NOTE,
	A_CHANGED,
	A_ADDED,
	A_REMOVED,
	A_WAS,
	A_WITHDRAWN,
	A_EXPIRED,
	A_REASON,
	A_TITLE,
	A_KIND,
	A_LABEL,
	A_CODE,
	A_SEVERITY,
	A_QUOTE,
	A_TIMES,
	A_OL_TYPE,
	A_START,
	A_VALUE,
	A_GLABEL,
	A_SUMMARY,
	A_COLSPAN,
	A_ROWSPAN,
	A_CLASS,
	A_SCOPE,
	A_HREF,
	A_HREFLANG,
	A_ROLE,
	A_SRC,
	A_ALT,
	A_MATH, /* any of math_attributes */
	A_COUNT
};

/* Kinds of attribute values; an enumeration is "a|b|c". */
enum attribute_value {
	VALUE_ANY,
	VALUE_LANG,
	VALUE_NUMBER,
	VALUE_INSTANT,
	VALUE_ID,
	VALUE_SHA256,
	VALUE_HREF,
	VALUE_TEL,
	VALUE_HTTP,
	VALUE_PICTURE,
	VALUE_CODE,
	VALUE_ENUM,
};

/* Has s that form?  words are those of an enumeration, else NULL. */
int attribute_is_value(enum attribute_value value, const char *words,
    const char *s);

/* Is the word s one of "a|b|c"? */
int attribute_is_among(const char *words, const char *s);

#endif /* RELEASE_ATTRIBUTE_H */
