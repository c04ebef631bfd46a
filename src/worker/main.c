/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette-worker: the zygote as a program of its own, linked with no more
 * than a document needs.  gazette and gazetted start it (zygote.h).
 */
#include "config.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sysexits.h>

#include "worker/nursery.h"

int
main(void)
{
	int type;
	socklen_t len = sizeof(type);

	if (getsockopt(NURSERY_FD, SOL_SOCKET, SO_TYPE, &type, &len) == -1) {
		fputs("gazette-worker is started by gazette and gazetted.\n",
		    stderr);
		return EX_USAGE;
	}
	nursery_obey();
}
