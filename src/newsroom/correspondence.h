/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings of what leaves the house by a network: mail to staff, webhooks,
 * WebSub, and how the courier carries them.  Part of settings.h.
 *
 * No secret is here: the settings name files (or credentials of systemd),
 * which the courier alone reads.
 */
#ifndef NEWSROOM_CORRESPONDENCE_H
#define NEWSROOM_CORRESPONDENCE_H

#include <stddef.h>

struct config_list {
	char **list;
	size_t count;
};

/* Letters that a mail section is about. */
enum config_about {
	CONFIG_RECEIPT = 1,    /* published */
	CONFIG_QUESTION = 2,   /* held until somebody answers */
	CONFIG_FIX = 4,        /* to be mended by its author */
	CONFIG_FAILED = 8,     /* unsafe or beyond mending */
	CONFIG_WITHDRAWAL = 16 /* taken down */
};

/* A letter goes to everybody in to if it is of one of these owners, folders
 * and organisations; an empty list is any. */
struct config_mail {
	char *name; /* of the section, as are the others' */
	struct config_list to;
	struct config_list owner;  /* account names or numbers */
	struct config_list folder; /* places of folder sections; "" is "." */
	struct config_list organisation; /* as the documents name them */
	unsigned about;                  /* of enum config_about */
};

struct config_webhook {
	char *name;
	char *url;
	char *secret; /* the file (absolute) or credential that holds it */
	int private;  /* its host may be in a private network */
};

struct config_websub {
	char *hub; /* "": none */
	int private;
};

struct config_courier {
	char *socket;    /* where gazetted hands out letters */
	char *user;      /* who may take them */
	char *ca_file;   /* "": the system's authorities */
	char *from;      /* sender of mail; "" where there is none */
	char *from_name; /* and for people */
	char *smtp;      /* "smtp://host:587"; "" if sendmail does it */
	int starttls;    /* demanded of smtp:// */
	char *login;     /* file or credential with user:password, or "" */
	struct config_list sendmail; /* a program and its arguments */
	/* Seconds. */
	unsigned retry;      /* until the second attempt; then twice that … */
	unsigned retry_most; /* … up to this */
	unsigned give_up;    /* after the first attempt, or the first failure */
	unsigned timeout;    /* of one attempt */
};

/* Has the list that word? */
int config_list_has(const struct config_list *list, const char *word);

/* The bit of "receipt", "question" and so on; 0 if it is none; and back. */
unsigned config_about_by_name(const char *name);
const char *config_about_name(unsigned about);

struct config_site;

/* NULL if there is none of that name. */
const struct config_webhook *config_webhook_named(
    const struct config_site *site, const char *name);

/* The domain of an address: "example.org". */
const char *config_domain(const char *address);

struct config;

/* Does any site have anything for the courier to carry? */
int config_needs_courier(const struct config *config);

#endif /* NEWSROOM_CORRESPONDENCE_H */
