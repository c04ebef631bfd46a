/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Company: the pieces of a pair at the press, which shows all of them or none.
 * For src/newsroom alone.
 */
#ifndef NEWSROOM_COMPANY_H
#define NEWSROOM_COMPANY_H

#include "newsroom/room.h"

enum company {
	COMPANY_HERE,   /* all others are rendered, too; or it has none */
	COMPANY_LATE,   /* one of them is on its way */
	COMPANY_BROKEN, /* one of them is not meant any more, or another pair */
};

enum company company_of(const struct piece *piece);

/* Are these two of one pair? */
int company_is_of(const struct piece *a, const struct piece *b);

/* Forget pieces whose pair is broken: their jobs wait again. */
void company_sweep(struct newsroom *newsroom);

/*
 * Take the pair of a piece that is COMPANY_HERE out of the ready ones, into
 * ret, which has room for RELEASE_LANGS_MAX of them.  Every file is looked at
 * once more; if one of them is not meant any more the others are forgotten
 * with it: 0.  Else how many they are.
 */
size_t company_take(struct piece *piece, struct piece **ret);

#endif /* NEWSROOM_COMPANY_H */
