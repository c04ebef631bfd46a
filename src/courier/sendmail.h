/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message to the sendmail program of this machine. */
#ifndef COURIER_SENDMAIL_H
#define COURIER_SENDMAIL_H

#include "courier/outcome.h"
#include "newsroom/correspondence.h"

/*
 * Run the settings' sendmail with "-f FROM -- TO" behind its own arguments,
 * without a shell, and the message on its standard input; it is killed when
 * the time of an attempt is over.  Its exit status is one of sysexits(3).
 */
struct outcome sendmail_run(const struct config_courier *settings,
    const char *to, const char *message);

#endif /* COURIER_SENDMAIL_H */
