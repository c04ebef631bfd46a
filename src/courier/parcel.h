/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Letters from the hatch of gazetted (newsroom/hatch.h), and words back. */
#ifndef COURIER_PARCEL_H
#define COURIER_PARCEL_H

#include <signal.h>

#include <jansson.h>

#include "base/why.h"

struct parcel {
	char uid[128];
	char kind[16];
	char site[48];
	char addressee[48];
	json_t *payload; /* owned */
};

/* Connect; the descriptor, or -1 and why. */
int parcel_connect(const char *path, struct why *why);

/*
 * Ask for the next letter and wait for it; quiet is the set of signals that
 * may end the waiting.  1 and *ret, which parcel_fini() frees; 0 if a signal
 * came; -1 and why if gazetted is gone, or says no.
 */
int parcel_next(int fd, const sigset_t *quiet, struct parcel *ret,
    struct why *why);

/* Say what became of one, and hear that it is noted.  0, or -1. */
int parcel_say(int fd, const char *remark);

/* A string of the payload; "" if there is none. */
const char *parcel_string(const struct parcel *parcel, const char *name);

void parcel_fini(struct parcel *parcel);

#endif /* COURIER_PARCEL_H */
