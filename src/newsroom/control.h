/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the command asks a daemon that runs: a socket in the state folder.
 *
 * One line each way.  Requests: "rescan", "adopt", "rebuild", "withdraw ID",
 * "erase ID", "resume NAME".  Answers: "ok COUNT", or
 * "hold|defer|reject|fatal CODE TEXT".
 * The folder's rights say who may ask: the service's user and root.
 */
#ifndef NEWSROOM_CONTROL_H
#define NEWSROOM_CONTROL_H

#include <systemd/sd-event.h>

#include "base/why.h"

struct control;
struct newsroom;

/* Listen in every state folder of the newsroom. */
enum verdict control_open(sd_event *event, struct newsroom *newsroom,
    struct control **ret, struct why *why);
void control_close(struct control *control);

/*
 * Ask the daemon of a state folder and wait for its answer.  V_OK and
 * *ret_count; V_DEFER "no-daemon" if none listens; else the daemon's own
 * verdict.
 */
enum verdict control_ask(const char *state, const char *request,
    unsigned *ret_count, struct why *why);

#endif /* NEWSROOM_CONTROL_H */
