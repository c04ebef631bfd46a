/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One person or organisation, out of the words of a contact. */
#ifndef RELEASE_PERSON_H
#define RELEASE_PERSON_H

#include <stddef.h>

#include <libxml/tree.h>

struct finish;

enum {
	PERSON_BYTES = 160, /* of one field, with its NUL */
	PERSON_ADDRESSES = 6,
};

/* What was understood of one contact; a field that is not said is "". */
struct person {
	char name[PERSON_BYTES];
	char role[PERSON_BYTES];
	char org[PERSON_BYTES];
	/* as written; a word such as "switchboard" stands before its number */
	char tel[PERSON_ADDRESSES][PERSON_BYTES];
	char email[PERSON_ADDRESSES][PERSON_BYTES];
	char web[PERSON_ADDRESSES][PERSON_BYTES];
	size_t tels;
	size_t emails;
	size_t webs;
	int another; /* what may be a name came after an address */
};

/*
 * Understand all of words (folded is the same text, folded): 0, or -1 if one
 * word of it is none of a contact's, or nobody is named, or no address given.
 */
int person_parse(const struct finish *f, const char *words, const char *folded,
    struct person *ret);

/* Let a <tel> be dialled, where its number is certain. */
void person_link(const struct finish *f, xmlNode *tel, const char *words);

/* Append its fields to a <contact>. */
void person_write(struct finish *f, xmlNode *contact, const struct person *p);

/* Does the text have a telephone number (with a label, or one that needs
 * none) or an address of mail? */
int person_has_address(const struct finish *f, const char *words,
    const char *folded);

/* Is there a web address in it? */
int person_has_web(const char *words);

/* Does it begin with an address of any kind, or with the label of one? */
int person_starts_with_address(const struct finish *f, const char *words,
    const char *folded);

#endif /* RELEASE_PERSON_H */
