/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/dropfolder.t: believes that a file whose size is
 * stable has arrived.  Linked with --wrap=settle_look.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "intake/settle.h"

struct stable {
	struct stable *next;
	char *place;
	int64_t size;
	int64_t since;
};

enum settled __wrap_settle_look(struct settle *settle, int drop,
    const struct candidate *candidate, int64_t now);

enum settled
__wrap_settle_look(struct settle *settle, int drop,
    const struct candidate *candidate, int64_t now)
{
	static struct stable *all;
	struct stable *one;

	(void)settle;
	(void)drop;
	for (one = all; one != NULL; one = one->next)
		if (strcmp(one->place, candidate->place) == 0)
			break;
	if (one == NULL) {
		one = xcalloc(1, sizeof(*one));
		one->place = xstrdup(candidate->place);
		one->since = now;
		one->next = all;
		all = one;
	}
	if (one->size != candidate->identity.size) {
		one->size = candidate->identity.size;
		one->since = now;
	}
	return now - one->since >= 300 ? SETTLE_WHOLE : SETTLE_WAIT;
}
