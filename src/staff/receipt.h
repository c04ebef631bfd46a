/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What goes back to the sender when a document was dealt with, and the page
 * that shows how the whole folder stands.
 *
 * As report.h: pure functions to one <page> of urn:gazette:pages:1.
 */
#ifndef STAFF_RECEIPT_H
#define STAFF_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

#include "staff/report.h"

enum receipt_outcome {
	RECEIPT_PUBLISHED,  /* a new release, read back under its address */
	RECEIPT_UPDATED,    /* a new version under the old address */
	RECEIPT_TRANSLATED, /* a further language of a work */
	RECEIPT_UNCHANGED,  /* the same bytes are live: "already published" */
	RECEIPT_SUPERSEDED, /* a later version is live: nothing was changed */
	RECEIPT_WITHDRAWN,  /* taken down, with a dated notice in its place */
	RECEIPT_RESTORED,   /* public again, after a withdrawal */
	RECEIPT_ITEMS,      /* a file of several items: each has its fate */
};

/* What an update changed: lines, and the first place, or "". */
struct receipt_change {
	unsigned changed;
	unsigned added;
	unsigned removed;
	int minor; /* slips of the pen: feeds don't announce it */
	const char *before;
	const char *after;
};

/* A file that readers can download with the release. */
struct receipt_file {
	const char *title;
	const char *url; /* its last part ends in the kind of file: ".pdf" */
	uint64_t size;
};

struct receipt {
	enum receipt_outcome outcome;
	struct staff_document document; /* live: the addresses of the work */
	int64_t published;              /* the instant of this version */
	const struct receipt_change *change; /* RECEIPT_UPDATED, or NULL */
	const char *sha256;                  /* of the original, or NULL */
	const char *reason; /* RECEIPT_WITHDRAWN: as readers see it, or NULL */
	int readable;       /* RECEIPT_WITHDRAWN: its page stays, marked */
	const struct receipt_file *files; /* of the version that is public */
	size_t file_count;
	const char *kept; /* where the original lies now: "_done/2026-05/…",
			   * or NULL: it stayed where it was */
};

int receipt_write(const struct staff_site *site, const struct receipt *receipt,
    struct buf *out);

/* The same as plain text in the document's language, for mail; the first line
 * is the title. */
int receipt_write_plain(const struct staff_site *site,
    const struct receipt *receipt, struct buf *out);

enum status_state {
	STATUS_RECEIVED, /* on its way */
	STATUS_WAITING,  /* time to think, until `when` */
	STATUS_PAIR, /* for its other languages: `quote` names their files */
	STATUS_HELD, /* a question lies beside it */
	STATUS_SCHEDULED, /* embargoed: its title is never shown */
	STATUS_PUBLISHED,
	STATUS_WITHDRAWN,
	STATUS_REJECTED,
	STATUS_TROUBLE, /* ours; is tried again */
};

struct status_line {
	enum status_state state;
	const char *name;  /* of the file, any bytes */
	const char *title; /* or NULL */
	const char *url;   /* PUBLISHED: where; or NULL */
	const char *code;  /* HELD, REJECTED: of the message; or NULL */
	const char *quote; /* what the code's message quotes; or NULL */
	int64_t when;      /* the state's instant: since, or until */
};

struct status {
	const struct status_line *lines; /* newest first, at most 50 */
	size_t count;
	int64_t beat;        /* when the daemon last looked */
	unsigned beat_every; /* seconds after which the page is stale */
	const char *trouble; /* code of a message that concerns all
			      * ("world-disk-full"), or NULL */
};

int status_write(const struct staff_site *site, const struct status *status,
    struct buf *out);

/* The page "Help – Hjälp – Ohje": how to drop, correct, approve, withdraw. */
int help_write(const struct staff_site *site, struct buf *out);

#endif /* STAFF_RECEIPT_H */
