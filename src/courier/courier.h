/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The courier: takes letters from gazetted one at a time, sends each, and says
 * what became of it.
 *
 * It keeps nothing: back-off, giving up and the letters themselves are
 * gazetted's.  What it could not say, because gazetted was gone, it says when
 * gazetted is back, so that only a courier that dies too sends twice.
 */
#ifndef COURIER_COURIER_H
#define COURIER_COURIER_H

#include "base/why.h"
#include "newsroom/settings.h"

struct courier;

/* Read every secret that the settings name; config outlives the courier.
 * V_FATAL "settings". */
enum verdict courier_new(const struct config *config, struct courier **ret,
    struct why *why);
void courier_free(struct courier *courier);

/* Carry letters until a SIGTERM or SIGINT; the exit status. */
int courier_run(struct courier *courier);

#endif /* COURIER_COURIER_H */
