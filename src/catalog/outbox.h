/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's outbox: what the service with a network is to send, and how
 * those fare to whom it goes.  Included by catalog.h, whose conventions hold
 * here.
 *
 * A letter is known by its uid, which its reader sees too: sent twice it is
 * still one.  Letters of one addressee share its fate: while it can't be
 * reached at all they wait together, and the one before is tried first.
 */
#ifndef CATALOG_OUTBOX_H
#define CATALOG_OUTBOX_H

#include "catalog/catalog.h"

enum {
	CATALOG_LETTER_SIZE = 128,   /* a letter's uid */
	CATALOG_ADDRESSEE_SIZE = 48, /* as value_check_name() */
};

struct catalog_letter {
	int64_t id; /* 0: none */
	char uid[CATALOG_LETTER_SIZE];
	int64_t site;
	char kind[16]; /* "mail", "webhook", "websub" */
	char addressee[CATALOG_ADDRESSEE_SIZE]; /* of that site and kind */
	int64_t release;                        /* erased along with it; or 0 */
	char *payload; /* JSON; of a letter that was read, owned by the
			* caller: catalog_letter_fini() */
	int64_t created;
	int64_t due;
	unsigned attempts; /* that failed */
};

/*
 * Put a letter: uid, site, kind, addressee, release and payload count.  One
 * that is there already, or whose addressee is closed, is V_OK and none; an
 * addressee that is being waited for has it wait too.  A websub letter takes
 * the place of an equal one: one ping is enough for many changes.
 */
enum verdict catalog_outbox_put(struct catalog *catalog,
    const struct catalog_letter *letter, int64_t now, struct why *why);

/* The next that is due; ret->id is 0 where none is. */
enum verdict catalog_outbox_next(struct catalog *catalog, int64_t now,
    struct catalog_letter *ret, struct why *why);
/* When the next falls due; INT64_MAX if the outbox is empty. */
enum verdict catalog_outbox_due(struct catalog *catalog, int64_t *ret,
    struct why *why);
/* By its uid; without its payload. */
enum verdict catalog_outbox_get(struct catalog *catalog, const char *uid,
    struct catalog_letter *ret, struct why *why);

/* It was sent: its addressee is well. */
enum verdict catalog_outbox_sent(struct catalog *catalog,
    const struct catalog_letter *letter, struct why *why);
/* It can't be sent, ever: its addressee's state stays. */
enum verdict catalog_outbox_drop(struct catalog *catalog,
    const struct catalog_letter *letter, struct why *why);

struct catalog_setback {
	int64_t due; /* once more then */
	int all; /* it is the addressee that failed, not this letter alone */
	const char *code; /* what went wrong, for status */
};

/* It failed: one attempt more is counted, and its addressee is failing since
 * now or since it began to. */
enum verdict catalog_outbox_defer(struct catalog *catalog,
    const struct catalog_letter *letter, const struct catalog_setback *setback,
    int64_t now, struct why *why);
void catalog_letter_fini(struct catalog_letter *letter);

/* To whom something could not be sent. */
struct catalog_addressee {
	int64_t site;
	char kind[16];
	char name[CATALOG_ADDRESSEE_SIZE]; /* "": there is no such */
	int64_t failing;                   /* since */
	unsigned failures; /* of all its letters, one after the other */
	int64_t until;     /* nothing is tried before */
	int64_t closed;    /* given up at that time, or 0 */
	char code[CATALOG_CODE_SIZE];
	uint64_t letters; /* catalog_addressees(): that wait for it */
};

struct catalog_addressees {
	struct catalog_addressee *list;
	size_t count;
};

/* How the addressee of a letter fares; one that is well has name "". */
enum verdict catalog_addressee_get(struct catalog *catalog,
    const struct catalog_letter *letter, struct catalog_addressee *ret,
    struct why *why);
/* Give up an addressee: its letters go, and no new one is taken. */
enum verdict catalog_addressee_close(struct catalog *catalog,
    const struct catalog_letter *letter, const char *code, int64_t now,
    struct why *why);
/* Try those of that name again, whatever they did: how many there were. */
enum verdict catalog_addressee_reopen(struct catalog *catalog, int64_t site,
    const char *name, unsigned *ret_count, struct why *why);

/* Everybody of a site who is waited for or was given up, or for whom letters
 * wait. */
enum verdict catalog_addressees(struct catalog *catalog, int64_t site,
    struct catalog_addressees *ret, struct why *why);
void catalog_addressees_fini(struct catalog_addressees *addressees);

/*
 * Changes up to that number have been put into the outbox (or concerned
 * nobody).  *ret_seq is -1 for a site that never told anybody: history is not
 * news.
 */
enum verdict catalog_announced(struct catalog *catalog, int64_t site,
    int64_t *ret_seq, struct why *why);
enum verdict catalog_set_announced(struct catalog *catalog, int64_t site,
    int64_t seq, struct why *why);

#endif /* CATALOG_OUTBOX_H */
