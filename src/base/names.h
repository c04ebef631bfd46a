/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of files, as people and their programs write them.
 *
 * A name is bytes: whatever a folder gives is kept, and only what is compared
 * or shown is changed.  NFC and NFD are one name (macOS writes the one,
 * everybody else the other).  A place is a name with its folders, relative to
 * the drop folder, with '/' between them.
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stddef.h>

enum {
	NAMES_SIZE = 256,     /* NAME_MAX and a NUL */
	NAMES_LANG_SIZE = 16, /* as RELEASE_LANG_MAX */
	NAMES_EXT_SIZE = 16,
	NAMES_SHOWN_SIZE = 10 * NAMES_SIZE, /* every byte escaped */
};

/* "Bokslut 2026.SV.docx": what the parts of a name say. */
struct name_parts {
	char stem[NAMES_SIZE];      /* "Bokslut 2026", bytes as they were */
	char lang[NAMES_LANG_SIZE]; /* "sv", or "" where none is said */
	char ext[NAMES_EXT_SIZE];   /* "docx": lower case, "" if none */
	int doubtful; /* ".se" is Northern Sámi (lang "se"), but hardly ever
		       * meant so: ask */
};

/*
 * Take a name (not a place) apart.  A language is the last piece of the stem
 * after '.', '-', '_' or within '()': a tag of langs (NULL at the end; NULL
 * itself means sv, fi, en) or SWE, FIN, ENG and their like, in any case; in
 * capitals it may stand after a blank as well.  Nothing but a language is no
 * suffix: the stem is never empty.
 */
void names_split(const char *name, const char *const *langs,
    struct name_parts *ret);

/* The stem in the form in which the languages of one work are compared: NFC
 * and folded case.  The caller frees. */
char *names_family(const char *name, const char *const *langs);

/*
 * The name that this one would have in another language of langs, written as
 * it is: "Bokslut_SWE.docx" becomes "Bokslut_FIN.docx".  One that says no
 * language gets it after a dot, one that is a language is the other.  The
 * caller frees.
 */
char *names_in_language(const char *name, const char *const *langs,
    const char *lang);

/* Is it one name: the same bytes, or the same in NFC?  Places too. */
int names_equal(const char *a, const char *b);

/* A document's extension, such as "docx" in lower case, or "". */
void names_ext(const char *name, char ret[NAMES_EXT_SIZE]);

/* Is its extension one of exts, which are in lower case, NULL at the end? */
int names_ext_is(const char *name, const char *const *exts);

/* Does name end so, in any case of ASCII? */
int names_end_with(const char *name, const char *suffix);

/* The last component of a place, within it. */
const char *names_last(const char *place);

/* The folders of a place, "" for none.  0, or -1 if size is too small. */
int names_folder(const char *place, char *dst, size_t size);

/*
 * The name of what lies beside a document: name and suffix (".FIX.html").
 * If that would pass 255 bytes the name is cut at a character and 8 hex
 * digits of its SHA-256 stand in for the rest.  Of bytes that are not UTF-8
 * none is changed.
 */
void names_beside(const char *name, const char *suffix, char ret[NAMES_SIZE]);

/* Is beside the name that names_beside(name, suffix) makes? */
int names_is_beside(const char *beside, const char *name, const char *suffix);

/* The name that Explorer gives to a new, empty document ("Nytt Microsoft
 * Word-dokument.docx", "Uusi …", "New …"): somebody is about to begin. */
int names_is_new(const char *name);

/*
 * A copy that a synchronising program made because two people saved at once:
 * Syncthing, Nextcloud, Dropbox, OneDrive, Synology and their like.
 */
int names_is_conflict(const char *name);

/*
 * Write s for a log or a terminal, nothing hidden and nothing lost: a
 * backslash doubled, control, bidirectional and unassigned characters as
 * \u{…}, bytes that are not UTF-8 as \xNN.  Cut with "…" when too long.
 * Returns dst.
 */
const char *names_show(char *dst, size_t size, const char *s);

#endif /* BASE_NAMES_H */
