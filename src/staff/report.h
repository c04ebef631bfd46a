/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What goes back to the sender while a document is not published: what was
 * wrong, what is asked, what is waited for, and what to do.
 *
 * Pure functions from what is known to one <page> of urn:gazette:pages:1
 * (doc/pages.md), which a worker renders with xsl/staff/<kind>.xsl.  Every
 * sentence is chosen and filled here, in each language of the site: the
 * document's first, the others one click away.  Foreign words are escaped
 * here and nowhere else.
 */
#ifndef STAFF_REPORT_H
#define STAFF_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/findings.h"
#include "base/why.h"

struct buf;
struct words;

/* What all pages of a site have in common; the caller owns all of it. */
struct staff_site {
	const struct words *words;
	const char *name;         /* of the site, as people know it */
	const char *const *langs; /* of the site, NULL at the end; first is
				   * the default */
	const char *timezone;     /* "Europe/Helsinki" */
	const char *approve; /* the folders as staff see them: "_approve" */
	const char *withdraw;
	const char *preview;
	const char *embargo;
	const char *done;
	const char *failed;
	const char *contact; /* whom to call: words, or NULL */
	int64_t now;         /* the page's own time */
};

/* One edition of one language under its address. */
struct staff_address {
	const char *lang;
	const char *url;   /* absolute, or "" where there is no base_url */
	const char *title; /* or NULL */
};

/* A value taken from a document, and where it was found. */
struct staff_value {
	const char *field; /* "title", "deck", "issued", "lang", "embargo", … :
			    * the word is field-<field> */
	const char *value;
	const char *why; /* as in the release XML: "style:Title", or NULL;
			  * the word is why-<until the colon> */
};

/* What is known of a document: everything but name may be NULL or empty. */
/* What became of one item of a file that holds several. */
enum staff_fate {
	FATE_PUBLISHED,
	FATE_UPDATED,
	FATE_UNCHANGED, /* the same is live */
	FATE_HELD,
	FATE_WAITING,   /* time to think, until when */
	FATE_SCHEDULED, /* embargoed, until when: its title is never said */
	FATE_WITHDRAWN, /* its sender has called it back */
	FATE_LATE,      /* a later version is live */
	FATE_FAILED,
	FATE_GONE, /* called off, overtaken, erased */
	FATES
};

struct staff_item {
	unsigned number; /* from 1 */
	const char *title;
	enum staff_fate fate;
	const struct why *why; /* HELD, FAILED */
	int64_t when;
	const char *url; /* of what is public, or "" */
};

struct staff_document {
	const char *name; /* the file's name as dropped, any bytes */
	const char *lang; /* of the document; NULL or "" is the default */
	const char *title;
	const char *id;   /* of the work, once it has one */
	unsigned version; /* of this language; 0 where none */
	int64_t undo;     /* the change that moving this page undoes; 0: none */
	const struct staff_value *values;
	size_t value_count;
	const struct staff_address *live; /* what the public sees right now */
	size_t live_count;
	const struct findings *findings; /* or NULL */
	const struct staff_item *items;  /* of a file of several, or NULL */
	size_t item_count;
};

enum report_kind {
	REPORT_FIX,       /* V_REJECT: mend it and save it again */
	REPORT_HOLD,      /* V_HOLD: a question; approve or mend */
	REPORT_FAILED,    /* unsafe or beyond mending: moved to _failed/ */
	REPORT_OURS,      /* V_DEFER, V_FATAL: our trouble, nothing to do */
	REPORT_WAITING,   /* published at `when`, unless it is moved away */
	REPORT_SCHEDULED, /* embargo or publication time: at `when` */
	REPORT_PAIR, /* waits for its other languages, perhaps until `when` */
	REPORT_OPEN, /* open in Word at somebody's: when it is closed */
	REPORT_ARRIVING,  /* the file is not whole yet */
	REPORT_INVENTORY, /* lay here at the first start; waits for adopt */
	REPORT_PREVIEW,   /* was dropped to be shown, never to be published */
};

struct report {
	enum report_kind kind;
	struct staff_document document;
	const struct why *why; /* verdict code and quote, or NULL */
	int64_t when; /* WAITING, SCHEDULED: the instant; PAIR: when it goes
		       * alone, 0 for never; else 0 */
	const char *preview; /* name of the preview beside it, or NULL */
	const char *detail;  /* OPEN: at whose desk, if known, or NULL */
	const char *langs;   /* PAIR: tags of those it waits for, or NULL */
	int is_approved;     /* PAIR: it lies in the folder of approvals */
	int moved;           /* FAILED: it was moved (else it lies there) */
};

/*
 * Append the page of the report to out.  Returns 0, or -1 if out is full.
 * REPORT_SCHEDULED never says the title: an embargoed one must not leak.
 */
int report_write(const struct staff_site *site, const struct report *report,
    struct buf *out);

/* The same as plain text in the document's language, for mail; the first line
 * is the title, which names the file. */
int report_write_plain(const struct staff_site *site,
    const struct report *report, struct buf *out);

/*
 * The report as plain text in one language, for a terminal: "gazette check".
 * One line a finding: severity, what, quote, what to do.
 */
void report_write_text(const struct words *words, const char *lang,
    const struct report *report, struct buf *out);

/* Is a question of that code answered by approving the document?  An embargo
 * that nobody can read is not: its words must be mended. */
int report_is_answered_by_approval(const char *code);

#endif /* STAFF_REPORT_H */
